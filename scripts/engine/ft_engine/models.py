"""Models in memory and on disk: loading, tuning, and folders that are whole or not there."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .causes import classified, said
from .protocol import Failure, Job

KEPT_MODELS = 3
KEPT_CHECKPOINTS = 2
WEIGHT_FILES = (".safetensors", ".bin", ".pt", ".pth", ".gguf", ".index.json")


def is_adapter(folder: str) -> bool:
    return os.path.isfile(os.path.join(folder, "adapter_config.json"))


def precision_of(job: Job) -> str:
    """The job's precision; `auto` is bfloat16 where the device computes with it."""
    import torch

    if job.precision != "auto":
        return job.precision
    bfloat16 = torch.cuda.is_available() and torch.cuda.is_bf16_supported()
    return "bfloat16" if bfloat16 else "float32"


def loaded(folder: str, dtype: str) -> Any:
    import transformers

    try:
        return transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=dtype)
    except Exception as cause:  # each file format has errors of its own
        known = classified(cause, folder)
        if known.code != "internal_error":
            raise known from cause
        raise Failure("unsupported_model", f"no model in {folder}: {said(cause)}") from cause


def tuned(job: Job) -> Any:
    """The model that the job trains: all of it, or an adapter on a base that stays as it is.

    Weights that are trained stay float32 in memory: updates are smaller than bfloat16 can hold.
    """
    import peft

    dtype = precision_of(job) if job.tuning == "lora" else "float32"
    adapter = job.start if job.start and is_adapter(job.start) else None
    model = loaded(job.model if adapter or not job.start else job.start, dtype)
    if job.tuning == "full":
        if adapter:
            model = peft.PeftModel.from_pretrained(model, adapter).merge_and_unload(safe_merge=True)
        return model
    if adapter:
        return peft.PeftModel.from_pretrained(model, adapter, is_trainable=True)
    config = peft.LoraConfig(
        r=job.lora.r,
        lora_alpha=job.lora.alpha,
        lora_dropout=job.lora.dropout,
        target_modules="all-linear",
        task_type="CAUSAL_LM",
    )
    return peft.get_peft_model(model, config)


def merged(model_folder: str, adapter: str) -> Any:
    """Base and adapter as one model, in the base's own precision."""
    import peft

    base = loaded(model_folder, "auto")
    return peft.PeftModel.from_pretrained(base, adapter).merge_and_unload(safe_merge=True)


def save(model: Any, folder: Path, base: str) -> None:
    """The tuned part of a model: its adapter, or all of it with the base's tokenizer."""
    import peft

    if isinstance(model, peft.PeftModel):
        model.save_pretrained(folder, selected_adapters=["default"])
        (folder / "README.md").unlink(missing_ok=True)
        sort_modules(folder / "adapter_config.json")
    else:
        model.save_pretrained(folder)
        copy_tokenizer(base, folder)


def sort_modules(config: Path) -> None:
    """PEFT writes the names of modules in the order of a set, another one in each process."""
    written = json.loads(config.read_bytes())
    written["target_modules"] = sorted(written["target_modules"])
    config.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")


def copy_tokenizer(base: str, folder: Path) -> None:
    """Copies what stands beside the weights of a base and is not there yet.

    The tokenizer is copied and not saved anew: transformers 5 writes a class name that 4 refuses.
    """
    for file in Path(base).iterdir():
        if file.is_file() and not file.name.endswith(WEIGHT_FILES):
            if not (folder / file.name).exists():
                shutil.copyfile(file, folder / file.name)


def write_whole(target: Path, fill: Callable[[Path], None]) -> None:
    """A folder that is there with all it holds or not at all, also after a power cut."""
    part = target.with_name(f".{target.name}.part")
    aside = target.with_name(f".{target.name}.old")
    for left in (part, aside):
        shutil.rmtree(left, ignore_errors=True)
    part.mkdir(parents=True)
    fill(part)
    sync_folder(part)
    if target.exists():
        os.rename(target, aside)
    os.rename(part, target)
    sync(target.parent)
    shutil.rmtree(aside, ignore_errors=True)


def drop_parts(folder: Path) -> None:
    """Removes what a failed write left under a folder."""
    for path in [*folder.glob(".*.part"), *folder.glob("*.part")]:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        sync(path)


def sync(path: Path) -> None:
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def numbered(folder: Path, prefix: str) -> list[tuple[int, Path]]:
    """Folders named PREFIX-N, the lowest number first."""
    found = []
    for path in folder.glob(f"{prefix}-*"):
        number = path.name.removeprefix(f"{prefix}-")
        if number.isascii() and number.isdigit():
            found.append((int(number), path))
    return sorted(found)


def drop_oldest(folder: Path, prefix: str, kept: int) -> None:
    for _, path in numbered(folder, prefix)[:-kept]:
        shutil.rmtree(path, ignore_errors=True)


class Checkpoints:
    """The trainer's checkpoints of a job. One is whole when its list of files says so.

    The list is written last, after all else has reached the disk. The library's own choice would be
    the highest number, torn or not, and it goes on without a word where an optimizer is missing.
    """

    LIST = "whole.json"

    def __init__(self, folder: Path, processes: int):
        self._folder, self._processes = folder, processes

    def newest(self, tidy: bool) -> tuple[int, Path] | None:
        """The newest whole checkpoint.

        Torn ones are of no use to anybody; who holds the folder's lock may tidy them away.
        """
        for step, path in reversed(numbered(self._folder, "checkpoint")):
            if (listed := self._whole(path)) is None:
                if tidy:
                    shutil.rmtree(path, ignore_errors=True)
            elif listed["processes"] != self._processes:
                raise Failure(
                    "wrong_process_count",
                    f"{path.name} was made by {listed['processes']} processes, "
                    f"and the job has {self._processes} now",
                )
            else:
                return step, path
        return None

    def _whole(self, path: Path) -> dict[str, Any] | None:
        try:
            listed = json.loads((path / self.LIST).read_bytes())
            sizes = {name: (path / name).stat().st_size for name in listed["files"]}
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return listed if sizes == listed["files"] else None

    def finish(self, step: int) -> None:
        """Lists a checkpoint that all processes have written, and drops the oldest ones."""
        path = self._folder / f"checkpoint-{step}"
        sync_folder(path)
        files = {
            str(file.relative_to(path)): file.stat().st_size
            for file in sorted(path.rglob("*"))
            if file.is_file()
        }
        listed = {"step": step, "processes": self._processes, "files": files}
        part = path / f"{self.LIST}.part"
        part.write_text(json.dumps(listed), encoding="utf-8")
        sync(part)
        os.rename(part, path / self.LIST)
        sync(path)
        drop_oldest(self._folder, "checkpoint", KEPT_CHECKPOINTS)

    def clear(self, step: int) -> None:
        """Makes room for a checkpoint: files of an earlier try must not be taken for its own."""
        shutil.rmtree(self._folder / f"checkpoint-{step}", ignore_errors=True)

"""Can this interpreter, on this machine, train and chat with a model: looked at, then tried."""

import importlib.metadata
import importlib.util
import json
import math
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .protocol import DONE, FAILED, Failure, answer, read_object

ENGINE = Path(__file__).parent.parent
SERVER_PACKAGES = ("fastapi", "uvicorn", "openai")
TRIED_ROWS = 10

# Full tuning holds four float32 for each parameter: weight, gradient and the two moments of Adam.
# An adapter has few of them beside a base that is only read.
FULL_BYTES = 16
LORA_FACTOR = 1.2


@dataclass(frozen=True)
class Problem:
    """What stands in the way, with one of the codes of failed jobs."""

    code: str
    message: str


def check(path: str) -> int:
    """Answers one object; `ok` is true where a short job of this model has run to its end.

    With `"steps": false` it is only looked at.
    """
    asked = read_object(path)
    problems: list[Problem] = []
    found: dict[str, Any] = {
        "python": platform.python_version(),
        "packages": packages(problems),
        "chat": all(importlib.util.find_spec(name) for name in SERVER_PACKAGES),
    }
    for part in (described_model, described_device, described_template):
        if not problems:
            try:
                found |= part(asked, found)
            except Failure as failure:
                problems.append(Problem(failure.code, failure.message))
    if not problems:
        found |= room(asked, found, problems)
    if not problems and asked.get("steps", True):
        found |= tried(asked, problems)
    error = {"error": asdict(problems[0])} if problems else {}
    answer({"ok": not problems, **error, **found, "problems": [asdict(p) for p in problems]})
    return FAILED if problems else DONE


def packages(problems: list[Problem]) -> list[dict[str, str | None]]:
    """The packages that the engine was proven with, and what is there."""
    listed = []
    for line in (ENGINE / "requirements.txt").read_text(encoding="utf-8").splitlines():
        name, _, wanted = line.partition("==")
        if not wanted or name.startswith("#"):
            continue
        try:
            there = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            there = None
            if name not in SERVER_PACKAGES:
                problems.append(Problem("packages_missing", f"{name} {wanted} is not installed"))
        listed.append({"name": name, "found": there, "wanted": wanted})
    return listed


def described_model(asked: dict[str, Any], _: dict[str, Any]) -> dict[str, Any]:
    """The model by its files, without loading it."""
    folder = Path(asked["model"])
    try:
        config = json.loads((folder / "config.json").read_bytes())
        weights = [tensor for file in folder.glob("*.safetensors") for tensor in tensors(file)]
    except (OSError, ValueError) as cause:
        raise Failure("unsupported_model", f"{folder} holds no model: {cause}") from cause
    if not weights:
        raise Failure("unsupported_model", f"{folder} holds no safetensors weights")
    inner = config.get("text_config", config)
    return {
        "model": {
            "architecture": (config.get("architectures") or [None])[0],
            "parameters": sum(math.prod(tensor["shape"]) for tensor in weights),
            "bytes": sum(b - a for a, b in (tensor["data_offsets"] for tensor in weights)),
            "context": inner.get("max_position_embeddings"),
        }
    }


def tensors(file: Path) -> list[dict[str, Any]]:
    """The header of a safetensors file: its length in 8 bytes, then JSON."""
    with file.open("rb") as stream:
        length = int.from_bytes(stream.read(8), "little")
        if length > file.stat().st_size:
            raise ValueError(f"{file.name} is cut off")
        header = json.loads(stream.read(length))
    return [tensor for name, tensor in header.items() if name != "__metadata__"]


def described_device(_: dict[str, Any], __: dict[str, Any]) -> dict[str, Any]:
    try:
        import torch
    except (ImportError, OSError) as cause:
        raise Failure("packages_missing", f"torch does not start: {cause}") from cause
    memory: dict[str, int | None] = {"host_free": host_free(), "device_free": None}
    if not torch.cuda.is_available():
        return {"device": "cpu", "devices": 1, "device_name": None, "memory": memory}
    memory["device_free"] = torch.cuda.mem_get_info()[0]
    return {
        "device": "cuda",
        "devices": torch.cuda.device_count(),
        "device_name": torch.cuda.get_device_name(0),
        "memory": memory,
    }


def host_free() -> int | None:
    """Memory that a program can have, by the kernel's count."""
    try:
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return None


def described_template(asked: dict[str, Any], _: dict[str, Any]) -> dict[str, Any]:
    """What the chat template writes of a system prompt, tools, calls and reasoning."""
    from .rendering import Renderer

    renderer = Renderer.of_model(asked["model"])
    question = {"role": "user", "content": "Is it warm?"}
    reply = {"role": "assistant", "content": "Yes."}
    tool = {"type": "function", "function": {"name": "weather", "parameters": {"type": "object"}}}
    call = {
        "id": "call00001",
        "type": "function",
        "function": {"name": "weather", "arguments": "{}"},
    }
    rows = {
        "system": {"messages": [{"role": "system", "content": "Be brief."}, question, reply]},
        "tools": {"messages": [question, reply], "tools": [tool]},
        "tool_calls": {
            "messages": [
                question,
                {"role": "assistant", "content": None, "tool_calls": [call]},
                {"role": "tool", "tool_call_id": "call00001", "content": "19 degrees"},
                reply,
            ],
            "tools": [tool],
        },
        "reasoning": {"messages": [question, {**reply, "reasoning_content": "I feel it."}]},
    }
    able = {}
    for name, row in rows.items():
        made = renderer.row(row, "supervised")
        able[name] = made.fault is None and not made.lost
    plain = renderer.row({"messages": [question, reply]}, "supervised")
    if plain.fault is not None or plain.lost:
        why = plain.fault or f"it leaves out: {plain.lost[0].detail}"
        raise Failure("no_chat_template", f"the chat template cannot write a question: {why}")
    return {"template": able}


def room(asked: dict[str, Any], found: dict[str, Any], problems: list[Problem]) -> dict[str, Any]:
    """Memory for the weights and what tuning adds to them; activations come on top."""
    model, memory = found["model"], found["memory"]
    if asked.get("tuning") == "full":
        needed = model["parameters"] * FULL_BYTES
    else:
        needed = round(model["bytes"] * LORA_FACTOR)
    there = memory["device_free"] if found["device"] == "cuda" else memory["host_free"]
    if there is not None and needed > there:
        text = f"the model needs {needed >> 20} MiB to train, and {there >> 20} MiB are free"
        problems.append(Problem("out_of_memory", text))
    return {"memory": {**memory, "needed": needed}}


def tried(asked: dict[str, Any], problems: list[Problem]) -> dict[str, Any]:
    """Five steps on ten rows, by the same program and in the same way as a job."""
    with tempfile.TemporaryDirectory(prefix="ft-check-") as name:
        folder = Path(name)
        rows = "".join(
            json.dumps(
                {
                    "messages": [
                        {"role": "user", "content": f"What comes after {n}?"},
                        {"role": "assistant", "content": f"{n + 1}."},
                    ]
                }
            )
            + "\n"
            for n in range(TRIED_ROWS)
        )
        (folder / "rows.jsonl").write_text(rows, encoding="utf-8")
        job = {
            "job": "check",
            "method": "supervised",
            "model": asked["model"],
            "training": str(folder / "rows.jsonl"),
            "out": str(folder / "out"),
            "seed": 1,
            "epochs": 1,
            "batch_size": 2,
            "learning_rate": 1e-4,
            "tuning": asked.get("tuning", "lora"),
            "precision": asked.get("precision", "auto"),
            "save_seconds": 3600,
        }
        (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
        began = time.monotonic()
        command = [sys.executable, str(ENGINE / "engine.py"), "train", str(folder / "job.json")]
        with open(folder / "log", "wb") as log:
            code = subprocess.run(command, stdout=log, stderr=log, env=os.environ).returncode
        told = read_events(folder / "out/events.jsonl")
        end = told[-1] if told else {}
        if end.get("type") != "finished":
            text = end.get("message") or tail(folder / "log") or f"the engine ended with {code}"
            problems.append(Problem(end.get("code", "internal_error"), text))
        steps = [event for event in told if event["type"] == "step"]
        return {
            "training": {
                "seconds": round(time.monotonic() - began, 1),
                "seconds_per_step": seconds_per_step(steps),
                "steps": len(steps),
                "losses": [event["loss"] for event in steps],
            }
        }


def seconds_per_step(steps: list[dict[str, Any]]) -> float | None:
    """Without the first step, in which libraries prepare themselves."""
    if len(steps) < 2:
        return None
    return round((steps[-1]["at"] - steps[0]["at"]) / (len(steps) - 1), 4)


def read_events(path: Path) -> list[dict[str, Any]]:
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError):
        return []


def tail(path: Path) -> str:
    lines = path.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1] if lines else ""

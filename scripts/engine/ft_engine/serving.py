"""A tuned model as a folder that a server can load, and the server."""

import json
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

from .protocol import DONE, Failure, answer, read_object

GENERATION = "generation_config.json"


def merge(path: str) -> int:
    """Writes the whole model of an adapter (or of a full job) to a folder, by rename."""
    from .models import write_whole

    asked = read_object(path)
    target = Path(asked["out"])
    fill = filled_from_adapter if asked.get("adapter") else filled_from_tuned
    write_whole(target, lambda folder: fill(asked, folder))
    answer({"out": str(target), "bytes": sum(f.stat().st_size for f in target.iterdir())})
    return DONE


def filled_from_adapter(asked: dict[str, Any], folder: Path) -> None:
    from .models import copy_tokenizer, merged

    merged(asked["model"], asked["adapter"]).save_pretrained(folder)
    copy_tokenizer(asked["model"], folder)
    write_generation(folder, Path(asked["model"]))


def filled_from_tuned(asked: dict[str, Any], folder: Path) -> None:
    """A full job's model is whole already; its weights never change, so a link will do."""
    if not asked.get("tuned"):
        raise Failure("internal_error", "neither an adapter nor a tuned model to merge")
    for file in Path(asked["tuned"]).iterdir():
        try:
            os.link(file, folder / file.name)
        except OSError:  # another file system
            shutil.copyfile(file, folder / file.name)
    write_generation(folder, Path(asked["tuned"]))


def write_generation(folder: Path, model: Path) -> None:
    """The model's own settings, with sampling on: the server ignores temperature without it."""
    try:
        settings = json.loads((model / GENERATION).read_bytes())
    except (OSError, ValueError):
        settings = {}
    target = folder / GENERATION
    target.unlink(missing_ok=True)  # it may be a link, and what it leads to is not ours
    target.write_text(json.dumps({**settings, "do_sample": True}, indent=2) + "\n", "utf-8")


def serve(path: str) -> int:
    """Becomes `transformers serve` for a folder, under the given name, on this machine alone."""
    asked = read_object(path)
    folder = Path(asked["folder"])
    if not (folder / "config.json").is_file():
        raise Failure("unsupported_model", f"{folder} holds no model")
    views = Path(path).absolute().parent / "served"
    name = asked.get("name") or folder.name
    make_view(folder, views / name)
    os.chdir(views)  # the server answers for exactly the path that it was given
    end_with_input()
    program = "from transformers.cli.transformers import main; main()"
    options = ["--host", "127.0.0.1", "--port", str(asked["port"])]
    os.execv(sys.executable, [sys.executable, "-c", program, "serve", name, *options])


def end_with_input() -> None:
    """Lets a process beside the server end it with stdin, which ends when ft is killed."""
    server = os.getpid()
    if os.fork() > 0:
        return
    try:
        while os.read(0, 1024):
            pass
        os.kill(server, signal.SIGTERM)
    finally:
        os._exit(0)


def make_view(folder: Path, view: Path) -> None:
    """A folder of links to a model's files, with sampling on, so that nothing is written to it."""
    shutil.rmtree(view, ignore_errors=True)
    view.mkdir(parents=True)
    for file in folder.iterdir():
        os.symlink(file.absolute(), view / file.name)
    write_generation(view, folder)

"""Runs the engine for tests. The libraries are imported once, and each run is a fork of that.

The parent never computes: threads of a computation do not survive a fork.
"""

import atexit
import hashlib
import json
import os
import random
import runpy
import signal
import shutil
import sys
import tempfile
import time
import traceback
import unittest
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ENGINE = Path(__file__).parent.parent
os.environ.setdefault("OMP_NUM_THREADS", "1")  # for models this small more threads only wait
sys.argv = ["engine.py"]
PROGRAM = runpy.run_path(str(ENGINE / "engine.py"))  # sets the environment, as a start does

import accelerate  # noqa: E402, F401
import datasets  # noqa: E402, F401
import peft  # noqa: E402, F401
import torch  # noqa: E402, F401
import transformers  # noqa: E402, F401
import trl  # noqa: E402, F401

PATIENCE = 90  # seconds until a run that says nothing is taken for hung

Before = Callable[[], None]


class Run:
    """A word of the engine in a process of its own, with its output in files."""

    def __init__(
        self, folder: Path, *arguments: str, before: Before | None = None, stdin: str = ""
    ):
        folder.mkdir(parents=True, exist_ok=True)
        self.out, self.log = folder / "stdout", folder / "log"
        (folder / "stdin").write_text(stdin, encoding="utf-8")
        self._code: int | None = None
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if self.pid == 0:
            self._become(folder / "stdin", arguments, before)

    def _become(self, stdin: Path, arguments: tuple[str, ...], before: Before | None) -> None:
        code = 70
        try:
            os.dup2(os.open(stdin, os.O_RDONLY), 0)
            for number, path in ((1, self.out), (2, self.log)):
                os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
            sys.stdin = open(0, encoding="utf-8", closefd=False)
            sys.stdout = open(1, "w", encoding="utf-8", closefd=False)
            sys.stderr = open(2, "w", encoding="utf-8", closefd=False, buffering=1)
            if before:
                before()
            code = PROGRAM["main"](list(arguments))
        except SystemExit as exit:
            code = exit.code if isinstance(exit.code, int) else 1
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def wait(self) -> int:
        """The exit code; minus a signal's number for a killed one."""
        until = time.monotonic() + PATIENCE
        while self._code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._code = os.waitstatus_to_exitcode(status)
            elif time.monotonic() > until:
                os.kill(self.pid, signal.SIGKILL)
                raise AssertionError(f"hung:\n{self.log.read_text()[-2000:]}")
            else:
                time.sleep(0.01)
        return self._code

    @property
    def answers(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.read_text(encoding="utf-8").splitlines()]


class EngineTests(unittest.TestCase):
    """A folder for each test, models for all of them."""

    maxDiff = None
    _models: dict[tuple[str, int], Path] = {}
    _shared = Path(tempfile.mkdtemp(prefix="ft-engine-"))
    atexit.register(shutil.rmtree, _shared, ignore_errors=True)  # forks leave by _exit

    def shortDescription(self) -> None:
        return None  # the names say it

    def setUp(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ft-engine-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self._runs = 0

    def model(self, template: str = "plain", seed: int = 1) -> Path:
        """A tiny model, made once."""
        if (template, seed) not in self._models:
            folder = self._shared / f"{template}-{seed}"
            make_model(folder, template, seed)
            self._models[template, seed] = folder
        return self._models[template, seed]

    def write_rows(self, name: str, rows: list[Any]) -> Path:
        path = self.folder / name
        path.write_text(
            "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8"
        )
        return path

    def job(self, rows: Path, name: str = "ftjob-1", **more: Any) -> dict[str, Any]:
        given = {
            "job": name,
            "method": "supervised",
            "model": str(self.model()),
            "start": None,
            "training": str(rows),
            "validation": None,
            "out": str(self.folder / name),
            "seed": 7,
            "epochs": 3,
            "batch_size": 4,
            "learning_rate": 0.002,
            "beta": 0.1,
            "max_length": 512,
            "tuning": "lora",
            "lora": {"r": 8, "alpha": 16, "dropout": 0.0},
            "precision": "auto",
            "gradient_checkpointing": "auto",
            "save_seconds": 60,
            "processes": 1,
        }
        return {**given, **more}

    def start(
        self, word: str, argument: dict[str, Any], before: Before | None = None, stdin=""
    ) -> Run:
        self._runs += 1
        folder = self.folder / f"run-{self._runs}"
        folder.mkdir()
        path = folder / "argument.json"
        path.write_text(json.dumps(argument), encoding="utf-8")
        return Run(folder, word, str(path), before=before, stdin=stdin)

    def train(
        self, job: dict[str, Any], expect: int = 0, before: Before | None = None
    ) -> list[dict]:
        """Trains to an end with an exit code, and returns all events of the folder."""
        run = self.start("train", job, before)
        code = run.wait()
        if code != expect:
            self.fail(f"exit code {code}, not {expect}:\n{run.log.read_text()[-3000:]}")
        return events(job)

    def ask(
        self, word: str, argument: dict[str, Any], stdin: str = "", expect: int = 0
    ) -> list[dict]:
        run = self.start(word, argument, stdin=stdin)
        code = run.wait()
        if code != expect:
            self.fail(f"exit code {code}, not {expect}:\n{run.log.read_text()[-3000:]}")
        return run.answers


def events(job: dict[str, Any]) -> list[dict[str, Any]]:
    """The whole lines of the journal; a torn one is left out, as ft does."""
    found = []
    for line in (Path(job["out"]) / "events.jsonl").read_bytes().split(b"\n"):
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


def until(condition: Callable[[], bool], run: Run | None = None) -> None:
    """Waits for something that a run does; a run that ended without it fails the test."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if run and os.waitid(os.P_PID, run.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            if condition():
                return
            raise AssertionError(f"the run ended:\n{run.log.read_text()[-3000:]}")
        if time.monotonic() > end:
            raise AssertionError("waited in vain")
        time.sleep(0.005)


def make_model(folder: Path, template: str, seed: int) -> None:
    """Runs make-tiny-model in a fork."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            silent = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silent, 1)
            os.dup2(silent, 2)
            sys.argv = ["make-tiny-model", str(folder), "--seed", str(seed), "--template", template]
            runpy.run_path(str(ENGINE / "make-tiny-model"), run_name="__main__")
            code = 0
        finally:
            os._exit(code)
    assert os.waitpid(pid, 0)[1] == 0, "make-tiny-model failed"


def talk(*messages: tuple[str, str], **more: Any) -> dict[str, Any]:
    return {"messages": [{"role": role, "content": text} for role, text in messages], **more}


def talks(count: int, seed: int = 1) -> list[dict[str, Any]]:
    """Rows of one question and one answer."""
    dice = random.Random(seed)
    return [
        talk(("user", f"{words(dice, 4)}?"), ("assistant", f"{words(dice, 6)}."))
        for _ in range(count)
    ]


def pairs(count: int, seed: int = 1) -> list[dict[str, Any]]:
    """Preference rows."""
    dice = random.Random(seed)
    return [
        {
            "input": {"messages": [{"role": "user", "content": f"{words(dice, 4)}?"}]},
            "preferred_output": [{"role": "assistant", "content": words(dice, 5)}],
            "non_preferred_output": [{"role": "assistant", "content": words(dice, 5).upper()}],
        }
        for _ in range(count)
    ]


def words(dice: random.Random, most: int) -> str:
    known = "kalo miren tas vodel shi norpa zequi bra fengul hywo corta nim 7 42 가나 🙂".split()
    return " ".join(dice.choices(known, k=dice.randint(1, most)))


def files(folder: Path) -> Iterator[tuple[str, str]]:
    """Names of all files under a folder, and hashes of their bytes."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(folder)), hashlib.sha256(path.read_bytes()).hexdigest()

"""What ft and its trainer say to each other: the job, events, orders, the lock, failures."""

import dataclasses
import errno
import fcntl
import json
import math
import os
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

DONE, FAILED, LOCKED, STOPPED = 0, 3, 4, 10

Order = Literal["pause", "cancel", "signal"]


class Failure(Exception):
    """An end whose cause ft knows by its code."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code, self.message = code, message


class Stopped(Exception):
    """An end that was asked for."""

    def __init__(self, order: Order, step: int):
        super().__init__(order)
        self.order, self.step = order, step


@dataclass(frozen=True)
class Lora:
    r: int = 16
    alpha: float = 32
    dropout: float = 0.0


@dataclass(frozen=True)
class Job:
    """One fine-tuning job as ft wrote it; all paths are absolute."""

    job: str
    method: Literal["supervised", "dpo"]
    model: str
    training: str
    out: str
    start: str | None = None
    validation: str | None = None
    seed: int = 0
    epochs: int = 1
    batch_size: int = 1
    learning_rate: float = 1e-4
    beta: float = 0.1
    max_length: int = 2048
    tuning: Literal["lora", "full"] = "lora"
    lora: Lora = field(default_factory=Lora)
    precision: Literal["auto", "float32", "bfloat16"] = "auto"
    gradient_checkpointing: Literal["auto"] | bool = "auto"
    save_seconds: float = 60
    processes: int = 1

    @property
    def folder(self) -> Path:
        return Path(self.out)

    @staticmethod
    def read(path: str) -> "Job":
        """The job in a file; keys that this engine does not know are ignored, as a newer ft's."""
        fields = read_object(path)
        known = {f.name for f in dataclasses.fields(Job)}
        given = {name: value for name, value in fields.items() if name in known}
        if given.get("lora") is None:
            given.pop("lora", None)
        else:
            given["lora"] = Lora(**given["lora"])
        try:
            job = Job(**given)
        except TypeError as missing:
            raise Failure("internal_error", f"{path}: {missing}") from missing
        if job.method not in ("supervised", "dpo") or job.tuning not in ("lora", "full"):
            raise Failure("internal_error", f"{path}: no method {job.method} with {job.tuning}")
        return job


def read_object(path: str) -> dict[str, Any]:
    """The JSON object in a file."""
    try:
        value = json.loads(Path(path).read_bytes())
    except (OSError, ValueError) as cause:
        raise Failure("internal_error", f"{path}: {cause}") from cause
    if not isinstance(value, dict):
        raise Failure("internal_error", f"{path}: not a JSON object")
    return value


def strict_json(value: Any) -> str:
    """One line of strict JSON: what is not a finite number is null, half a character an escape."""
    value = finite(value)
    line = json.dumps(value, ensure_ascii=False, allow_nan=False)
    try:
        line.encode()
    except UnicodeEncodeError:
        line = json.dumps(value, allow_nan=False)
    return line


def finite(value: Any) -> Any:
    match value:
        case float() if not math.isfinite(value):
            return None
        case dict():
            return {key: finite(inner) for key, inner in value.items()}
        case list() | tuple():
            return [finite(inner) for inner in value]
    return value


def answer(value: Any) -> None:
    """One JSON line on stdout, there before the next thing happens."""
    sys.stdout.buffer.write(strict_json(value).encode() + b"\n")  # whatever the locale
    sys.stdout.buffer.flush()


class Events:
    """The journal of a job. Every line goes out in one write, so that a reader sees whole lines."""

    def __init__(self, folder: Path):
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "events.jsonl"
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        self._end_torn_line()
        self.run = 1 + sum(1 for line in path.open("rb") if kind_of(line) == "started")

    def emit(self, kind: str, **fields: Any) -> None:
        line = strict_json({"at": round(time.time(), 3), "type": kind, **fields}) + "\n"
        os.write(self._file, line.encode())

    def _end_torn_line(self) -> None:
        """A killed run may have left half a line; the next one must not be glued to it."""
        size = os.fstat(self._file).st_size
        if size and os.pread(self._file, 1, size - 1) != b"\n":
            os.write(self._file, b"\n")


class NoEvents:
    """What the processes beside the first one write."""

    run = 0

    def emit(self, kind: str, **fields: Any) -> None:
        pass


def kind_of(line: bytes) -> str | None:
    """The type of an event's line; none for a torn one."""
    try:
        return json.loads(line).get("type")
    except (ValueError, AttributeError):
        return None


def last_end(folder: Path) -> dict[str, Any] | None:
    """The event that ended the newest run in a folder, if it ended with one."""
    end = None
    for line in (folder / "events.jsonl").open("rb"):
        match kind_of(line):
            case "started":
                end = None
            case "finished" | "stopped" | "failed":
                end = json.loads(line)
    return end


class Lock:
    """Held by the process that trains in a folder, for as long as it lives."""

    def __init__(self, folder: Path):
        folder.mkdir(parents=True, exist_ok=True)
        self._file = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as taken:
            os.close(self._file)
            if taken.errno not in (errno.EAGAIN, errno.EACCES):
                raise
            raise BlockingIOError("another process trains in this folder") from taken

    def release(self) -> None:
        os.close(self._file)


class Orders:
    """The file that ft replaces to ask for something; one stat while nothing changes."""

    def __init__(self, folder: Path):
        self._path = folder / "orders"
        self._seen: tuple[int, int] | None = None
        self._order: Order | None = None
        self.signal: Order | None = None

    def receive_signal(self) -> None:
        self.signal = "signal"

    def current(self) -> Order | None:
        """What is asked for now; the file's word goes before a signal's."""
        try:
            state = os.stat(self._path)
        except OSError:
            return self.signal
        if (state.st_mtime_ns, state.st_ino) != self._seen:
            self._seen = (state.st_mtime_ns, state.st_ino)
            self._order = self._read()
        return self._order or self.signal

    def _read(self) -> Order | None:
        try:
            order = json.loads(self._path.read_bytes()).get("order")
        except (OSError, ValueError, AttributeError):
            return None
        return order if order in ("pause", "cancel") else None

"""The cause of an exception that a library let through, by what stands in its chain."""

import errno
import os
from collections.abc import Iterator

from .protocol import Failure


def said(cause: BaseException) -> str:
    """An exception in one line."""
    lines = str(cause).strip().splitlines()
    return f"{type(cause).__name__}: {lines[0]}" if lines else type(cause).__name__


def classified(cause: BaseException, folder: str) -> Failure:
    """A failure by its code; `folder` is where it would have written."""
    for one in chain(cause):
        text = str(one)
        if is_out_of_memory(one, text):
            return Failure("out_of_memory", said(one))
        full = isinstance(one, OSError) and one.errno in (errno.ENOSPC, errno.EDQUOT)
        if full or "No space left on device" in text or "os error 28" in text:
            return Failure("disk_full", f"no space left under {folder}")
        # torch.save tells of a failed write, and not why.
        failed_write = "PytorchStreamWriter" in text or "inline_container" in text
        if failed_write and free_bytes(folder) < 1 << 20:
            return Failure("disk_full", f"no space left under {folder}")
    return Failure("internal_error", said(cause))


def is_out_of_memory(cause: BaseException, text: str) -> bool:
    return (
        isinstance(cause, MemoryError)
        or type(cause).__name__ == "OutOfMemoryError"
        or "DefaultCPUAllocator: can't allocate memory" in text
        or "CUDA out of memory" in text
    )


def chain(cause: BaseException | None) -> Iterator[BaseException]:
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def free_bytes(path: str) -> int:
    state = os.statvfs(path)
    return state.f_bavail * state.f_frsize

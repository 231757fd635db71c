"""Starts a job's processes: one here, or several that work together on this machine."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from .protocol import LOCKED, Job, Lock


def train(path: str) -> int:
    """Trains in this process; as several where the job says so and no launcher has started them."""
    job = Job.read(path)
    if job.processes > 1 and "RANK" not in os.environ:
        return launch(job, path)
    if job.processes == 1:
        use_one_device()
    from .running import run

    return run(job)


def use_one_device() -> None:
    """One process takes one GPU: TRL refuses to run while it sees more."""
    visible = os.environ.get("CUDA_VISIBLE_DEVICES", "0")
    os.environ["CUDA_VISIBLE_DEVICES"] = visible.split(",")[0]


def launch(job: Job, path: str) -> int:
    """Runs the job's processes and returns the first one's exit code.

    torchrun would answer 1 whatever a worker returned, and kill all 30 seconds after a signal,
    which is too soon for the checkpoint of a large model.
    """
    try:
        Lock(job.folder).release()
    except BlockingIOError as taken:
        print(taken, file=sys.stderr)
        return LOCKED
    workers = [
        start(job, path, rank, port) for port in [free_port()] for rank in range(job.processes)
    ]
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _: pass_on(received, workers))
    return wait(workers)


def start(job: Job, path: str, rank: int, port: int) -> subprocess.Popen:
    program = Path(__file__).parent.parent / "engine.py"
    threads = max(1, (os.cpu_count() or 1) // job.processes)
    environment = {
        **os.environ,
        "RANK": str(rank),
        "LOCAL_RANK": str(rank),
        "WORLD_SIZE": str(job.processes),
        "LOCAL_WORLD_SIZE": str(job.processes),
        "MASTER_ADDR": "127.0.0.1",
        "MASTER_PORT": str(port),
        "OMP_NUM_THREADS": os.environ.get("OMP_NUM_THREADS", str(threads)),
    }
    return subprocess.Popen([sys.executable, str(program), "train", path], env=environment)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def pass_on(number: int, workers: list[subprocess.Popen]) -> None:
    for worker in workers:
        if worker.poll() is None:
            worker.send_signal(number)


def wait(workers: list[subprocess.Popen]) -> int:
    """Waits for all; one that fails ends the others, who would wait for it for ever."""
    first = workers[0]
    running = {worker.pid: worker for worker in workers}
    failed: int | None = None
    while running:
        try:
            pid, status = os.wait()
        except InterruptedError:
            continue
        worker = running.pop(pid, None)
        if worker is None:
            continue
        worker.returncode = os.waitstatus_to_exitcode(status)
        if worker.returncode != 0 and failed is None:
            failed = worker.returncode
            for other in running.values():
                other.kill()
    code = first.returncode if failed in (None, first.returncode) else failed
    return code if code >= 0 else 128 - code

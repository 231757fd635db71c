"""Several processes on one machine: started by the engine itself, or by torchrun."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from .support import ENGINE, EngineTests, events, files, talks, until


class ProcessTests(EngineTests):
    def spawn(self, job: dict[str, Any], *launcher: str) -> subprocess.Popen:
        """As ft starts it: a fresh interpreter, in a process group of its own."""
        path = self.folder / "job.json"
        path.write_text(json.dumps(job))
        log = open(self.folder / "log", "ab")
        self.addCleanup(log.close)
        return subprocess.Popen(
            [sys.executable, *launcher, str(ENGINE / "engine.py"), "train", str(path)],
            stdout=log,
            stderr=log,
            start_new_session=True,
        )

    def ended(self, process: subprocess.Popen, job: dict[str, Any]) -> tuple[int, dict]:
        code = process.wait(timeout=120)
        return code, events(job)[-1]

    def log(self) -> str:
        return (self.folder / "log").read_text()[-3000:]

    def test_two_processes_share_a_step_and_a_resume_needs_as_many(self):
        rows = self.write_rows("t.jsonl", talks(12))
        checked = str(self.write_rows("v.jsonl", talks(5, seed=2)))
        job = self.job(rows, processes=2, epochs=2, validation=checked, save_seconds=0)
        code, end = self.ended(self.spawn(job), job)
        self.assertEqual((code, end["type"], end.get("steps")), (0, "finished", 6), self.log())
        alone = self.job(rows, name="alone", epochs=2, validation=checked)
        self.train(alone)
        for kind in ("step", "evaluation"):
            of_two = [e for e in events(job) if e["type"] == kind]
            of_one = [e for e in events(alone) if e["type"] == kind]
            for two, one in zip(of_two, of_one, strict=True):
                self.assertEqual(two["step"], one["step"])
                self.assertAlmostEqual(two["loss"], one["loss"], places=3)
                self.assertEqual(two.get("trained_tokens"), one.get("trained_tokens"))
        told = self.train({**job, "processes": 1}, expect=3)
        self.assertEqual(told[-1]["code"], "wrong_process_count")
        self.assertIn("made by 2 processes, and the job has 1 now", told[-1]["message"])

    def test_rows_that_two_processes_cannot_share_evenly_are_trained_once(self):
        job = self.job(self.write_rows("t.jsonl", talks(5)), processes=2, epochs=2)
        code, _ = self.ended(self.spawn(job), job)
        self.assertEqual(code, 0, self.log())
        trained = next(e["trained_tokens"] for e in events(job) if e["type"] == "data")
        steps = [e for e in events(job) if e["type"] == "step"]
        self.assertEqual(len(steps), 4)
        for epoch in (steps[:2], steps[2:]):
            self.assertEqual(sum(step["trained_tokens"] for step in epoch), trained)

    def test_a_signal_to_one_of_two_stops_both_with_a_checkpoint_and_they_go_on(self):
        rows = self.write_rows("t.jsonl", talks(80))
        steady = {"processes": 2, "epochs": 1}
        alone = self.job(rows, name="alone", **steady)
        self.assertEqual(self.spawn(alone).wait(timeout=120), 0, self.log())
        job = self.job(rows, **steady)
        process = self.spawn(job)
        until(lambda: any(e["type"] == "step" for e in self.told(job)))
        os.kill(process.pid, signal.SIGTERM)  # the launcher's: it passes it on
        code, end = self.ended(process, job)
        self.assertEqual((code, end["type"], end["order"]), (10, "stopped", "signal"), self.log())
        code, end = self.ended(self.spawn(job), job)
        self.assertEqual((code, end["type"]), (0, "finished"), self.log())
        self.assertEqual(
            dict(files(Path(job["out"]) / "models")), dict(files(Path(alone["out"]) / "models"))
        )

    def test_torchrun_starts_them_as_well_and_their_number_must_be_the_jobs(self):
        rows = self.write_rows("t.jsonl", talks(8))
        torchrun = (
            "-m",
            "torch.distributed.run",
            "--standalone",
            "--local-addr",
            "127.0.0.1",
            "--nproc-per-node",
        )
        job = self.job(rows, processes=2, epochs=1)
        code, end = self.ended(self.spawn(job, *torchrun, "2"), job)
        self.assertEqual((code, end["type"]), (0, "finished"), self.log())
        self.assertEqual([e["run"] for e in events(job) if e["type"] == "started"], [1])
        wrong = self.job(rows, name="wrong", processes=1)
        code, end = self.ended(self.spawn(wrong, *torchrun, "2"), wrong)
        self.assertEqual((code, end["code"]), (1, "wrong_process_count"), self.log())

    def test_a_killed_worker_ends_all_of_them(self):
        job = self.job(self.write_rows("t.jsonl", talks(160)), processes=2, epochs=1)
        process = self.spawn(job)
        until(lambda: any(e["type"] == "step" for e in self.told(job)))
        workers = self.children(process.pid)
        self.assertEqual(len(workers), 2)
        first = next(e["pid"] for e in events(job) if e["type"] == "started")
        os.kill(next(pid for pid in workers if pid != first), signal.SIGKILL)
        self.assertEqual(process.wait(timeout=60), 128 + signal.SIGKILL)
        self.assertFalse(any(Path(f"/proc/{pid}").exists() for pid in workers))
        self.assertNotIn(events(job)[-1]["type"], ("finished", "stopped"))

    def told(self, job: dict[str, Any]) -> list[dict]:
        return events(job) if (Path(job["out"]) / "events.jsonl").exists() else []

    def children(self, pid: int) -> list[int]:
        return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

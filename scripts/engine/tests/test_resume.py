"""Paused, killed, torn: a job that goes on ends with the same bytes as one left alone."""

import json
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .support import EngineTests, events, files, pairs, talks, until

STEPS = 6  # of two epochs

# Calls of the engine and the libraries after which a machine may lose power. The numbers walk over
# the writing of a model, of a checkpoint's files, of its list, and of the next ones.
KILLED_AFTER = [
    ("rename", 1),
    ("fsync", 1),
    ("fsync", 4),
    ("fsync", 9),
    ("fsync", 20),
    ("rename", 2),
    ("rename", 3),
    ("write", 6),
    ("write", 9),
    ("write", 13),
    ("rmtree", 4),
]


def killed_after(name: str, count: int) -> Callable[[], None]:
    """Kills the process itself after so many calls of a function of `os` or `shutil`."""

    def before() -> None:
        owner = shutil if name == "rmtree" else os
        real = getattr(owner, name)
        left = [count]

        def call(*arguments: Any, **more: Any) -> Any:
            result = real(*arguments, **more)
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        setattr(owner, name, call)

    return before


def last_steps(told: list[dict]) -> dict[int, dict]:
    """The last line of each step, without its time."""
    kept = ("epoch", "loss", "accuracy", "learning_rate", "trained_tokens")
    return {e["step"]: {k: e[k] for k in kept} for e in told if e["type"] == "step"}


class ResumeTests(EngineTests):
    def setUp(self) -> None:
        super().setUp()
        self.rows = self.write_rows("t.jsonl", talks(12))
        self.checked = self.write_rows("v.jsonl", talks(3, seed=2))

    def steady(self, name: str, **more: Any) -> dict[str, Any]:
        """A job with all that could differ after a resume: dropout, shuffled rows, validation."""
        lora = {"r": 8, "alpha": 16, "dropout": 0.1}
        given = {"epochs": 2, "lora": lora, "validation": str(self.checked), "save_seconds": 0}
        return self.job(self.rows, name=name, **{**given, **more})

    def ended(self, job: dict[str, Any]) -> tuple[dict, dict]:
        """What a job leaves: its models' bytes and its steps."""
        return dict(files(Path(job["out"]) / "models")), last_steps(events(job))

    def left_alone(self, **more: Any) -> tuple[dict, dict]:
        job = self.steady("alone", **{"save_seconds": 60, **more})
        self.train(job)
        return self.ended(job)

    def stop_at(self, job: dict[str, Any], step: int, ask: Callable[[int], None]) -> list[dict]:
        """Starts, asks for something as soon as a step is told, and waits for the end by itself."""
        run = self.start("train", job, before=slowly)
        until(lambda: any(e["type"] == "step" and e["step"] >= step for e in told(job)), run)
        ask(run.pid)
        self.assertEqual(run.wait(), 10, run.log.read_text()[-2000:])
        return events(job)

    def order(self, job: dict[str, Any], word: str) -> None:
        path = Path(job["out"]) / "orders"
        path.with_suffix(".part").write_text(json.dumps({"order": word}))
        os.rename(path.with_suffix(".part"), path)


def told(job: dict[str, Any]) -> list[dict]:
    return events(job) if (Path(job["out"]) / "events.jsonl").exists() else []


def slowly() -> None:
    """Steps that leave time to ask for something between them."""
    import time

    from ft_engine import training

    quick = training.Journaled.training_step
    training.Journaled.training_step = lambda *all: (time.sleep(0.1), quick(*all))[1]


class PauseTests(ResumeTests):
    def test_paused_twice_and_resumed_the_end_is_the_same(self):
        expected = self.left_alone()
        job = self.steady("paused", save_seconds=60)
        orders = Path(job["out"]) / "orders"
        stopped = self.stop_at(job, 1, lambda _: self.order(job, "pause"))[-1]
        self.assertEqual((stopped["type"], stopped["order"]), ("stopped", "pause"))
        orders.unlink()
        stopped = self.stop_at(job, stopped["step"] + 1, lambda pid: os.kill(pid, signal.SIGTERM))[
            -1
        ]
        self.assertEqual((stopped["type"], stopped["order"]), ("stopped", "signal"))
        self.train(job)
        self.assertEqual(self.ended(job), expected)
        starts = [e["run"] for e in events(job) if e["type"] == "started"]
        resumed = [e["resumed_from"] for e in events(job) if e["type"] == "training"]
        self.assertEqual(starts, [1, 2, 3])
        self.assertEqual(resumed[0], None)
        self.assertEqual(resumed[2], f"checkpoint-{stopped['step']}")

    def test_an_order_that_is_there_at_the_start_is_followed_at_once(self):
        job = self.steady("early")
        Path(job["out"]).mkdir()
        self.order(job, "pause")
        self.assertEqual([e["type"] for e in self.train(job, expect=10)], ["started", "stopped"])

    def test_cancel_ends_without_a_checkpoint(self):
        job = self.steady("cancelled", save_seconds=60)
        stopped = self.stop_at(job, 1, lambda _: self.order(job, "cancel"))
        self.assertEqual((stopped[-1]["type"], stopped[-1]["order"]), ("stopped", "cancel"))
        self.assertEqual([e for e in stopped if e["type"] == "checkpoint"], [])

    def test_full_tuning_and_dpo_on_an_adapter_resume_the_same(self):
        first = self.steady("first", epochs=1)
        self.train(first)
        adapter = str(self.folder / "first/models/step-3")
        ways = {
            "full": {"tuning": "full"},
            "dpo": {"method": "dpo", "start": adapter},
            "dpo-full": {"method": "dpo", "tuning": "full"},
        }
        pair_rows = self.write_rows("p.jsonl", pairs(12))
        for name, way in ways.items():
            with self.subTest(way=name):
                rows = pair_rows if "method" in way else self.rows
                more = {**way, "training": str(rows), "validation": None}
                alone = self.steady(f"{name}-alone", **{**more, "save_seconds": 60})
                self.train(alone)
                job = self.steady(name, **more)
                self.train(job, expect=-signal.SIGKILL, before=killed_after("write", 7))
                self.train(job)
                self.assertEqual(self.ended(job), self.ended(alone))


class KillTests(ResumeTests):
    def test_killed_at_any_moment_the_end_is_the_same(self):
        expected = self.left_alone()
        for name, count in KILLED_AFTER:
            with self.subTest(after=f"{name} {count}"):
                job = self.steady(f"{name}-{count}")
                self.train(job, expect=-signal.SIGKILL, before=killed_after(name, count))
                self.assert_models_told_are_whole(job)
                self.train(job)
                self.assertEqual(self.ended(job), expected)

    def test_killed_again_and_again_the_end_is_the_same(self):
        expected = self.left_alone()
        job = self.steady("often")
        for count in (7, 8, 9):
            self.train(job, expect=-signal.SIGKILL, before=killed_after("write", count))
        self.train(job)
        self.assertEqual(self.ended(job), expected)
        self.assertEqual([e["run"] for e in events(job) if e["type"] == "started"], [1, 2, 3, 4])

    def assert_models_told_are_whole(self, job: dict[str, Any]) -> None:
        from safetensors import safe_open

        for event in (e for e in events(job) if e["type"] == "model"):
            folder = Path(job["out"]) / event["path"]
            with safe_open(folder / "adapter_model.safetensors", "pt") as weights:
                self.assertGreater(len(list(weights.keys())), 0)


class TornTests(ResumeTests):
    def test_a_torn_newest_checkpoint_is_passed_over(self):
        expected = self.left_alone()
        killed = self.steady("killed")
        self.train(killed, expect=-signal.SIGKILL, before=killed_after("write", 12))
        newest = [e["step"] for e in events(killed) if e["type"] == "checkpoint"][-1]
        self.assertEqual(newest, 2)
        for name in (
            "optimizer.pt",
            "scheduler.pt",
            "rng_state.pth",
            "trainer_state.json",
            "adapter_model.safetensors",
            "whole.json",
        ):
            for tear in ("cut", "missing"):
                with self.subTest(file=name, tear=tear):
                    job = self.steady(f"{name}-{tear}")
                    shutil.copytree(killed["out"], job["out"])
                    file = Path(job["out"]) / f"checkpoint-{newest}" / name
                    if tear == "cut":
                        os.truncate(file, file.stat().st_size // 2)
                    else:
                        file.unlink()
                    resumed = [e for e in self.train(job) if e["type"] == "training"][-1]
                    self.assertEqual(resumed["resumed_from"], f"checkpoint-{newest - 1}")
                    self.assertEqual(self.ended(job), expected)

    def test_a_torn_last_event_is_ended_by_a_line_feed(self):
        job = self.steady("torn", epochs=1)
        Path(job["out"]).mkdir()
        (Path(job["out"]) / "events.jsonl").write_bytes(
            b'{"at": 1, "type": "started", "pid": 1, "run": 1}\n{"at": 2, "type": "st'
        )
        self.train(job)
        lines = (Path(job["out"]) / "events.jsonl").read_bytes().split(b"\n")
        self.assertEqual(lines[1], b'{"at": 2, "type": "st')
        self.assertEqual(json.loads(lines[2])["run"], 2)

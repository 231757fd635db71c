"""What a job tells while it trains: every event of the contract, in its order."""

import json
from pathlib import Path

from .support import EngineTests, events, files, pairs, talks


def told(events: list[dict]) -> list[str]:
    """Events as short lines, without what a clock or a version says."""
    lines = []
    for event in events:
        kept = {k: v for k, v in event.items() if k not in ("at", "pid", "group")}
        match event["type"]:
            case "versions":
                kept = {k: kept[k] for k in ("type", "device", "devices", "precision")}
            case "step" | "evaluation":
                kept = {k: v for k, v in kept.items() if k in ("type", "step", "epoch")}
        lines.append(" ".join(f"{v}" if k == "type" else f"{k}={v}" for k, v in kept.items()))
    return lines


def first_loss(events: list[dict]) -> float:
    return next(event["loss"] for event in events if event["type"] == "step")


class SupervisedTests(EngineTests):
    def test_a_job_with_validation_tells_its_whole_life(self):
        job = self.job(
            self.write_rows("t.jsonl", talks(7)),
            validation=str(self.write_rows("v.jsonl", talks(3, seed=2))),
            epochs=2,
        )
        events = self.train(job)
        self.assertEqual(
            told(events),
            [
                "started run=1",
                "versions device=cpu devices=1 precision=float32",
                "data file=training examples=7 sequences=7 tokens=221 trained_tokens=62"
                " too_long=0 silent=0",
                "data file=validation examples=3 sequences=3 tokens=97 trained_tokens=27"
                " too_long=0 silent=0",
                "training step=0 steps=4 steps_per_epoch=2 resumed_from=None",
                "step step=1 epoch=0.5",
                "step step=2 epoch=1.0",
                "evaluation step=2",
                "model step=2 epoch=1 path=models/step-2",
                "checkpoint step=2",
                "step step=3 epoch=1.5",
                "step step=4 epoch=2.0",
                "evaluation step=4",
                "model step=4 epoch=2 path=models/step-4 final=True",
                "checkpoint step=4",
                "finished step=4 steps=4",
            ],
        )
        steps = [event for event in events if event["type"] == "step"]
        self.assertEqual(
            list(steps[0]),
            ["at", "type", "step", "epoch", "loss", "accuracy", "learning_rate", "trained_tokens"],
        )
        self.assertEqual(sum(step["trained_tokens"] for step in steps), 2 * 62)
        self.assertEqual([step["learning_rate"] for step in steps], [0.002, 0.0015, 0.001, 0.0005])

    def test_a_model_is_an_adapter_that_names_its_base_and_only_three_stay(self):
        job = self.job(self.write_rows("t.jsonl", talks(4)), epochs=5)
        told = [event["path"] for event in self.train(job) if event["type"] == "model"]
        self.assertEqual(told, [f"models/step-{n}" for n in range(1, 6)])
        models = Path(job["out"]) / "models"
        self.assertEqual(
            sorted(path.name for path in models.iterdir()), ["step-3", "step-4", "step-5"]
        )
        self.assertEqual(
            [name for name, _ in files(models / "step-5")],
            ["adapter_config.json", "adapter_model.safetensors"],
        )
        config = json.loads((models / "step-5/adapter_config.json").read_text())
        self.assertEqual(config["base_model_name_or_path"], job["model"])

    def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not(self):
        rows = self.write_rows("t.jsonl", talks(6))
        made = {}
        for name, seed in (("a", 7), ("b", 7), ("c", 8)):
            job = self.job(rows, name=name, seed=seed, epochs=1)
            self.train(job)
            made[name] = dict(files(Path(job["out"]) / "models/step-2"))
        self.assertEqual(made["a"], made["b"])
        self.assertNotEqual(made["a"], made["c"])

    def test_full_tuning_leaves_a_whole_model_and_goes_on_from_one(self):
        rows = self.write_rows("t.jsonl", talks(6))
        first = self.job(rows, name="a", tuning="full", epochs=1)
        self.train(first)
        folder = Path(first["out"]) / "models/step-2"
        names = [name for name, _ in files(folder)]
        self.assertEqual(
            names,
            [
                "chat_template.jinja",
                "config.json",
                "generation_config.json",
                "model.safetensors",
                "tokenizer.json",
                "tokenizer_config.json",
            ],
        )
        again = self.job(rows, name="b", tuning="full", start=str(folder), epochs=1)
        before, after = first_loss(events(first)), first_loss(self.train(again))
        self.assertLess(after, before)


class PreferenceTests(EngineTests):
    def test_a_dpo_job_tells_rewards(self):
        job = self.job(
            self.write_rows("t.jsonl", pairs(6)),
            validation=str(self.write_rows("v.jsonl", pairs(3, seed=2))),
            method="dpo",
            epochs=1,
        )
        events = self.train(job)
        self.assertEqual(
            [event["type"] for event in events],
            [
                "started",
                "versions",
                "data",
                "data",
                "training",
                "step",
                "step",
                "evaluation",
                "model",
                "checkpoint",
                "finished",
            ],
        )
        data = events[2]
        self.assertEqual((data["examples"], data["sequences"]), (6, 12))
        first = next(event for event in events if event["type"] == "step")
        self.assertAlmostEqual(first["loss"], 0.6931, places=4)  # ln 2: nothing is preferred yet
        self.assertEqual(
            (first["preferred_reward"], first["rejected_reward"], first["margin"]), (0, 0, 0)
        )
        self.assertEqual(first["accuracy"], 0)  # a tie is not preferred
        second = [event for event in events if event["type"] == "step"][1]
        self.assertGreater(second["margin"], 0)

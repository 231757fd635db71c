"""What cannot be trained is refused with its cause, and every failure has its own code."""

import errno
import json
import os
from pathlib import Path
from typing import Any

from .support import EngineTests, events, talk, talks, until


class DataTests(EngineTests):
    def failed(self, rows: list[Any], **more: Any) -> tuple[str, str]:
        job = self.job(self.write_rows("t.jsonl", rows), **more)
        end = self.train(job, expect=3)[-1]
        self.assertEqual(end["type"], "failed")
        return end["code"], end["message"].replace(str(self.folder), "")

    def test_rows_without_a_trained_reply(self):
        silent = {
            "messages": [
                {"role": "user", "content": "a"},
                {"role": "assistant", "content": "b", "weight": 0},
            ]
        }
        self.assertEqual(
            self.failed([silent] * 3),
            ("nothing_to_train", "/t.jsonl: 3 rows: 3 without a trained reply"),
        )

    def test_rows_that_are_all_too_long(self):
        self.assertEqual(
            self.failed(talks(2), max_length=3),
            ("nothing_to_train", "/t.jsonl: 2 rows: 2 longer than 3 tokens"),
        )

    def test_no_rows(self):
        self.assertEqual(self.failed([]), ("nothing_to_train", "/t.jsonl: 0 rows: none"))

    def test_rows_that_cannot_be_read(self):
        image = {"type": "image_url", "image_url": {"url": "x"}}
        rows = [
            talk(("user", "a"), ("assistant", "b")),
            {
                "messages": [
                    {"role": "user", "content": [image]},
                    {"role": "assistant", "content": "b"},
                ]
            },
            {"messages": []},
        ]
        self.assertEqual(
            self.failed(rows),
            (
                "data_unreadable",
                "/t.jsonl:2: a content part of type image_url is no text (and 1 more)",
            ),
        )

    def test_half_an_emoji(self):
        path = self.folder / "t.jsonl"
        path.write_text(
            r'{"messages": [{"role": "user", "content": "a"}, '
            r'{"role": "assistant", "content": "\ud83d"}]}'
        )
        end = self.train(self.job(path), expect=3)[-1]
        self.assertEqual(end["code"], "data_unreadable")
        self.assertIn("half of a surrogate pair", end["message"])

    def test_a_system_prompt_for_a_template_that_has_none(self):
        rows = [talk(("system", "Be brief."), ("user", "a"), ("assistant", "b"))]
        self.assertEqual(
            self.failed(rows, model=str(self.model("strict"))),
            ("data_unreadable", "/t.jsonl:1: TemplateError: this model takes no system prompt"),
        )

    def test_a_file_that_is_not_there(self):
        end = self.train(self.job(self.folder / "none.jsonl"), expect=3)[-1]
        self.assertEqual(end["code"], "data_unreadable")
        self.assertIn("none.jsonl: No such file or directory", end["message"])

    def test_rows_too_long_are_left_out_whole_and_counted(self):
        rows = [*talks(3), talk(("user", "a"), ("assistant", "kalo " * 200))]
        told = self.train(self.job(self.write_rows("t.jsonl", rows), epochs=1, max_length=128))
        data = next(event for event in told if event["type"] == "data")
        self.assertEqual((data["examples"], data["sequences"], data["too_long"]), (4, 3, 1))


class ModelTests(EngineTests):
    def test_a_model_without_a_chat_template(self):
        model = self.copied_model()
        (model / "chat_template.jinja").unlink()
        job = self.job(self.write_rows("t.jsonl", talks(2)), model=str(model))
        self.assertEqual(self.train(job, expect=3)[-1]["code"], "no_chat_template")
        (answer,) = self.ask("inspect", job, expect=3)
        self.assertEqual(answer["error"]["code"], "no_chat_template")

    def test_a_folder_without_a_model(self):
        job = self.job(self.write_rows("t.jsonl", talks(2)), model=str(self.folder))
        self.assertEqual(self.train(job, expect=3)[-1]["code"], "unsupported_model")

    def test_weights_that_are_cut_off(self):
        model = self.copied_model()
        os.truncate(model / "model.safetensors", 1000)
        job = self.job(self.write_rows("t.jsonl", talks(2)), model=str(model))
        self.assertEqual(self.train(job, expect=3)[-1]["code"], "unsupported_model")

    def copied_model(self) -> Path:
        import shutil

        return Path(shutil.copytree(self.model(), self.folder / "model"))


class MachineTests(EngineTests):
    def failed(self, before) -> str:
        job = self.job(self.write_rows("t.jsonl", talks(4)))
        return self.train(job, expect=3, before=before)[-1]["code"]

    def test_a_package_that_is_missing(self):
        def before():
            import sys

            sys.modules["trl"] = None

        self.assertEqual(self.failed(before), "packages_missing")

    def test_a_full_disk(self):
        def before():
            def full(*_):
                raise OSError(errno.ENOSPC, "No space left on device")

            os.fsync = full

        self.assertEqual(self.failed(before), "disk_full")

    def test_memory_that_runs_out(self):
        def before():
            def out_of_memory(*_):
                import torch

                torch.empty(1 << 50)

            from ft_engine import training

            training.Journaled.training_step = out_of_memory

        self.assertEqual(self.failed(before), "out_of_memory")

    def test_a_run_that_diverges_stops_at_once_and_leaves_no_model(self):
        job = self.job(self.write_rows("t.jsonl", talks(8)), tuning="full", learning_rate=1e38)
        told = self.train(job, expect=3)
        self.assertEqual(told[-1]["code"], "diverged")
        self.assertIsNone([event for event in told if event["type"] == "step"][-1]["loss"])
        self.assertEqual([event for event in told if event["type"] in ("model", "finished")], [])
        for line in (Path(job["out"]) / "events.jsonl").read_text().splitlines():
            json.loads(line, parse_constant=lambda word: self.fail(f"{word} is no JSON"))


class LockTests(EngineTests):
    def test_a_second_start_in_a_folder_is_refused_and_writes_nothing(self):
        from .test_resume import slowly

        job = self.job(self.write_rows("t.jsonl", talks(8)))
        first = self.start("train", job, before=slowly)
        until(lambda: (Path(job["out"]) / "events.jsonl").exists() and len(events(job)) > 2, first)
        second = self.start("train", job)
        self.assertEqual(second.wait(), 4)
        self.assertEqual(second.log.read_text(), "another process trains in this folder\n")
        self.assertEqual(first.wait(), 0)
        self.assertEqual([e["run"] for e in events(job) if e["type"] == "started"], [1])
        self.train(job)  # after it, the folder is free

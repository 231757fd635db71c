"""From an adapter to an answer over HTTP, and what the server does otherwise than OpenAI's.

Each deviation is one that ft translates or refuses: where a test fails here, ft must change.
"""

import json
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from .support import ENGINE, EngineTests, files, talk, talks

NAME = "ft:tiny:org:marv:abc"


class MergeTests(EngineTests):
    def trained(self, **more: Any) -> Path:
        job = self.job(self.write_rows("t.jsonl", talks(4)), epochs=1, **more)
        self.train(job)
        return Path(job["out"]) / "models/step-1"

    def test_an_adapter_becomes_a_whole_model_that_answers_the_same(self):
        adapter, out = self.trained(learning_rate=0.05), self.folder / "whole"
        asked = {"model": str(self.model()), "adapter": str(adapter), "out": str(out)}
        (answer,) = self.ask("merge", asked)
        self.assertEqual(answer["out"], str(out))
        self.assertEqual(
            [name for name, _ in files(out)], [name for name, _ in files(self.model())]
        )
        self.assertTrue(json.loads((out / "generation_config.json").read_text())["do_sample"])
        for name in ("tokenizer.json", "tokenizer_config.json", "chat_template.jinja"):
            self.assertEqual((out / name).read_bytes(), (self.model() / name).read_bytes())
        self.assertLess(self.difference(adapter, out), 1e-4)
        self.ask("merge", asked)  # again over itself
        self.assertEqual([p.name for p in self.folder.glob(".whole*")], [])

    def difference(self, adapter: Path, whole: Path) -> float:
        """The largest difference of logits, computed in a process of its own."""
        code = (
            "import peft, sys, torch, transformers\n"
            "base, adapter, whole = sys.argv[1:]\n"
            "load = transformers.AutoModelForCausalLM.from_pretrained\n"
            "ids = torch.arange(40)[None]\n"
            "with torch.no_grad():\n"
            "    one = peft.PeftModel.from_pretrained(load(base), adapter).eval()(ids).logits\n"
            "    other, bare = load(whole).eval()(ids).logits, load(base).eval()(ids).logits\n"
            "assert (one - bare).abs().max() > 0.01, 'the adapter does nothing'\n"
            "print((one - other).abs().max().item())\n"
        )
        command = [sys.executable, "-c", code, str(self.model()), str(adapter), str(whole)]
        return float(subprocess.run(command, capture_output=True, check=True).stdout)

    def test_a_full_model_is_taken_as_it_is_with_sampling_on(self):
        tuned, out = self.trained(tuning="full"), self.folder / "whole"
        before = dict(files(tuned))
        self.ask("merge", {"model": str(self.model()), "tuned": str(tuned), "out": str(out)})
        self.assertEqual(dict(files(tuned)), before)
        after = dict(files(out))
        self.assertNotEqual(
            after.pop("generation_config.json"), before.pop("generation_config.json")
        )
        self.assertEqual(after, before)


class ServeTests(EngineTests):
    """One server for the class; it is the child that ft starts, by exec."""

    @classmethod
    def setUpClass(cls) -> None:
        test = cls()
        test.setUp()
        cls.addClassCleanup(test.doCleanups)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            cls.port = probe.getsockname()[1]
        asked = test.folder / "serve.json"
        cls.base = test.model()
        asked.write_text(json.dumps({"folder": str(cls.base), "name": NAME, "port": cls.port}))
        cls.log = open(test.folder / "log", "wb")
        cls.addClassCleanup(cls.log.close)
        cls.before = dict(files(cls.base))
        command = [sys.executable, str(ENGINE / "engine.py"), "serve", str(asked)]
        cls.server = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=cls.log, stderr=cls.log
        )
        cls.addClassCleanup(cls.server.stdin.close)
        cls.addClassCleanup(cls.stop)
        cls.await_health(test.folder / "log")

    @classmethod
    def stop(cls) -> None:
        if cls.server.poll() is None:
            cls.server.send_signal(signal.SIGTERM)
            cls.server.wait(timeout=20)

    @classmethod
    def await_health(cls, log: Path) -> None:
        end = time.monotonic() + 90
        while cls.server.poll() is None and time.monotonic() < end:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{cls.port}/health", timeout=5).read()
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"no server:\n{log.read_text()[-3000:]}")

    def post(self, body: dict[str, Any], path: str = "/v1/chat/completions") -> tuple[int, str]:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                return reply.status, reply.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def chat(self, **more: Any) -> dict[str, Any]:
        asked = {"model": NAME, "stream": False, "max_tokens": 8, **talk(("user", "kalo?")), **more}
        status, text = self.post(asked)
        self.assertEqual(status, 200, text)
        return json.loads(text)

    def content(self, **more: Any) -> str:
        return self.chat(**more)["choices"][0]["message"]["content"]

    def test_it_is_the_child_itself_and_listens_on_the_loopback_alone(self):
        command = Path(f"/proc/{self.server.pid}/cmdline").read_bytes().split(b"\0")
        self.assertIn(b"serve", command)
        port = f"{self.port:04X}"
        listening = [
            line.split()[1]
            for table in ("tcp", "tcp6")
            for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
            if line.split()[1].endswith(f":{port}") and line.split()[3] == "0A"
        ]
        self.assertEqual(listening, [f"0100007F:{port}"])

    def test_it_writes_nothing_to_the_models_folder(self):
        self.assertEqual(dict(files(self.base)), self.before)

    def test_it_answers_under_the_given_name_alone(self):
        self.assertEqual(self.chat()["model"], NAME)
        status, text = self.post({"model": "other", "stream": False, **talk(("user", "a"))})
        detail = f"Server is pinned to '{NAME}'; requested 'other'."
        self.assertEqual((status, json.loads(text)), (400, {"detail": detail}))

    def test_temperature_counts_since_sampling_is_on(self):
        self.assertEqual(len({self.content(temperature=0) for _ in range(3)}), 1)
        self.assertGreater(len({self.content(temperature=1.0) for _ in range(3)}), 1)
        self.assertEqual(len({self.content(temperature=1.0, seed=5) for _ in range(3)}), 1)

    def test_a_stream_ends_without_done_and_its_last_chunk_has_usage(self):
        _, text = self.post({"model": NAME, "stream": True, "max_tokens": 3, **talk(("user", "a"))})
        chunks = [json.loads(line.removeprefix("data: ")) for line in text.split("\n\n") if line]
        self.assertNotIn("[DONE]", text)
        self.assertEqual(chunks[0]["choices"][0]["delta"], {"role": "assistant"})
        self.assertIn("finish_reason", chunks[-1]["choices"][0])
        self.assertEqual(chunks[-1]["usage"]["completion_tokens"], 3)
        self.assertFalse(any("usage" in chunk for chunk in chunks[:-1]))

    def test_n_and_logprobs_are_taken_and_ignored(self):
        answer = self.chat(n=2, logprobs=True, top_logprobs=2)
        self.assertEqual(len(answer["choices"]), 1)
        self.assertIsNone(answer["choices"][0].get("logprobs"))

    def test_the_stop_text_stays_in_the_answer(self):
        asked = {"seed": 3, "max_tokens": 40}
        whole = self.content(**asked)
        stop = re.findall("[a-z]{3,}", whole)[1]
        stopped = self.chat(**asked, stop=[stop])["choices"][0]
        self.assertIn(stop, stopped["message"]["content"])
        self.assertLess(len(stopped["message"]["content"]), len(whole))
        self.assertEqual(stopped["finish_reason"], "stop")

    def test_errors_have_a_detail_or_are_plain_text(self):
        status, text = self.post({"model": NAME, "x": 1, **talk(("user", "a"))})
        self.assertEqual(status, 422)
        self.assertEqual(json.loads(text), {"detail": "Unexpected fields in the request: {'x'}"})
        self.assertEqual(self.post({"model": NAME}), (500, "Internal Server Error"))

    def test_responses_stream_unless_told_otherwise(self):
        _, text = self.post({"model": NAME, "input": "a", "max_output_tokens": 3}, "/v1/responses")
        self.assertTrue(text.startswith("data: "), text[:80])
        self.assertNotIn("event:", text)
        asked = {"model": NAME, "input": "a", "max_output_tokens": 3, "stream": False}
        answer = json.loads(self.post(asked, "/v1/responses")[1])
        self.assertEqual(answer["status"], "completed")  # though it was cut

    def test_zz_it_ends_when_ft_does(self):
        self.server.stdin.close()
        self.assertIn(self.server.wait(timeout=20), (0, 143, -signal.SIGTERM))


class RefusalTests(EngineTests):
    def test_a_folder_without_a_model_is_not_served(self):
        asked = {"folder": str(self.folder), "name": "x", "port": 1}
        (answer,) = self.ask("serve", asked, expect=3)
        self.assertEqual(answer["error"]["code"], "unsupported_model")

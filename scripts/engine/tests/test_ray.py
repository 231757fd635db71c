"""The Jobs API as a head of Ray 2.60 speaks it: here a small server that answers with its words."""

import json
import os
import subprocess
import sys
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

from .support import ENGINE

TOKEN = "1f" * 24


class Head(BaseHTTPRequestHandler):
    """Knows one job, takes one token."""

    asked: ClassVar[list[tuple[str, str, Any]]] = []
    gpus: ClassVar[list[dict[str, float]]] = []

    def answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        self.asked.append((self.command, self.path, body))
        if self.headers["Authorization"] != f"Bearer {TOKEN}":
            return self.say(403, "Forbidden: Invalid authentication token")
        if self.path == "/api/version":
            return self.say(200, json.dumps({"version": "4", "ray_version": "2.60.0"}))
        if self.path == "/nodes?view=summary":
            return self.say(200, json.dumps({"data": {"summary": self.machines()}}))
        if self.command == "POST" and self.path == "/api/jobs/":
            if body["submission_id"] == "taken":
                return self.say(
                    500, "Traceback:\n  Job with submission_id taken already exists.\n."
                )
            return self.say(200, json.dumps({"submission_id": body["submission_id"]}))
        if not self.path.startswith("/api/jobs/ftjob-1"):
            return self.say(404, "Job nosuch does not exist")
        told = {
            "status": "RUNNING",
            "message": "Job is currently running.",
            "driver_exit_code": None,
        }
        stopped = {"stopped": True}
        self.say(200, json.dumps(stopped if self.path.endswith("/stop") else told))

    do_GET = do_POST = answer

    def machines(self) -> list[Any]:
        """One that left, and the others with their GPUs."""
        return [
            {"raylet": {"state": "DEAD", "resourcesTotal": {"CPU": 64, "GPU": 64}}},
            *(
                {"raylet": {"state": "ALIVE", "resourcesTotal": {"CPU": 16, **gpus}}}
                for gpus in self.gpus
            ),
        ]

    def say(self, status: int, text: str) -> None:
        self.send_response(status)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: Any) -> None:
        pass


class RayTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.head = ThreadingHTTPServer(("127.0.0.1", 0), Head)
        cls.address = f"http://127.0.0.1:{cls.head.server_address[1]}"
        threading.Thread(target=cls.head.serve_forever, daemon=True).start()
        cls.addClassCleanup(cls.head.server_close)
        cls.addClassCleanup(cls.head.shutdown)

    def ask(self, word: str, token: str = TOKEN, **more: Any) -> tuple[int, dict[str, Any]]:
        given = {
            "address": self.address,
            "id": "ftjob-1",
            "python": "/my engine/bin/python",
            "engine": "/engine.py",
            "job": "/jobs/1/job.json",
            "log": "/jobs/1/the log",
            **more,
        }
        done = subprocess.run(
            [sys.executable, str(ENGINE / "ray_job.py"), word, "/dev/stdin"],
            input=json.dumps(given),
            env={**os.environ, "RAY_AUTH_TOKEN": token},
            capture_output=True,
            text=True,
        )
        return done.returncode, json.loads(done.stdout)

    def test_a_job_is_submitted_with_time_to_stop_and_without_the_token(self):
        Head.asked.clear()
        Head.gpus = [{}, {"GPU": 4.0}]
        self.assertEqual(self.ask("submit", gpus=2), (0, {"id": "ftjob-1"}))
        method, path, body = Head.asked[-1]
        self.assertEqual((method, path), ("POST", "/api/jobs/"))
        self.assertEqual(
            body,
            {
                "submission_id": "ftjob-1",
                "entrypoint": "exec env -u RAY_AUTH_TOKEN '/my engine/bin/python' /engine.py train "
                "/jobs/1/job.json >>'/jobs/1/the log' 2>&1",
                "entrypoint_num_cpus": 1,
                "entrypoint_num_gpus": 2,
                "metadata": {"job": "/jobs/1/job.json"},
                "runtime_env": {
                    "env_vars": {"RAY_JOB_STOP_WAIT_TIME_S": "600", "PYTHONUNBUFFERED": "1"}
                },
            },
        )
        self.assertNotIn(TOKEN, json.dumps(body))

    def test_devices_are_gpus_where_there_are_any(self):
        for there, wanted, expected in (
            ([{}], 2, {"ray": "2.60.0", "machines": 1, "gpus": 0}),
            ([{"GPU": 1.0}, {"GPU": 8.0}], 8, {"ray": "2.60.0", "machines": 2, "gpus": 8.0}),
            ([{"GPU": 1.0}, {"GPU": 1.0}], 2, "too_few_gpus"),
        ):
            with self.subTest(there=there):
                Head.gpus = there
                _, answer = self.ask("check", id="", gpus=wanted)
                self.assertEqual(answer.get("error", {}).get("code", answer), expected)
        Head.gpus = [{}]
        self.ask("submit", gpus=2)
        self.assertEqual(Head.asked[-1][2]["entrypoint_num_gpus"], 0)

    def test_status_and_stop(self):
        message = "Job is currently running."
        told = {"id": "ftjob-1", "status": "RUNNING", "message": message, "exit_code": None}
        self.assertEqual(self.ask("status"), (0, told))
        self.assertEqual(self.ask("stop"), (0, {"stopped": True}))

    def test_each_refusal_has_its_code(self):
        for word, more, code in (
            ("status", {"token": ""}, "no_token"),
            ("status", {"token": "wrong"}, "wrong_token"),
            ("status", {"id": "nosuch"}, "no_such_job"),
            ("submit", {"id": "taken"}, "id_taken"),
            ("status", {"address": "http://127.0.0.1:1"}, "unreachable"),
        ):
            with self.subTest(code=code):
                status, answer = self.ask(word, **more)
                self.assertEqual((status, answer["error"]["code"]), (3, code))

#!/usr/bin/env python3
"""A job of the engine on a Ray cluster, by Ray's Jobs API; needs nothing but Python.

Usage: ray_job.py check|submit|status|stop SUBMISSION.json

    {"address": "http://127.0.0.1:8265", "id": "ftjob-1", "python": "/engine/bin/python",
     "engine": "/engine.py", "job": "/ftjob-1/job.json", "log": "/ftjob-1/log", "gpus": 1}

All paths are those of the cluster's machines. The token is read from RAY_AUTH_TOKEN, and nothing is
sent without one: whoever reaches a head without a token runs programs on it. Answers one JSON
object; 3 is the exit code of a refusal, told as {"error": {"code", "message"}}.
"""

import json
import os
import shlex
import sys
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

SECONDS = 10  # a head whose store has died takes connections and answers nothing
PAUSE_SECONDS = 600  # Ray kills three seconds after a stop, before a checkpoint is whole


class Refused(Exception):
    """The cluster's no, or its silence."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code, self.message = code, message


@dataclass(frozen=True)
class Submission:
    """One run of one job; the id is used once."""

    address: str
    id: str
    python: str = ""
    engine: str = ""
    job: str = ""
    log: str = ""
    gpus: float = 0
    cpus: float = 1

    def body(self) -> dict[str, Any]:
        """What Ray is asked to run.

        The token stays behind: it would stand in the environment of all that the trainer starts.
        """
        command = ["env", "-u", "RAY_AUTH_TOKEN", self.python, self.engine, "train", self.job]
        # Ray keeps its own copy of a log on the head's machine, and gives all of it each time.
        return {
            "submission_id": self.id,
            "entrypoint": f"exec {shlex.join(command)} >>{shlex.quote(self.log)} 2>&1",
            "entrypoint_num_cpus": self.cpus,
            "entrypoint_num_gpus": self.gpus,
            "metadata": {"job": self.job},
            "runtime_env": {
                "env_vars": {
                    "RAY_JOB_STOP_WAIT_TIME_S": str(PAUSE_SECONDS),
                    "PYTHONUNBUFFERED": "1",
                }
            },
        }


class Cluster:
    """A head's Jobs API."""

    def __init__(self, address: str, token: str):
        self._address, self._token = address.rstrip("/"), token

    def check(self, submission: Submission) -> dict[str, Any]:
        """What the cluster is; refused where no machine of it has the devices."""
        version = self._ask("GET", "/api/version")
        machines = self._machines()
        most = max((machine.get("GPU", 0) for machine in machines), default=0)
        # Processes share the cores of a cluster without GPUs.
        if most and submission.gpus > most:
            raise Refused(
                "too_few_gpus",
                f"{submission.gpus:g} GPUs are wanted and no machine has more than {most:g}",
            )
        return {"ray": version.get("ray_version"), "machines": len(machines), "gpus": most}

    def submit(self, submission: Submission) -> dict[str, Any]:
        most = self.check(submission)["gpus"]
        gpus = submission.gpus if most else 0
        self._ask("POST", "/api/jobs/", replace(submission, gpus=gpus).body())
        return {"id": submission.id}

    def _machines(self) -> list[dict[str, float]]:
        """What each living machine has to give."""
        told = self._ask("GET", "/nodes?view=summary")
        nodes = [node.get("raylet", {}) for node in told.get("data", {}).get("summary", [])]
        return [node.get("resourcesTotal", {}) for node in nodes if node.get("state") == "ALIVE"]

    def status(self, id: str) -> dict[str, Any]:
        """Ray's own word for the state.

        How a job ended is told by its events alone: an exit code of 10 (stopped as asked) is FAILED
        to Ray, and a job whose supervisor died is FAILED while it trains on.
        """
        told = self._ask("GET", f"/api/jobs/{urllib.parse.quote(id)}")
        return {
            "id": id,
            "status": told["status"],
            "message": told.get("message"),
            "exit_code": told.get("driver_exit_code"),
        }

    def stop(self, id: str) -> dict[str, Any]:
        """Asks for a pause: SIGTERM, which the engine answers with a checkpoint."""
        return self._ask("POST", f"/api/jobs/{urllib.parse.quote(id)}/stop")

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        request = urllib.request.Request(
            self._address + path,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Authorization": f"Bearer {self._token}",
                "Content-Type": "application/json",
            },
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as reply:
                return json.load(reply)
        except urllib.error.HTTPError as error:
            raise refusal(error) from error
        except (OSError, ValueError) as cause:
            raise Refused("unreachable", f"{self._address} does not answer: {cause}") from cause


def refusal(error: urllib.error.HTTPError) -> Refused:
    """Ray's errors are text, often a traceback: its last line says what is wrong."""
    lines = error.read().decode(errors="replace").strip().splitlines() or [error.reason]
    text = lines[-1]
    if error.code in (401, 403):
        return Refused("wrong_token", text)
    if error.code == 404:
        return Refused("no_such_job", text)
    if any("already exists" in line for line in lines):
        return Refused("id_taken", "a job of this id has been submitted before")
    return Refused("refused", f"{error.code}: {text}")


def main(arguments: list[str]) -> int:
    match arguments:
        case ["check" | "submit" | "status" | "stop" as word, path]:
            submission = Submission(**json.loads(Path(path).read_bytes()))
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    try:
        token = os.environ.get("RAY_AUTH_TOKEN", "")
        if not token:
            raise Refused("no_token", "RAY_AUTH_TOKEN is not set; start the head with a token")
        cluster = Cluster(submission.address, token)
        whole = word in ("check", "submit")
        asked = getattr(cluster, word)(submission if whole else submission.id)
        print(json.dumps(asked))
        return 0
    except Refused as refused:
        print(json.dumps({"error": {"code": refused.code, "message": refused.message}}))
        return 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

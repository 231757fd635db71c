"""A job on a real model behind `ft serve`, for the scripts that disturb it."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

FT = os.environ.get("FT", ".build/release/ft")
ROWS = 24
EPOCHS = 3
BATCH = 4
STEPS = ROWS // BATCH * EPOCHS


class Server:
    """`ft serve` on one workspace, with the calls that a job needs."""

    def __init__(self, folder: Path, environment=None):
        self.process = subprocess.Popen(
            [FT, "-w", str(folder / "w.ftdb"), "serve"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env={**os.environ, **(environment or {})})
        told = dict(self.process.stdout.readline().rsplit(None, 1) for _ in range(2))
        self.url, self.key = told["base URL"], told["key"]

    def call(self, method, path, body=None, kind="application/json"):
        request = urllib.request.Request(
            self.url + path, method=method, data=body,
            headers={"Authorization": f"Bearer {self.key}", "Content-Type": kind})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def start_job(self):
        boundary = "rows"
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nfine-tune\r\n',
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.jsonl"\r\n'
            f"\r\n{rows()}\r\n--{boundary}--\r\n",
        ]
        file = self.call(
            "POST", "/files", "".join(parts).encode(), f"multipart/form-data; boundary={boundary}")
        job = {
            "model": "tiny", "training_file": file["id"], "seed": 7,
            "hyperparameters": {"n_epochs": EPOCHS, "batch_size": BATCH},
        }
        return self.call("POST", "/fine_tuning/jobs", json.dumps(job).encode())["id"]

    def end_of(self, job):
        while True:
            found = self.call("GET", f"/fine_tuning/jobs/{job}")
            if found["status"] in ("succeeded", "failed", "cancelled"):
                return found
            time.sleep(0.2)

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait()

    def kill(self):
        self.process.kill()
        self.process.wait()


def rows():
    return "".join(
        json.dumps(
            {
                "messages": [
                    {"role": "user", "content": f"What follows {n}?"},
                    {"role": "assistant", "content": f"{n + 1} follows."},
                ]
            }
        )
        + "\n"
        for n in range(ROWS)
    )


def workspace(python, model, *options):
    folder = Path(tempfile.mkdtemp(prefix="ft-job-"))
    subprocess.run(
        [FT, "-w", str(folder / "w.ftdb"), "engine", "add", "tiny", "--model", model]
        + ["--python", python, *options], check=True, stdout=subprocess.DEVNULL)
    return folder


def outcome(folder, server, job):
    """The adapter's digest, and the steps that the job has told."""
    found = server.end_of(job)
    assert found["status"] == "succeeded", found["error"]
    tuned = folder / "w.ftdb.sandbox/models" / (found["fine_tuned_model"] + ".tuned")
    digest = hashlib.sha256((tuned / "adapter_model.safetensors").read_bytes()).hexdigest()
    events = server.call("GET", f"/fine_tuning/jobs/{job}/events?limit=100")["data"]
    steps = [event["data"]["step"] for event in events if event["type"] == "metrics"]
    return digest, steps


def left_alone(python, model):
    """The outcome of a job that nothing disturbs, here."""
    folder = workspace(python, model)
    server = Server(folder)
    found = outcome(folder, server, server.start_job())
    assert found[1] == list(range(STEPS, 0, -1)), found[1]
    server.stop()
    shutil.rmtree(folder)
    return found


def events_in(folder):
    """The whole events that a trainer has written in its folder."""
    try:
        lines = (folder / "events.jsonl").read_text().splitlines()
        return [json.loads(line) for line in lines if line.endswith("}")]
    except (OSError, ValueError):
        return []

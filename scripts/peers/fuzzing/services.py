"""A service whose answers have every field missing, of another type, huge, or there twice."""

import base64
import contextlib
import http.server
import json
import os
import random
import threading

from .mutation import NUMBERS, Pairs, Raw, broken, clean, mutated, written

STATUSES = ["succeeded", "succeeded", "succeeded", "cancelled", "validating_files", "queued", "running", "paused", "succeeded", "failed", "cancelled",
            "pending", "", "SUCCEEDED"]
TABLE = "step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy\n" + "".join(
    f"{step},{3 - step / 8:.5f},{step / 20},{'' if step % 5 else 2.5},\n" for step in range(1, 21))


def job(chance):
    return {
        "object": "fine_tuning.job", "id": "ftjob-1", "model": "gpt-4o-mini-2024-07-18",
        "created_at": 1_700_000_000, "finished_at": 1_700_000_500,
        "fine_tuned_model": chance.choice([None, "ft:gpt-4o-mini-2024-07-18:o::abc"]),
        "organization_id": "org", "result_files": ["file-9"], "status": chance.choice(STATUSES),
        "validation_file": None, "training_file": "file-1",
        "hyperparameters": {"n_epochs": 3, "batch_size": 1, "learning_rate_multiplier": 1.8},
        "trained_tokens": 5_000, "error": chance.choice(
            [None, {}, {"code": "x", "message": "bad", "param": "training_file"}]),
        "user_provided_suffix": None, "seed": 7, "estimated_finish": None, "integrations": [],
        "metadata": {"ft_launch": "x"}, "method": {"type": "supervised", "supervised": {
            "hyperparameters": {"n_epochs": 3, "batch_size": 1}}},
    }


def event(step, chance):
    return {
        "object": "fine_tuning.job.event", "id": f"ev-{step}-{chance.randrange(3)}",
        "created_at": 1_700_000_000 + step, "level": chance.choice(["info", "warn", "error"]),
        "message": f"Step {step}/20: training loss=1", "type": chance.choice(["metrics", "message"]),
        "data": {"step": step, "total_steps": 20, "train_loss": 2 - step / 20,
                 "train_mean_token_accuracy": 0.5, "valid_loss": None, "full_valid_loss": 1},
    }


def file(name):
    return {"object": "file", "id": name, "purpose": "fine-tune", "filename": "d.jsonl", "bytes": 99,
            "created_at": 1, "status": "processed", "status_details": None}


def chat():
    return {
        "id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [{
            "index": 0, "message": {"role": "assistant", "content": "Hi"}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 5, "completion_tokens": 7, "total_tokens": 12}}


def chunks(chance, rate):
    """A stream of a chat, whose pieces may be wrong."""
    pieces = [{"id": "c", "model": "m", "created": 1, "choices": [
        {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None}]}
        for text in ["", "Hel", "lo", "\u0007"]]
    pieces.append({"id": "c", "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    pieces.append({"id": "c", "choices": [], "usage": chat()["usage"]})
    trees = [tweaked(one, *Handler.tweak) if Handler.tweak else mutated(one, chance, rate)
             for one in pieces]
    text = "".join(f"data: {written(tree)}\n\n" for tree in trees)
    return text + chance.choice(["data: [DONE]\n\n", "", "data: x\n\n", "\n\n"])


def answer(path, method, chance):
    """The type and the tree that a route gives when all is well."""
    name = path.split("?")[0].strip("/").split("/")[1:]
    if name[:1] == ["files"] and method == "DELETE":
        return {"id": "file-1", "object": "file", "deleted": True}
    if name == ["files"] and method == "GET":
        return {"object": "list", "data": [file("file-1")], "has_more": chance.random() < 0.2}
    if name[:1] == ["files"]:
        return file("file-1")
    if name[-1:] == ["events"]:
        first = chance.randrange(1, 20)
        steps = list(range(first, min(first + 8, 21)))[::-1]
        return {"object": "list", "data": [event(step, chance) for step in steps],
                "has_more": chance.random() < 0.3}
    if name[-1:] == ["checkpoints"]:
        return {"object": "list", "has_more": chance.random() < 0.3, "data": [{
            "id": "ckpt-1", "created_at": 1, "fine_tuned_model_checkpoint": "ft:x:ckpt-step-3",
            "fine_tuning_job_id": "ftjob-1", "metrics": {"step": 3, "train_loss": 1},
            "step_number": 3}]}
    if name == ["fine_tuning", "jobs"] and method == "GET":
        return {"object": "list", "data": [job(chance)], "has_more": chance.random() < 0.3}
    if name[:2] == ["fine_tuning", "jobs"]:
        return job(chance)
    if name[:1] == ["models"]:
        return {"object": "list", "data": [
            {"id": "m", "created": 1, "object": "model", "owned_by": "o", "shutdown_date": None}]}
    if name[:1] == ["chat"]:
        return chat()
    return {"object": "list", "data": []}


FIELDS = """id object model created_at finished_at fine_tuned_model result_files status training_file
hyperparameters n_epochs batch_size learning_rate_multiplier trained_tokens error code message param
seed estimated_finish metadata ft_launch method type supervised data has_more level step total_steps
train_loss train_mean_token_accuracy valid_loss full_valid_loss bytes filename purpose status_details
usage prompt_tokens completion_tokens choices index role content delta finish_reason metrics
step_number fine_tuned_model_checkpoint owned_by shutdown_date created""".split()
ANY_NUMBER = "any number"
GONE = object()
TWICE = object()
VALUES = [GONE, TWICE, None, True, "", "x", [], {}, [1], {"a": 1}] + [Raw(one) for one in NUMBERS]


def tweaked(value, field, given):
    """A copy of a tree in which every member of one name has one value, or, of any, a number."""
    if isinstance(value, dict):
        members = []
        for key, one in value.items():
            isNumber = isinstance(one, (int, float)) and not isinstance(one, bool)
            if key != field and not (field == ANY_NUMBER and isNumber):
                members.append((key, tweaked(one, field, given)))
            elif given is TWICE:
                members += [(key, one), (key, Raw("-1")), (key, one)]
            elif given is not GONE:
                members.append((key, given))
        return Pairs(members)
    if isinstance(value, list):
        return [tweaked(one, field, given) for one in value]
    return value


class Succeeding(random.Random):
    """A chance by which every job succeeds, so that it is booked and drawn."""

    def choice(self, items):
        return "succeeded" if items is STATUSES else super().choice(items)


class Handler(http.server.BaseHTTPRequestHandler):
    """One request, answered by the chance of the case that runs."""

    protocol_version = "HTTP/1.1"
    chance = random.Random(0)
    rate = 0.0
    table = None
    # One field's name, and the value that it has in every answer.
    tweak = None

    def log_message(self, *_words):
        pass

    def read(self):
        with contextlib.suppress(ValueError):
            length = int(self.headers.get("content-length") or 0)
            if length:
                return self.rfile.read(length)
        if "chunked" in (self.headers.get("transfer-encoding") or ""):
            while True:
                size = int(self.rfile.readline().split(b";")[0] or b"0", 16)
                self.rfile.read(size + 2)
                if size == 0:
                    break
        return b""

    def serve(self):
        body = self.read()
        chance, rate = Handler.chance, Handler.rate
        status, kind, headers = 200, "application/json", {}
        if self.path.split("?")[0].endswith("/content"):
            data, kind = Handler.table or TABLE.encode(), "text/csv"
        elif "chat" in self.path and b'"stream":true' in body:
            data, kind = chunks(chance, rate).encode("utf-8", "surrogatepass"), "text/event-stream"
        else:
            tree = answer(self.path, self.command, chance)
            tree = tweaked(tree, *Handler.tweak) if Handler.tweak else mutated(tree, chance, rate)
            data = written(tree).encode("utf-8", "surrogatepass")
        if rate and chance.random() < 0.12:
            status = chance.choice([400, 401, 403, 404, 429, 500, 503, 200, 204, 302, 999])
            data = written(mutated({"error": {
                "message": "no", "type": "t", "param": None, "code": chance.choice(
                    ["insufficient_quota", "rate_limit_exceeded", "training_not_available", None])}},
                chance, rate)).encode("utf-8", "surrogatepass")
            headers["retry-after"] = chance.choice(["0", "-5", "nan", "inf", "1e300", "x", "9" * 30, "121"])
            headers["retry-after-ms"] = chance.choice(["0", "nan", "-1", "1e400", "1"])
            headers["x-request-id"] = "r\u00e9q"
        if rate and chance.random() < 0.06:
            data = broken(data, chance)
        if rate and chance.random() < 0.02:
            self.close_connection = True
            self.wfile.write(chance.choice([b"", b"HTTP/1.1 200\r\n", b"\x00" * 50, b"HTTP/9 abc\r\n\r\n"]))
            return
        self.wfile.write(f"HTTP/1.1 {status} X\r\n".encode())
        headers.update({"content-type": kind, "content-length": len(data)})
        for name, value in headers.items():
            self.wfile.write(f"{name}: {value}\r\n".encode("utf-8"))
        self.wfile.write(b"\r\n")
        with contextlib.suppress(OSError):
            self.wfile.write(data)

    do_GET = do_POST = do_DELETE = serve


class Server(http.server.ThreadingHTTPServer):
    """One that says nothing of clients that hang up."""

    daemon_threads = True

    def handle_error(self, _request, _address):
        pass


@contextlib.contextmanager
def served():
    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()


def prepare(run, folder, address):
    """A workspace with data and the provider, under the priced name where that is wanted."""
    clean(folder)
    with open(os.path.join(folder, "d.jsonl"), "w") as data:
        for number in range(12):
            row = {"messages": [{"role": "user", "content": f"q{number}"},
                                {"role": "assistant", "content": f"a{number}"}]}
            data.write(json.dumps(row) + "\n")
    run("-w", "w.ftdb", "load", "d.jsonl", "as", "d")
    run(
        "-w", "w.ftdb", "provider", "add", "fake", "--url", address, "--key-variable", "FUZZ_KEY",
        "--priced")
    run("-w", "w.ftdb", "provider", "use", "openai")


LAUNCH = ["launch", "d", "--model", "gpt-4o-mini", "--provider", "fake", "--max-cost", "5", "as", "demo"]
ASKED = [
    ["tail", "@demo", "--once"], ["tail", "@demo", "--once", "--all"], ["plot", "@demo"], ["list", "jobs"], ["plot", "@demo"],
    ["list", "models"], ["list", "files"], ["ask", "@demo", "Hi"], ["show", "@demo"],
    ["ask", "m", "Hi", "--provider", "fake"], ["upload", "d", "--provider", "fake"], ["budget"],
    ["pause", "@demo"], ["resume", "@demo"], ["cancel", "@demo", "--yes"], ["list", "jobs", "--json"],
    ["compare", "@demo", "m", "Hi"], ["plot", "@demo", "--accuracy"], LAUNCH + ["--again"],
]


@contextlib.contextmanager
def Services(run, folder):
    """Launches, follows and talks to a service that answers anything."""
    with served() as address:
        where = {"OPENAI_BASE_URL": address, "OPENAI_API_KEY": "sk-fuzz", "COLUMNS": "80"}

        def make(chance):
            Handler.rate, Handler.table, Handler.tweak, Handler.chance = 0.0, None, None, chance
            prepare(run, folder, address)
            run("-w", "w.ftdb", "budget", "1000")
            provider = chance.choice(["fake", "openai", "openai", "openai"])
            words = [provider if one == "fake" else one for one in LAUNCH]
            # Half of the launches are answered well, so that there is a job to be asked about.
            Handler.rate = chance.choice([0, 0.05, 0.2])
            run("-w", "w.ftdb", *words, environment=where)
            if chance.random() < 0.6:
                Handler.chance = Succeeding(chance.random())
                field = chance.choice([ANY_NUMBER, chance.choice(FIELDS)])
                Handler.rate, Handler.tweak = 0.0, (field, chance.choice(VALUES))
            else:
                Handler.rate = chance.choice([0.02, 0.08, 0.3])
            for asked in chance.sample(ASKED, 4):
                asked = [provider if one == "fake" else one for one in asked]
                run("-w", "w.ftdb", *asked, environment=where)
            if chance.random() < 0.4:
                text = "\n".join(["Hi", "/tokens", "Hello", "/undo", "/show", "/done"]).encode()
                run("-w", "w.ftdb", "chat", "@demo", text=text, environment=where)
        yield make


@contextlib.contextmanager
def Results(run, folder):
    """A job whose losses are in a result file alone: as it is, in base64, cut, or of other columns."""
    with served() as address:
        where = {"OPENAI_BASE_URL": address, "OPENAI_API_KEY": "sk-fuzz", "COLUMNS": "80"}

        def make(chance):
            rows = [row.split(",") for row in TABLE.splitlines()]
            if chance.random() < 0.5:
                gone = chance.randrange(len(rows[0]))
                rows = [row[:gone] + row[gone + 1:] for row in rows]
            for _ in range(chance.randrange(4)):
                row = chance.choice(rows)
                row[chance.randrange(len(row))] = chance.choice([
                    "", "nan", "inf", "-inf", "1e308", "-1e308", "9223372036854775807", "x", '"', '"a,b"',
                    "-1", "1e400", " 3 ", "3.0", "\u0661"])
            if chance.random() < 0.3:
                rows += rows[1:] * chance.randrange(1, 60)
            ending = chance.choice(["\n", "\r\n", "\r"])
            data = ending.join(chance.choice([",", ",", ",", ";", "\t"]).join(row) for row in rows).encode()
            if chance.random() < 0.4:
                data = broken(data, chance)
            if chance.random() < 0.4:
                data = base64.b64encode(data)
            if chance.random() < 0.1:
                data = broken(data, chance)
            Handler.table, Handler.rate, Handler.tweak = data, 0.0, None

            Handler.chance = Succeeding(chance.random())
            prepare(run, folder, address)
            run("-w", "w.ftdb", *LAUNCH, environment=where)
            for asked in [["plot", "@demo"], ["tail", "@demo", "--once"], ["list", "jobs"]]:
                run("-w", "w.ftdb", *asked, environment=where)
        yield make


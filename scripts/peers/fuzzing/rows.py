"""Files of examples: what people bring, with a tree or bytes of it changed."""

import contextlib
import json
import os

from .mutation import broken, clean, mutated, written

TOOL = {
    "type": "function",
    "function": {
        "name": "weather", "description": "The weather.",
        "parameters": {
            "type": "object", "properties": {"city": {"type": "string", "enum": ["Rome", "Oslo"]}},
            "required": ["city"],
        },
    },
}
ROWS = [
    {"messages": [
        {"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"},
        {"role": "assistant", "content": "Hello.", "weight": 1}]},
    {"messages": [
        {"role": "user", "content": [
            {"type": "text", "text": "What is this?"},
            {"type": "image_url", "image_url": {
                "url": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ",
                "detail": "low"}}]},
        {"role": "assistant", "content": None, "refusal": "I cannot say."}]},
    {"messages": [
        {"role": "user", "content": "Rome?"},
        {"role": "assistant", "tool_calls": [{
            "id": "c1", "type": "function",
            "function": {"name": "weather", "arguments": "{\"city\": \"Rome\"}"}}]},
        {"role": "tool", "tool_call_id": "c1", "content": [{"type": "text", "text": "sunny"}]},
        {"role": "assistant", "content": "Sunny."}],
     "tools": [TOOL], "parallel_tool_calls": False},
    {"messages": [
        {"role": "user", "content": "a"},
        {"role": "assistant", "function_call": {"name": "f", "arguments": "{}"}},
        {"role": "function", "name": "f", "content": "1"},
        {"role": "assistant", "content": "b"}],
     "functions": [TOOL["function"]]},
    {"input": {"messages": [{"role": "user", "content": "Hi"}], "tools": []},
     "preferred_output": [{"role": "assistant", "content": "Hello!"}],
     "non_preferred_output": [{"role": "assistant", "content": "What?"}]},
    {"prompt": "Hi ->", "completion": " Hello END"},
    {"conversations": [{"from": "human", "value": "Hi"}, {"from": "gpt", "value": "Hello"}]},
    {"instruction": "Say hi", "input": "<noinput>", "output": "hi"},
    {"prompt": [{"role": "user", "content": "a"}], "chosen": [
        {"role": "assistant", "content": "b"}], "rejected": [{"role": "assistant", "content": "c"}]},
    [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}],
]
AFTER = [
    ["check", "d"], ["check", "d", "--all"], ["check", "d", "--for", "gpt-4o-mini"], ["stats", "d"],
    ["show", "d#1"], ["show", "d", "--all"], ["estimate", "d", "--all"], ["find", "a", "in", "d"],
    ["estimate", "d", "--model", "gpt-4.1-mini"], ["export", "d", "to", "out.jsonl", "--force"],
    ["tokenize", "d#1"], ["set", "d#1", "system", "=", "New."], ["drop", "d#2", "--yes"],
    ["diff", "d@r1", "d"], ["tag", "d", "with", "x", "--yes"], ["list", "--json"], ["undo"],
    ["redo"], ["show", "d#1", "--json"], ["check", "d", "--json"],
    ["show", "d", "where", "tokens", ">", "3"], ["list"], ["note", "d#1", "x"],
]
NAMES = ["d.jsonl", "d.json", "d.csv", "d.txt", "d.tsv", "d.jsonl.gz", "d.md"]
HELP = [["--yes"], ["--skip-bad"], ["--repair"], ["--repair", "--yes"], []]


def content(chance):
    """The bytes of a file that may hold examples."""
    rate = chance.choice([0, 0, 0.02, 0.1, 0.3])
    kinds = chance.sample(ROWS, chance.choice([1, 1, 1, 2, len(ROWS)]))
    rows = [mutated(chance.choice(kinds), chance, rate) for _ in range(chance.randrange(0, 25))]
    shape = chance.randrange(8)
    if shape == 0:
        text = written(rows)
    elif shape == 1:
        text = json.dumps(chance.sample(ROWS, 3), indent=2)
    elif shape == 2:
        cells = [["prompt", "completion"]] + [
            [chance.choice(["Hi", '"a,b"', "0045", "nan", '"', "é"]) for _ in range(
                chance.choice([2, 2, 2, 1, 3]))] for _ in range(10)]
        text = chance.choice(["\n", "\r\n"]).join(
            chance.choice([",", "\t", ";"]).join(row) for row in cells)
    else:
        text = chance.choice(["\n", "\n", "\r\n", "\n\n", ",\n"]).join(map(written, rows))
    code = chance.choice(["utf-8"] * 6 + ["utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252"])
    data = text.encode(code, "replace" if code in ("latin-1", "cp1252") else "surrogatepass")
    if chance.random() < 0.4:
        data = broken(data, chance)
    if chance.random() < 0.02:
        data = bytes(chance.randrange(256) for _ in range(chance.randrange(5_000)))
    return data


@contextlib.contextmanager
def Rows(run, folder):
    """Loads a file, and asks the rest of the verbs about what came of it."""
    def make(chance):
        clean(folder)
        name = chance.choice(NAMES)
        with open(os.path.join(folder, name), "wb") as file:
            file.write(content(chance))
        run("-w", "w.ftdb", "load", name, "as", "d", *chance.choice(HELP))
        for words in chance.sample(AFTER, 3):
            run("-w", "w.ftdb", *words)
    yield make

#!/bin/sh
# json-repair 0.64.6, seen on 2026-11-29: of a whole, valid JSONL file it returns the last row.
#
# What one would expect: several objects one behind another come back as a list of them, as they do
# for {"a": 1} and {"b": 2}; a file without any damage loses nothing.
# What happens: an object whose keys and kinds of values are those of the object before it replaces
# that one. Six rows of prompt and completion return one row, as do six chats of one turn each; when
# short and long chats alternate, all six stay. loads, load, from_file and the program all do so. The
# same rows between [ and ] come back whole.
# Why it matters: it is used to save what a model wrote or what a cut download left of a data file.
# The more alike the rows are, the fewer come back, and the result is a valid row.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'json-repair==0.64.6'
cd "$folder"
cat >run.py <<'END'
import importlib.metadata, json, json_repair, subprocess, sys

print("json-repair", importlib.metadata.version("json-repair"))

def count(value):
    return len(value) if isinstance(value, list) else 1

def jsonl(rows):
    return "".join(json.dumps(row) + "\n" for row in rows)

def chat(number, turns):
    turn = [{"role": "user", "content": f"q{number}"}, {"role": "assistant", "content": f"a{number}"}]
    return {"messages": turn * turns}

pairs = [{"prompt": f"q{n}", "completion": f"a{n}"} for n in range(6)]
with open("train.jsonl", "w") as file:
    file.write(jsonl(pairs))
program = subprocess.run([sys.executable, "-m", "json_repair", "train.jsonl"], capture_output=True, text=True)
seen = {
    "6 pairs": count(json_repair.loads(jsonl(pairs))),
    "6 pairs, from_file": count(json_repair.from_file("train.jsonl")),
    "6 pairs, the program": count(json.loads(program.stdout)),
    "6 pairs as an array": count(json_repair.loads(json.dumps(pairs))),
    "6 chats of one turn": count(json_repair.loads(jsonl(chat(n, 1) for n in range(6)))),
    "6 chats of one and two turns in turn": count(json_repair.loads(jsonl(chat(n, 1 + n % 2) for n in range(6)))),
    "2 objects with other keys": count(json_repair.loads('{"a": 1}\n{"b": 2}')),
}
for what, rows in seen.items():
    print(f"{what}: {rows} back")
print("the row that is back:", json_repair.loads(jsonl(pairs)))
same = list(seen.values()) == [1, 1, 1, 6, 1, 6, 2] and json_repair.loads(jsonl(pairs)) == pairs[-1]
sys.exit(0 if same else "the behavior has changed")
END
"$folder/venv/bin/python" run.py

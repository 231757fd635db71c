#!/bin/sh
# synthetic-data-kit 0.0.5, seen on 2026-11-29: of a conversation it saves the second and third message.
#
# What one would expect: convert_format (the program's save-as) writes each conversation of a file
# in the asked format, whole; "ft" is JSONL for a fine-tuning service.
# What happens: messages 2 and 3 of each conversation become one pair, if they are a user's and an
# assistant's; all later turns are left out, and so is every conversation that has no system message,
# since its second message is the answer. The system message is replaced by "You are a helpful
# assistant." in ft and by "You are a helpful AI assistant." in chatml. ft is one indented array over
# many lines, chatml is the JSONL. The call returns the path as if all were well.
# Why it matters: four conversations of seven answers leave two answers, under another system
# message than the one that the model will meet, in a file that a service for JSONL cannot read.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
# Its other dependencies read documents and serve pages; this part needs only these.
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'datasets==5.2.0' 'openai==3.57.0'
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps 'synthetic-data-kit==0.0.5'
cd "$folder"
cat >run.py <<'END'
import importlib.metadata, json, os, sys

from synthetic_data_kit.core.save_as import convert_format

print("synthetic-data-kit", importlib.metadata.version("synthetic-data-kit"))
SYSTEM = {"role": "system", "content": "You are a tax clerk."}

def turns(*numbers):
    return [{"role": role, "content": f"{letter}{n}"} for n in numbers for role, letter in (("user", "q"), ("assistant", "a"))]

with open("in.json", "w") as file:
    json.dump({"conversations": [[SYSTEM, *turns(1, 2)], turns(3), turns(4, 5), [SYSTEM, *turns(6, 7)]]}, file)
written = {}
for kind in ("ft", "chatml", "jsonl"):
    with open(convert_format("in.json", os.path.join("out", kind), kind)) as file:
        written[kind] = file.read()
    print(f"{kind}: {len(written[kind].splitlines())} lines\n{written[kind][:130]}...")
ft = json.loads(written["ft"])
chatml = [json.loads(line) for line in written["chatml"].splitlines()]
answers = [[m["content"] for m in row["messages"]] for row in ft]
print("ft holds:", answers)
same = (answers == [["You are a helpful assistant.", "q1", "a1"], ["You are a helpful assistant.", "q6", "a6"]]
        and [row["messages"][0]["content"] for row in chatml] == ["You are a helpful AI assistant."] * 2
        and len(written["ft"].splitlines()) > 30)
sys.exit(0 if same else "the behavior has changed")
END
"$folder/venv/bin/python" run.py

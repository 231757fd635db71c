#!/bin/sh
# daft 0.7.26, seen on 2026-11-29: read_json makes a question that is a list of parts null, and what it did
# not meet in the first MiB of a file is null, 0 or gone.
#
# What one would expect: a column whose values have two types is read as text, or the file is refused
# with the row named; a key or a fraction that comes late widens the type or is an error.
# What happens: where one message's content is text and another's is [{"type": "text", ...}], in any order and
# in a file of one row (the question a list, its answer a text), each list is null. Types come from the
# first MiB; behind it a weight of 0.75 among whole numbers is 0, "Nobody knows." among answers that are dates
# is null, and the tools of a row are dropped where no earlier row has any. An answer that is a list of
# none, [], is null too. Nothing is said, the rows count right, and write_json writes it so. The same rows
# in the first MiB are read whole, but for the parts.
# Why it matters: rows with pictures or with parts beside plain ones are usual; filtered by daft they
# train answers to no question, replies of weight 0, and calls of tools that the row no longer names.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'daft==0.7.26'
cd "$folder"
cat >run.py <<'END'
import glob, json, os, sys

os.environ.update(DAFT_ANALYTICS_ENABLED="0", DO_NOT_TRACK="true", DAFT_PROGRESS_BAR="0")
import daft

print("daft", daft.__version__)
FILL = "A plain question of no weight at all. " * 26  # near 1,000 letters
TOOLS = [{"type": "function", "function": {"name": "add"}}]
PARTS = [{"type": "text", "text": "What is this?"}]

def chat(question, answer="It is."):
    return [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]

def written(name, rows):
    """The rows as they are in the file that write_json makes of them."""
    with open(name + ".jsonl", "w") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    daft.read_json(name + ".jsonl").write_json(name)
    out = []
    for part in sorted(glob.glob(name + "/*")):
        with open(part) as file:
            out += [json.loads(line) for line in file]
    assert len(out) == len(rows)
    return out

def questions(rows):
    return [row["messages"][0]["content"] for row in rows]

parts = [questions(written("parts", [{"messages": chat("Hi.")}, {"messages": chat(PARTS)}])),
         questions(written("parts-first", [{"messages": chat(PARTS)}, {"messages": chat("Hi.")}])),
         questions(written("parts-only", [{"messages": chat(PARTS)}]))]
print("questions of text and of parts, of parts and of text, of parts:", *parts)
none = written("none", [{"prompt": "Which?", "answer": []}, {"prompt": "Which?", "answer": "All."}])[0].get("answer")
print("an answer [] beside text:", none)
seen = {}
for count in (10, 3000):
    seen[count] = [
        written(f"weight{count}", [{"prompt": FILL, "weight": 1}] * count + [{"prompt": FILL, "weight": 0.75}])[-1].get("weight"),
        written(f"date{count}", [{"prompt": FILL, "answer": "1969-07-20"}] * count + [{"prompt": FILL, "answer": "Nobody knows."}])[-1].get("answer"),
        written(f"tools{count}", [{"messages": chat(FILL)}] * count + [{"messages": chat(FILL), "tools": TOOLS}])[-1].get("tools"),
    ]
    print(f"weight 0.75, answer and tools of the last row, behind {count} others:", *seen[count])
same = (parts == [["Hi.", None], [None, "Hi."], [None]] and none is None
        and seen == {10: [0.75, "Nobody knows.", TOOLS], 3000: [0, None, None]})
sys.exit(0 if same else "the behavior has changed")
END
"$folder/venv/bin/python" run.py 2>err || { tail -n 5 err >&2; exit 1; }

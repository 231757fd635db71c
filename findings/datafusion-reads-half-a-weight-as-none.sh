#!/bin/sh
# datafusion 55.0.0, seen on 2026-11-29: from line 1001 on, a weight of 0.5 is read as 0.
#
# What one would expect: a number with a fraction in a column of whole numbers is an error, as it is
# for pyarrow's casts, or it makes the column a double, as it does here within the first lines.
# What happens: the types are decided by 1000 lines. Behind them 0.5 is read as 0, 1.9 as 1, "0" and
# "007" as 0 and 7 (a text among numbers in the first lines is an error); a key that is new is left
# out of its row. pyarrow 26.0.1 keeps 0.5 and the key in the same file.
# Why it matters: weight 0 means that a reply is not trained, so rows that should count half do not
# count at all, and no row, error or warning shows it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'datafusion==55.0.0' 'pyarrow==26.0.1'
cd "$folder"
cat >run.py <<'END'
import datafusion, json, pyarrow, pyarrow.json, sys

print("datafusion", datafusion.__version__, "pyarrow", pyarrow.__version__)

def chat(weight, **more):
    return {"messages": [{"role": "user", "content": "How are you today?"},
                         {"role": "assistant", "content": "Fine, thanks.", "weight": weight}]} | more

def odd(rows):
    """The one row with another question; the readers need not keep the order."""
    return next(row for row in rows if row["messages"][0]["content"] == "And now?")

def last(before, row):
    """The last row as it is read behind that many ordinary ones: by datafusion, by pyarrow."""
    row["messages"][0]["content"] = "And now?"
    with open("train.jsonl", "w") as file:
        file.writelines(json.dumps(line) + "\n" for line in [chat(1)] * before + [row])
    try:
        read = odd(datafusion.SessionContext().read_json("train.jsonl", file_extension=".jsonl").to_pylist())
    except Exception as error:
        return str(error).splitlines()[0], None
    try:
        return read, odd(pyarrow.json.read_json("train.jsonl").to_pylist())
    except pyarrow.ArrowInvalid as error:
        return read, error

def weight(row):
    return row["messages"][1]["weight"]

ok = True
for before, given, expected in ((999, 0.5, 0.5), (1000, 0.5, 0), (60000, 0.5, 0), (1000, 1.9, 1), (1000, "0", 0)):
    ours, theirs = last(before, chat(given))
    other = "an error" if isinstance(theirs, Exception) else weight(theirs)
    print(f"weight {given!r} behind {before} lines: datafusion {weight(ours)!r}, pyarrow {other!r}")
    ok &= weight(ours) == expected
    if given == 0.5:
        ok &= weight(theirs) == 0.5
tools = [{"type": "function", "function": {"name": "now"}}]
early, (late, kept) = last(999, chat(1, tools=tools))[0], last(1000, chat(1, tools=tools))
print("tools behind 999 lines:", "tools" in early, "behind 1000:", "tools" in late, "pyarrow:", "tools" in kept)
mixed = last(1, chat("0"))[0]
print("text among numbers in the first lines:", mixed)
ok &= "tools" in early and "tools" not in late and kept["tools"] == tools and "expected" in mixed
sys.exit(0 if ok else "the behavior has changed")
END
"$folder/venv/bin/python" run.py

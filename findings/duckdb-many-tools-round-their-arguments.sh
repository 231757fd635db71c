#!/bin/sh
# duckdb 2.0.1, seen on 2026-11-29: an eleventh tool in a chat file changes the arguments of the others.
#
# What one would expect: the objects under "arguments" become one struct with a field for each key
# that occurs, each with its own type, however many tools there are.
# What happens: so it is for ten tools. With eleven the keys are each so rare that DuckDB makes one
# MAP of them, and a map has one type for all values: where one tool has an amount of 0.5, the order
# number 9007199254740993 of every tool is read as 9007199254740992.0 and written so by COPY.
# Why it matters: the same query over the same rows is exact until a tool is added, and then ids of
# more than 53 bits in all rows are wrong, without an error. With map_inference_threshold = -1 the
# struct comes back, and with it every other tool's keys as null in each call.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'duckdb==2.0.1'
cd "$folder"
cat >run.py <<'END'
import duckdb, json, sys

print("duckdb", duckdb.__version__)

def written(tools, arguments, options=""):
    """The arguments of the first call, as COPY writes what read_json read."""
    with open("in.jsonl", "w") as file:
        for row in range(10 * tools):
            call = {"function": {"name": f"tool{row % tools}", "arguments": arguments(row % tools)}}
            messages = [{"role": "user", "content": "Do it."}, {"role": "assistant", "tool_calls": [call]}]
            file.write(json.dumps({"messages": messages}) + "\n")
    duckdb.sql(f"copy (select * from read_json('in.jsonl'{options})) to 'out.jsonl' (format json)")
    with open("out.jsonl") as file:
        first = json.loads(file.readline())
    return first["messages"][1]["tool_calls"][0]["function"]["arguments"]

def numbers(tool):
    return {f"order_{tool}": 9007199254740993, f"amount_{tool}": 0.5}

def own(values):
    return {key: value for key, value in values.items() if value is not None}

ten, eleven = written(10, numbers), written(11, numbers)
struct = written(11, numbers, ", map_inference_threshold=-1")
print("in the file:", numbers(0))
print("10 tools:", own(ten), "and", len(ten) - 2, "keys of null")
print("11 tools:", eleven)
print("11 tools, no maps:", own(struct), "and", len(struct) - 2, "keys of null")
same = (own(ten) == numbers(0) and type(own(ten)["order_0"]) is int and len(ten) == 20
        and eleven == {"order_0": 9007199254740992.0, "amount_0": 0.5} and type(eleven["order_0"]) is float
        and own(struct) == numbers(0) and len(struct) == 22)
sys.exit(0 if same else "the behavior has changed")
END
"$folder/venv/bin/python" run.py

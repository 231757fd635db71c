#!/bin/sh
# langchain-core 1.8.3, seen on 2026-11-29: chat rows that go through its messages and back lose calls.
#
# What one would expect: convert_to_messages keeps what it has no field for in additional_kwargs, and
# convert_to_openai_messages writes it back; arguments, being text, stay as they are.
# What happens: function_call is gone, with no word, while the message with the function's result
# stays, now as the answer to nothing; so are weight and reasoning_content, while name and refusal come
# back. The text of a tool call's arguments is parsed and written anew: 1.10 is 1.1, 1e2 is 100.0, and
# a content of null is "". Rows of roles "human" and "ai" come back as user and assistant.
# Why it matters: the two functions are a usual way to clean, trim or merge training rows; older rows
# then teach a reply to a result that nobody asked for, and replies of weight 0 are trained.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'langchain-core==1.8.3'
cd "$folder"
cat >run.py <<'END'
import json, sys

from langchain_core import __version__
from langchain_core.messages import convert_to_messages, convert_to_openai_messages

print("langchain-core", __version__)
ARGUMENTS = '{"amount": 1.10, "limit": 1e2}'
call = {"id": "call_1", "type": "function", "function": {"name": "pay", "arguments": ARGUMENTS}}
rows = [
    {"role": "user", "content": "Pay it.", "name": "mina"},
    {"role": "assistant", "content": "Now.", "function_call": {"name": "pay", "arguments": ARGUMENTS}},
    {"role": "function", "name": "pay", "content": "done"},
    {"role": "assistant", "content": "Paid.", "weight": 0, "reasoning_content": "It is paid.", "refusal": "No."},
    {"role": "assistant", "content": None, "tool_calls": [call]},
    {"role": "tool", "tool_call_id": "call_1", "content": "done"},
]
back = convert_to_openai_messages(convert_to_messages(rows))
for given, seen in zip(rows, back):
    print(json.dumps(given), "->", json.dumps(seen))
lost = [sorted(set(given) - set(seen)) for given, seen in zip(rows, back)]
same = (lost == [[], ["function_call"], [], ["reasoning_content", "weight"], [], []]
        and back[2] == rows[2] and back[4]["content"] == ""
        and back[4]["tool_calls"][0]["function"]["arguments"] == '{"amount": 1.1, "limit": 100.0}'
        and [m["role"] for m in convert_to_openai_messages(convert_to_messages([("human", "a"), ("ai", "b")]))]
        == ["user", "assistant"])
sys.exit(0 if same else "the behavior has changed")
END
"$folder/venv/bin/python" run.py

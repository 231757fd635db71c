#!/bin/sh
# martian-linguafranca 0.3.15, seen on 2026-11-30: through Open Responses and back one reply becomes two, and what
# the model thought comes behind what it answered.
#
# What one would expect: a reply with reasoning_content and content is a reasoning item and then a message, in the
# order in which they were written, and comes back as one reply; what cannot be kept is named in the list of warnings.
# What happens: the message comes first and the reasoning behind it. Back in Chat Completions the answer has no
# reasoning, and a second assistant message follows, with content "" and the reasoning. A reply with text and
# tool_calls is two replies as well, the text and then the calls. The name of a message is dropped. In both
# directions the list of warnings is empty. The texts of arguments, empty results, parts and order of all else
# are kept, and so is a row that is converted from Chat Completions to itself.
# Why it matters: rows collected from one kind of service and written for the other end in an empty reply, the one that
# training on the last reply trains, behind an answer that was given before its thought; and templates that want
# roles in turn refuse the chat or merge the two.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'martian-linguafranca==0.3.15'
cd "$folder"
cat >run.py <<'END'
import importlib.metadata, json, sys

import linguafranca as lf

print("martian-linguafranca", importlib.metadata.version("martian-linguafranca"))
CHAT, RESPONSES = lf.FormatName.OPENAI_CHAT_COMPLETIONS, lf.FormatName.OPEN_RESPONSES
call = {"id": "c1", "type": "function", "function": {"name": "add", "arguments": '{"a": 1.10}'}}
MESSAGES = [
    {"role": "user", "content": "Add.", "name": "ana"},
    {"role": "assistant", "content": "I will.", "tool_calls": [call]},
    {"role": "tool", "tool_call_id": "c1", "content": ""},
    {"role": "assistant", "content": "Done."},
    {"role": "user", "content": "2 + 2?"},
    {"role": "assistant", "content": "4", "reasoning_content": "Two and two."},
]


def convert(body, source, target):
    result = lf.convert_request_json(body, source_format=source, target_format=target)
    print(f"warnings from {source} to {target}:", result.warnings)
    return result.value, len(result.warnings)


body = {"model": "m", "messages": MESSAGES}
there, first = convert(body, CHAT, RESPONSES)
kinds = [item["type"] for item in there["input"]]
print("items:", *kinds)
back, second = convert(there, RESPONSES, CHAT)
for message in back["messages"]:
    print(" ", json.dumps(message))
itself, _ = convert(body, CHAT, CHAT)
wanted = [
    {"role": "user", "content": "Add."},
    {"role": "assistant", "content": "I will."},
    {"role": "assistant", "tool_calls": [call]},
    MESSAGES[2],
    MESSAGES[3],
    MESSAGES[4],
    {"role": "assistant", "content": "4"},
    {"role": "assistant", "content": "", "reasoning_content": "Two and two."},
]
same = first == second == 0 and kinds[-2:] == ["message", "reasoning"] and back["messages"] == wanted
sys.exit(0 if same and itself["messages"] == MESSAGES else "the behavior has changed")
END
"$folder/venv/bin/python" run.py

#!/bin/sh
# agent-tool-parser 0.1.3, seen on 2026-11-29: a call that is well formed comes back as a call of another tool
# with other arguments.
#
# What one would expect: a valid <tool_call> gives its name and arguments as they stand; repairs are for
# broken output, and aliases are those that the caller names (tool_aliases, param_aliases).
# What happens: without any option the name is put into small letters, getWeather is getweather, and edit is
# str_replace. Of the arguments cmd becomes command, file path, query pattern, old and new old_str and
# new_str; where both names occur one value is dropped: copy(file=a, path=b) is copy(path=b), and
# run(cmd=a, command=b) is run(command=b). <think>...</think> inside an argument's text is taken out. Names
# that it does not know, numbers of 16 digits, white space and null are kept.
# Why it matters: used to read a model's answers for scoring, or to turn logged text into training rows with
# tool_calls, right calls count as wrong, and rows train names that no schema of theirs has.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'agent-tool-parser==0.1.3'
cd "$folder"
cat >run.py <<'END'
import importlib.metadata, json, sys

from agent_tool_parser import try_parse_tool_calls

print("agent-tool-parser", importlib.metadata.version("agent-tool-parser"))
CASES = [
    (("getWeather", {"City": "Oslo"}), ("getweather", {"City": "Oslo"})),
    (("edit", {"old": "a", "new": "b"}), ("str_replace", {"old_str": "a", "new_str": "b"})),
    (("run", {"cmd": "ls"}), ("run", {"command": "ls"})),
    (("run", {"cmd": "a", "command": "b"}), ("run", {"command": "b"})),
    (("copy", {"file": "a", "path": "b"}), ("copy", {"path": "b"})),
    (("search", {"query": "tea"}), ("search", {"pattern": "tea"})),
    (("note", {"text": "Write <think>so</think> first."}), ("note", {"text": "Write  first."})),
    (("order", {"number": 9007199254740993, "zip": "01234", "text": "    x\n", "none": None}),) * 2,
]
seen = []
for (name, arguments), _ in CASES:
    text = "<tool_call>\n" + json.dumps({"name": name, "arguments": arguments}) + "\n</tool_call>"
    calls = [(call.name, dict(call.args)) for call in try_parse_tool_calls(text)]
    seen.append(calls)
    print(f"{name}({json.dumps(arguments)}) ->", *(f"{n}({json.dumps(a)})" for n, a in calls))
sys.exit(0 if seen == [[wanted] for _, wanted in CASES] else "the behavior has changed")
END
"$folder/venv/bin/python" run.py

#!/bin/sh
# convmerge 1.6.5, seen on 2026-11-29: the result of a tool that printed nothing is left out, and the next
# result takes its place.
#
# What one would expect: an empty text as a tool's result stays, as the answer to its call, or the chat is
# dropped and counted like others whose calls and results do not match.
# What happens: each message whose text is empty is left out, results too. Of two calls and their two
# results ("mkdir a" with "", "ls | wc -l" with "7") two calls and the one result "7" are left; in ShareGPT,
# which has no ids, and for a chat template that goes by the order, "7" is now the result of mkdir. A single
# call is followed at once by the answer. --on-invalid fail does not stop, validate calls the new files
# valid, and the report's list of losses is empty. An empty answer goes the same way, so that two
# messages of the user follow each other.
# Why it matters: mkdir, git add, cp and every silent write give such results; the tuned model learns not to
# wait for them, and to read the next one as theirs.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'convmerge==1.6.5'
cd "$folder"
cat >run.py <<'END'
import importlib.metadata, json, os, subprocess, sys

print("convmerge", importlib.metadata.version("convmerge"))
COMMANDS = ["mkdir a", "ls | wc -l"]

def program(*arguments):
    run = subprocess.run([os.path.join(os.path.dirname(sys.executable), "convmerge"), *arguments],
                         capture_output=True, text=True)
    return run.returncode, run.stdout + run.stderr

def openai(results):
    calls = [{"id": f"call_{n}", "type": "function",
              "function": {"name": "run", "arguments": json.dumps({"command": COMMANDS[n]})}} for n in range(len(results))]
    return {"messages": [{"role": "user", "content": "Do it."}, {"role": "assistant", "content": None, "tool_calls": calls},
                         *({"role": "tool", "tool_call_id": f"call_{n}", "content": text} for n, text in enumerate(results)),
                         {"role": "assistant", "content": "Done."}]}

def sharegpt(results):
    calls = [{"name": "run", "arguments": {"command": COMMANDS[n]}} for n in range(len(results))]
    tool = {"name": "run", "parameters": {"type": "object", "properties": {}}}
    return {"conversations": [{"from": "human", "value": "Do it."}, {"from": "function_call", "value": json.dumps(calls)},
                              *({"from": "observation", "value": text} for text in results),
                              {"from": "gpt", "value": "Done."}], "tools": json.dumps([tool])}

def converted(row):
    """The messages behind the question, and whether all was well by its own word."""
    with open("in.jsonl", "w") as file:
        file.write(json.dumps(row) + "\n")
    code, said = program("convert", "-i", "in.jsonl", "-o", "out.jsonl", "--from", "auto", "--on-invalid", "fail", "--report", "report.json")
    with open("report.json") as file:
        lossy = json.load(file)["lossy"]
    valid, _ = program("validate", "-i", "out.jsonl")
    with open("out.jsonl") as file:
        messages = json.loads(file.read())["messages"]
    quiet = code == 0 and valid == 0 and not lossy and "warning" not in said and "read 1 line, wrote 1 example" in said
    short = [f"{len(m['tool_calls'])} call(s)" if "tool_calls" in m else f"{m['role']}: {m['content']}" for m in messages[1:]]
    print(f"{short}, said to be well: {quiet}")
    return short, quiet

seen = []
for made in (openai, sharegpt):
    for results in (["made", "7"], ["", "7"], [""]):
        print(f"{made.__name__}, results {results}:", end=" ")
        seen.append(converted(made(results)))
empty = [{"role": "user", "content": "Say nothing."}, {"role": "assistant", "content": ""},
         {"role": "user", "content": "Say A."}, {"role": "assistant", "content": "A"}]
print("an empty answer:", end=" ")
seen.append(converted({"messages": empty}))
of_tools = [(["2 call(s)", "tool: made", "tool: 7", "assistant: Done."], True),
            (["2 call(s)", "tool: 7", "assistant: Done."], True), (["1 call(s)", "assistant: Done."], True)]
same = seen == [*of_tools, *of_tools, (["user: Say A.", "assistant: A"], True)]
sys.exit(0 if same else "the behavior has changed")
END
"$folder/venv/bin/python" run.py

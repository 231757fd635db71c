#!/bin/sh
# ftml-cli 0.1.0, seen on 2026-11-30: of a ChatML text file each answer of more than one paragraph is dropped.
#
# What one would expect: what stands between <|im_start|> and <|im_end|> is one message, whatever lines it has; it is
# one in the other form that it reads, JSONL with a "text".
# What happens: a file of plain text is cut at each empty line before the marks are looked for. A message with an
# empty line in it has lost its end and is left out; what follows it in its chat is another row. So a question stands
# without its answer, the next turn begins a chat of its own, a system message of two paragraphs is a row of no
# messages and its chat a row without it. Three chats are "Converted 5 examples", status 0, without a warning.
# Why it matters: answers with paragraphs, lists or code are the long ones; what is left trains short answers, under no
# system message, and rows that end with a question.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'ftml-cli==0.1.0'
cd "$folder"
cat >run.py <<'END'
import importlib.metadata, json, subprocess, sys

print("ftml-cli", importlib.metadata.version("ftml-cli"))
CHATS = [
    [("user", "One line?"), ("assistant", "One.")],
    [("user", "Two paragraphs?"), ("assistant", "First.\n\nSecond."), ("user", "More?"), ("assistant", "No.")],
    [("system", "Be kind.\n\nBe brief."), ("user", "Hello"), ("assistant", "Hi.")],
]
texts = ["\n".join(f"<|im_start|>{role}\n{text}<|im_end|>" for role, text in chat) for chat in CHATS]
with open("chats.txt", "w") as file:
    file.write("\n\n".join(texts) + "\n")
with open("chats.jsonl", "w") as file:
    file.writelines(json.dumps({"text": text}) + "\n" for text in texts)
seen = []
for name in "chats.txt", "chats.jsonl":
    command = [sys.executable, "-m", "ftml", "convert", name, "--from", "chatml", "--to", "openai-chat", "-o", "out.jsonl"]
    done = subprocess.run(command, capture_output=True, text=True)
    rows = [[(m["role"], m["content"]) for m in json.loads(line)["messages"]] for line in open("out.jsonl")]
    seen.append((done.returncode, rows))
    said = [line for line in (done.stdout + done.stderr).splitlines() if "onverted" in line or "arn" in line]
    print(f"{name}: status {done.returncode};", *said)
    for row in rows:
        print("  ", json.dumps(row))
lost = [CHATS[0], CHATS[1][:1], CHATS[1][2:], [], CHATS[2][1:]]
sys.exit(0 if seen == [(0, lost), (0, CHATS)] else "the behavior has changed")
END
"$folder/venv/bin/python" run.py

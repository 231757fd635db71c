#!/bin/sh
# instructor 1.17.0, seen on 2026-11-29: its recorder for fine-tuning writes different calls as one
# prompt, and one call as two different prompts.
#
# What one would expect: the row of a call names its arguments as Python would write them, so that other
# arguments are another prompt, and the same arguments are the same prompt.
# What happens: positional texts are written bare, without quotation marks. route("late, refund", "order 5")
# and route("late", "refund, order 5") both train "Return `route(late, refund, order 5)`", here with two
# contrary answers. By keyword they are JSON, with every letter outside ASCII as \uXXXX: the same call reads
# route(subject="\ud658\ubd88") by keyword and route(환불) by position, while answers keep their letters.
# And the answer is a function_call without content, beside a top-level "functions".
# Why it matters: the tuned model is asked with whatever spelling the caller uses on that day, which
# may be one it never saw; and rows that contradict each other look like noise of the task.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'instructor==1.17.0'
cd "$folder"
cat >run.py <<'END'
import importlib.metadata, json, logging, sys

from instructor.distil import Instructions
from openai import OpenAI
from pydantic import BaseModel

print("instructor", importlib.metadata.version("instructor"))

class Answer(BaseModel):
    label: str

logging.basicConfig(level=logging.WARNING)
logging.getLogger("rows").setLevel(logging.INFO)
file = logging.FileHandler("train.jsonl", encoding="utf-8")
recorder = Instructions(name="rows", log_handlers=[file], openai_client=OpenAI(api_key="none"))  # nothing is sent
logging.getLogger("rows").propagate = False

@recorder.distil
def route(subject: str, body: str = "") -> Answer:
    """Says who should answer."""
    return Answer(label="환불" if subject == "환불" else subject)

route("late, refund", "order 5")
route("late", "refund, order 5")
route("환불")
route(subject="환불")
with open("train.jsonl", encoding="utf-8") as lines:
    rows = [json.loads(line) for line in lines]
prompts = [row["messages"][1]["content"] for row in rows]
answers = [row["messages"][2] for row in rows]
for prompt, answer in zip(prompts, answers):
    print(prompt, "->", json.dumps(answer, ensure_ascii=False))
labels = [json.loads(answer["function_call"]["arguments"])["label"] for answer in answers]
same = (prompts == ["Return `route(late, refund, order 5)`"] * 2
        + ["Return `route(환불)`", 'Return `route(subject="\\ud658\\ubd88")`']
        and labels == ["late, refund", "late", "환불", "환불"]
        and all(set(answer) == {"role", "function_call"} for answer in answers)
        and all(set(row) == {"messages", "functions"} for row in rows))
sys.exit(0 if same else "the behavior has changed")
END
"$folder/venv/bin/python" run.py

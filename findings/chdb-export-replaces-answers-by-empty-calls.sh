#!/bin/sh
# chDB 4.4.0 (ClickHouse in a process) and the chat templates that TRL 1.16.0 ships, seen on
# 2026-11-29: one chat with a tool call takes the answer from all other chats, or adds a call to it.
#
# What one would expect: a key that a message lacks comes back as null, as name and weight do, and
# templates treat that like a key that is absent.
# What happens: lists cannot be null there, so a list that is absent comes back as an empty one. In
# 200 plain chats beside one with a call, every message gains "tool_calls":[] and every row "tools":[].
# Then DeepSeek V3's template drops the answer and writes the end of a call in its place; LFM2.5's
# writes <|tool_call_start|>[]<|tool_call_end|> behind each answer; those of Llama 3.1 and 3.2 refuse
# the chat ("only supports single tool-calls"), gpt-oss's ends with an UndefinedError. Of all
# others that TRL 1.16.0 ships, the text stays as it was.
# Why it matters: a filter in SQL that keeps every row makes a set in which each plain answer is gone
# or ends with a call of nothing, and the rows look whole to whoever reads them as JSON.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  'chdb==4.4.0' 'transformers==5.24.0' 'datasets==5.2.0' 'jinja2==3.1.6'
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps 'trl==1.16.0' 'accelerate==1.15.0'
cd "$folder"
cat >run.py <<'END'
import importlib.metadata, json, os, sys

os.environ.update(HF_HOME=os.path.abspath("cache"), HF_HUB_OFFLINE="1")
import chdb
from tokenizers import Tokenizer, models
from transformers import PreTrainedTokenizerFast
from trl import chat_template_utils as templates

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("chdb", "trl", "transformers")))
def turn(question, **answer):
    return {"messages": [{"role": "user", "content": question}, {"role": "assistant", **answer}]}

call = {"id": "call_1", "type": "function", "function": {"name": "now", "arguments": {}}}
tool = {"type": "function", "function": {"name": "now", "parameters": {"type": "object", "properties": {}}}}
rows = [turn(f"Question {n}?", content="Yes.") for n in range(200)]
rows.append(turn("What time is it?", content="", tool_calls=[call]) | {"tools": [tool]})
with open("train.jsonl", "w") as file:
    file.writelines(json.dumps(row) + "\n" for row in rows)
lines = str(chdb.query("select * from file('train.jsonl', JSONEachRow)", "JSONEachRow")).splitlines()
print("line 1 in: ", json.dumps(rows[0]))
print("line 1 out:", lines[0])
plain = [json.loads(line) for line in lines[:200]]
emptied = all(row["tools"] == [] and all(m["tool_calls"] == [] for m in row["messages"]) for row in plain)

def rendered(name, row):
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=Tokenizer(models.BPE()), bos_token="<s>", eos_token="</s>")
    messages = [{key: value for key, value in m.items() if value is not None} for m in row["messages"]]
    try:
        return tokenizer.apply_chat_template(
            messages, tools=row.get("tools"), chat_template=getattr(templates, name), tokenize=False)
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:70]

changed = {}
for name in sorted(dir(templates)):
    if name.endswith("_chat_template") and "training" not in name and isinstance(getattr(templates, name), str):
        before, after = rendered(name, rows[0]), rendered(name, plain[0])
        if before != after:
            changed[name.removesuffix("_chat_template")] = after
            print(f"{name}: {after[-100:]!r}")
same = (emptied and set(changed) == {
            "deepseekv3", "gptoss", "lfm2_2_5", "lfm2_2_5_v2", "llama3_1", "llama3_2"}
        and "Yes.<|tool_call_start|>[]<|tool_call_end|><|im_end|>" in changed["lfm2_2_5"]
        and "Yes." in rendered("deepseekv3_chat_template", rows[0]) and "Yes." not in changed["deepseekv3"])
sys.exit(0 if same else "the behavior has changed")
END
"$folder/venv/bin/python" run.py 2>err || { tail -n 5 err >&2; exit 1; }

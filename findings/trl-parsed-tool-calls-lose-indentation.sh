#!/bin/sh
# TRL 1.16.0 with transformers 5.24.0, seen on 2026-11-29: a tool call that a template wrote is read
# back with the white space around its texts gone.
#
# What one would expect: parse_response gives back what the chat template wrote; where arguments stand
# between tags, types may be guessed wrongly unless the tools are given.
# What happens: with the tools given, types are right, and in Qwen3.5, 3.6, 3.8, Nemotron and GLM 4.5
# each text loses its spaces, tabs and line ends at both ends: "    return 1\\n" is "return 1", and one
# that is only white space is empty. In LFM2.5-VL and the newer LFM2 a line end comes back as a
# backslash and an n. Qwen2.5, Qwen3, Llama 3, gpt-oss and Gemma 4 give back every text unchanged.
# Without the tools, 5 is "5" and true is "True" or "true", while texts of digits stay texts.
# Why it matters: when a model is trained with its tools running, the tool is called with these
# texts: files without their last line end, edits whose text is not found or has lost its
# indentation, and a reward that blames the model for it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  'transformers==5.24.0' 'datasets==5.2.0' 'jinja2==3.1.6'
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps 'trl==1.16.0' 'accelerate==1.15.0'
cd "$folder"
cat >run.py <<'END'
import importlib.metadata, json, os, re, sys

os.environ.update(HF_HOME=os.path.abspath("cache"), HF_HUB_OFFLINE="1")
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import PreTrainedTokenizerFast
from trl import chat_template_utils as utils

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("trl", "transformers")))
TEXT = "    return 1\n"
TOOLS = [{"type": "function", "function": {"name": "write", "description": "Writes a file.", "parameters": {
    "type": "object", "properties": {"text": {"type": "string"}, "line": {"type": "integer"}}}}}]

def tokenizer(template):
    """One token a byte, and the template's own marks as special tokens."""
    inner = Tokenizer(models.BPE({letter: n for n, letter in enumerate(sorted(pre_tokenizers.ByteLevel.alphabet()))}, []))
    inner.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    inner.decoder = decoders.ByteLevel()
    made = PreTrainedTokenizerFast(tokenizer_object=inner, bos_token="<s>", eos_token="<|im_end|>", chat_template=template)
    marks = set(re.findall(r"<\|[a-z_]+\|>|</?tool_call>|</?think>", template)) - {"<|im_end|>"}
    made.add_special_tokens({"additional_special_tokens": sorted(marks)})
    return made

def read_back(made, arguments, tools):
    question = [{"role": "user", "content": "Go on."}]
    call = {"type": "function", "function": {"name": "write", "arguments": arguments}}
    whole = made.apply_chat_template(
        question + [{"role": "assistant", "content": "", "tool_calls": [call]}], tools=TOOLS, tokenize=False)
    asked = made.apply_chat_template(question, tools=TOOLS, tokenize=False, add_generation_prompt=True)
    cut = len(os.path.commonprefix([whole, asked]))
    prefix, reply = (made(part, add_special_tokens=False)["input_ids"] for part in (whole[:cut], whole[cut:]))
    calls = utils.parse_response(made, reply, prefix=prefix, tools=tools).get("tool_calls")
    return calls[0]["function"]["arguments"] if calls else None

texts, numbers = {}, {}
for name in sorted(dir(utils)):
    template = getattr(utils, name)
    if name.endswith("_chat_template") and "training" not in name and isinstance(template, str):
        made = tokenizer(template)
        try:
            utils.add_response_schema(made)
        except ValueError:
            continue
        model = name.removesuffix("_chat_template")
        back = read_back(made, {"text": TEXT, "line": 5}, TOOLS)
        if back is None:
            continue  # a template that writes no calls
        texts[model] = back["text"]
        numbers[model] = read_back(made, {"text": "01234", "line": 5}, None)
        print(f"{model}: {TEXT!r} is {back['text']!r}; without tools '01234' and 5 are {list(numbers[model].values())}")

stripped = {model for model, text in texts.items() if text == TEXT.strip()}
escaped = {model for model, text in texts.items() if text == TEXT.replace("\n", "\\n")}
kept = {model for model, text in texts.items() if text == TEXT}
same = (stripped == {"glm4moe", "nemotron_3_5_lightning", "nemotron_3_nano", "nemotron_3_super", "nemotron_3_ultra",
                     "qwen3_5_nothink", "qwen3_5_think", "qwen3_6", "qwen3_8"}
        and escaped == {"lfm2_2_5_vl", "lfm2_v2"}
        and {"qwen2_5", "qwen3", "llama3_1", "llama3_2", "gptoss", "gemma4"} <= kept
        and numbers["qwen3_5_think"] == {"text": "01234", "line": "5"} and numbers["qwen3"] == {"text": "01234", "line": 5})
sys.exit(0 if same else "the behavior has changed")
END
"$folder/venv/bin/python" run.py 2>err || { tail -n 5 err >&2; exit 1; }

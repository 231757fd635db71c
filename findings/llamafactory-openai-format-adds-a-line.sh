#!/bin/sh
# LLaMA-Factory 0.9.5, seen on 2026-11-29: with "formatting": "openai" it trains each chat under another
# system message than the one in the file, and calls in another form than the template's.
#
# What one would expect: that formatting and "sharegpt" with the tags role and content read a plain chat
# alike, and the system message is the file's or, where there is none, the template's own.
# What happens: for every template, "openai" adds a line "detailed thinking off", as one family of models
# has it, to the system message of every chat without tools, and makes it the system message where the
# file has none, instead of the template's. Beside tools a line end is added. In a message with tool_calls
# the content is dropped, and arguments in a text, as OpenAI's rows have them, stay a text in the JSON of
# the call, {"name": "add", "arguments": "{\"a\": 1}"}, where Qwen's own has an object. Nothing is said
# of it, and "sharegpt" changes none of the plain chats.
# Why it matters: a model that is tuned so and then asked with the file's own system message, or with
# none, is asked with a prompt that it never saw in training; and the file has no trace of it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
# Its other dependencies train, evaluate and serve; its loader needs only these.
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'torch==2.9.1' 'torchvision==0.24.1' 'torchaudio==2.9.1' \
  'transformers==5.2.0' 'datasets==4.0.0' 'accelerate==1.11.0' 'peft==0.18.1' 'trl==0.24.0' 'torchdata==0.11.0' \
  'omegaconf==2.3.0' 'av==16.0.0' 'pillow==12.0.0' 'numpy==2.3.5' 'scipy==1.16.3'
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps 'llamafactory==0.9.5'
cd "$folder"
cat >run.py <<'END'
import importlib.metadata, json, os, sys

os.environ.update(HF_HOME=os.path.abspath("cache"), HF_HUB_OFFLINE="1", CUDA_VISIBLE_DEVICES="",
                  DISABLE_VERSION_CHECK="1", LLAMAFACTORY_VERBOSITY="WARN")
from llamafactory.data import get_template_and_fix_tokenizer
from llamafactory.data.converter import get_dataset_converter
from llamafactory.data.parser import get_dataset_list
from llamafactory.hparams import DataArguments
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import PreTrainedTokenizerFast

print("llamafactory", importlib.metadata.version("llamafactory"))
inner = Tokenizer(models.BPE({letter: n for n, letter in enumerate(sorted(pre_tokenizers.ByteLevel.alphabet()))}, []))
inner.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
inner.decoder = decoders.ByteLevel()
tokenizer = PreTrainedTokenizerFast(tokenizer_object=inner, bos_token="<s>", eos_token="<|im_end|>")  # one token a byte
settings = DataArguments(template="qwen")
template = get_template_and_fix_tokenizer(tokenizer, settings)
print("the template's own system message:", template.default_system)

tags = {"role_tag": "role", "content_tag": "content", "user_tag": "user", "assistant_tag": "assistant",
        "observation_tag": "tool", "function_tag": "function_call", "system_tag": "system"}
with open("dataset_info.json", "w") as file:
    json.dump({kind: {"file_name": "rows.jsonl", "formatting": kind, "tags": tags,
                      "columns": {"messages": "messages", "tools": "tools"}} for kind in ("openai", "sharegpt")}, file)
formats = {kind: get_dataset_list([kind], ".")[0] for kind in ("openai", "sharegpt")}

def trained(kind, messages, tools=""):
    """The text of a chat, as it is trained."""
    row = get_dataset_converter(kind, formats[kind], settings)({"messages": messages, "tools": tools})
    pairs = template.encode_multiturn(tokenizer, row["_prompt"] + row["_response"], row["_system"], row["_tools"])
    return "".join(tokenizer.decode(question + answer) for question, answer in pairs)

system = {"role": "system", "content": "Be brief."}
plain = [{"role": "user", "content": "Hi."}, {"role": "assistant", "content": "Hello."}]
call = {"id": "call_1", "type": "function", "function": {"name": "add", "arguments": '{"a": 1}'}}
called = [{"role": "user", "content": "One and one?"},
          {"role": "assistant", "content": "Let me add.", "tool_calls": [call]},
          {"role": "tool", "tool_call_id": "call_1", "content": "2"}, {"role": "assistant", "content": "Two."}]
tool = {"type": "function", "function": {"name": "add", "description": "Adds.", "parameters": {"type": "object", "properties": {}}}}

seen = {}
for name, chat in {"with a system message": [system, *plain], "without": plain}.items():
    for kind in formats:
        text = trained(kind, chat)
        seen[name, kind] = text.split("<|im_end|>")[0].removeprefix("<|im_start|>system\n")
        print(f"{kind}, {name}: {seen[name, kind]!r}")
with_call = trained("openai", [system, *called], [tool])
print("openai, with a call:", repr(with_call[:60]), "...", repr(with_call[with_call.index("<|im_start|>user"):]))
same = (seen == {("with a system message", "openai"): "Be brief.\ndetailed thinking off",
                 ("with a system message", "sharegpt"): "Be brief.",
                 ("without", "openai"): "detailed thinking off",
                 ("without", "sharegpt"): template.default_system}
        and with_call.startswith("<|im_start|>system\nBe brief.\n\n") and "Let me add." not in with_call
        and r'{"name": "add", "arguments": "{\"a\": 1}"}' in with_call and "Two." in with_call)
sys.exit(0 if same else "the behavior has changed")
END
"$folder/venv/bin/python" run.py 2>err || { tail -n 5 err >&2; exit 1; }

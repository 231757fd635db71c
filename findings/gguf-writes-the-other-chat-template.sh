#!/bin/sh
# gguf 0.19.0 and transformers 5.24.0, seen on 2026-11-29: of a folder with two chat templates each takes
# the other one.
#
# What one would expect: the template that a model is tuned and tested with is the one that is written
# into its GGUF file; where a folder has it in two places, both readers prefer the same place, or say so.
# What happens: transformers takes chat_template.jinja and does not look at the chat_template of
# tokenizer_config.json; gguf's SpecialVocab, with which converters fill the file, takes that of
# tokenizer_config.json and does not look at the .jinja. Neither says a word. A folder gets both in the
# usual way: transformers 5 saves the .jinja, and the base model's tokenizer files, of a time when the
# template stood in the configuration, are copied beside it. Templates in additional_chat_templates,
# such as tool_use, reach the GGUF file.
# Why it matters: the model then runs with marks, roles and a system text that it was not trained with,
# and answers worse for no reason that a comparison of the weights could show.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  'gguf==0.19.0' 'transformers==5.24.0' 'jinja2==3.1.6'
cd "$folder"
cat >run.py <<'END'
import importlib.metadata, json, os, sys

os.environ.update(HF_HOME=os.path.abspath("cache"), HF_HUB_OFFLINE="1")
import gguf
from tokenizers import Tokenizer, models
from transformers import AutoTokenizer, PreTrainedTokenizerFast

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("gguf", "transformers")))
OLD = "{% for m in messages %}[{{ m.role }}] {{ m.content }}{% endfor %}"
NEW = "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}<|end|>{% endfor %}"

def written(folder):
    """The templates in a GGUF file that is made of this folder as a converter does it."""
    writer = gguf.GGUFWriter("model.gguf", "llama")
    gguf.SpecialVocab(folder).add_to_gguf(writer)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()
    fields = gguf.GGUFReader("model.gguf").fields
    return {name: field.contents() for name, field in fields.items() if "chat_template" in name}

def report(what):
    ours, theirs = AutoTokenizer.from_pretrained("saved").chat_template, written("saved")
    print(f"{what}: {sorted(os.listdir('saved'))}\n  transformers: {ours}\n  gguf:         {theirs}")
    return ours, theirs

tokenizer = PreTrainedTokenizerFast(
    tokenizer_object=Tokenizer(models.WordLevel({"a": 0, "</s>": 1}, "a")), eos_token="</s>")
tokenizer.chat_template = NEW
tokenizer.save_pretrained("saved")
alone = report("as transformers saves it")

with open("saved/tokenizer_config.json") as file:
    config = json.load(file)
with open("saved/tokenizer_config.json", "w") as file:
    json.dump(config | {"chat_template": OLD}, file)
both = report("with the base's tokenizer_config.json")

KEY = "tokenizer.chat_template"
same = alone == (NEW, {KEY: NEW}) and both == (NEW, {KEY: OLD})
sys.exit(0 if same else "the behavior has changed")
END
"$folder/venv/bin/python" run.py 2>err || { tail -n 5 err >&2; exit 1; }

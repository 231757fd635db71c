#!/bin/sh
# mistral-common 1.13.1, seen on 2026-11-29: the chat template that it makes from a tokenizer file does not
# write the results of tools as its own encoder does with that file.
#
# What one would expect: convert_tokenizer_to_chat_template gives the text that encode_chat_completion
# gives, for a chat that both take; and the text of a tool's result reaches the model as it stands.
# What happens: so it is for system messages, calls, two questions in a row, white space, results in
# plain words and plain numbers. With the tokenizers of version 3 (7B v0.3, Nemo, Pixtral) any other JSON is
# parsed by the encoder and stands there as an object; the template writes it as a text in quotation
# marks, with a backslash before each inner one. The encoder also writes it anew: 1e3 is 1000.0, of two
# equal keys the last stays, a number of 19 digits and a fraction is rounded, and an empty result is {}.
# Why it matters: trainers take a template, servers in Mistral's own mode the encoder. Most tools answer in
# JSON, so a model that is trained with one and served with the other never saw a result in the form in
# which it gets them, while all its plain chats are the same.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'mistral-common[sentencepiece]==1.13.1' 'jinja2==3.1.6'
cd "$folder"
cat >run.py <<'END'
import json, pathlib, re, sys, warnings

warnings.simplefilter("ignore")
import jinja2, mistral_common
from mistral_common.integrations.chat_templates.chat_templates import convert_tokenizer_to_chat_template
from mistral_common.protocol.instruct.request import ChatCompletionRequest
from mistral_common.tokens.tokenizers.mistral import MistralTokenizer

print("mistral-common", mistral_common.__version__)
TOOLS = [{"type": "function", "function": {"name": "look", "description": "Looks it up.",
                                           "parameters": {"type": "object", "properties": {}}}}]

def chat(result, arguments='{"a": 1}'):
    call = {"id": "abcdefghi", "type": "function", "function": {"name": "look", "arguments": arguments}}
    return [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "How warm is it?"},
            {"role": "user", "content": " In Oslo, I mean. "},
            {"role": "assistant", "content": "", "tool_calls": [call]},
            {"role": "tool", "tool_call_id": "abcdefghi", "content": result},
            {"role": "assistant", "content": "22 degrees.\n"}, {"role": "user", "content": "Thanks."}]

def refuse(message):
    raise ValueError(message)

class Both:
    """The same chats, by the encoder and by the template of one tokenizer file."""
    def __init__(self, name):
        path = str(pathlib.Path(mistral_common.__file__).parent / "data" / name)
        self.tokenizer = MistralTokenizer.from_file(path)
        environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True)  # as transformers has it
        environment.globals["raise_exception"] = refuse
        environment.filters["tojson"] = lambda value, **_: json.dumps(value, ensure_ascii=False)
        self.template = environment.from_string(convert_tokenizer_to_chat_template(path))

    def __call__(self, messages):
        request = ChatCompletionRequest.from_openai(messages=messages, tools=TOOLS)
        encoded = self.tokenizer.encode_chat_completion(request).text.replace("▁", " ").replace("<0x0A>", "\n")
        return encoded, self.template.render(messages=messages, tools=TOOLS, bos_token="<s>", eos_token="</s>")

def result(text):
    return re.search(r'\[TOOL_RESULTS\] ?\{"content": (.*), "call_id": "abcdefghi"\}\[/TOOL_RESULTS\]', text)[1]

def rest(text):
    return re.sub(r"\[TOOL_RESULTS\].*\[/TOOL_RESULTS\]", "", text)

RESULTS = {
    "It is 22 degrees.": ('"It is 22 degrees."', '"It is 22 degrees."'),
    '{"city": "Oslo"}': ('{"city": "Oslo"}', r'"{\"city\": \"Oslo\"}"'),
    "22": ("22", "22"),
    "22.5": ("22.5", "22.5"),
    "true": ("true", '"true"'),
    "1e3": ("1000.0", '"1e3"'),
    "1234567890123456789.5": ("1.2345678901234568e+18", '"1234567890123456789.5"'),
    '{"a": 1, "a": 2}': ('{"a": 2}', r'"{\"a\": 1, \"a\": 2}"'),
    "": ("{}", '""'),
}
same = True
for name in ("tekken_240911.json", "tekken_240718.json", "mistral_instruct_tokenizer_240323.model.v3"):
    both = Both(name)
    for given, wanted in RESULTS.items():
        encoded, rendered = both(chat(given))
        seen = result(encoded), result(rendered)
        if name == "tekken_240911.json":
            print(f"a result of {given!r}: the encoder writes {seen[0]}, the template {seen[1]}")
        same = same and seen == wanted and rest(encoded) == rest(rendered)
print("all else equal, in all three tokenizers:", same)
sys.exit(0 if same else "the behavior has changed")
END
"$folder/venv/bin/python" run.py

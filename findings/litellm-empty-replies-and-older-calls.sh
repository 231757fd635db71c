#!/bin/sh
# litellm 1.110.2, seen on 2026-11-29: the same chat row is another conversation for each provider.
#
# What one would expect: an empty reply is sent as it is, with a "." in its place, or is an error; a
# function_call and the function's message behind it become a call and its result.
# What happens: in the request for Anthropic an empty reply reads "[System: Empty message content
# sanitised to satisfy protocol]", as if the model had said so; in the one for Mistral the reply is
# left out, and two user messages follow each other. A function_call becomes a tool_use with one random
# id and its result a tool_result with another, so the two do not belong together, and no two requests
# are equal; for Mistral they stay as they are, except that the result loses the function's name.
# Why it matters: one set of rows, sent to several models to be judged or answered anew, is not the same
# input for each, and what comes back is written into training data as if it were.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'litellm==1.110.2'
cd "$folder"
cat >run.py <<'END'
import importlib.metadata, json, os, sys

# Prices come with the package, nothing listens at the address, and the requests are only composed.
os.environ.update(LITELLM_LOCAL_MODEL_COST_MAP="True", ANTHROPIC_API_KEY="none", MISTRAL_API_KEY="none")
import litellm
from litellm.types.utils import CallTypes
from litellm.utils import return_raw_request

litellm.suppress_debug_info = True
print("litellm", importlib.metadata.version("litellm"))

def sent(model, messages):
    """The messages in the body of the request."""
    arguments = {"model": model, "messages": messages, "api_base": "http://127.0.0.1:9"}
    made = return_raw_request(endpoint=CallTypes.completion, kwargs=arguments)["raw_request_body"]["messages"]
    print(f"{model}: {json.dumps(made)}")
    return made

CLAUDE, MISTRAL = "anthropic/claude-sonnet-4-5", "mistral/mistral-small-latest"
EMPTY = [{"role": "user", "content": "Hello?"}, {"role": "assistant", "content": ""}, {"role": "user", "content": "Still there?"}]
CALL = [{"role": "user", "content": "What time is it?"},
        {"role": "assistant", "content": None, "function_call": {"name": "now", "arguments": "{}"}},
        {"role": "function", "name": "now", "content": "12:30"},
        {"role": "user", "content": "Thanks."}]
claude, mistral = sent(CLAUDE, EMPTY), sent(MISTRAL, EMPTY)
pairs = []
for _ in range(2):
    messages = sent(CLAUDE, CALL)
    pairs.append((messages[1]["content"][0]["id"], messages[2]["content"][0]["tool_use_id"]))
result = sent(MISTRAL, CALL)[2]
same = (claude[1]["content"][0]["text"] == "[System: Empty message content sanitised to satisfy protocol]"
        and [m["role"] for m in mistral] == ["user", "user"]
        and all(call != answer for call, answer in pairs) and pairs[0] != pairs[1]
        and result == {"role": "function", "content": "12:30"})
sys.exit(0 if same else "the behavior has changed")
END
"$folder/venv/bin/python" run.py 2>err || { tail -n 5 err >&2; exit 1; }

#!/bin/sh
# inspect-ai 0.3.285, seen on 2026-11-29: answers that differ from the sixth digit on are scored as right.
#
# What one would expect: match(numeric=True) takes the last number of a reply and asks whether it is the
# target; exact() asks whether the texts are equal but for case, articles and punctuation.
# What happens: both numbers are written with five significant digits before they are compared, so
# 1234599 is right for 1234567, 100001 for 100000, and 20261104 for the date 20261129. A target
# that is no plain number is compared with the end of the text: 110% is right for 10%. match() and
# exact() take a minus for punctuation and remove it: 5 is right for -5 and -5 for 5; match(numeric=True)
# tells these apart. All three take C for C++, and C++ for C#.
# Why it matters: on sums, prices in full, dates and order numbers a tuned model that gets the first
# five digits right scores 100 %, and a comparison with the base model hides the digits that are wrong.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'inspect-ai==0.3.285'
cd "$folder"
cat >run.py <<'END'
import asyncio, importlib.metadata, sys

from inspect_ai.model import ModelName, ModelOutput
from inspect_ai.scorer import Target, exact, match
from inspect_ai.solver import TaskState

print("inspect-ai", importlib.metadata.version("inspect-ai"))
scorers = {"match(numeric=True)": match(numeric=True), "match()": match(), "exact()": exact()}

def right(scorer, target, reply):
    """Whether this scorer says that the reply is correct for this target."""
    state = TaskState(model=ModelName("mockllm/model"), sample_id=1, epoch=1, input="What is it?", messages=[],
                      output=ModelOutput.from_content("mockllm/model", reply))
    return asyncio.run(scorers[scorer](state, Target(target))).value == "C"

ok = True
for target, reply, expected in (
        ("12345", "12349", (False, False, False)),
        ("1234567", "1234599", (True, False, False)),
        ("100000", "100001", (True, False, False)),
        ("20261129", "20261104", (True, False, False)),
        ("10%", "110%", (True, True, False)),
        ("5", "-5", (False, True, True)),
        ("-5", "5", (False, True, True)),
        ("C++", "C", (True, True, True)),
        ("C#", "C++", (True, True, True))):
    found = tuple(right(scorer, target, reply) for scorer in scorers)
    print(f"target {target}, reply {reply}: right by {[s for s, yes in zip(scorers, found) if yes]}")
    ok &= found == expected
sys.exit(0 if ok else "the behavior has changed")
END
"$folder/venv/bin/python" run.py 2>err || { tail -n 5 err >&2; exit 1; }

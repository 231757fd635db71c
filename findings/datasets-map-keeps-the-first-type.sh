#!/bin/sh
# datasets 5.2.0, seen on 2026-11-29: map and from_generator turn later values into the first rows'
# type, also where that changes them.
#
# What one would expect: a function whose results change their type after some thousand rows makes
# an error, as a number does that meets a column of another number's type (0.5 after 1 is one).
# What happens: few other cases are. The first thousand results decide, and then a weight of
# 0.5 or 2 after true is True, the answer "007" after 1 is 7, "0x10" is 16, "1e3" after 1.0 is
# 1000.0, "false" after true is False, and a missing answer (NaN) after text is the text "nan".
# Why it matters: weights written as true and false in one source and as numbers in another, or
# answers that are numbers in one source and codes with leading zeros in the next, are trained with
# other values than the function returned, and only the order of the sources decides which.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'datasets==5.2.0'
cd "$folder"
cat >run.py <<'END'
import os, sys

os.environ.update(HF_HOME=os.path.abspath("cache"), HF_HUB_OFFLINE="1")
import datasets

print("datasets", datasets.__version__)
datasets.disable_progress_bars()
rows = datasets.Dataset.from_dict({"row": list(range(1500))})

def last(early, late):
    """What is stored for `late` in the rows behind a thousand of `early`: by map, by from_generator."""
    def answer(row):
        return {"answer": early if row["row"] < 1000 else late}
    def answers(early, late):
        for row in range(1500):
            yield {"answer": early if row < 1000 else late}
    kinds = {"early": early, "late": late}
    return [source()[1400]["answer"] for source in (
        lambda: rows.map(answer), lambda: datasets.Dataset.from_generator(answers, gen_kwargs=kinds))]

ok = True
for early, late, stored in ((True, 0.5, True), (True, 2, True), (1, "007", 7), (1, "0x10", 16),
                            (1.0, "1e3", 1000.0), (True, "false", False), ("x", float("nan"), "nan"),
                            ("x", 1e-7, "1e-7")):
    seen = last(early, late)
    print(f"{early!r}, later {late!r}: stored as {seen[0]!r} by map, {seen[1]!r} by from_generator")
    ok &= all(value == stored and type(value) is type(stored) for value in seen)
try:
    last(1, 0.5)
    ok = False
except Exception as error:
    print("1, later 0.5:", type(error).__name__, error)
sys.exit(0 if ok else "the behavior has changed")
END
"$folder/venv/bin/python" run.py

#!/bin/sh
# datasets 5.2.0, seen on 2026-11-29: one file's name can keep all others of a folder from loading.
#
# What one would expect: load_dataset on a folder reads every JSONL file in it; a file that is named
# like a split goes to that split, and all others are training data.
# What happens: as soon as one name holds a split's word between separators, only files with such
# names are read. A folder of support-en.jsonl and support-dev.jsonl ("dev" for developers) loads
# as one split, validation, and the 500 rows of support-en.jsonl are nowhere; no error, no warning.
# train.jsonl beside more.jsonl loads train.jsonl alone. Without such a name both are "train".
# Why it matters: a run then trains on a part of the data, or the only split there is has the name
# of the held-out one. Counting rows after the load is the only way to notice.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'datasets==5.2.0'
cd "$folder"
cat >run.py <<'END'
import json, os, sys, warnings

os.environ.update(HF_HOME=os.path.abspath("cache"), HF_HUB_OFFLINE="1")
import datasets

print("datasets", datasets.__version__)
datasets.disable_progress_bars()

def loaded(number, files):
    """The number of rows in each split of a folder with these files."""
    os.makedirs(f"data{number}")
    for name, rows in files.items():
        with open(f"data{number}/{name}", "w") as file:
            for row in range(rows):
                messages = [{"role": "user", "content": f"{name} {row}"}, {"role": "assistant", "content": "Yes."}]
                file.write(json.dumps({"messages": messages}) + "\n")
    splits = {name: len(rows) for name, rows in datasets.load_dataset(f"data{number}").items()}
    print(files, "->", splits)
    return splits

with warnings.catch_warnings(record=True) as said:
    seen = [
        loaded(1, {"support-en.jsonl": 500, "support-ko.jsonl": 20}),
        loaded(2, {"support-en.jsonl": 500, "support-dev.jsonl": 20}),
        loaded(3, {"train.jsonl": 500, "more.jsonl": 300}),
        loaded(4, {"answers.jsonl": 500, "unit test answers.jsonl": 3}),
        loaded(5, {"chats.jsonl": 500, "latest.jsonl": 3}),
    ]
print("warnings:", len(said))
expected = [{"train": 520}, {"validation": 20}, {"train": 500}, {"test": 3}, {"train": 503}]
sys.exit(0 if seen == expected and not said else "the behavior has changed")
END
"$folder/venv/bin/python" run.py

#!/bin/sh
# datatrove 0.10.1, seen on 2026-11-29: its MinHash deduplication takes different exercises for one.
#
# What one would expect: rows whose questions and answers differ ("17 + 25 = 42", "830 + 9 = 839")
# are different rows, and near-duplicates are those that share most of their words.
# What happens: with the default settings every number becomes 0 before anything is compared, every
# sign (+, -, <, =) is removed, and every mark above or below a letter is cut, which in Japanese and
# Hindi makes other words (がぎぐ becomes かきく). Of twenty sums with twenty different answers the
# whole pipeline keeps ONE row. The texts that it does write are unchanged, so nothing in the output
# shows why rows are gone.
# Why it matters: sums, dates, prices, unit conversions, code and tables are lost in bulk by a step
# that is meant to remove copies. With norm_numbers=False all twenty rows stay.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  'datatrove[processing]==0.10.1' 'spacy==3.8.18' 'orjson==3.13.0'
cd "$folder"
cat >run.py <<'END'
import json, os, sys
from loguru import logger
logger.remove()
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.dedup import (MinhashConfig, MinhashDedupBuckets, MinhashDedupCluster,
                                      MinhashDedupFilter, MinhashDedupSignature)
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
from datatrove.utils.text import TextNormConfig, simplify_text

os.makedirs("in")
with open("in/train.jsonl", "w") as file:
    for n in range(20):
        a, b = 17 + 31 * n, 25 + 7 * n * n
        text = f"Question: please add the two numbers {a} + {b} and give me only the sum. Answer: the sum is {a + b}."
        file.write(json.dumps({"text": text, "id": str(n)}) + "\n")

def kept(name, norm):
    config = MinhashConfig(norm_config=norm)
    reader = JsonlReader("in")
    steps = [
        [reader, MinhashDedupSignature(output_folder=name + "/sig", config=config)],
        [MinhashDedupBuckets(input_folder=name + "/sig", output_folder=name + "/buckets", config=config)],
        [MinhashDedupCluster(input_folder=name + "/buckets", output_folder=name + "/remove", config=config)],
        [reader, MinhashDedupFilter(input_folder=name + "/remove"),
         JsonlWriter(name + "/out", output_filename="${rank}.jsonl", compression=None)],
    ]
    for number, step in enumerate(steps):
        tasks = config.num_buckets if number == 1 else 1
        LocalPipelineExecutor(pipeline=step, tasks=tasks, workers=1, logging_dir=f"{name}/log{number}").run()
        logger.remove()
    return [json.loads(line)["id"] for f in os.listdir(name + "/out") for line in open(f"{name}/out/{f}")]

default = kept("default", TextNormConfig())
numbers = kept("numbers", TextNormConfig(norm_numbers=False))
print("rows of 20 kept, default settings:", len(default))
print("rows of 20 kept, norm_numbers=False:", len(numbers))
for text in ("17 + 25 = 42", "x < y", "x > y", "がぎぐ", "パン"):
    print(repr(text), "is compared as", repr(simplify_text(text)))
same = (len(default) == 1 and len(numbers) == 20
        and simplify_text("x < y") == simplify_text("x > y")
        and simplify_text("がぎぐ") == "かきく")
sys.exit(0 if same else "the behavior has changed")
END
"$folder/venv/bin/python" run.py 2>err || { tail -n 5 err >&2; exit 1; }

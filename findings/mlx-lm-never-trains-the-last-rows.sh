#!/bin/sh
# mlx-lm 0.32.2, seen on 2026-11-29: a fixed few rows are in no batch of any epoch, and which they are
# depends on the number of keys in a row.
#
# What one would expect: batches are made of all rows, sorted by their length in tokens so that little
# is padded; a rest that fills no batch is drawn anew in each epoch.
# What happens: what is sorted by is the number of keys of the JSON object, the rest behind the last
# full batch is cut off once, and only the order of the batches is drawn. Ten rows in batches of four:
# two rows are never trained. They are the last two of the file; give any two others one more key
# ("tools", "id") and it is those two. Within a batch a row of 5 words meets one of 500.
# Why it matters: with the default batch of four up to three rows, with 32 up to 31, do nothing, and
# validation takes its batches the same way. With tools in some rows only, those rows go first.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  'mlx-lm==0.32.2' 'mlx[cpu]==0.32.4' 'transformers==5.24.0'
cd "$folder"
cat >run.py <<'END'
import importlib.metadata, json, os, sys, types
from pathlib import Path

import transformers
from mlx_lm.tuner.datasets import CacheDataset, load_local_dataset
from mlx_lm.tuner.trainer import iterate_batches
from tokenizers import Tokenizer, models, pre_tokenizers

print("mlx-lm", importlib.metadata.version("mlx-lm"), "mlx", importlib.metadata.version("mlx"))
words = {"<unk>": 0, "<end>": 1, "q": 2, "word": 3} | {f"row{n}": 4 + n for n in range(10)}
inner = Tokenizer(models.WordLevel(words, unk_token="<unk>"))
inner.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
tokenizer = transformers.PreTrainedTokenizerFast(tokenizer_object=inner, eos_token="<end>", unk_token="<unk>")
tokenizer.chat_template = "{% for m in messages %}{{ m.content }} {% endfor %}{{ eos_token }}"

def epochs(extra_keys=(), count=20):
    """The rows in the batches of many epochs, and each batch's lengths: what mlx_lm.lora iterates over."""
    with open("train.jsonl", "w") as file:
        for n in range(10):
            answer = f"row{n}" + " word" * (5 if n % 2 else 500)
            row = {"messages": [{"role": "user", "content": "q"}, {"role": "assistant", "content": answer}]}
            file.write(json.dumps(row | ({"id": n} if n in extra_keys else {})) + "\n")
    train, _, _ = load_local_dataset(Path("."), tokenizer, types.SimpleNamespace())
    rows, lengths = set(), []
    for seed in range(count):
        for batch, spans in iterate_batches(CacheDataset(train), batch_size=4, max_seq_length=1024, seed=seed):
            rows |= {token - 4 for line in batch.tolist() for token in line if token >= 4}
            lengths.append(sorted(end for _, end in spans.tolist()))
    return rows, lengths

rows, lengths = epochs()
print("of rows 0 to 9, in 20 epochs trained:", sorted(rows), "lengths in a batch:", lengths[0])
keyed, _ = epochs(extra_keys=(0, 3))
print("with one more key in rows 0 and 3:   ", sorted(keyed))
same = (rows == set(range(8)) and keyed == set(range(10)) - {0, 3}
        and lengths[0][0] < 20 and lengths[0][-1] > 400)
sys.exit(0 if same else "the behavior has changed")
END
"$folder/venv/bin/python" run.py 2>err || { tail -n 5 err >&2; exit 1; }

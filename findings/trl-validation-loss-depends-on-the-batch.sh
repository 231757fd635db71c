#!/bin/sh
# TRL 1.16.0 with transformers 5.24.0, seen on 2026-11-29: the validation loss of SFTTrainer depends on
# the size of the batches in which it is computed, here by a factor of ten.
#
# What one would expect: the loss and the token accuracy of a file are means over its trained tokens, as
# the training loss of a step is.
# What happens: eval_loss is the mean over rows of the loss of the batch that each row happened to be in,
# and eval_mean_token_accuracy the mean of the batches' shares. In a batch a long answer outweighs the
# short ones; alone in its batch it counts as one row. One model and one file of 17 rows give 2.32 and
# 35 % with batches of 1, and 0.22 and 94 % with one batch of 17, which is the mean over tokens.
# Why it matters: validation losses of two runs with different batch sizes cannot be compared, nor with
# the training loss beside them; early stopping and the choice of the best checkpoint follow the short
# answers or the long ones by a setting that is thought to be about memory.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'torch==2.15.0' 'transformers==5.24.0' \
  'trl==1.16.0' 'accelerate==1.15.0' 'datasets==5.2.0'
cd "$folder"
cat >run.py <<'END'
import importlib.metadata, os, sys

os.environ.update(HF_HOME=os.path.abspath("cache"), HF_HUB_OFFLINE="1", CUDA_VISIBLE_DEVICES="")
import torch, transformers
from datasets import Dataset
from tokenizers import Tokenizer, models
from trl import SFTConfig, SFTTrainer

transformers.logging.set_verbosity_error()
print(*(f"{name} {importlib.metadata.version(name)}" for name in ("trl", "transformers", "torch")))
words = {f"w{n}": n for n in range(64)}
tokenizer = transformers.PreTrainedTokenizerFast(
    tokenizer_object=Tokenizer(models.WordLevel(words, "w0")), eos_token="w1", pad_token="w2")
transformers.set_seed(1)
model = transformers.LlamaForCausalLM(transformers.LlamaConfig(
    vocab_size=64, hidden_size=64, intermediate_size=128, num_hidden_layers=1, num_attention_heads=2))

def row(tokens, trained):
    """A question that is not trained, and so many trained tokens after it."""
    return {"input_ids": tokens, "labels": [-100] * (len(tokens) - trained) + tokens[-trained:]}

long = row([3] + list(range(4, 60)) * 3, 168)
short = [row([3, n, n + 1], 1) for n in range(20, 36)]
settings = dict(output_dir="out", use_cpu=True, bf16=False, max_length=None, report_to="none", disable_tqdm=True,
                save_strategy="no", logging_strategy="no", gradient_checkpointing=False, learning_rate=1e-2, seed=1)

def trainer(rows, **more):
    made = SFTTrainer(model=model, args=SFTConfig(**settings, **more), train_dataset=Dataset.from_list(rows),
                      processing_class=tokenizer)
    made.remove_callback(transformers.PrinterCallback)
    return made

trainer([long] * 8, num_train_epochs=10, per_device_train_batch_size=1).train()  # long answers are known now
rows = Dataset.from_list([long, *short])
found, accuracy = {}, {}
for size in (1, 2, 4, 8, 17):
    measured = trainer([long], per_device_eval_batch_size=size).evaluate(rows)
    found[size] = measured["eval_loss"]
    accuracy[size] = measured["eval_mean_token_accuracy"]
with torch.no_grad():
    model.eval()
    losses = torch.cat([torch.nn.functional.cross_entropy(
        model(torch.tensor([r["input_ids"]])).logits[0, :-1], torch.tensor(r["labels"])[1:], reduction="none",
        ignore_index=-100)[torch.tensor(r["labels"])[1:] != -100] for r in rows])
for size, loss in found.items():
    print(f"per_device_eval_batch_size={size}: eval_loss {loss:.3f}, eval_mean_token_accuracy {accuracy[size]:.3f}")
print(f"mean over the {len(losses)} trained tokens: {losses.mean():.3f}, exp {losses.mean().exp():.2f}")
same = found[1] > 5 * found[17] and abs(found[17] - losses.mean()) < 0.01 and accuracy[1] < 0.5 < accuracy[17]
sys.exit(0 if same else "the behavior has changed")
END
"$folder/venv/bin/python" run.py 2>err || { tail -n 5 err >&2; exit 1; }

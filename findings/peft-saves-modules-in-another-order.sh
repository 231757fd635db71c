#!/bin/sh
# peft 0.21.2, seen on 2026-11-29: the same adapter, saved by two processes, is two different folders.
#
# What one would expect: one configuration and one seed give the same files, byte for byte, as the weights
# do; the keys of adapter_config.json are sorted, and target_modules stays in the order in which it was given.
# What happens: target_modules is kept as a set of texts and written in the order in which the process
# happens to walk it. Python draws that order anew at each start, so adapter_config.json differs from run
# to run, with "all-linear" too; adapter_model.safetensors is the same. Only PYTHONHASHSEED, set before
# Python starts, fixes it. modules_to_save and exclude_modules are written in the same way.
# Why it matters: whatever compares adapters by a hash of their folder (a cache, a registry, a check
# that a run can be repeated) takes every save for a new adapter, and each commit of one has a diff.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  'torch==2.15.0' 'transformers==5.24.0' 'accelerate==1.15.0' 'peft==0.21.2'
cd "$folder"
cat >run.py <<'END'
import os, sys

os.environ.update(HF_HOME=os.path.abspath("cache"), HF_HUB_OFFLINE="1", CUDA_VISIBLE_DEVICES="")
import peft, transformers

def saved(path, **settings):
    transformers.set_seed(1)
    model = transformers.LlamaForCausalLM(transformers.LlamaConfig(
        vocab_size=16, hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2))
    peft.get_peft_model(model, peft.LoraConfig(task_type="CAUSAL_LM", **settings)).save_pretrained(path)

named = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj"]
saved(f"{sys.argv[1]}/named", target_modules=named, modules_to_save=["lm_head", "norm", "embed_tokens"])
saved(f"{sys.argv[1]}/all-linear", target_modules="all-linear")
END
cat >compare.py <<'END'
import hashlib, importlib.metadata, json, sys

print("peft", importlib.metadata.version("peft"))

def files(run, kind, name):
    with open(f"{run}/{kind}/{name}", "rb") as file:
        return file.read()

same = True
for kind in ("named", "all-linear"):
    configs = {run: files(run, kind, "adapter_config.json") for run in ("1", "2", "3", "again")}
    weights = {files(run, kind, "adapter_model.safetensors") for run in configs}
    for run, config in configs.items():
        print(kind, "run", run, hashlib.sha256(config).hexdigest()[:12], json.loads(config)["target_modules"])
    print(kind, "different weights:", len(weights), "different configurations:", len(set(configs.values())))
    keys = [json.loads(config) for config in configs.values()]
    for config in keys:
        for name in ("target_modules", "modules_to_save"):
            config[name] = sorted(config[name] or [])
    same &= (len(weights) == 1 and configs["1"] == configs["again"] and len(set(configs.values())) > 1
             and all(config == keys[0] for config in keys))
sys.exit(0 if same else "the behavior has changed")
END
# Three of the orders that an unset PYTHONHASHSEED draws from, and one of them once more.
for run in 1 2 3; do
  PYTHONHASHSEED=$run "$folder/venv/bin/python" run.py $run 2>err || { tail -n 5 err >&2; exit 1; }
done
PYTHONHASHSEED=1 "$folder/venv/bin/python" run.py again 2>err || { tail -n 5 err >&2; exit 1; }
"$folder/venv/bin/python" compare.py

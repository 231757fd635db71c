#!/usr/bin/env python3
"""Compares `split` with scikit-learn and datasets: the same rows, in the same order.

    scripts/peers/split-parity.py FT CASES [SEED]

Prints a table: for each way of dividing, how many cases agree byte for byte.
"""
import json, os, random, subprocess, sys, tempfile

import datasets, numpy, sklearn
from sklearn.model_selection import train_test_split

ft, cases = sys.argv[1], int(sys.argv[2])
source = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
datasets.disable_progress_bars()

LABELS = ["yes", "no", "maybe", "아마", "b", "B"]
SIZES = sorted({source.choice([source.randint(2, 60), source.randint(60, 900)]) for _ in range(60)} | {20000})
RATIOS = ["75/25", "80/20", "90/10", "67/33", "50/50", "70/30", "99/1", "2/1", "80/10/10", "70/15/15", "60/20/20"]


def row(index, size):
    label = LABELS[(index * index + size) % 7 % len(LABELS)]
    messages = [{"role": "user", "content": f"row {index} of {size}"}, {"role": "assistant", "content": label}]
    return json.dumps({"messages": messages}, ensure_ascii=False), label


def library(way, rows, labels, ratio, seed):
    """What a script has: one call for two parts, a second on the rest for three."""
    shares = [float(part) for part in ratio.split("/")]
    if way == "datasets":
        rest, parts = datasets.Dataset.from_dict({"row": rows}), []
        for index in range(len(shares) - 1):
            later = sum(shares[index + 1:])
            cut = rest.train_test_split(test_size=later / (shares[index] + later), seed=seed)
            parts.append(list(cut["train"]["row"]))
            rest = cut["test"]
        return parts + [list(rest["row"])]
    rest, parts = list(range(len(rows))), []
    for index in range(len(shares) - 1):
        later = sum(shares[index + 1:])
        stratify = [labels[i] for i in rest] if way == "stratify" else None
        train, rest = train_test_split(
            rest, test_size=later / (shares[index] + later), random_state=seed, stratify=stratify)
        parts.append(train)
    return [[rows[i] for i in part] for part in parts + [rest]]


folder = tempfile.mkdtemp(prefix="split-parity.")
data = {}
script = []
for size in SIZES:
    pairs = [row(index, size) for index in range(size)]
    data[size] = ([pair[0] for pair in pairs], [pair[1] for pair in pairs])
    with open(f"{folder}/{size}.jsonl", "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in data[size][0])
    script.append(f"load {folder}/{size}.jsonl as d{size}")

asked = []
for number in range(cases):
    way = ["sklearn", "datasets", "stratify"][number % 3]
    size, ratio = source.choice(SIZES), source.choice(RATIOS)
    seed = source.choice([0, 1, 42, source.randrange(2 ** 32)])
    try:
        parts = library(way, *data[size], ratio, seed)
    except ValueError:
        parts = None  # the library refuses, and so must ft
    asked.append((way, size, ratio, seed, parts))
    names = [f"a{number}", f"b{number}", f"c{number}"][: ratio.count("/") + 1]
    line = f"split d{size} {ratio} seed {seed} as {', '.join(names)}"
    line += {"sklearn": "", "datasets": " --like datasets", "stratify": " stratified by assistant"}[way]
    if parts is None:
        script.append(f"! {line}")
        continue
    script.append(line)
    script += [f"export {name} to {folder}/{name}.jsonl" for name in names]

with open(f"{folder}/parity.ft", "w", encoding="utf-8") as file:
    file.write("\n".join(script) + "\n")
run = subprocess.run([ft, "run", f"{folder}/parity.ft"], capture_output=True, text=True)
if run.returncode != 0:
    print(run.stdout[-2000:], run.stderr[-2000:], file=sys.stderr)

tally = {}
for number, (way, size, ratio, seed, parts) in enumerate(asked):
    counts = tally.setdefault((way, ratio.count("/") + 1), [0, 0, 0])
    counts[0] += 1
    if parts is None:
        counts[2] += 1
        continue
    same = True
    for name, part in zip("abc", parts):
        path = f"{folder}/{name}{number}.jsonl"
        same = same and os.path.exists(path) and open(path, encoding="utf-8").read().splitlines() == part
    counts[1] += same
    if not same:
        print(f"differs: {way} {size} rows, {ratio}, seed {seed}", file=sys.stderr)

print(f"# numpy {numpy.__version__}, scikit-learn {sklearn.__version__}, datasets {datasets.__version__}; "
      f"sizes {SIZES[0]} to {SIZES[-1]}; ft run ended with {run.returncode}")
print("function\tparts\tcases\tsame rows in the same order\tboth refuse\tdiffer")
CALLS = {"sklearn": "scikit-learn train_test_split", "datasets": "datasets train_test_split",
         "stratify": "scikit-learn train_test_split, stratify"}
differing = 0
for (way, parts), (count, same, refused) in sorted(tally.items()):
    print(f"{CALLS[way]}\t{parts}\t{count}\t{same}\t{refused}\t{count - same - refused}")
    differing += count - same - refused
sys.exit(1 if differing or run.returncode else 0)

#!/bin/sh
# datasketch 2.0.0 and 1.10.0, seen on 2026-11-29: an index kept from before the update finds nothing.
#
# What one would expect: the same seed, number of permutations and text give the same MinHash in
# both, or opening the older file is an error.
# What happens: 2.0.0 has another permutation scheme as its default. An LSH index that 1.10.0 pickled
# opens in 2.0.0 and takes queries and inserts; of 50 texts that are in it word for word, it finds 0.
# Built and asked by 2.0.0, it finds 50, and there a hash of another scheme is a ValueError; the older
# file just carries no scheme to compare. The other direction finds 0 as well. MinHash(scheme="legacy")
# finds all 50 in the older file.
# Why it matters: a kept index of test questions is how training rows are cleared of leaked ones, and
# after an update the same check reports a clean set.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for version in 1.10.0 2.0.0; do
  python3 -m venv "$folder/$version"
  "$folder/$version/bin/pip" install --quiet --disable-pip-version-check "datasketch==$version"
done
cd "$folder"
cat >run.py <<'END'
import pickle, sys

import datasketch

def minhash(text, **options):
    made = datasketch.MinHash(num_perm=128, **options)
    for word in text.split():
        made.update(word.encode())
    return made

texts = [f"Question {n} of the test set: what follows {n * n}?" for n in range(50)]
step, path = sys.argv[1:3]
if step == "build":
    index = datasketch.MinHashLSH(threshold=0.7, num_perm=128)
    for text in texts:
        index.insert(text, minhash(text))
    with open(path, "wb") as file:
        pickle.dump(index, file)
    sys.exit()
options = {"scheme": "legacy"} if step == "ask-legacy" else {}
with open(path, "rb") as file:
    index = pickle.load(file)
found = sum(text in index.query(minhash(text, **options)) for text in texts)
print(f"datasketch {datasketch.__version__} {step} {path}: {found} of {len(texts)} found", flush=True)
if step == "ask":
    index.insert("one more", minhash("one more"))
sys.exit(0 if found == int(sys.argv[3]) else "the behavior has changed")
END
"$folder/1.10.0/bin/python" run.py build index-of-1.10.0
"$folder/2.0.0/bin/python" run.py build index-of-2.0.0
"$folder/1.10.0/bin/python" run.py ask index-of-1.10.0 50
"$folder/2.0.0/bin/python" run.py ask index-of-2.0.0 50
"$folder/2.0.0/bin/python" run.py ask index-of-1.10.0 0
"$folder/1.10.0/bin/python" run.py ask index-of-2.0.0 0
"$folder/2.0.0/bin/python" run.py ask-legacy index-of-1.10.0 50

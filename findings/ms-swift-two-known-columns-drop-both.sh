#!/bin/sh
# ms-swift 4.6.0, seen on 2026-11-29: a second column whose name it knows takes the question or the
# answer out of every row.
#
# What one would expect: of two columns that could be the answer one is taken, or the file is refused; a
# column that is not used changes nothing.
# What happens: names such as prompt, question and problem stand for the query, answer, solution and
# completion for the response. Where two names of one kind occur, both are passed over. Rows with problem,
# solution and answer, as sets for mathematics have them, load as a user's message with no reply; rows
# with question, prompt and answer load as a reply without a question. No row is dropped, and
# nothing is said. problem and solution alone load whole; query, response and system, the names to which
# the others are changed, win over any other.
# Why it matters: one more column of notes beside a good file makes a run learn nothing, or learn to
# answer whatever it is asked, and the count of rows is right. Whoever prints one row sees it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
# Its other dependencies train, evaluate and serve; its loader needs only these.
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'torch==2.13.0' 'transformers==5.19.0' \
  'datasets==4.8.4' 'peft==0.20.0' 'trl==0.29.1' 'accelerate==1.15.0' 'modelscope==1.40.2' 'json-repair==0.64.6' \
  'pillow==13.0.0' 'simplejson==4.3.0' 'scipy==1.17.1' 'zstandard==0.25.0'
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps 'ms-swift==4.6.0'
cd "$folder"
cat >run.py <<'END'
import importlib.metadata, json, os, sys

os.environ.update(HF_HOME=os.path.abspath("cache"), MODELSCOPE_CACHE=os.path.abspath("cache"), HF_HUB_OFFLINE="1",
                  CUDA_VISIBLE_DEVICES="")
from swift.dataset import load_dataset

print("ms-swift", importlib.metadata.version("ms-swift"))

def loaded(*names):
    """The messages of the rows of a file with these columns."""
    path = "-".join(names) + ".jsonl"
    with open(path, "w") as file:
        for n in range(5):
            file.write(json.dumps({name: f"{name} {n}" for name in names}) + "\n")
    rows, _ = load_dataset(path, load_from_cache_file=False)
    found = [[(m["role"], m["content"]) for m in row["messages"]] for row in rows]
    print(f"{', '.join(names)}: {len(found)} of 5 rows, the first is {found[0]}")
    return found[0] if len(found) == 5 else None

seen = [
    loaded("problem", "solution"),
    loaded("problem", "solution", "answer"),
    loaded("question", "answer"),
    loaded("question", "prompt", "answer"),
    loaded("question", "prompt", "response", "answer"),
    loaded("query", "prompt", "response", "answer"),
    loaded("system", "system_prompt", "prompt", "completion"),
]
same = seen == [
    [("user", "problem 0"), ("assistant", "solution 0")],
    [("user", "problem 0")],
    [("user", "question 0"), ("assistant", "answer 0")],
    [("assistant", "answer 0")],
    [("assistant", "response 0")],
    [("user", "query 0"), ("assistant", "response 0")],
    [("system", "system 0"), ("user", "prompt 0"), ("assistant", "completion 0")],
]
sys.exit(0 if same else "the behavior has changed")
END
"$folder/venv/bin/python" run.py 2>err || { tail -n 5 err >&2; exit 1; }

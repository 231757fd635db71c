#!/bin/sh
# reasoning-gym 0.1.25, seen on 2026-11-30: in two of its data sets an answer gets the full reward whatever it says, or
# with numbers that the task does not have.
#
# What one would expect: score_answer gives 1 to the answer that is right and less to others, as it does for most of
# its data sets; game_of_life_halting asks for 'True' or 'False', puzzle24 for an expression of four given numbers.
# What happens: game_of_life_halting turns both texts into a Python bool, and each text that is not empty is true. So
# True, False and "I do not know" all score 1 in each of 200 tasks, of which 94 are True and 106 False. puzzle24 asks
# whether the expression makes 24 of any four numbers from 1 to 10: the answer of the next task scores 1, and so does
# 6*4*1*1 in every task, although the question names the numbers and says to use each only once. countdown, which asks
# the same of other numbers, looks at the numbers.
# Why it matters: these scores are the reward of training with verifiable rewards. Here a policy is rewarded for any
# words, or for one sum that it may learn by heart; the reward rises to 1 and teaches nothing of the task, and in a
# mixture of many data sets the mean looks better than it is.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'reasoning-gym==0.1.25'
cd "$folder"
cat >run.py <<'END'
import importlib.metadata, sys
from collections import Counter

import reasoning_gym

print("reasoning-gym", importlib.metadata.version("reasoning-gym"))


def full(data, rows, answer):
    """In how many rows this answer (or what it makes of the row's number) scores 1."""
    return sum(data.score_answer(answer(n) if callable(answer) else answer, row) == 1 for n, row in enumerate(rows))


game = reasoning_gym.create_dataset("game_of_life_halting", size=200, seed=7)
rows = [game[n] for n in range(200)]
right = Counter(row["answer"] for row in rows)
print("game_of_life_halting, right answers:", dict(right))
seen = [full(game, rows, text) for text in ("True", "False", "I do not know", "")]
print("  rows of 200 with a score of 1 for True, False, I do not know, nothing:", *seen)

numbers = []
for name in "puzzle24", "countdown":
    data = reasoning_gym.create_dataset(name, size=50, seed=3)
    rows = [data[n] for n in range(50)]
    print(f"{name}:", rows[0]["question"].splitlines()[0][:150])
    own = full(data, rows, lambda n: rows[n]["answer"])
    other = full(data, rows, lambda n: rows[(n + 1) % 50]["answer"])
    made = full(data, rows, lambda n: "6*4*1*1" if name == "puzzle24" else str(rows[n]["metadata"]["target"]))
    numbers.append((own, other, made))
    print("  rows of 50 with a score of 1 for the own answer, the next row's, a fixed sum:", own, other, made)
same = dict(right) == {"False": 106, "True": 94} and seen == [200, 200, 200, 0]
sys.exit(0 if same and numbers == [(50, 50, 50), (50, 0, 0)] else "the behavior has changed")
END
"$folder/venv/bin/python" -W ignore run.py

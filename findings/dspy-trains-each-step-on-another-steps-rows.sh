#!/bin/sh
# dspy 3.4.1, seen on 2026-11-29: with a model for each step, BootstrapFinetune trains the model of one
# step on the rows of another.
#
# What one would expect: with multitask=False the model of each predictor gets the calls of that predictor,
# all of them, from runs that the metric found good.
# What happens: the predictors are numbered in the order in which the program declares them, their calls in
# the order in which it makes them, and equal numbers are taken for a pair. A program that declares
# "reply" and then "topic", and calls "topic" first, trains the model of replies on topics and the one
# of topics on replies. Where one predictor is called twice, its second call is the row of the next one,
# whose own call is in no file. And each run is kept whose score is not 0: with a metric from 0 to 1, one of
# 0.01 counts as good.
# Why it matters: each row is a whole chat in itself, so nothing fails; both models come back worse
# than before, and the order of two lines in a constructor is the cause. Declared in calling order, and each
# called once, all rows are where they belong.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'dspy==3.4.1'
cd "$folder"
cat >run.py <<'END'
import importlib.metadata, logging, os, sys, threading
from concurrent.futures import Future

os.environ.update(DSPY_CACHEDIR=os.path.abspath("cache"), TQDM_DISABLE="1")
import dspy
from dspy.teleprompt import BootstrapFinetune
from dspy.utils import DummyLM

print("dspy", importlib.metadata.version("dspy"))
logging.getLogger("dspy").setLevel(logging.ERROR)
given = {}

class Model(DummyLM):
    """Answers from a table, and keeps the rows that it is given to train on."""
    def __init__(self, name):
        super().__init__({f"Q{n}?": {name: f"{name} {n}"} for n in range(3)})
        self.name = name

    def finetune(self, train_data, train_data_format, train_kwargs=None):
        given[self.name] = sorted(row["messages"][-1]["content"].split("\n")[1] for row in train_data)
        job = Future()
        job.thread = threading.Thread(target=lambda: job.set_result(self))
        job.thread.start()
        return job

    def kill(self):
        pass

class Program(dspy.Module):
    def __init__(self, declared, calls):
        super().__init__()
        self.calls = calls
        for name in declared:
            predictor = dspy.Predict(f"question -> {name}")
            predictor.lm = Model(name)
            setattr(self, name, predictor)

    def forward(self, question):
        for name in self.calls:
            result = getattr(self, name)(question=question)
        return result

def trained(declared, calls):
    """What each model is trained to write: three questions, of which the runs score 0, 0.01 and 1."""
    given.clear()
    questions = [dspy.Example(question=f"Q{n}?").with_inputs("question") for n in range(3)]
    def metric(example, prediction, trace=None):
        return (0.0, 0.01, 1.0)[int(example.question[1])]
    BootstrapFinetune(multitask=False, num_threads=3, metric=metric).compile(Program(declared, calls), questions)
    print(f"declared {declared}, called {calls}:")
    for name in declared:
        print(f"  the model of {name!r} is trained to write {given[name]}")
    return [given[name] for name in declared]

topics, replies = ["topic 1", "topic 2"], ["reply 1", "reply 2"]
seen = [
    trained(["topic", "reply"], ["topic", "reply"]),
    trained(["reply", "topic"], ["topic", "reply"]),
    trained(["topic", "reply"], ["topic", "topic", "reply"]),
]
sys.exit(0 if seen == [[topics, replies], [topics, replies], [topics, topics]] else "the behavior has changed")
END
"$folder/venv/bin/python" run.py 2>err || { tail -n 5 err >&2; exit 1; }

#!/bin/sh
# lm-eval 0.4.13, seen on 2026-11-29: a model that writes each expected answer letter for letter scores
# 0, because the first row's answer is a JSON array.
#
# What one would expect: exact_match compares the model's text with what doc_to_target renders; a file
# of extraction tasks may hold [1, 2], ["red"] and plain words as answers.
# What happens: "{{answer}}" is rendered, and a text between [ and ] is then read as a list of answers
# any of which is right, so "[1, 2]" itself is wrong; that much is known there (issue 3170). But whether
# a task has such lists is decided by its first row, and then each plain text of the other rows is a
# list of its letters: "Paris" is wrong, and "P" is right. With a plain text first, only ["red"] is
# wrong, for it is compared as ['red'].
# With choices, digits are by design the number of a choice: of 2, 3, 4 the answer "2" is 4. The same
# column named without braces (doc_to_target: answer) is compared as it is, and scores 1.
# Why it matters: two spellings of one line of a task turn 100 % into 0 %, and the usual reaction to
# a model that scores 0 after training is to train it again.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'lm-eval==0.4.13' 'datasets==5.2.0'
cd "$folder"
cat >run.py <<'END'
import importlib.metadata, json, os, sys

os.environ.update(HF_HOME=os.path.abspath("cache"), HF_HUB_OFFLINE="1")
import datasets, lm_eval
from lm_eval.api.model import LM
from lm_eval.api.task import ConfigurableTask
from lm_eval.tasks import TaskManager

print("lm-eval", importlib.metadata.version("lm-eval"), flush=True)
datasets.disable_progress_bars()

class Perfect(LM):
    """Knows each question's answer: writes it, and finds it the likeliest of the choices."""
    def __init__(self, answers):
        super().__init__()
        self.answers = answers

    def generate_until(self, requests):
        return [self.answers[request.args[0]] for request in requests]

    def loglikelihood(self, requests):
        return [(0.0 if choice.strip() == self.answers[question] else -9.0, False)
                for question, choice in (request.args for request in requests)]

    loglikelihood_rolling = None

Perfect.__abstractmethods__ = frozenset()
nothing_else, number = TaskManager(include_defaults=False), 0

def score(target, answers, choices=None):
    """The perfect model's score on rows with these answers."""
    global number
    number += 1
    name = f"task{number}"
    with open(name + ".jsonl", "w") as file:
        for row, answer in enumerate(answers):
            file.write(json.dumps({"question": f"Question {row}?", "answer": answer, "choices": choices}) + "\n")
    metric = "acc" if choices else "exact_match"
    config = {"task": name, "dataset_path": "json", "dataset_kwargs": {"data_files": {"test": name + ".jsonl"}},
              "test_split": "test", "num_fewshot": 0, "doc_to_text": "question", "doc_to_target": target,
              "metric_list": [{"metric": metric, "aggregation": "mean", "higher_is_better": True}]}
    config |= ({"output_type": "multiple_choice", "doc_to_choice": "choices"} if choices else
               {"output_type": "generate_until", "generation_kwargs": {"until": ["\n\n"]}})
    model = Perfect({f"Question {row}?": answer for row, answer in enumerate(answers)})
    found = lm_eval.simple_evaluate(
        model=model, tasks=[ConfigurableTask(config=config)], task_manager=nothing_else, bootstrap_iters=0)
    value = float(found["results"][name][metric + ",none"])
    of = f" of {choices}" if choices else ""
    print(f"doc_to_target: {target!r}, answers {answers}{of}: {metric} {value}", flush=True)
    return value

seen = [
    score("{{answer}}", ["Paris", "Rome"]),
    score("{{answer}}", ["[1, 2]", "Paris", "Rome", "Oslo"]),
    score("{{answer}}", ["Paris", "Rome", "Oslo", '["red"]']),
    score("answer", ["[1, 2]", "Paris", "Rome", "Oslo"]),
    score("{{answer}}", ["2", "2"], ["2", "3", "4"]),
    score("answer", ["2", "2"], ["2", "3", "4"]),
]
sys.exit(0 if seen == [1, 0, 0.75, 1, 0, 1] else "the behavior has changed")
END
"$folder/venv/bin/python" run.py 2>err || { tail -n 5 err >&2; exit 1; }

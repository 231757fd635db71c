"""What training would see, without training: of a job's files, or of single rows."""

import json
import sys
from dataclasses import asdict
from typing import Any

from .datafile import Survey, examples
from .protocol import DONE, Job, answer, read_object
from .rendering import Rendered, Renderer


def inspect(path: str) -> int:
    """Renders a job's files as training will, and answers what stands in them."""
    job = Job.read(path)
    renderer = Renderer.of_model(job.model)
    found = asdict(survey(job, job.training, renderer))
    checked = survey(job, job.validation, renderer) if job.validation else None
    answer({**found, "validation": checked and asdict(checked)})
    return DONE


def survey(job: Job, source: str, renderer: Renderer) -> Survey:
    found = Survey()
    for _ in examples(source, renderer, job.method, job.max_length, found):
        pass
    return found


def render(path: str) -> int:
    """Answers each row on stdin with its tokens, until there are no more."""
    renderer = Renderer.of_model(read_object(path)["model"])
    for line in sys.stdin.buffer:
        if line.strip():
            asked = json.loads(line)
            answer(shown(asked, renderer.row(asked["row"], asked.get("method", "supervised"))))
    return DONE


def shown(asked: dict[str, Any], made: Rendered) -> dict[str, Any]:
    line = asked["line"]
    return {
        "line": line,
        "sequences": [{"tokens": sequence.pieces()} for sequence in made.sequences],
        "lost": [one.object(line) for one in made.lost],
        **({"fault": made.fault} if made.fault is not None else {}),
    }

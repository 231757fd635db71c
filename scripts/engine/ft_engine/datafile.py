"""A data file as training reads it: rendered once, row by row, into an Arrow file mapped to memory.

Nothing holds the rows: a million of them cost disk, not memory. The file is whole by rename and is
kept for the next start of the same job, so that a resumed run trains the very same tokens, also
where a template writes the date of the day.
"""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow

from .protocol import Failure, Job
from .rendering import Rendered, Renderer, Sequence
from .rows import rows

COLUMNS = {
    "supervised": ("input_ids", "labels"),
    "dpo": ("preferred_ids", "preferred_labels", "rejected_ids", "rejected_labels"),
}
ROWS_PER_BATCH = 256
MOST_NAMED = 10_000


@dataclass
class Survey:
    """What a data file holds for a model; lines that need a look are named, up to a number."""

    examples: int = 0
    sequences: int = 0
    tokens: int = 0
    trained_tokens: int = 0
    too_long: list[dict[str, int]] = field(default_factory=list)
    silent: list[int] = field(default_factory=list)
    lost: list[dict[str, Any]] = field(default_factory=list)
    faults: list[dict[str, Any]] = field(default_factory=list)
    unnamed: Counter[str] = field(default_factory=Counter)

    def name(self, kind: str, one: Any) -> None:
        """Names a line, or counts it where a million of them would only fill the memory."""
        names = getattr(self, kind)
        if len(names) < MOST_NAMED:
            names.append(one)
        else:
            self.unnamed[kind] += 1

    def number(self, kind: str) -> int:
        return len(getattr(self, kind)) + self.unnamed[kind]

    def counts(self) -> dict[str, int]:
        """The numbers of the `data` event."""
        return {
            "examples": self.examples,
            "sequences": self.sequences,
            "tokens": self.tokens,
            "trained_tokens": self.trained_tokens,
            "too_long": self.number("too_long"),
            "silent": self.number("silent"),
        }


def examples(
    path: str, renderer: Renderer, method: str, limit: int, survey: Survey
) -> Iterator[list[Sequence]]:
    """What is trained of each row, counted into the survey on the way.

    A row is left out, and named, as soon as one of its sequences is longer than the limit: half of
    a row is not what was meant.
    """
    for row in rows(path):
        survey.examples += 1
        made = Rendered([], [], row.fault) if row.value is None else renderer.row(row.value, method)
        if made.fault is not None:
            survey.name("faults", {"line": row.line, "message": made.fault})
            continue
        for one in made.lost:
            survey.name("lost", one.object(row.line))
        longest = max((len(s.ids) for s in made.sequences), default=0)
        if longest > limit:
            survey.name("too_long", {"line": row.line, "tokens": longest, "limit": limit})
        elif not any(s.trained_tokens for s in made.sequences):
            survey.name("silent", row.line)
        else:
            survey.sequences += len(made.sequences)
            survey.tokens += sum(len(s.ids) for s in made.sequences)
            survey.trained_tokens += sum(s.trained_tokens for s in made.sequences)
            yield made.sequences


def records(sequences: list[Sequence], method: str) -> Iterator[tuple[list[int], ...]]:
    """A row's values for the columns: one record a sequence, or one for both sides of a pair."""
    if method == "dpo":
        preferred, rejected = sequences
        yield preferred.ids, preferred.labels, rejected.ids, rejected.labels
    else:
        for one in sequences:
            yield one.ids, one.labels


@dataclass(frozen=True)
class DataFile:
    """A rendered file on disk, and its counts."""

    path: Path
    counts: dict[str, int]

    def dataset(self, multiple: int = 1, filler: dict[str, list[int]] | None = None) -> Any:
        """The rows, filled up to a multiple of a number with rows that say nothing."""
        import datasets

        rows = datasets.Dataset.from_file(str(self.path))
        missing = -len(rows) % multiple
        if not missing or not filler:
            return rows
        more = datasets.Dataset.from_dict(
            {name: [values] * missing for name, values in filler.items()}, features=rows.features
        )
        return datasets.concatenate_datasets([rows, more])


def prepare(job: Job, which: str, renderer: Renderer, interrupted: Callable[[], None]) -> DataFile:
    """Renders one of the job's files, or takes what an earlier start rendered of the same."""
    source = job.training if which == "training" else job.validation
    folder = job.folder / "data"
    arrow, note = folder / f"{which}.arrow", folder / f"{which}.json"
    key = fingerprint(job, source, renderer)
    try:
        kept = json.loads(note.read_bytes())
        if kept["key"] == key and arrow.stat().st_size == kept["size"]:
            return DataFile(arrow, kept["counts"])
    except (OSError, ValueError, KeyError):
        pass
    folder.mkdir(parents=True, exist_ok=True)
    survey = write(job, source, renderer, arrow, interrupted)
    refuse_unfit(source, survey, job.max_length)
    kept = {"key": key, "size": arrow.stat().st_size, "counts": survey.counts()}
    note.write_text(json.dumps(kept), encoding="utf-8")
    return DataFile(arrow, kept["counts"])


def fingerprint(job: Job, source: str, renderer: Renderer) -> str:
    """What the rendered file depends on. A file's identity is its size and time of change."""
    try:
        state = os.stat(source)
    except OSError as cause:
        raise Failure("data_unreadable", f"{source}: {cause.strerror}") from cause
    parts = [source, state.st_size, state.st_mtime_ns, job.method, job.max_length, job.model]
    parts += [renderer.tokenizer.chat_template, len(renderer.tokenizer)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def write(
    job: Job, source: str, renderer: Renderer, target: Path, interrupted: Callable[[], None]
) -> Survey:
    survey, names = Survey(), COLUMNS[job.method]
    schema = pyarrow.schema([(name, pyarrow.list_(pyarrow.int32())) for name in names])
    part = target.with_suffix(".part")
    with pyarrow.OSFile(str(part), "wb") as file, pyarrow.ipc.new_stream(file, schema) as stream:
        batch: list[tuple[list[int], ...]] = []

        def flush() -> None:
            columns = [
                pyarrow.array(values, pyarrow.list_(pyarrow.int32())) for values in zip(*batch)
            ]
            stream.write_batch(pyarrow.record_batch(columns, schema=schema))
            batch.clear()

        for sequences in examples(source, renderer, job.method, job.max_length, survey):
            interrupted()
            batch.extend(records(sequences, job.method))
            if len(batch) >= ROWS_PER_BATCH:
                flush()
        if batch:
            flush()
    os.replace(part, target)
    return survey


def refuse_unfit(source: str, survey: Survey, limit: int) -> None:
    """A file with a row that cannot be read, or with nothing to learn, is not trained in part."""
    if survey.faults:
        first, others = survey.faults[0], survey.number("faults") - 1
        more = f" (and {others} more)" if others else ""
        raise Failure("data_unreadable", f"{source}:{first['line']}: {first['message']}{more}")
    if not survey.trained_tokens:
        reasons = Counter(
            {
                f"longer than {limit} tokens": survey.number("too_long"),
                "without a trained reply": survey.number("silent"),
            }
        )
        why = ", ".join(f"{count} {reason}" for reason, count in reasons.items() if count)
        raise Failure("nothing_to_train", f"{source}: {survey.examples} rows: {why or 'none'}")

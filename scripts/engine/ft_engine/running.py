"""One job from its start to its end: what happens in which order, and how each end is told."""

import os
import signal
import sys
import traceback
from collections.abc import Callable
from typing import Any

from .causes import classified, said
from .protocol import (
    DONE,
    FAILED,
    LOCKED,
    STOPPED,
    Events,
    Failure,
    Job,
    Lock,
    NoEvents,
    Orders,
    Stopped,
)
from .rendering import IGNORED, Renderer


def run(job: Job) -> int:
    """Trains a job and returns the exit code.

    Only the first process's code means something: torchrun ends all at the first that is not 0.
    """
    if not is_first():
        attempt(job, NoEvents(), Orders(job.folder))
        return DONE
    try:
        lock = Lock(job.folder)
    except BlockingIOError as taken:
        print(taken, file=sys.stderr)
        return LOCKED
    try:
        return attempt(job, Events(job.folder), Orders(job.folder))
    finally:
        lock.release()


def attempt(job: Job, events: Events | NoEvents, orders: Orders) -> int:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: orders.receive_signal())
    events.emit("started", pid=os.getpid(), group=os.getpgid(0), run=events.run)
    try:
        step = trained(job, events, orders)
    except Stopped as stopped:
        events.emit("stopped", step=stopped.step, order=stopped.order)
        leave_group()
        return STOPPED
    except Exception as cause:
        traceback.print_exc()
        failure = cause if isinstance(cause, Failure) else classified(cause, job.out)
        if failure.code == "disk_full":
            make_room(job)
        events.emit("failed", code=failure.code, message=failure.message)
        return FAILED
    events.emit("finished", step=step, steps=step)
    leave_group()
    return DONE


def trained(job: Job, events: Events | NoEvents, orders: Orders) -> int:
    """All steps of a job; returns their number."""
    from .models import Checkpoints

    world, first = int(os.environ.get("WORLD_SIZE", "1")), is_first()
    if world != job.processes:
        raise Failure("wrong_process_count", f"{world} processes for a job of {job.processes}")
    checkpoints = Checkpoints(job.folder, job.processes)
    newest = checkpoints.newest(tidy=first)

    def interrupted() -> None:
        """The first process decides before there are steps: one that left alone would hang all."""
        if first and (order := orders.current()):
            raise Stopped(order, newest[0] if newest else 0)

    interrupted()
    import_packages()
    from . import training

    emit_versions(job, events)
    interrupted()
    arguments = trainer_arguments(job)
    renderer = Renderer.of_model(job.model)
    with arguments.main_process_first(local=False):  # the others take what the first one wrote
        data = prepared(job, renderer, events, interrupted)
    progress = training.Progress(
        job=job,
        events=events,
        orders=orders,
        checkpoints=checkpoints,
        steps_per_epoch=training.steps_per_epoch(job, data["training"]),
        first=first,
        resumed_from=newest[1].name if newest else None,
    )
    trainer = assembled(job, arguments, renderer, data, progress)
    interrupted()
    trainer.train(resume_from_checkpoint=str(newest[1]) if newest else None)
    step = trainer.state.global_step
    if progress.order and step < trainer.state.max_steps:
        raise Stopped(progress.order, step)
    return step


def is_first() -> bool:
    """Whether this is the process that writes."""
    return os.environ.get("RANK", "0") == "0"


def prepared(
    job: Job, renderer: Renderer, events: Events | NoEvents, interrupted: Callable[[], None]
) -> dict[str, Any]:
    """The job's files as training reads them."""
    from .datafile import prepare

    data = {}
    for which in ("training", "validation") if job.validation else ("training",):
        data[which] = prepare(job, which, renderer, interrupted)
        events.emit("data", file=which, **data[which].counts)
    return data


def training_rows(job: Job, data: Any, pad: int) -> Any:
    """The rows of an epoch, each of them once.

    Where processes cannot share the last step evenly, the library repeats the first rows in it.
    Rows without a label have no gradient and stand in for them; pairs have no such row, and are
    repeated.
    """
    if job.processes == 1 or job.method == "dpo":
        return data.dataset()
    return data.dataset(job.batch_size, {"input_ids": [pad], "labels": [IGNORED]})


def make_room(job: Job) -> None:
    """Removes what did not become whole, so that the failure itself can be written down."""
    from .models import Checkpoints, drop_parts

    drop_parts(job.folder / "models")
    drop_parts(job.folder / "data")
    try:
        Checkpoints(job.folder, job.processes).newest(tidy=True)
    except Failure:
        pass  # of another number of processes: whole, and not ours to remove


def leave_group() -> None:
    """Ends the group of processes by name: left to the interpreter's end, gloo sometimes aborts."""
    torch = sys.modules.get("torch")
    if torch and torch.distributed.is_initialized():
        torch.distributed.destroy_process_group()


def import_packages() -> None:
    """The packages, found missing before any work is done."""
    try:
        import accelerate  # noqa: F401
        import datasets  # noqa: F401
        import peft  # noqa: F401
        import torch  # noqa: F401
        import transformers  # noqa: F401
        import trl  # noqa: F401
    except (ImportError, OSError) as cause:  # OSError: a library of torch's is not there
        raise Failure("packages_missing", said(cause)) from cause


def emit_versions(job: Job, events: Events | NoEvents) -> None:
    import peft
    import torch
    import transformers
    import trl

    from .models import precision_of

    events.emit(
        "versions",
        torch=torch.__version__,
        transformers=transformers.__version__,
        trl=trl.__version__,
        peft=peft.__version__,
        device="cuda" if torch.cuda.is_available() else "cpu",
        devices=job.processes,
        precision=precision_of(job),
    )


def trainer_arguments(job: Job) -> Any:
    import transformers
    import trl

    from .training import settings

    transformers.set_seed(job.seed)  # an adapter's first weights are drawn before the trainer is
    if job.method == "dpo":
        return trl.DPOConfig(beta=job.beta, **settings(job))
    return trl.SFTConfig(**settings(job))


def assembled(job: Job, arguments: Any, renderer: Renderer, data: dict, progress: Any) -> Any:
    import transformers

    from .models import tuned
    from .training import PreferenceTrainer, Reporter, SupervisedTrainer, collated

    tokenizer = renderer.tokenizer
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    pad = tokenizer.pad_token_id
    kind = PreferenceTrainer if job.method == "dpo" else SupervisedTrainer
    reference = {}
    if job.method == "dpo" and job.tuning == "full":
        reference = {"ref_model": tuned(job)}
    trainer = kind(
        model=tuned(job),
        args=arguments,
        processing_class=tokenizer,
        data_collator=lambda examples: collated(examples, pad, job.method),
        train_dataset=training_rows(job, data["training"], pad),
        eval_dataset=data["validation"].dataset() if job.validation else None,
        callbacks=[Reporter(progress)],
        **reference,
    )
    trainer.progress = progress
    trainer.remove_callback(transformers.PrinterCallback)
    return trainer

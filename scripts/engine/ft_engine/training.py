"""TRL's trainers with ft's data, events, orders and checkpoints."""

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import torch
import transformers
import trl

from .datafile import DataFile
from .models import KEPT_MODELS, Checkpoints, drop_oldest, precision_of, save, write_whole
from .protocol import Events, Failure, Job, NoEvents, Orders, Stopped
from .rendering import IGNORED

ORDER_NUMBERS = {None: 0, "signal": 1, "pause": 2, "cancel": 3}
ORDER_NAMES = {number: order for order, number in ORDER_NUMBERS.items()}
SIX_HOURS = 6 * 3600  # how long processes wait for the first one to render the data


@dataclass
class Progress:
    """What the trainer, its callback and the end of the run share."""

    job: Job
    events: Events | NoEvents
    orders: Orders
    checkpoints: Checkpoints
    steps_per_epoch: int
    first: bool  # whether this is the process that writes
    resumed_from: str | None = None
    order: str | None = None
    trained_tokens: int = 0
    saved_at: float = field(default_factory=time.monotonic)

    def ends_epoch(self, step: int) -> bool:
        return step % self.steps_per_epoch == 0


def collated(examples: list[dict[str, Any]], pad: int, method: str) -> dict[str, torch.Tensor]:
    """A batch: rows filled up on the right. For dpo all preferred rows, then all rejected ones."""
    if method == "dpo":
        ids = [e[f"{side}_ids"] for side in ("preferred", "rejected") for e in examples]
        labels = [e[f"{side}_labels"] for side in ("preferred", "rejected") for e in examples]
    else:
        ids, labels = [e["input_ids"] for e in examples], [e["labels"] for e in examples]
    batch = {
        "input_ids": padded(ids, pad),
        "attention_mask": padded([[1] * len(row) for row in ids], 0),
    }
    if method == "dpo":
        return {
            **batch,
            "completion_mask": padded([[int(x != IGNORED) for x in r] for r in labels], 0),
        }
    return {**batch, "labels": padded(labels, IGNORED)}


def padded(rows: list[list[int]], value: int) -> torch.Tensor:
    length = max(map(len, rows))
    return torch.tensor([row + [value] * (length - len(row)) for row in rows], dtype=torch.long)


def settings(job: Job) -> dict[str, Any]:
    """The libraries' settings; when to log, evaluate and save is decided in `Reporter`."""
    cuda = torch.cuda.is_available()
    checkpointing = cuda if job.gradient_checkpointing == "auto" else job.gradient_checkpointing
    return dict(
        output_dir=job.out,
        seed=job.seed,
        data_seed=job.seed,
        num_train_epochs=job.epochs,
        per_device_train_batch_size=batch_per_process(job),
        per_device_eval_batch_size=batch_per_process(job),
        learning_rate=job.learning_rate,
        max_length=None,
        logging_strategy="steps",
        logging_steps=1,
        logging_nan_inf_filter=False,  # on, it logs a diverged loss as 0.0
        save_strategy="no",
        eval_strategy="no",
        report_to="none",
        disable_tqdm=True,
        use_cpu=not cuda,
        bf16=precision_of(job) == "bfloat16",
        gradient_checkpointing=checkpointing,
        remove_unused_columns=False,
        ddp_timeout=SIX_HOURS,
    )


def batch_per_process(job: Job) -> int:
    """The API's batch size is the whole step's, whatever the number of processes."""
    if job.batch_size % job.processes:
        raise Failure(
            "wrong_process_count",
            f"a batch of {job.batch_size} cannot be shared by {job.processes} processes",
        )
    return job.batch_size // job.processes


def steps_per_epoch(job: Job, data: DataFile) -> int:
    records = data.counts["sequences"] // (2 if job.method == "dpo" else 1)
    return math.ceil(records / job.batch_size)


class Journaled:
    """What both trainers do beside training; mixed in before TRL's classes."""

    progress: Progress

    def _prepare_dataset(self, dataset, *_, **__):
        return dataset  # tokens and labels are ours

    def training_step(self, model, inputs, *more):
        trained = inputs["labels"] != IGNORED if "labels" in inputs else inputs["completion_mask"]
        self.progress.trained_tokens += int(trained.sum())
        return super().training_step(model, inputs, *more)

    def _save_checkpoint(self, model, trial) -> None:
        """At an epoch's end the usable model first: a run killed in between writes it again."""
        progress, step = self.progress, self.state.global_step
        if progress.ends_epoch(step):
            self._save_model(step)
        if progress.first:
            progress.checkpoints.clear(step)
        self.accelerator.wait_for_everyone()
        transformers.Trainer._save_checkpoint(self, model, trial)  # TRL's writes a model card
        self.accelerator.wait_for_everyone()
        if progress.first:
            progress.checkpoints.finish(step)
        progress.saved_at = time.monotonic()
        progress.events.emit("checkpoint", step=step)

    def _save_model(self, step: int) -> None:
        progress = self.progress
        model = self.accelerator.unwrap_model(self.model)
        if not all(bool(torch.isfinite(p).all()) for p in model.parameters() if p.requires_grad):
            raise Failure("diverged", f"weights are no longer finite after step {step}")
        if not progress.first:
            return
        name = f"step-{step}"
        models = progress.job.folder / "models"
        write_whole(models / name, lambda folder: save(model, folder, progress.job.model))
        epoch = step // progress.steps_per_epoch
        last = {"final": True} if step == self.state.max_steps else {}
        progress.events.emit("model", step=step, epoch=epoch, path=f"models/{name}", **last)
        drop_oldest(models, "step", KEPT_MODELS)

    def _batches(self, first: int, every: int) -> Iterator[dict[str, torch.Tensor]]:
        """The validation rows of one of several processes."""
        mine = range(first, len(self.eval_dataset), every)
        size = self.args.per_device_eval_batch_size
        for start in range(0, len(mine), size):
            rows = [self.eval_dataset[index] for index in mine[start : start + size]]
            yield self._prepare_inputs(self.data_collator(rows))

    def _evaluated(self, loss: float, accuracy: float) -> dict[str, float]:
        step = self.state.global_step
        self.progress.events.emit("evaluation", step=step, loss=loss, accuracy=accuracy)
        self.control = self.callback_handler.on_evaluate(self.args, self.state, self.control, {})
        return {"eval_loss": loss}


class SupervisedTrainer(Journaled, trl.SFTTrainer):
    """SFT; the loss of a step and of a file is the mean over its trained tokens."""

    @torch.no_grad()
    def evaluate(self, *_, **__) -> dict[str, float]:
        """The library's own is a mean of batches' means, in which short answers count for more."""
        model = self.accelerator.unwrap_model(self.model).eval()
        sums = torch.zeros(3, dtype=torch.float64, device=self.args.device)
        for inputs in self._batches(self.args.process_index, self.args.world_size):
            with self.compute_loss_context_manager():
                outputs = model(**inputs, use_cache=False, fused_lm_head=True)
            found = (
                -outputs.log_probs.double().sum(),
                outputs.is_top1.sum(),
                outputs.label_mask.sum(),
            )
            sums += torch.stack([value.double() for value in found])
        loss, correct, tokens = self.accelerator.reduce(sums, reduction="sum").tolist()
        return self._evaluated(loss / max(tokens, 1), correct / max(tokens, 1))


class PreferenceTrainer(Journaled, trl.DPOTrainer):
    """DPO against the model that the job started from."""

    @torch.no_grad()
    def evaluate(self, *_, **__) -> dict[str, float]:
        """Means over pairs, where the library's accuracy is a mean of batches' means.

        TRL gathers from all processes within a batch, so they go through the same ones.
        """
        self.model.eval()
        loss = correct = 0.0
        pairs = 0
        for inputs in self._batches(0, 1):
            count = len(inputs["input_ids"]) // 2
            with self.compute_loss_context_manager():
                loss += float(self.compute_loss(self.model, inputs)) * count
            correct += self._metrics["eval"]["rewards/accuracies"][-1] * count
            pairs += count
        self._metrics["eval"].clear()
        return self._evaluated(loss / pairs, correct / pairs)


class Reporter(transformers.TrainerCallback):
    """Turns the trainer's calls into events, and orders into its controls."""

    def __init__(self, progress: Progress):
        self._progress = progress

    def on_train_begin(self, args, state, control, **_):
        progress = self._progress
        if state.max_steps != progress.steps_per_epoch * progress.job.epochs:
            raise Failure("internal_error", f"the trainer counts {state.max_steps} steps")
        progress.events.emit(
            "training",
            step=state.global_step,
            steps=state.max_steps,
            steps_per_epoch=progress.steps_per_epoch,
            resumed_from=progress.resumed_from,
        )
        progress.saved_at = time.monotonic()

    def on_step_end(self, args, state, control, **_):
        """Decides for all processes alike: they must save and stop at the same step."""
        progress = self._progress
        late = time.monotonic() - progress.saved_at >= progress.job.save_seconds
        order = ORDER_NUMBERS[
            progress.orders.current() if progress.first else progress.orders.signal
        ]
        said = torch.tensor([[order, int(late and progress.first), progress.trained_tokens]])
        if torch.distributed.is_initialized():
            gathered = [torch.zeros_like(said.to(args.device)) for _ in range(args.world_size)]
            torch.distributed.all_gather(gathered, said.to(args.device))
            said = torch.cat(gathered)
        progress.order = ORDER_NAMES[int(said[:, 0].max())]
        progress.trained_tokens = int(said[:, 2].sum())
        control.should_evaluate = bool(progress.job.validation) and progress.ends_epoch(
            state.global_step
        )
        stopping = progress.order in ("pause", "signal")
        control.should_save = (
            progress.ends_epoch(state.global_step) or stopping or bool(said[:, 1].max())
        ) and progress.order != "cancel"
        control.should_training_stop = control.should_training_stop or stopping

    def on_log(self, args, state, control, logs, **_):
        if "loss" in logs:
            self._step(state.global_step, logs)

    def _step(self, step: int, logs: dict[str, float]) -> None:
        progress = self._progress
        accuracy = (
            "mean_token_accuracy" if progress.job.method == "supervised" else "rewards/accuracies"
        )
        fields = {
            "epoch": round(step / progress.steps_per_epoch, 4),
            "loss": logs["loss"],
            "accuracy": logs[accuracy],
            "learning_rate": logs["learning_rate"],
            "trained_tokens": progress.trained_tokens,
        }
        if progress.job.method == "dpo":
            fields["preferred_reward"] = logs["rewards/chosen"]
            fields["rejected_reward"] = logs["rewards/rejected"]
            fields["margin"] = logs["rewards/margins"]
        if torch.cuda.is_available():
            fields["memory"] = torch.cuda.max_memory_allocated()
        progress.events.emit("step", step=step, **fields)
        progress.trained_tokens = 0
        if not all(math.isfinite(logs.get(key, 0.0)) for key in ("loss", "grad_norm")):
            raise Failure("diverged", f"the loss or its gradient is no number at step {step}")
        if progress.order == "cancel":
            raise Stopped("cancel", step)

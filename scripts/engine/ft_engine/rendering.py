"""Rows to tokens: what the chat template writes, and which of its tokens are trained.

One rule for every template. A trained reply is what the template adds when the reply is there,
after what it writes to ask for it. Where the template writes history the same way each time, one
sequence carries all trained replies of a row; where it does not (a reply's reasoning is often left
out of later turns), each trained reply has a sequence of its own, with the history that inference
shows.
"""

import os
from dataclasses import dataclass
from typing import Any

from .causes import said
from .losses import Lost, lost_in_reply, lost_in_row
from .protocol import Failure
from .rows import Conversation, Message, RowFault, conversation, pair

Span = tuple[int, int]  # characters of a text, from one up to another

IGNORED = -100  # the label that torch's cross entropy leaves out


@dataclass(frozen=True)
class Reply:
    """A trained message, in the text that the template wrote up to its end."""

    text: str
    start: int
    asked: int

    @property
    def continues(self) -> bool:
        """Whether the text starts with all that asked for the reply."""
        return self.start == self.asked


@dataclass(frozen=True)
class Sequence:
    """What the model sees at once: tokens, where they stand in the text, and which are trained."""

    text: str
    ids: list[int]
    offsets: list[Span]
    trained: list[bool]

    @property
    def labels(self) -> list[int]:
        return [i if t else IGNORED for i, t in zip(self.ids, self.trained)]

    @property
    def trained_tokens(self) -> int:
        return sum(self.trained)

    def pieces(self) -> list[tuple[int, str, int]]:
        """Each token with its text; the pieces together are the whole text.

        Tokens that share a character (bytes of it) give it to the first of them.
        """
        made, end = [], 0
        for token, (_, stop), trained in zip(self.ids, self.offsets, self.trained):
            made.append((token, self.text[end : max(end, stop)], int(trained)))
            end = max(end, stop)
        return made


@dataclass(frozen=True)
class Rendered:
    """A row as training will see it, or why it cannot be."""

    sequences: list[Sequence]
    lost: list[Lost]
    fault: str | None = None


class Renderer:
    """A model's tokenizer and chat template."""

    def __init__(self, tokenizer: Any):
        if tokenizer.chat_template is None:
            raise Failure("no_chat_template", "the model's folder holds no chat template")
        if not tokenizer.is_fast:
            raise Failure("unsupported_model", "the tokenizer cannot say where its tokens stand")
        self.tokenizer = tokenizer

    @staticmethod
    def of_model(folder: str) -> "Renderer":
        import transformers

        try:
            tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
        except Exception as cause:  # whatever a folder's files make the library raise
            raise Failure(
                "unsupported_model", f"no tokenizer in {folder}: {said(cause)}"
            ) from cause
        return Renderer(tokenizer)

    def row(self, value: dict[str, Any], method: str) -> Rendered:
        """A row's sequences: of its replies (supervised), or preferred and rejected (dpo)."""
        try:
            if method == "dpo":
                return self._pair(value)
            return self._conversation(conversation(value))
        except RowFault as fault:
            return Rendered([], [], str(fault))
        except Exception as cause:  # a template is a program, and raises what it likes
            return Rendered([], [], said(cause))

    def _conversation(self, talk: Conversation) -> Rendered:
        whole = self._write(talk, len(talk.messages))
        lost = lost_in_row(whole, talk)
        replies: list[Reply] = []
        for index, trained in enumerate(talk.trained):
            if trained:
                reply = self._reply(talk, index, whole)
                lost += lost_in_reply(reply.text[reply.start :], talk.messages[index], index)
                replies.append(reply)
        if replies and all(r.continues and whole.startswith(r.text) for r in replies):
            spans = [(whole, [(r.start, len(r.text)) for r in replies])]
        else:
            spans = [(r.text, [(r.start, len(r.text))]) for r in replies]
        return Rendered([self._tokens(*one) for one in spans], lost)

    def _pair(self, row: dict[str, Any]) -> Rendered:
        """Both sides as one sequence each: every reply after the prompt is compared."""
        both = pair(row)
        sequences: list[Sequence] = []
        lost: list[Lost] = []
        for talk in (both.preferred, both.rejected):
            whole = self._write(talk, len(talk.messages))
            lost += [one for one in lost_in_row(whole, talk) if one not in lost]
            spans = []
            for index in (i for i, trained in enumerate(talk.trained) if trained):
                reply = self._reply(talk, index, whole)
                lost += lost_in_reply(reply.text[reply.start :], talk.messages[index], index)
                if not whole.startswith(reply.text):
                    raise RowFault("the template writes earlier replies of an output another way")
                spans.append((reply.start, len(reply.text)))
            if not spans:
                raise RowFault("an output without an assistant message")
            sequences.append(self._tokens(whole, spans))
        return Rendered(sequences, lost)

    def _reply(self, talk: Conversation, index: int, whole: str) -> Reply:
        asked = self._write(talk, index, ask=True)
        last = index + 1 == len(talk.messages)
        text = whole if last else self._write(talk, index + 1)
        return Reply(text, len(os.path.commonprefix([asked, text])), len(asked))

    def _write(self, talk: Conversation, count: int, ask: bool = False) -> str:
        messages: list[Message] = talk.messages[:count]
        return self.tokenizer.apply_chat_template(
            messages, tools=talk.tools, tokenize=False, add_generation_prompt=ask
        )

    def _tokens(self, text: str, spans: list[Span]) -> Sequence:
        """The text's tokens, cut where a reply begins or ends as inference cuts it there.

        A template whose question ends with a space lets the tokenizer join it to the first word of
        the reply; the model is asked with that space alone. Tokenizers that write a start of text
        into each part cannot be cut: the joined token is then trained.
        """
        ids, offsets = self._encoded(text, 0)
        edges = {edge for span in spans for edge in span}
        joined = sorted(edge for edge in edges if any(a < edge < b for a, b in offsets))
        if joined:
            cut_ids, cut_offsets = self._cut(text, joined)
            if self._decoded(cut_ids) == self._decoded(ids):
                ids, offsets = cut_ids, cut_offsets
        trained = [a < b and any(a < end and start < b for start, end in spans) for a, b in offsets]
        return Sequence(text, ids, offsets, trained)

    def _cut(self, text: str, edges: list[int]) -> tuple[list[int], list[Span]]:
        ids: list[int] = []
        offsets: list[Span] = []
        for start, end in zip([0, *edges], [*edges, len(text)]):
            more_ids, more_offsets = self._encoded(text[start:end], start)
            ids += more_ids
            offsets += more_offsets
        return ids, offsets

    def _encoded(self, text: str, start: int) -> tuple[list[int], list[Span]]:
        """The template writes the start token itself, so the tokenizer adds none."""
        if not text.isascii() and not is_text(text):
            raise RowFault("half of a surrogate pair, which is no text")
        encoded = self.tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
        return encoded["input_ids"], [(a + start, b + start) for a, b in encoded["offset_mapping"]]

    def _decoded(self, ids: list[int]) -> str:
        return self.tokenizer.decode(ids, clean_up_tokenization_spaces=False)


def is_text(text: str) -> bool:
    """Whether all of it can be written: JSON's escapes can name halves of characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True

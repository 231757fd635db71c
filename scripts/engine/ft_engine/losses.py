"""What a row says and its rendering does not, found by looking for it in the template's text."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from .rows import Conversation, Message

REASONING_KEYS = ("reasoning_content", "reasoning", "thinking")


@dataclass(frozen=True)
class Lost:
    """One thing that the template did not write; `message` counts from 0, none for the tools."""

    what: str
    detail: str
    message: int | None

    def object(self, line: int) -> dict[str, Any]:
        return {"line": line, **asdict(self)}


def lost_in_row(whole: str, talk: Conversation) -> list[Lost]:
    """What the rendering of a whole row does not hold; `lost_in_reply` looks at trained replies.

    Reasoning is looked for there alone: templates leave it out of earlier turns on purpose, and so
    does inference.
    """
    lost: list[Lost] = []
    position = 0
    for index, message in enumerate(talk.messages):
        if talk.trained[index]:
            continue
        for what, text in texts_of(message):
            found = find(whole, text, position)
            if found is None and (what == "system" or what == "name"):
                found = find(whole, text, 0)  # templates move the system prompt to the front
            if found is None:
                lost.append(Lost(what, excerpt(text), index))
            elif what == "text":
                position = found
        lost += [Lost("tool_call", d, index) for d in lost_calls(whole, message, position)]
    for tool in talk.tools or []:
        name = (tool.get("function") or tool).get("name")
        if isinstance(name, str) and find(whole, name, 0) is None:
            lost.append(Lost("tools", name, None))
    return lost


def lost_in_reply(reply: str, message: Message, index: int) -> list[Lost]:
    """What is trained of a message must hold its text and calls, not only the row around it."""
    lost: list[Lost] = []
    for what, text in [*texts_of(message), *reasoning_of(message)]:
        if what != "name" and find(reply, text, 0) is None:
            lost.append(Lost(what, excerpt(text), index))
    lost += [Lost("tool_call", detail, index) for detail in lost_calls(reply, message, 0)]
    return lost


def texts_of(message: Message) -> Iterator[tuple[str, str]]:
    """Texts that the template should write, without reasoning."""
    role, content = message["role"], message["content"]
    if role == "assistant" and "</think>" in content:
        content = content.partition("</think>")[2]
    if content.strip():
        yield ("system" if role == "system" else "text"), content.strip()
    for key in ("refusal", "name"):
        if isinstance(message.get(key), str) and message[key].strip():
            if not (key == "name" and role == "tool"):  # the call before says it
                yield key, message[key].strip()


def reasoning_of(message: Message) -> Iterator[tuple[str, str]]:
    content = message["content"]
    if "</think>" in content:
        thought = content.partition("</think>")[0].removeprefix("<think>").strip()
        if thought:
            yield "reasoning", thought
    for key in REASONING_KEYS:
        if isinstance(message.get(key), str) and message[key].strip():
            yield "reasoning", message[key].strip()


def lost_calls(text: str, message: Message, position: int) -> list[str]:
    """The calls whose name, or one of whose arguments, is not there after a position."""
    lost: list[str] = []
    for call in message.get("tool_calls", []):
        function = call["function"]
        found = find(text, function["name"], position)
        if found is None:
            lost.append(function["name"])
            continue
        position = found
        lost += [
            f"{function['name']}: {excerpt(value)}"
            for value in leaves(function["arguments"])
            if find(text, value, position) is None
        ]
    return lost


def leaves(value: Any) -> Iterator[str]:
    """The texts and numbers inside of arguments, and their keys."""
    match value:
        case dict():
            for key, inner in value.items():
                yield key
                yield from leaves(inner)
        case list():
            for inner in value:
                yield from leaves(inner)
        case str():
            if value.strip():
                yield value.strip()
        case bool() | None:
            pass  # True or true, None or null: templates differ, and both are right
        case _:
            yield json.dumps(value)


def find(text: str, wanted: str, position: int) -> int | None:
    """Where a text ends after a position, as it is or as JSON writes it."""
    for form in (wanted, quoted(wanted, False), quoted(wanted, True)):
        at = text.find(form, position)
        if at >= 0:
            return at + len(form)
    return None


def quoted(text: str, ascii_only: bool) -> str:
    return json.dumps(text, ensure_ascii=ascii_only)[1:-1]


def excerpt(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"

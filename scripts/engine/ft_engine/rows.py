"""Lines of a data file, and chat messages in the one form that every chat template takes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .protocol import Failure

Message = dict[str, Any]

# Roles that templates drop or refuse, and the ones that they mean.
ROLES = {"developer": "system", "function": "tool"}


class RowFault(Exception):
    """Why a row cannot be trained at all."""


@dataclass(frozen=True)
class Row:
    """A line of the file: its object, or what is wrong with it."""

    line: int
    value: dict[str, Any] | None
    fault: str | None = None


@dataclass(frozen=True)
class Conversation:
    """Plain messages, which of them are trained, and the tools they may call."""

    messages: list[Message]
    trained: list[bool]
    tools: list[dict[str, Any]] | None


@dataclass(frozen=True)
class Pair:
    """Two ways to go on from the same messages."""

    preferred: Conversation
    rejected: Conversation


def rows(path: str) -> Iterator[Row]:
    """The rows of a JSON Lines file, one at a time; blank lines are none.

    `datasets.load_dataset` is no reader for this: it turns answers that look like dates into dates.
    """
    try:
        with open(path, "rb") as file:
            for number, line in enumerate(file, 1):
                if number == 1:
                    line = line.removeprefix(b"\xef\xbb\xbf")
                if line.strip():
                    yield parsed(number, line)
    except OSError as cause:
        raise Failure("data_unreadable", f"{path}: {cause.strerror}") from cause


def parsed(number: int, line: bytes) -> Row:
    try:
        value = json.loads(line.decode())
    except RecursionError:
        return Row(number, None, "nested too deeply")
    except ValueError as cause:
        return Row(number, None, f"not JSON: {cause}")
    if not isinstance(value, dict):
        return Row(number, None, "not a JSON object")
    return Row(number, value)


def conversation(row: dict[str, Any]) -> Conversation:
    """A supervised row: assistant messages are trained unless their weight is 0."""
    raw = messages_of(row, "messages")
    trained = [m.get("role") == "assistant" and m.get("weight", 1) != 0 for m in raw]
    return Conversation(plain_messages(raw), trained, tools_of(row))


def pair(row: dict[str, Any]) -> Pair:
    """A preference row: what the two outputs' assistant messages say is compared."""
    given = row.get("input")
    if not isinstance(given, dict):
        raise RowFault("no input")
    prompt, tools = messages_of(given, "messages"), tools_of(given)

    def side(name: str) -> Conversation:
        output = messages_of(row, name)
        trained = [False] * len(prompt) + [m.get("role") == "assistant" for m in output]
        return Conversation(plain_messages(prompt + output), trained, tools)

    return Pair(side("preferred_output"), side("non_preferred_output"))


def messages_of(row: dict[str, Any], key: str) -> list[Message]:
    messages = row.get(key)
    if not isinstance(messages, list) or not messages:
        raise RowFault(f"no {key}")
    for message in messages:
        if not isinstance(message, dict) or not isinstance(message.get("role"), str):
            raise RowFault(f"{key} holds something that is no message")
    return messages


def tools_of(row: dict[str, Any]) -> list[dict[str, Any]] | None:
    """The tools, or none: an empty list makes some templates write instructions for tools."""
    tools = row.get("tools") or None
    if tools is None and row.get("functions"):
        tools = [{"type": "function", "function": function} for function in row["functions"]]
    if tools is not None and not isinstance(tools, list):
        raise RowFault("tools is no list")
    return tools


def plain_messages(raw: list[Message]) -> list[Message]:
    messages: list[Message] = []
    for message in raw:
        messages.append(plain(message, messages))
    return messages


def plain(message: Message, before: list[Message]) -> Message:
    """A message with text as a string, calls as `tool_calls`, and arguments as objects."""
    made = {k: v for k, v in message.items() if v is not None and k != "weight"}
    made["role"] = ROLES.get(made["role"], made["role"])
    made["content"] = text_of(made.get("content"))
    if "function_call" in made:
        made["tool_calls"] = [
            {"id": "call_0", "type": "function", "function": made.pop("function_call")}
        ]
    if not made.get("tool_calls"):
        made.pop("tool_calls", None)
    else:
        made["tool_calls"] = [plain_call(call) for call in made["tool_calls"]]
    if message["role"] == "function":
        made.setdefault("tool_call_id", last_call_id(before))
    return made


def text_of(content: Any) -> str:
    if content is None or isinstance(content, str):
        return content or ""
    if not isinstance(content, list):
        raise RowFault("content is neither text nor parts")
    return "".join(text_of_part(part) for part in content)


def text_of_part(part: Any) -> str:
    kind = part.get("type") if isinstance(part, dict) else None
    text = part.get(kind) if kind in ("text", "refusal") else None
    if not isinstance(text, str):
        raise RowFault(f"a content part of type {kind} is no text")
    return text


def plain_call(call: Any) -> dict[str, Any]:
    """A call with its arguments as an object: templates quote a string a second time."""
    try:
        function = dict(call["function"])
        name, arguments = function["name"], function.get("arguments")
    except (KeyError, TypeError, ValueError) as cause:
        raise RowFault("a tool call without its function") from cause
    if arguments is None or isinstance(arguments, str):
        try:
            arguments = json.loads(arguments or "{}")
        except ValueError as cause:
            raise RowFault(f"the arguments of {name} are not JSON: {cause}") from cause
    return {**call, "function": {**function, "arguments": arguments}}


def last_call_id(before: list[Message]) -> str:
    calls = [call for message in before for call in message.get("tool_calls", [])]
    return calls[-1].get("id", "call_0") if calls else "call_0"

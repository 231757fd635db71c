"""Values that no border expects, and changes of trees and bytes."""

import contextlib
import json
import os
import shutil

NUMBERS = [
    "0", "-1", "1", "-0", "0.5", "1e300", "-1e300", "1e400", "9223372036854775807",
    "-9223372036854775808", "9223372036854775808", "18446744073709551616", "1e-400", "4294967296",
    "2147483648", "1099511627777", "9007199254740993", "NaN", "Infinity", "-Infinity", "01", "1.",
]
TEXTS = [
    "", " ", "\u0000", "\ud800", "\u202e", "\x1b[2J", "🏳️‍🌈", "é" * 1000, "-1", "9" * 40, "null",
    "../../etc/passwd", "a" * 100_000, "\r\n", "%s%n", "{{x}}", "data:image/png;base64,AAAA",
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUv////////8IAgAAAA==", "assistant", "system",
]


class Raw:
    """JSON that is written as it stands, since no writer would."""

    def __init__(self, text):
        self.text = text


def odd(chance):
    """A value of any type."""
    which = chance.randrange(10)
    if which < 4:
        return Raw(chance.choice(NUMBERS))
    if which < 7:
        return chance.choice(TEXTS)
    return chance.choice([
        None, True, False, [], {}, [None], [[]], {"": {}}, [1] * 1000, {"a": [1, "b"]},
        Raw("[" * chance.randrange(1, 3000)), Raw('{"a":' * 600 + "1" + "}" * 600),
    ])


def mutated(value, chance, rate=0.08):
    """A copy of a tree in which some things are other things, gone, or there twice."""
    if chance.random() < rate:
        return odd(chance)
    if isinstance(value, dict):
        members = []
        for key, one in value.items():
            fate = chance.random()
            if fate < rate / 2:
                continue
            if fate < rate:
                members.append((key, odd(chance)))
            members.append((key, mutated(one, chance, rate)))
            if fate > 1 - rate / 2:
                members.append((chance.choice([key, "x", ""]), odd(chance)))
        if chance.random() < rate:
            chance.shuffle(members)
        return Pairs(members)
    if isinstance(value, list):
        items = [mutated(one, chance, rate) for one in value if chance.random() > rate / 2]
        if items and chance.random() < rate:
            items = items * chance.randrange(1, 30)
        return items
    return value


class Pairs:
    """An object whose keys may repeat."""

    def __init__(self, members):
        self.members = members


def written(value):
    """The value as JSON, or nearly."""
    if isinstance(value, Raw):
        return value.text
    if isinstance(value, Pairs):
        return "{" + ",".join(json.dumps(k) + ":" + written(v) for k, v in value.members) + "}"
    if isinstance(value, dict):
        return "{" + ",".join(json.dumps(k) + ":" + written(v) for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(written(one) for one in value) + "]"
    return json.dumps(value)


def broken(data, chance, most=6):
    """Bytes with some flipped, cut, doubled or put in."""
    data = bytearray(data)
    for _ in range(chance.randrange(1, most + 1)):
        at = chance.randrange(len(data) + 1)
        which = chance.randrange(7)
        if which == 0 and data:
            data[at % len(data)] = chance.randrange(256)
        elif which == 1:
            data[at:at] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 9)))
        elif which == 2:
            del data[at:at + chance.randrange(1, 40)]
        elif which == 3:
            data[at:at] = data[at:at + chance.randrange(1, 400)]
        elif which == 4:
            data[at:at] = chance.choice([
                b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"\\", b"\n", b"\r", b"{", b"[", b",",
                b"\\u", b"\\ud800", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"1e999"])
        elif which == 5 and chance.random() < 0.3:
            del data[at:]
        elif data:
            data[at % len(data)] ^= 1 << chance.randrange(8)
    return bytes(data)


def clean(folder):
    """Takes the workspace of the case before away, with all that stands beside it."""
    for name in os.listdir(folder):
        if name.startswith("w.ftdb"):
            path = os.path.join(folder, name)
            with contextlib.suppress(OSError):
                shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)

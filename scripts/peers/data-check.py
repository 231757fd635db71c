#!/usr/bin/env python3
"""Does to a chat file what the usual data-preparation scripts do, as `scripts/bench data` times it.

    scripts/peers/data-check.py RANKS FILE

RANKS is the folder with o200k_base.tiktoken. Each line is parsed, checked for its format and counted
with tiktoken, message by message; then come the distributions and what is missing.
"""
import collections, json, os, sys

import numpy, tiktoken
from tiktoken.load import load_tiktoken_bpe
from tiktoken_ext import openai_public

ranks, path = sys.argv[1:3]
KEYS = {"role", "content", "name", "weight", "function_call", "tool_calls", "tool_call_id"}
ROLES = {"system", "developer", "user", "assistant", "function", "tool"}


def encoding(name):
    """The encoding from the rank file that is here, without asking the network."""
    openai_public.load_tiktoken_bpe = lambda *_, **__: {}
    pattern = getattr(openai_public, name)()["pat_str"]
    file = os.path.join(ranks, name + ".tiktoken")
    return tiktoken.Encoding(
        name, pat_str=pattern, mergeable_ranks=load_tiktoken_bpe(file), special_tokens={})


def faults(example):
    """The names of the format errors of one example."""
    if not isinstance(example, dict):
        yield "not an object"
        return
    messages = example.get("messages")
    if not messages:
        yield "no messages"
        return
    for message in messages:
        if "role" not in message or "content" not in message:
            yield "a key is missing"
        if any(key not in KEYS for key in message):
            yield "unknown key"
        if message.get("role") not in ROLES:
            yield "unknown role"
        content = message.get("content")
        if (not content and not message.get("tool_calls")) or not isinstance(content, str):
            yield "no content"
    if not any(message.get("role") == "assistant" for message in messages):
        yield "no assistant message"


def tokens(messages, encoder):
    total = 3
    for message in messages:
        total += 3
        for key, value in message.items():
            total += len(encoder.encode(value, disallowed_special=()))
            if key == "name":
                total += 1
    return total


def assistant_tokens(messages, encoder):
    return sum(
        len(encoder.encode(message["content"], disallowed_special=()))
        for message in messages if message["role"] == "assistant")


def show(name, values):
    p5, median, p95 = numpy.percentile(values, [5, 50, 95])
    print(f"{name}: sum {sum(values)}, min {min(values)}, max {max(values)}, "
          f"mean {numpy.mean(values):.1f}, median {median:.1f}, p5 {p5:.1f}, p95 {p95:.1f}")


with open(path, encoding="utf-8") as file:
    dataset = [json.loads(line) for line in file]
counts = collections.Counter(fault for example in dataset for fault in faults(example))
encoder = encoding("o200k_base")
conversations = [example["messages"] for example in dataset]
print(len(dataset), "examples;", dict(counts) or "no format errors")
for role in ("system", "user"):
    print("without", role, sum(all(m["role"] != role for m in c) for c in conversations))
show("messages", [len(conversation) for conversation in conversations])
show("tokens", [tokens(conversation, encoder) for conversation in conversations])
show("assistant tokens", [assistant_tokens(conversation, encoder) for conversation in conversations])

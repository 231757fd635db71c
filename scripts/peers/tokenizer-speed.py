#!/usr/bin/env python3
"""Measures tokenizers beside ft on the same texts, one after the other within each text.

    scripts/peers/tokenizer-speed.py WORKBENCH TEXTS RANKS [ROUNDS]

TEXTS is the folder that `workbench tokenize --write` made, RANKS the one with the rank files. Rates
are megabytes of text a second of one thread's CPU time, the best of the rounds, for text that was
not seen before (the first segment is not measured). Each tokenizer uses its fastest call that gives
or counts ids; all must give as many tokens as tiktoken.
"""
import glob, os, subprocess, sys, time

workbench, texts, ranks = sys.argv[1:4]
rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 3
os.environ["RAYON_NUM_THREADS"] = "1"

import fastokens, gigatoken, quicktok, splintr, tiktoken
from tiktoken.load import load_tiktoken_bpe
from tiktoken_ext import openai_public

NAMES = ["english", "code", "korean", "japanese", "mixed", "letters", "spaces", "kana"]


def pattern(name):
    """The splitting pattern, without asking tiktoken to fetch the ranks."""
    original = openai_public.load_tiktoken_bpe
    openai_public.load_tiktoken_bpe = lambda *_, **__: {}
    try:
        return getattr(openai_public, name)()["pat_str"]
    finally:
        openai_public.load_tiktoken_bpe = original


def makers(name):
    path, split = os.path.join(ranks, name + ".tiktoken"), pattern(name)
    reference = tiktoken.Encoding(
        name, pat_str=split, mergeable_ranks=load_tiktoken_bpe(path), special_tokens={})

    def make_gigatoken():
        scheme = name.removesuffix("_base")
        tokenizer = gigatoken.Tokenizer.from_tiktoken(path, pretokenizer=scheme)
        return lambda text: len(tokenizer.encode(text))

    def make_fastokens():
        tokenizer = fastokens.Tokenizer.from_tiktoken(path, split, {})
        return lambda text: len(tokenizer.encode(text).ids)

    def make_splintr():
        constant = {"o200k_base": "O200K_BASE_PATTERN", "cl100k_base": "CL100K_BASE_PATTERN"}[name]
        tokenizer = splintr.Tokenizer(path, getattr(splintr, constant))
        return lambda text: len(tokenizer.encode_flat(text)) // 4

    def make_quicktok():
        return quicktok.Tokenizer(name, "").count

    return {
        "tiktoken": lambda: lambda text: len(reference.encode_ordinary(text)),
        "gigatoken": make_gigatoken,
        "fastokens": make_fastokens,
        "quicktok": make_quicktok,
        "splintr": make_splintr,
    }


def rate(make, segments):
    """The rate of fresh text, and the number of tokens."""
    count = make()
    size = sum(len(segment.encode()) for segment in segments[1:]) / 1e6
    count(segments[0])
    start = time.process_time()
    tokens = sum(count(segment) for segment in segments[1:])
    return size / max(time.process_time() - start, 1e-9), tokens


def rate_of_ft(name, text):
    """The fresh rates of counting and of encoding."""
    line = subprocess.run(
        [workbench, "tokenize", "--texts", texts, "--only", text, "--encoding", name,
         "--rounds", "1", "--plain"], check=True, capture_output=True, text=True).stdout.split()
    return float(line[1]), float(line[2])


for name in ["o200k_base", "cl100k_base"]:
    tokenizers = makers(name)
    columns = ["ft count", "ft encode", *tokenizers, "ft / best"]
    print(name, "MB/s of CPU time, fresh text, one thread")
    print("".join(column.ljust(12) for column in ["text", *columns]), flush=True)
    for text in NAMES:
        files = sorted(glob.glob(f"{texts}/{text}.*.txt"))
        segments = [open(file, encoding="utf-8").read() for file in files]
        # tiktoken needs seconds for a megabyte of one character, so it goes once.
        best, tokens = {}, {}
        for round in range(rounds):
            measured = dict(zip(["ft count", "ft encode"], rate_of_ft(name, text)))
            for peer, make in tokenizers.items():
                if peer == "tiktoken" and round > 0:
                    continue
                measured[peer], tokens[peer] = rate(make, segments)
            for column, value in measured.items():
                best[column] = max(best.get(column, 0), value)
        wrong = [peer for peer in tokens if tokens[peer] != tokens["tiktoken"]]
        peers = max(best[peer] for peer in tokenizers if peer not in wrong)
        ratio = min(best["ft count"], best["ft encode"]) / peers
        cells = [f"{best[column]:.0f}" + ("!" if column in wrong else "") for column in columns[:-1]]
        print("".join(cell.ljust(12) for cell in [text, *cells, f"{ratio:.2f}"]), flush=True)
    print()
print("'ft / best' is the slower of ft's two against the fastest other; '!' marks a wrong count")

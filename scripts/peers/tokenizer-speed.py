#!/usr/bin/env python3
"""Measures tokenizers beside ft on the same texts, one after the other within each text.

    scripts/peers/tokenizer-speed.py WORKBENCH TEXTS RANKS [ROUNDS]

TEXTS is the folder that `workbench tokenize --write` made, RANKS the one with the rank files. Each
tokenizer uses its fastest call that gives or counts ids; all must give as many tokens as tiktoken.
Rates are megabytes of text a second, the best of the rounds (2 when not given), each with a new
tokenizer: "fresh" for text that was not seen before (the first segment is not measured), "repeated"
for the last segment again and again. On one thread they are by its CPU time; on two, where each
tokenizer takes all segments as one batch, by the clock, and in o200k_base alone. Some 3 minutes of CPU time.
"""
import glob, os, subprocess, sys, time

workbench, texts, ranks = sys.argv[1:4]
rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 2
# The Rust libraries read it once, so two threads are measured by a process of their own.
threads = int(os.environ.setdefault("RAYON_NUM_THREADS", "1"))

import fastokens, gigatoken, quicktok, splintr, tiktoken
from tiktoken.load import load_tiktoken_bpe
from tiktoken_ext import openai_public

# Texts of many segments, and those of one long piece.
NAMES = ["english", "code", "korean", "japanese", "mixed"]
LONG = ["letters", "spaces", "kana"]
FT = ["ft count", "ft encode"]
REPEATS = 3


def pattern(name):
    """The splitting pattern, without asking tiktoken to fetch the ranks."""
    original = openai_public.load_tiktoken_bpe
    openai_public.load_tiktoken_bpe = lambda *_, **__: {}
    try:
        return getattr(openai_public, name)()["pat_str"]
    finally:
        openai_public.load_tiktoken_bpe = original


def makers(name):
    """For each tokenizer, what makes a function from several texts to their number of tokens."""
    path, split = os.path.join(ranks, name + ".tiktoken"), pattern(name)
    reference = tiktoken.Encoding(
        name, pat_str=split, mergeable_ranks=load_tiktoken_bpe(path), special_tokens={})

    def each(count):
        return lambda batch: sum(count(text) for text in batch)

    def make_tiktoken():
        if threads == 1:
            return each(lambda text: len(reference.encode_ordinary(text)))
        return lambda batch: sum(
            map(len, reference.encode_ordinary_batch(batch, num_threads=threads)))

    def make_gigatoken():
        scheme = name.removesuffix("_base")
        tokenizer = gigatoken.Tokenizer.from_tiktoken(path, pretokenizer=scheme)
        if threads == 1:
            return each(lambda text: len(tokenizer.encode(text)))
        return lambda batch: len(tokenizer.encode_batch(batch).layout.content)

    def make_fastokens():
        tokenizer = fastokens.Tokenizer.from_tiktoken(path, split, {})
        if threads == 1:
            return each(lambda text: len(tokenizer.encode(text).ids))
        return lambda batch: len(tokenizer.encode_batch_flat(batch)[0]) // 4

    def make_splintr():
        constant = {"o200k_base": "O200K_BASE_PATTERN", "cl100k_base": "CL100K_BASE_PATTERN"}[name]
        tokenizer = splintr.Tokenizer(path, getattr(splintr, constant))
        if threads == 1:
            return each(lambda text: len(tokenizer.encode_flat(text)) // 4)
        return lambda batch: len(tokenizer.encode_batch_flat(batch)[0]) // 4

    def make_quicktok():
        tokenizer = quicktok.Tokenizer(name, "")
        if threads == 1:
            return each(tokenizer.count)
        return lambda batch: int(tokenizer.encode_batch(batch, threads)[1][-1])

    return {
        "tiktoken": make_tiktoken, "gigatoken": make_gigatoken, "fastokens": make_fastokens,
        "quicktok": make_quicktok, "splintr": make_splintr,
    }


def rates(make, segments):
    """The rates of fresh and of repeated text, and the number of tokens of the fresh one."""
    clock = time.process_time if threads == 1 else time.perf_counter
    count = make()
    count(segments[:1] * threads)
    fresh, again = segments[1:], segments[-1:] * (REPEATS * threads)
    start = clock()
    tokens = count(fresh)
    middle = clock()
    count(again)
    end = clock()
    sizes = [sum(len(segment.encode()) for segment in batch) / 1e6 for batch in (fresh, again)]
    return sizes[0] / max(middle - start, 1e-9), sizes[1] / max(end - middle, 1e-9), tokens


def rates_of_ft(name, text):
    """The rates of counting and encoding: fresh, then repeated."""
    line = subprocess.run(
        [workbench, "tokenize", "--texts", texts, "--only", text, "--encoding", name,
         "--rounds", "1", "--threads", str(threads), "--plain"],
        check=True, capture_output=True, text=True).stdout.split()
    return [float(cell) for cell in line[1:5]]


def measure(name, text, tokenizers):
    """The best rates of every column, fresh and repeated, and who counted wrong."""
    print(f"measuring {text} in {name}", file=sys.stderr, flush=True)
    files = sorted(glob.glob(f"{texts}/{text}.*.txt"))
    segments = [open(file, encoding="utf-8").read() for file in files]
    best, tokens = ({}, {}), {}
    for round in range(rounds):
        cells = rates_of_ft(name, text)
        measured = {FT[0]: (cells[0], cells[2]), FT[1]: (cells[1], cells[3])}
        for peer, make in tokenizers.items():
            # tiktoken needs seconds for a megabyte of one character, so it goes once.
            if peer == "tiktoken" and round > 0:
                continue
            *measured[peer], tokens[peer] = rates(make, segments)
        for column, values in measured.items():
            for table, value in zip(best, values):
                table[column] = max(table.get(column, 0), value)
    return best, {peer for peer in tokens if tokens[peer] != tokens["tiktoken"]}


def print_row(cells):
    print("".join(cell.ljust(12) for cell in cells).rstrip(), flush=True)


def print_table(title, tokenizers, rows):
    columns = [*FT, *tokenizers]
    print(title)
    print_row(["text", *columns, "ft / best"])
    for text, best, wrong in rows:
        ratio = min(best[column] for column in FT) / max(
            best[peer] for peer in tokenizers if peer not in wrong)
        cells = [f"{best[column]:.0f}" + ("!" if column in wrong else "") for column in columns]
        print_row([text, *cells, f"{ratio:.2f}"])
    print()


work = "one thread's CPU time" if threads == 1 else f"time by the clock, {threads} threads"
for name in ["o200k_base", "cl100k_base"] if threads == 1 else ["o200k_base"]:
    tokenizers = makers(name)
    names = NAMES + LONG if threads == 1 else NAMES
    measured = [(text, *measure(name, text, tokenizers)) for text in names]
    for index, kind in enumerate(["fresh", "repeated"]):
        print_table(
            f"{name}, {kind} text, MB/s of {work}", tokenizers,
            [(text, best[index], wrong) for text, best, wrong in measured])
if threads == 1:
    subprocess.run(
        [sys.executable, *sys.argv[:4], "1"], check=True,
        env=os.environ | {"RAYON_NUM_THREADS": "2"})
    print("'ft / best' is the slower of ft's two against the fastest other; '!' marks a wrong count")

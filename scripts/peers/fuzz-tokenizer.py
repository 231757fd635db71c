#!/usr/bin/env python3
"""Compares ft with tiktoken on random texts, id for id, and prints every mismatch.

    scripts/peers/fuzz-tokenizer.py FT RANKS CASES [SEED]
"""
import json, os, random, subprocess, sys, tempfile, unicodedata

ft, ranks, cases = sys.argv[1], sys.argv[2], int(sys.argv[3])
source = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)

import tiktoken
from tiktoken.load import load_tiktoken_bpe
from tiktoken_ext import openai_public

CATEGORIES = {}
for scalar in range(0x110000):
    category = unicodedata.category(chr(scalar))
    if category != "Cs":
        CATEGORIES.setdefault(category, []).append(chr(scalar))
PICKS = list(CATEGORIES.values())
COMMON = ["'"] * 6 + list("sSdDmMtTlLvVeErR\u017f") + list(" \n\r\t/.!-_0123abAB") + ["\r\n", "  "]
ASCII = ["ab AB", "aA \n", "aA1 \n\t/;'", "  \n\r\t/(ab", "'stmdlvreSLVRE aX(", "0123456789 a\n", "/\n;\r a",
         " \n\ta", "ab'é /\n", "\0\x1f\x7f aB", "".join(map(chr, range(128)))]
WORDS = ["the", "don't", "HTTPServer", "한국어", "日本語", "東京", "привет", "<|endoftext|>", "😀", "    "]


def text():
    kind = source.random()
    if kind < 0.1:
        unit = source.choice(WORDS + COMMON + [source.choice(source.choice(PICKS))])
        return unit * source.randint(1, 200)
    if kind < 0.3:
        letters = source.choice(["ABCabc", "かなカナ日本東京一二", "가나다라한국어", "абвгд", "العربية", "=-#*/"])
        return "".join(source.choice(letters) for _ in range(source.randint(1, 90)))
    if kind < 0.5:
        # Few kinds of ASCII at a time, over more than one block of 64 bytes.
        letters = source.choice(ASCII)
        return "".join(
            source.choice(letters) * source.choice([1] * 12 + [7]) for _ in range(source.randint(1, 190)))
    parts = []
    for _ in range(source.randint(1, 28)):
        pick = source.random()
        if pick < 0.55:
            parts.append(source.choice(COMMON))
        elif pick < 0.75:
            parts.append(source.choice(WORDS))
        else:
            parts.append(source.choice(source.choice(PICKS)))
    return "".join(parts)


def reference(name):
    ranks_of = load_tiktoken_bpe(os.path.join(ranks, name + ".tiktoken"))
    original = openai_public.load_tiktoken_bpe
    openai_public.load_tiktoken_bpe = lambda *_, **__: {}
    split = getattr(openai_public, name)()["pat_str"]
    openai_public.load_tiktoken_bpe = original
    return tiktoken.Encoding(name, pat_str=split, mergeable_ranks=ranks_of, special_tokens={})


texts = [text() for _ in range(cases)]
mismatches = 0
with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
    for index, case in enumerate(texts):
        file.write(json.dumps({"text": case}, ensure_ascii=index % 2 == 0) + "\n")
    file.flush()
    for name in ["o200k_base", "cl100k_base"]:
        expected = reference(name)
        output = subprocess.run(
            [*ft.split(), name, file.name], check=True, capture_output=True, text=True).stdout
        lines = output.split("\n")[:-1]
        if len(lines) != cases:
            sys.exit(f"{name}: {len(lines)} results for {cases} texts")
        for case, line in zip(texts, lines):
            ids = [int(word) for word in line.split()]
            if ids != expected.encode_ordinary(case):
                mismatches += 1
                if mismatches <= 10:
                    print(name, ascii(case), ids, expected.encode_ordinary(case))
        print(f"{name}: {cases} texts, {mismatches} mismatches so far", flush=True)
sys.exit(1 if mismatches else 0)

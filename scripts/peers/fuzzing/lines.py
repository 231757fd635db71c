"""Lines of the language: as arguments of the shell, through a pipe, and as scripts."""

import contextlib
import os

from .mutation import NUMBERS, TEXTS, broken, clean

VERBS = """load list show find stats check edit set add drop tag note diff export tokenize estimate
budget upload launch tail plot pause resume cancel chat ask compare provider undo redo ops use
history save run test param let expect hint auto help explain paths quit split update completions
serve vocabulary results login merge import convert""".split()
OPTIONS = """all json yes force skip-bad repair replace model epochs batch-size lr seed suffix
validation method beta provider max-cost anyway again once new system temperature max-tokens for
accuracy limit as name ids encoding file width confirm params keep""".split()
WORDS = """d d#1 d#1..3 d#1,2 d@r1 d@r99 #1 @last @demo % %1 %1.count d.count $x in to as with where
sample first last seed tokens > < = contains matches is not and or role assistant one.jsonl
/dev/null . .. - -- ! | # \"\" \"a b\" 'x' {} [1,2] sandbox-1 gpt-4o-mini list add remove use system
user 5 0 -1 1.5 "\"\"\"" r1 r0 *""".split()
GOOD = [
    "load one.jsonl as d", "list", "show d#1", "stats d", "check d", "find a in d",
    "set d#1 system = \"x\" --yes", "tag d with t --yes", "drop d#1", "undo", "redo", "ops",
    "estimate d --all", "budget", "budget 5", "use d", "history", "let x = 3", "param n = 5",
    "expect d.count = 2", "let t = \"a $x\"", "expect error E310", "hint look at it", "paths",
    "provider list", "help load", "explain loss", "tokenize \"a b\"", "export d to out.jsonl",
    "note d#1 \"n\"", "diff d@r1 d", "list jobs", "list chats", "save out.ft --force", "auto",
    "show d where tokens > 2 sample 1 seed 7", "launch d --provider nobody", "ask @last \"x\"",
    "chat sandbox-none", "/done", "text", "add d user \"a\" assistant \"b\"", "quit",
]
ONE = (
    '{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}\n'
    '{"messages":[{"role":"user","content":"c"},{"role":"assistant","content":"d"}]}\n')


def word(chance):
    """One word, a good one more often than not."""
    which = chance.randrange(10)
    if which < 6:
        return chance.choice(WORDS)
    if which < 8:
        return "--" + chance.choice(OPTIONS) + chance.choice(["", "", "=5", "="])
    return chance.choice(NUMBERS + TEXTS).encode("utf-8", "replace").decode()


def line(chance):
    """One line, which may be one that works."""
    if chance.random() < 0.4:
        text = chance.choice(GOOD)
    else:
        words = [chance.choice(VERBS)] + [word(chance) for _ in range(chance.randrange(0, 7))]
        text = " ".join(words)
    if chance.random() < 0.25:
        text = broken(text.encode("utf-8", "replace"), chance, 3).decode("utf-8", "replace")
    return text


def prepare(folder):
    with open(os.path.join(folder, "one.jsonl"), "w") as file:
        file.write(ONE)


@contextlib.contextmanager
def CommandLines(run, folder):
    """Words of the shell, and lines through a pipe."""
    prepare(folder)

    def make(chance):
        if chance.random() < 0.1:
            clean(folder)
        if chance.random() < 0.6:
            words = [chance.choice(VERBS)] + [word(chance) for _ in range(chance.randrange(0, 7))]
            if words[0] in ("serve",):
                return
            run("-w", "w.ftdb", *words, environment={"COLUMNS": chance.choice(["", "1", "80"])})
        else:
            lines = [line(chance) for _ in range(chance.randrange(1, 8))]
            text = "\n".join(lines).encode("utf-8", "replace")
            run("-w", "w.ftdb", text=broken(text, chance) if chance.random() < 0.2 else text)
    yield make


@contextlib.contextmanager
def Scripts(run, folder):
    """Scripts with expected output, attachments, blocks of text and bytes of any kind."""
    prepare(folder)

    def make(chance):
        lines = []
        for _ in range(chance.randrange(1, 15)):
            lines.append(chance.choice(["", "", "! "]) + line(chance))
            for _ in range(chance.choice([0, 0, 0, 1, 2])):
                lines.append("| " + chance.choice(
                    ["", "no datasets yet", "...", ".* (regex)", "[ (regex)", "(a+)+$ (regex)"]))
            if chance.random() < 0.08:
                lines += ['set d#1 system = """', chance.choice(TEXTS[:12]), '"""']
            if chance.random() < 0.05:
                lines += ["--- one.jsonl", ONE.strip(), "---"]
        data = "\n".join(lines).encode("utf-8", "replace")
        if chance.random() < 0.3:
            data = broken(data, chance)
        with open(os.path.join(folder, "s.ft"), "wb") as file:
            file.write(data)
        verb = chance.choice(["run", "test", "test", "update"])
        run("-w", "w.ftdb", verb, "s.ft", *chance.choice([[], [], ["--json"], ["--keep-going"]]))
    yield make

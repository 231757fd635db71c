"""Workspaces after a disk, or another program, has changed them."""

import contextlib
import os
import shutil
import sqlite3

from .lines import ONE
from .mutation import broken, clean, mutated, written

VALUES = [
    None, 0, -1, 1, 2, 99, 1 << 31, 1 << 40, (1 << 63) - 1, -(1 << 63), 1e300, float("inf"), "", "x",
    "1", "null", "[]", "{}", b"", b"\x00", b"\xff" * 20, b"\xff" * 40, b"\x00" * 20, "a" * 5000,
    '{"step":9223372036854775807}', "done", "revision", "-5", "\x1b[2J",
]
ASKED = [
    ["list"], ["list", "jobs"], ["list", "files"], ["list", "chats"], ["list", "models"],
    ["show", "d"], ["show", "d#1"], ["show", "d#2"], ["check", "d"], ["stats", "d"], ["ops"],
    ["history"], ["undo"], ["redo"], ["export", "d", "to", "out.jsonl", "--force"], ["budget"],
    ["diff", "d@r1", "d"], ["set", "d#1", "system", "=", "y", "--yes"], ["drop", "d#1", "--yes"],
    ["find", "a", "in", "d"], ["estimate", "d", "--all"], ["plot", "@demo"], ["tail", "@demo", "--once"],
    ["show", "d@r2#1"], ["show", "@demo"], ["load", "one.jsonl", "as", "e"], ["tag", "d", "with", "q", "--yes"],
    ["load", "one.jsonl", "as", "d", "--append"], ["provider", "list"], ["save", "out.ft", "--force"],
    ["list", "--json"], ["show", "e"], ["upload", "d"], ["note", "d#1", "n"], ["ask", "@demo", "a"],
    ["show", "%1"], ["use", "d"], ["add", "d", "user", "a", "assistant", "b"], ["show", "d#5"],
]
JOB = {
    "id": "ftjob-1", "created_at": 1, "finished_at": 2, "estimated_finish": None, "status": "succeeded",
    "model": "gpt-4o-mini-2024-07-18", "fine_tuned_model": "ft:gpt-4o-mini-2024-07-18:o::1",
    "organization_id": "o", "training_file": "file-1", "validation_file": None, "result_files": [],
    "trained_tokens": 100, "seed": 1, "suffix": None, "metadata": {}, "error": None,
    "method": {"type": "supervised", "n_epochs": 3, "batch_size": 1, "learning_rate_multiplier": 1,
               "beta": None},
}


def base(run, folder):
    """A workspace with a little of everything."""
    with open(os.path.join(folder, "one.jsonl"), "w") as file:
        file.write(ONE)
    for words in [
        ["load", "one.jsonl", "as", "d"], ["add", "d", "user", "a", "assistant", "b"],
        ["set", "d#1", "system", "=", "x", "--yes"], ["drop", "d#2", "--yes"], ["check", "d"],
        ["tag", "d", "with", "t", "--yes"], ["note", "d#1", "n"], ["load", "one.jsonl", "as", "e"],
        ["load", "one.jsonl", "as", "d", "--append"], ["undo"], ["stats", "d"], ["budget", "3"],
    ]:
        run("-w", "base.ftdb", *words)
    path = os.path.join(folder, "base.ftdb")
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute(
            "INSERT INTO job(name, provider, service_id, request_hash, reservation, is_complete, "
            "created_at, updated_at, state) VALUES ('demo', 'openai', 'ftjob-1', 'h', 1, 1, 1, 1, ?)",
            [written(JOB)])
        for step in range(1, 6):
            file.execute(
                "INSERT INTO event VALUES (1, ?, ?, 1, 'info', 'metrics', 'm', ?)",
                [step - 1, f"e{step}", f'{{"step":{step},"total_steps":5,"train_loss":{3 - step / 2}}}'])
        file.execute("INSERT INTO checkpoint VALUES (1, 'c', 1, 'm', 3, '{\"step\":3}')")
        file.execute("INSERT INTO chat VALUES (1, 'm', 'openai', 'demo', 's', 1)")
        file.execute(
            "INSERT INTO turn VALUES (1, 1, 'user', 'a', 'whole', 1, 5, 7, 1), "
            "(1, 2, 'assistant', 'b', 'whole', 1, 5, 7, 1)")
        file.execute("INSERT INTO spend VALUES (1, 'openai', 'job', 500, NULL, 0, 1, NULL)")
        file.execute("INSERT INTO uploaded_file VALUES ('openai', 'file-1', 1, 1, 'aa', 5, 1)")
        file.execute("INSERT INTO model VALUES ('openai', 'm', 1, 'o', '2027-01-14')")
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def damage(path, chance):
    """Puts odd values into rows, as far as the schema allows, or changes bytes of the file."""
    if chance.random() < 0.65:
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as file:
            file.execute("PRAGMA foreign_keys = OFF")
            file.execute("PRAGMA ignore_check_constraints = ON")
            tables = [row[0] for row in file.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")]
            if chance.random() < 0.5:
                # Without NOT NULL and UNIQUE, as a damaged page knows neither.
                for table in tables:
                    file.execute(f"ALTER TABLE {table} RENAME TO old_{table}")
                    columns = [row[1] for row in file.execute(f"PRAGMA table_info(old_{table})")]
                    file.execute(f"CREATE TABLE {table}({', '.join(columns)})")
                    file.execute(f"INSERT INTO {table} SELECT * FROM old_{table}")
                    file.execute(f"DROP TABLE old_{table}")
            for _ in range(chance.choice([1, 1, 1, 2, 5])):
                table = chance.choice(tables)
                with contextlib.suppress(sqlite3.Error):
                    columns = [row[1] for row in file.execute(f"PRAGMA table_info({table})")]
                    column, value = chance.choice(columns), chance.choice(VALUES)
                    if column == "state" and table == "job":
                        value = written(mutated(JOB, chance, 0.2))
                    which = chance.randrange(6)
                    if which == 0:
                        file.execute(f"DELETE FROM {table} WHERE random() % 2 = 0")
                    elif which == 1:
                        file.execute(f"INSERT INTO {table} SELECT * FROM {table}")
                    elif which == 2:
                        file.execute(f"UPDATE {table} SET {column} = {column} + 1")
                    else:
                        file.execute(f"UPDATE {table} SET {column} = ?", [value])
            if chance.random() < 0.05:
                file.execute(f"PRAGMA user_version = {chance.choice([-1, 0, 1, 2, 3, 4, 9])}")
            if chance.random() < 0.05:
                file.execute(f"DROP TABLE {chance.choice(tables)}")
    else:
        with open(path, "rb") as file:
            data = bytearray(file.read())
        for _ in range(chance.choice([1, 3, 30])):
            # The first page tells what is where; the others hold the rows.
            at = chance.randrange(100, min(len(data), chance.choice([16_384, len(data)])))
            data[at:at + chance.choice([1, 1, 2, 8])] = bytes(
                chance.randrange(256) for _ in range(chance.choice([1, 1, 2, 8])))
        if chance.random() < 0.1:
            data = data[:chance.randrange(len(data))]
        with open(path, "wb") as file:
            file.write(data)
    if chance.random() < 0.05:
        with open(path + "-wal", "wb") as file:
            file.write(broken(bytes.fromhex("377f06820000") + bytes(4_000), chance))


@contextlib.contextmanager
def Workspaces(run, folder):
    """Damages a copy of a workspace and asks every verb that reads or writes it."""
    original = base(run, folder)
    path = os.path.join(folder, "w.ftdb")

    def make(chance):
        clean(folder)
        shutil.copyfile(original, path)
        damage(path, chance)
        for words in chance.sample(ASKED, 5):
            run("-w", "w.ftdb", *words)
    yield make

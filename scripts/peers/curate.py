#!/usr/bin/env python3
"""Curates a large chat file with ft and with other tools, in turns: `scripts/bench curate`.

    scripts/peers/curate.py [--peers] [--base FT] [--rounds N] [--only WORD] FT FILE SMALL FOLDER

FT loads FILE into a workspace in FOLDER once; each change is made there and undone again. The peers
read FILE and write a new one; near duplicates are looked for in SMALL, as the peers take minutes for
more. `--base` is an older build of ft, and runs what it knows. With `--as PEER TASK FILE OUT` this
is the script that a peer in Python runs.
"""
import argparse, json, os, re, shutil, subprocess, sys, time

PROMPT = "You are a careful assistant. Say so when you do not know."
NOWHERE = "quite certainly nowhere"
PATTERN = r"(river|garden) ([a-z]+)"
LIKENESS = 0.7


class Task:
    """One row of the table: what ft is asked, and how others do the same.

    `changes` is whether ft undoes it afterwards. `rg` and `jq` are their words but for the file;
    `scripts` names the peers that this file is the script of; `base` is the line of an older build.
    """
    def __init__(self, name, ft, changes=True, rg=None, jq=None, scripts=(), base=None, small=False):
        self.name, self.ft, self.changes, self.rg, self.jq = name, ft, changes, rg, jq
        self.scripts, self.base, self.small = scripts, base, small


def tasks(count):
    quarter, half = "d#1..%d" % (count // 4), count // 2
    prompt = ["--arg", "p", PROMPT]
    return [
        Task("find, no hit", ["find", "d", NOWHERE], False, ["-i", "-c", "-F", NOWHERE],
             scripts=("Python", "duckdb"), base=["find", "d", NOWHERE]),
        Task("find two Hangul", ["find", "d", "환불"], False, ["-c", "-F", "환불"],
             scripts=("Python", "duckdb"), base=["find", "d", "환불"]),
        Task("show where contains", ["show", "d", "where", "assistant", "contains", NOWHERE,
                                     "head", "3"], False,
             jq=["-c", "select(any(.messages[]; .role == \"assistant\" and (.content | contains($p))))",
                 "--arg", "p", NOWHERE],
             scripts=("Python", "duckdb"),
             base=["show", "d", "where", "assistant", "contains", NOWHERE, "head", "3"]),
        Task("show one", ["show", "d#%d" % half], False, base=["show", "d#%d" % half]),
        Task("set one", ["set", "d#%d.assistant" % half, "Another answer."],
             base=["set", "d#%d.assistant" % half, "Another answer."]),
        Task("set system", ["set", "d.system", PROMPT, "--yes"],
             jq=["-c", "if .messages[0].role == \"system\" then .messages[0].content = $p "
                 "else .messages |= [{role: \"system\", content: $p}] + . end"] + prompt,
             scripts=("Python",), base=["set", "d.system", PROMPT, "--yes"]),
        # rg sees lines and no roles, and so replaces in keys and prompts as well.
        Task("replace, everywhere", ["replace", "d.assistant", "the", "THE", "--yes"],
             rg=["--passthru", "-N", "-F", "the", "-r", "THE"],
             jq=["-c", "(.messages[] | select(.role == \"assistant\") | .content) "
                 "|= (split(\"the\") | join(\"THE\"))"], scripts=("Python",)),
        Task("replace, by pattern", ["replace", "d.assistant", "--regex", PATTERN, "$2 $1", "--yes"],
             rg=["--passthru", "-N", PATTERN, "-r", "$2 $1"],
             jq=["-c", "(.messages[] | select(.role == \"assistant\") | .content) "
                 "|= gsub(\"(?<a>river|garden) (?<b>[a-z]+)\"; \"\\(.b) \\(.a)\")"],
             scripts=("Python",)),
        Task("drop a quarter", ["drop", quarter, "--yes"],
             jq=["-c", "select(input_line_number % 4 != 0)"],
             scripts=("Python",), base=["drop", quarter, "--yes"]),
        Task("tag a quarter", ["tag", quarter, "seen", "--yes"],
             base=["tag", quarter, "seen", "--yes"]),
        Task("near duplicates, small", ["duplicates", "s", "near"], False,
             scripts=("rensa", "datasketch"), small=True),
        Task("leaks, exact and near", ["leaks", "d#1..%d" % (count * 2 // 3), "d#%d..%d" % (
            count * 2 // 3 + 1, count * 2 // 3 + count // 15), "near"], False),
    ]


def examples(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def change(task, number, example):
    """The example as a task leaves it; None when it goes."""
    messages = example["messages"]
    if task == "drop a quarter":
        return None if number % 4 == 0 else example
    if task == "set system":
        if messages[0]["role"] == "system":
            messages[0]["content"] = PROMPT
        else:
            messages.insert(0, {"role": "system", "content": PROMPT})
        return example
    pattern = re.compile(PATTERN)
    for message in messages:
        if message["role"] == "assistant":
            message["content"] = (message["content"].replace("the", "THE") if "everywhere" in task
                                  else pattern.sub(r"\2 \1", message["content"]))
    return example


def in_python(task, source, target):
    """What a script of a few lines does, which reads each row and writes it again."""
    found = {
        "find, no hit": lambda text, role: NOWHERE in text.lower(),
        "find two Hangul": lambda text, role: "환불" in text,
        "show where contains": lambda text, role: role == "assistant" and NOWHERE in text,
    }.get(task)
    if found:
        print(sum(any(found(message["content"], message["role"]) for message in example["messages"])
                  for example in examples(source)))
        return
    with open(target, "w", encoding="utf-8") as out:
        for number, example in enumerate(examples(source), 1):
            example = change(task, number, example)
            if example is not None:
                out.write(json.dumps(example, ensure_ascii=False) + "\n")


def in_duckdb(task, source, target):
    import duckdb
    test = {
        "find, no hit": "m.content ILIKE '%%%s%%'" % NOWHERE,
        "find two Hangul": "contains(m.content, '환불')",
        "show where contains": "m.role = 'assistant' AND contains(m.content, '%s')" % NOWHERE,
    }[task]
    print(duckdb.sql(
        "SELECT count(*) FROM read_json('%s', format='newline_delimited', columns={messages: "
        "'STRUCT(role VARCHAR, content VARCHAR)[]'}) WHERE len(list_filter(messages, lambda m: %s))"
        " > 0" % (source, test)).fetchall())


def words(example):
    """The words of all that is said, which are compared as a set."""
    return set(" ".join(message["content"] for message in example["messages"]).lower().split())


def in_rensa(task, source, target):
    from rensa import RMinHash, RMinHashLSH
    index = RMinHashLSH(threshold=LIKENESS, num_perm=128, num_bands=32)
    hashes = RMinHash.from_token_sets([list(words(each)) for each in examples(source)], 128, 42)
    repeated = 0
    for number, each in enumerate(hashes):
        repeated += any(hashes[other].jaccard(each) >= LIKENESS for other in index.query(each))
        index.insert(number, each)
    print(repeated)


def in_datasketch(task, source, target):
    from datasketch import MinHash, MinHashLSH
    index, hashes, repeated = MinHashLSH(threshold=LIKENESS, num_perm=128), [], 0
    for number, example in enumerate(examples(source)):
        each = MinHash(num_perm=128)
        each.update_batch([word.encode() for word in words(example)])
        repeated += any(hashes[other].jaccard(each) >= LIKENESS for other in index.query(each))
        index.insert(number, each)
        hashes.append(each)
    print(repeated)


SCRIPTS = {"Python": in_python, "duckdb": in_duckdb, "rensa": in_rensa,
           "datasketch": in_datasketch}


def measure(command, output="/dev/null", statuses=(0,)):
    """Runs a program to its end; its seconds by the clock and of the CPU, and its peak in MB."""
    start = time.monotonic()
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
        (os.POSIX_SPAWN_OPEN, 2, "/dev/null", os.O_WRONLY, 0)])
    _, status, usage = os.wait4(process, 0)
    if os.waitstatus_to_exitcode(status) not in statuses:
        sys.exit("%s failed; run it to see why" % " ".join(command))
    return (time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6)


def best(runs):
    """The fastest by the clock, the least CPU and the highest peak."""
    walls, cpus, peaks = zip(*runs)
    return min(walls), min(cpus), max(peaks)


def show(name, figures, base=None):
    line = "%-28s %9.2f %9.2f %9.0f" % ((name,) + figures)
    if base:
        line += "     %6.1f %6.1f %6.1f" % tuple(mine / max(its, 0.001) for mine, its
                                                  in zip(figures, base))
    print(line, flush=True)


class Build:
    """A build of ft, with a workspace of its own in which the files are loaded."""
    def __init__(self, program, folder, name):
        self.path = os.path.join(folder, name + ".ftdb")
        self.remove()
        self.words = [program, "-w", self.path]

    def remove(self):
        for ending in ("", "-wal", "-shm"):
            if os.path.exists(self.path + ending):
                os.unlink(self.path + ending)

    def run(self, *line):
        return measure(self.words + list(line))

    def revision(self):
        """Of the large dataset: a change that changed nothing would be undone as another one."""
        words = self.words + ["list", "--json"]
        return json.loads(subprocess.run(words, capture_output=True).stdout)[0]["revision"]


def others(task, options, target):
    """The peers of a task: name, command, where its output goes, statuses that are no failure."""
    source = options.small if task.small else options.file
    if task.rg and shutil.which("rg"):
        yield "rg", ["rg"] + task.rg + [source], target, (0, 1)
    if task.jq and shutil.which("jq"):
        yield "jq", ["jq"] + task.jq + [source], target, (0,)
    for script in task.scripts:
        yield script, [sys.executable, os.path.abspath(__file__), "--as", script, task.name, source,
                       target], "/dev/null", (0,)


def turns(task, options, ft, base, target):
    """All rounds of a task, each program after the other, and their lines."""
    peers = list(others(task, options, target)) if options.peers else []
    runs, undos, theirs = [], [], {peer[0]: [] for peer in peers}
    for turn in range(options.rounds):
        runs.append(ft.run(*task.ft))
        if task.changes:
            if ft.revision() == 1:
                sys.exit("%s changed nothing" % task.name)
            undos.append(ft.run("undo"))
        for name, command, output, statuses in peers:
            theirs[name].append(measure(command, output, statuses))
        if base and task.base and turn == 0:
            theirs["older build"] = [base.run(*task.base)]
            if task.changes:
                base.run("undo")
    mine = best(runs)
    show(task.name, mine)
    for name, figures in theirs.items():
        show("  " + name, best(figures), mine)
    if undos:
        show("  undo", best(undos))


def main():
    if sys.argv[1:2] == ["--as"]:
        return SCRIPTS[sys.argv[2]](*sys.argv[3:6])
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--base", help="an older build of ft, measured once each")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help="the tasks whose name contains this")
    for name in ("ft", "file", "small", "folder"):
        parser.add_argument(name)
    options = parser.parse_args()
    target = os.path.join(options.folder, "curate.out")
    with open(options.file, "rb") as lines:
        count = sum(1 for _ in lines)
    print("%s: %d MB, %d examples, %d rounds" % (
        options.file, os.path.getsize(options.file) // 1_000_000, count, options.rounds))
    for tool in ("rg", "jq") if options.peers else ():
        if shutil.which(tool) is None:
            print("%s is not installed, and is left out" % tool)
    print("%-28s %9s %9s %9s     times what ft takes" % ("", "wall s", "CPU s", "peak MB"))
    ft = Build(options.ft, options.folder, "curate")
    loading = ft.run("load", options.file, "as", "d")
    show("load", loading)
    ft.run("load", options.small, "as", "s")
    base = Build(options.base, options.folder, "curate-base") if options.base else None
    if base:
        show("  older build", base.run("load", options.file, "as", "d"), loading)
    for task in tasks(count):
        if options.only in task.name:
            turns(task, options, ft, base, target)
    for build in (ft, base) if base else (ft,):
        build.remove()
    if os.path.exists(target):
        os.unlink(target)


main()

#!/usr/bin/env python3
"""Changes many rows of a chat file with ft and with the usual tools, in turns: `scripts/bench curate`.

    scripts/peers/curate.py [--peers] [--rounds N] FT FILE FOLDER

FT loads FILE into a workspace in FOLDER once; each change is made there and undone again. The peers
read FILE and write a new one. With `--row TASK FILE OUT` it is the script in Python that is a peer.
"""
import argparse, json, os, shutil, sys, time

PROMPT = "You are a careful assistant. Say so when you do not know."
OLD, NEW = "the", "THE"
TASKS = ["set system", "replace", "drop a quarter"]


def row(task, source, target):
    """What a script of a few lines does, which reads each row and writes it again."""
    with open(source, encoding="utf-8") as lines, open(target, "w", encoding="utf-8") as out:
        for number, line in enumerate(lines, 1):
            example = json.loads(line)
            messages = example["messages"]
            if task == "drop a quarter":
                if number % 4 == 0:
                    continue
            elif task == "set system":
                if messages[0]["role"] == "system":
                    messages[0]["content"] = PROMPT
                else:
                    messages.insert(0, {"role": "system", "content": PROMPT})
            else:
                for message in messages:
                    if message["role"] == "assistant":
                        message["content"] = message["content"].replace(OLD, NEW)
            out.write(json.dumps(example, ensure_ascii=False) + "\n")


def measure(words, output="/dev/null"):
    """Runs a program to its end; its seconds by the clock and of the CPU, and its peak in MB."""
    start = time.monotonic()
    process = os.posix_spawnp(words[0], words, os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)])
    _, status, usage = os.wait4(process, 0)
    if status != 0:
        sys.exit("%s failed; run it to see why" % " ".join(words))
    return (time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6)


def ft_line(task, quarter):
    return {
        "set system": ["set", "d.system", PROMPT, "--yes"],
        "replace": ["replace", "d.assistant", OLD, NEW, "--yes"],
        "drop a quarter": ["drop", "d#" + quarter, "--yes"],
    }[task]


def peers(task, source, target):
    """The other programs that can do it: name, words, where their output goes."""
    jq = {
        "set system": "if .messages[0].role == \"system\" then .messages[0].content = $p "
                      "else .messages |= [{role: \"system\", content: $p}] + . end",
        "replace": "(.messages[] | select(.role == \"assistant\") | .content) "
                   "|= (split($o) | join($n))",
        "drop a quarter": "select(input_line_number % 4 != 0)",
    }[task]
    found = [
        ("jq", ["jq", "-c", "--arg", "p", PROMPT, "--arg", "o", OLD, "--arg", "n", NEW, jq, source],
         target),
        ("Python", [sys.executable, os.path.abspath(__file__), "--row", task, source, target],
         "/dev/null"),
    ]
    if task == "replace":
        # It sees lines and no roles, and so replaces in keys and prompts as well.
        found.insert(0, ("rg", ["rg", "--passthru", "-N", "-F", OLD, "-r", NEW, source], target))
    return found


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


def main():
    if sys.argv[1:2] == ["--row"]:
        return row(*sys.argv[2:5])
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("ft")
    parser.add_argument("file")
    parser.add_argument("folder")
    options = parser.parse_args()
    workspace, target = (os.path.join(options.folder, name) for name in ("curate.ftdb", "curate.out"))
    for ending in ("", "-wal", "-shm"):
        if os.path.exists(workspace + ending):
            os.unlink(workspace + ending)
    ft = [options.ft, "-w", workspace]
    with open(options.file, "rb") as lines:
        count = sum(1 for _ in lines)
    quarter = "1..%d" % (count // 4)
    print("%s: %d MB, %d examples, %d rounds" % (
        options.file, os.path.getsize(options.file) // 1_000_000, count, options.rounds))
    if options.peers:
        for tool in ("rg", "jq"):
            if shutil.which(tool) is None:
                print("%s is not installed, and is left out" % tool)
    print("%-28s %9s %9s %9s     times what ft takes" % ("", "wall s", "CPU s", "peak MB"))
    show("load", measure(ft + ["load", options.file, "as", "d"]))
    for task in TASKS + ["tag a quarter"]:
        words = ft_line(task, quarter) if task in TASKS else ["tag", "d#" + quarter, "seen", "--yes"]
        others = peers(task, options.file, target) if options.peers and task in TASKS else []
        others = [peer for peer in others if shutil.which(peer[1][0])]
        runs, undos, theirs = [], [], {peer[0]: [] for peer in others}
        for _ in range(options.rounds):
            runs.append(measure(ft + words))
            undos.append(measure(ft + ["undo"]))
            for name, command, output in others:
                theirs[name].append(measure(command, output))
        base = best(runs)
        show(task, base)
        for name, figures in theirs.items():
            show("  " + name, best(figures), base)
        show("  undo", best(undos))
    for path in [workspace, target] + [workspace + ending for ending in ("-wal", "-shm")]:
        if os.path.exists(path):
            os.unlink(path)


main()

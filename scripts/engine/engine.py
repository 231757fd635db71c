"""The training engine of ft: `python engine.py WORD ARGUMENT`, as README.md beside it says."""

import os
import sys

# Before any library is imported: they read these once. A base named by path asks nothing of a hub,
# and no stranger's model of the same name can be fetched in its place.
os.environ.update(
    HF_HUB_OFFLINE="1",
    HF_DATASETS_OFFLINE="1",
    HF_HUB_DISABLE_TELEMETRY="1",
    TOKENIZERS_PARALLELISM="false",
    TRL_EXPERIMENTAL_SILENCE="1",
)

from ft_engine.protocol import FAILED, Failure, answer  # noqa: E402 (after the environment)


def main(arguments: list[str]) -> int:
    """Runs one word; each imports what it needs, since torch alone takes seconds."""
    match arguments:
        case ["train", path]:
            from ft_engine.launching import train

            return train(path)
        case ["inspect", path]:
            from ft_engine.inspection import inspect

            return reported(inspect, path)
        case ["render", path]:
            from ft_engine.inspection import render

            return reported(render, path)
        case ["check", path]:
            from ft_engine.checking import check

            return reported(check, path)
        case ["merge", path]:
            from ft_engine.serving import merge

            return reported(merge, path)
        case ["serve", path]:
            from ft_engine.serving import serve

            return reported(serve, path)
    print("usage: engine.py train|inspect|render|check|merge|serve FILE.json", file=sys.stderr)
    return 2


def reported(word, path: str) -> int:
    """The word's exit code; a failure with a cause becomes an object on stdout."""
    try:
        return word(path)
    except Failure as failure:
        answer({"error": {"code": failure.code, "message": failure.message}})
        return FAILED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

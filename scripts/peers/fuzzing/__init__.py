"""What scripts/fuzz hands to ft: one module for each border, all drawn from one seeded source."""

import os

CACHE = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")

from .lines import CommandLines, Scripts  # noqa: E402
from .rows import Rows  # noqa: E402
from .services import Results, Services  # noqa: E402
from .workspaces import Workspaces  # noqa: E402

KINDS = {
    "jsonl": Rows,
    "script": Scripts,
    "commandline": CommandLines,
    "service": Services,
    "results": Results,
    "workspace": Workspaces,
}

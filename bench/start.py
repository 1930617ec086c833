"""From an empty home to the example deal, built; beside a process that does no more than import Django.

Run as `python -m bench.start`; prints figures.
"""

import subprocess
import sys
import tempfile
from itertools import count
from pathlib import Path

from bench.figures import Figure, in_turns, tell

TIMES = 5
_DEMO = """
import os, sys
os.environ["REGIODEAL_HOME"] = {home!r}
sys.stdout = open(os.devnull, "w")
from regiodeal.config.cli import cli
cli(["demo", "--build-only", "--by", "bench"], standalone_mode=False)
"""
_DJANGO = (
    "import django; from django.conf import settings; settings.configure(); django.setup(); import django.db.models"
)


def main() -> None:
    """Measure in turns; the median counts."""
    with tempfile.TemporaryDirectory() as folder:
        numbers = count()

        def demo() -> None:
            _python(_DEMO.format(home=str(Path(folder) / str(next(numbers)))))

        value, reference = in_turns([demo, lambda: _python(_DJANGO)], TIMES)
    against = "a process that imports Django"
    tell([Figure(name="empty home to built example", value=value, unit="s", reference=reference, against=against)])


def _python(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


if __name__ == "__main__":
    main()

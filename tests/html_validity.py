"""HTML as a validator reads it: content models, attributes and their values, by the HTML Living Standard."""

import json
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def faults(folder: Path) -> list[str]:
    """Return what html-validate finds wrong in the pages of a folder, each with its file, line and reason."""
    assert any(folder.rglob("*.html")), f"{folder} holds no pages"
    validator = ROOT / "node_modules/html-validate/bin/html-validate.mjs"
    options = ["--preset", "standard", "--formatter", "json", "--ext", "html", "."]
    done = subprocess.run(
        [ROOT / "tools/with-node", ROOT / ".venv", "node", validator, *options],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    return [
        f"{Path(file['filePath']).relative_to(folder)}:{found['line']}: {found['message']}"
        for file in json.loads(done.stdout)
        for found in file["messages"]
    ]

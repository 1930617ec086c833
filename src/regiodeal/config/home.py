"""The data home: the one folder in which everything that an installation keeps stands."""

import os
import secrets
from pathlib import Path


def home() -> Path:
    """Return the data home: `REGIODEAL_HOME`, or `var` in the present folder."""
    return Path(os.environ.get("REGIODEAL_HOME", "var")).absolute()


def records() -> Path:
    """Return the folder with the public record of each deal."""
    return home() / "record"


def secret_key() -> str:
    """Return the installation's own secret: from `REGIODEAL_SECRET_KEY`, or made once and kept in the data home."""
    if given := os.environ.get("REGIODEAL_SECRET_KEY"):
        return given
    file = home() / "secret-key"
    if not file.exists():
        home().mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f".secret-key-{os.getpid()}")
        draft.write_text(secrets.token_urlsafe(50), encoding="ascii")
        draft.chmod(0o600)
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text(encoding="ascii")

"""A small record for tests to change: built once, and copied for each of them."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from regiodeal.publication import record
from tests.publication.rendering import samples


@pytest.fixture(scope="session")
def _first_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the record of a small deal, `deal`, in a folder of its own."""
    place = tmp_path_factory.mktemp("record")
    record.build(place / "deal", samples.small(), at=datetime(2026, 11, 24, tzinfo=UTC))
    return place


@pytest.fixture
def small_record(_first_record: Path, tmp_path: Path) -> Path:
    """Return the folder of a small record of its own, as a build on 24 November 2026 leaves it."""
    shutil.copytree(_first_record, tmp_path, symlinks=True, dirs_exist_ok=True)
    return tmp_path / "deal"

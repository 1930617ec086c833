"""A record with something in every file of its data, built once; tests that break it take a copy."""

import shutil
from pathlib import Path

import pytest

from regiodeal.publication import record
from tests.publication.data import chains


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record that nobody writes in."""
    folder = tmp_path_factory.mktemp("data") / "deal"
    record.build(folder, chains.sealed().envelopes, at=chains.AT)
    return folder.resolve()


@pytest.fixture
def broken(whole: Path, tmp_path: Path) -> Path:
    """A copy of the record, to break."""
    return shutil.copytree(whole, tmp_path / "deal")

"""A record of a deal in which everything happened, built once for all tests that read it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from regiodeal.publication import record
from tests.publication.rendering import samples

AT = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a record with a correction, a withdrawal, harmful names and an embargo."""
    folder = tmp_path_factory.mktemp("record") / "deal"
    record.build(folder, samples.eventful(), at=AT)
    return folder

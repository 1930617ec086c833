"""Every address of one lively record, for all tests that follow links."""

import pytest

from regiodeal.publication.rendering import plan
from regiodeal.publication.visibility import public
from tests.publication.data.chains import AT
from tests.publication.sections import chains


@pytest.fixture(scope="session")
def addresses() -> frozenset[str]:
    """Return the paths of all files of the record of the lively deal."""
    return frozenset(path for task in plan.of(public(chains.lively(), AT)) for path, _ in task.files())

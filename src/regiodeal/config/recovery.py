"""What a process that was killed had begun, finished by who comes next; it needs no database."""

import logging

from regiodeal.common.errors import Refusal
from regiodeal.config.home import records
from regiodeal.publication import generations

log = logging.getLogger(__name__)


def finish_begun() -> None:
    """Finish what somebody had begun to show, in each record in the data home that may be changed."""
    for record in records().glob("*"):
        try:
            generations.finish(record)
        except (OSError, Refusal) as error:
            log.warning("the record of %s stands half-way a publication: %s", record.name, error)

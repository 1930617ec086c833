"""The schema of what our grants say beyond the 360Giving Data Standard, under the key `regiodeal` of each."""

from typing import Any

from regiodeal.decisions.choices import Outcome
from regiodeal.programme.choices import ContributionForm, MoneyOrigin, Sector
from regiodeal.publication.rendering.data import as_json, grants
from regiodeal.publication.rendering.data.addresses import Addresses
from regiodeal.publication.rendering.data.json_schema import DRAFT


def written(addresses: Addresses) -> bytes:
    """Return the schema; `addresses` must have a root."""
    return as_json.document(
        {
            "$schema": DRAFT,
            "$id": addresses.file(grants.EXTENSION),
            "title": "Regio Deal: extension of the 360Giving Data Standard",
            "description": "What the object `regiodeal` of a grant says. Amounts are euros; null where nobody knows.",
            **_object(
                project=_text("Code of the project."),
                phase={"type": "integer", "minimum": 1, "description": "Number of the phase that got the money."},
                recipientKnown=_yes_no("Whether the record names an organisation that is responsible."),
                decisions=_list(
                    "The decisions that the money rests on, and the body that took each.",
                    reference=_text("Meeting and number."),
                    body=_text("Who decided."),
                    date={"type": "string", "format": "date", "description": "Day of the meeting."},
                    outcome=_one_of("What was decided.", Outcome.values),
                ),
                totalCost=_amount("Cost of the whole project from all sources."),
                coFinancing=_list(
                    "What others contribute beside the Regio Deal.",
                    party=_text("Who contributes."),
                    wholeProject=_yes_no("Whether it is for the project as a whole, and not for this phase alone."),
                    sector=_one_of("Whose money it is.", Sector.values),
                    form=_one_of("In cash or in kind.", ContributionForm.values),
                    origin=_one_of("Where the money comes from.", MoneyOrigin.values),
                    partyToDeal=_yes_no("Whether the party signed the deal."),
                    amount=_amount("Amount or value."),
                ),
            ),
        }
    )


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": [*properties], "additionalProperties": False, "properties": properties}


def _list(about: str, **properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "description": about, "items": _object(**properties)}


def _text(about: str) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "description": about}


def _yes_no(about: str) -> dict[str, Any]:
    return {"type": "boolean", "description": about}


def _amount(about: str) -> dict[str, Any]:
    return {"type": ["number", "null"], "description": about}


def _one_of(about: str, codes: list[str]) -> dict[str, Any]:
    return {"enum": codes, "description": about}

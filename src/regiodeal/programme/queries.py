"""Reads about deals."""

from typing import Any

from regiodeal.common.errors import Refusal
from regiodeal.common.sentences import Named
from regiodeal.partners.choices import OrganisationKind
from regiodeal.programme.models import Body, Deal, Outline


class UnknownBody(Refusal):
    """The deal has no such body, or no body was named where there is more than one."""


class UnknownDeal(Refusal):
    """No deal has this code, or no deal was named where there is more than one."""


def deal(code: str | None = None) -> Deal:
    """Return the deal with this code, or the only one. Raises UnknownDeal, naming the deals that there are."""
    known = list(Deal.objects.all())
    if code is None and len(known) == 1:
        return known[0]
    for one in known:
        if one.code == code:
            return one
    names = ", ".join(one.code for one in known)
    if not known:
        raise UnknownDeal("there is no deal yet; load one with: regiodeal deal load FILE")
    if code is None:
        raise UnknownDeal("there is more than one deal; name one with --deal: {names}", names=names)
    raise UnknownDeal("there is no deal {code!r}; there is: {names}", code=code, names=names)


def body(deal: Deal, code: str | None = None) -> Body:
    """Return the body with this code, or the only one of the deal. Raises UnknownBody, naming the bodies there are."""
    known = list(deal.bodies.all())
    if code is None and len(known) == 1:
        return known[0]
    for one in known:
        if one.code == code:
            return one
    raise UnknownBody(
        "name a body of {deal} with --body: {bodies}",
        deal=Named(deal.code, deal.name),
        bodies=", ".join(one.code for one in known),
    )


def municipalities(deal: Deal) -> dict[str, str]:
    """Return the code and the TOOI identifier of each municipality that is party to the deal; empty where not known."""
    own = deal.parties.filter(organisation__kind=OrganisationKind.MUNICIPALITY)
    return dict(own.values_list("organisation__code", "organisation__identifier"))


def outline(deal: Deal) -> dict[str, Any] | None:
    """Return the borders of the municipalities of a deal as plain JSON, None where no file of boundaries was loaded."""
    kept = Outline.objects.filter(deal=deal).first()
    return kept.content if kept else None


def lock(deal: Deal) -> Deal:
    """Return the deal, locked until the transaction ends: whoever writes in one deal waits for the other.

    PostgreSQL locks the row; SQLite has one writer already, since its transactions start as IMMEDIATE.
    """
    return Deal.objects.select_for_update().get(pk=deal.pk)

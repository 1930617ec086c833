"""Put a deal file into the register."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction

from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.common.money import allocate
from regiodeal.partners.models import Organisation
from regiodeal.programme.deal_file import BodyEntry, DealFile, PartyEntry, SourceEntry
from regiodeal.programme.models import Body, Deal, Locality, Party, Pillar, Seat, Source
from regiodeal.programme.queries import lock


class MoneyIsFixed(Refusal):
    """The file changes money that was booked already."""


class InUse(Refusal):
    """The file leaves out something that decisions rest on."""


def load(file: DealFile, *, by: trail.Actor, at: datetime) -> tuple[Deal, bool]:
    """Register a deal, or bring it up to date with its file; return it and whether anything changed.

    Loading the same file twice changes nothing. Raises MoneyIsFixed when an amount that was loaded before differs,
    InUse when the file leaves out what decisions rest on; nothing is stored then.
    """
    with transaction.atomic():
        organisations = {entry.code: _organisation(entry) for entry in file.parties}
        changes: list[str] = []
        _require_own_hosts(file)
        deal, is_new = _deal(file, organisations, changes)
        if not is_new:
            lock(deal)
        _parties(deal, file, organisations, changes)
        _pillars(deal, file, is_new, changes)
        _sources(deal, file, is_new, changes)
        for entry in file.bodies:
            _body(deal, entry, organisations, changes)
        _localities(deal, file, organisations, changes)
        _remove(deal.bodies.exclude(code__in=[entry.code for entry in file.bodies]), "body", changes)
        if changes:
            act = "deal.load" if is_new else "deal.update"
            trail.write(scope=deal.code, act=act, subject=deal.code, by=by, at=at, changes=changes)
    return deal, bool(changes)


def _require_own_hosts(file: DealFile) -> None:
    for other in Deal.objects.exclude(code=file.deal.code):
        shared = sorted(set(other.hosts) & set(file.deal.hosts))
        if shared:
            raise Refusal(
                "deal.hosts: {hosts} shows {deal} already; a host name shows one deal",
                hosts=", ".join(shared),
                deal=other.code,
            )


def _organisation(entry: PartyEntry) -> Organisation:
    organisation, _ = Organisation.objects.get_or_create(
        code=entry.code,
        defaults={"name": entry.name, "kind": entry.kind, "identifier": entry.identifier or ""},
    )
    if entry.identifier and not organisation.identifier:
        organisation.identifier = entry.identifier
        organisation.save(update_fields=["identifier"])
    told = (entry.name, entry.kind, entry.identifier or organisation.identifier)
    if (organisation.name, organisation.kind, organisation.identifier) != told:
        raise Refusal(
            "party {code!r} is known as {known!r} ({known_kind}), not {name!r} ({kind}): "
            "use another code, or the same name, kind and identifier",
            code=entry.code,
            known=organisation.name,
            known_kind=organisation.kind,
            name=entry.name,
            kind=entry.kind,
        )
    return organisation


def _deal(file: DealFile, organisations: dict[str, Organisation], changes: list[str]) -> tuple[Deal, bool]:
    about, agreement = file.deal, file.agreement
    fields = {
        "name": about.name,
        "short_name": about.short_name,
        "round": about.round,
        "starts_on": about.period.start,
        "ends_on": about.period.end,
        "projects_end_by": about.projects_end_by,
        "agreement_title": agreement.title,
        "agreed_on": agreement.signed_on,
        "agreement_url": agreement.source or "",
        "publisher": organisations[about.publisher],
        "phone": file.press.phone or "",
        "email": file.press.email or "",
        "website": about.website or "",
        "hosts": list(about.hosts),
        "public_address": file.publication.address or "",
        "woo_categories": file.publication.woo.model_dump(mode="json"),
        "security_contact": file.publication.security or "",
        "accent": about.accent.lower(),
        "allocation_rule": " ".join(source.allocation.words for source in file.money.sources if source.allocation),
    }
    return _put(Deal.objects.all(), {"code": about.code}, fields, changes)


def _parties(deal: Deal, file: DealFile, organisations: dict[str, Organisation], changes: list[str]) -> None:
    for position, entry in enumerate(file.parties):
        organisation = organisations[entry.code]
        _put(Party.objects.all(), {"deal": deal, "organisation": organisation}, {"position": position}, changes)
    _remove(deal.parties.exclude(organisation__in=organisations.values()), "party", changes)


def _localities(deal: Deal, file: DealFile, organisations: dict[str, Organisation], changes: list[str]) -> None:
    for entry in file.localities:
        where = {
            "municipality": organisations[entry.municipality],
            "latitude": entry.latitude,
            "longitude": entry.longitude,
        }
        _put(Locality.objects.all(), {"deal": deal, "name": entry.name}, where, changes)
    _remove(deal.localities.exclude(name__in=[entry.name for entry in file.localities]), "locality", changes)


def _pillars(deal: Deal, file: DealFile, is_new: bool, changes: list[str]) -> None:
    budgets = {entry.code: entry.budget for entry in file.pillars}
    if not is_new and budgets != dict(deal.pillars.values_list("code", "budget_cents")):
        raise MoneyIsFixed(
            "pillars: the budgets were booked when the deal was loaded; pillars and budgets change by a decision, "
            "not by the file"
        )
    for position, entry in enumerate(file.pillars):
        fields = {
            "name": entry.name,
            "cross_cutting": entry.cross_cutting,
            "budget_cents": entry.budget,
            "position": position,
        }
        _put(Pillar.objects.all(), {"deal": deal, "code": entry.code}, fields, changes)


def _sources(deal: Deal, file: DealFile, is_new: bool, changes: list[str]) -> None:
    rows = [row for entry in file.money.sources for row in _source_rows(entry, file)]
    amounts = {row["code"]: row["cents"] for row in rows}
    if not is_new and amounts != dict(deal.sources.values_list("code", "cents")):
        raise MoneyIsFixed(
            "money.sources: the amounts were booked when the deal was loaded and cannot change by the file"
        )
    for position, row in enumerate(rows):
        _put(Source.objects.all(), {"deal": deal, "code": row.pop("code")}, {**row, "position": position}, changes)


def _source_rows(entry: SourceEntry, file: DealFile) -> list[dict[str, Any]]:
    shared = {"level": entry.level, "source_url": entry.source or ""}
    if not entry.shares:
        return [{"code": entry.code, "name": entry.name, "cents": entry.amount, "published_cents": None, **shared}]
    names = {party.code: party.name for party in file.parties}
    published = [share.published for share in entry.shares]
    unit = 100 if entry.allocation is None or entry.allocation.unit == "euro" else 1
    parts = published if entry.allocation is None else allocate(entry.amount, published, unit=unit)
    return [
        {"code": share.party, "name": names[share.party], "cents": part, "published_cents": share.published, **shared}
        for share, part in zip(entry.shares, parts, strict=True)
    ]


def _body(deal: Deal, entry: BodyEntry, organisations: dict[str, Organisation], changes: list[str]) -> None:
    fields = {
        "name": entry.name,
        "power": entry.power,
        "quorum": entry.rules.quorum,
        "majority": entry.rules.majority,
        "interest": entry.rules.interest,
        "proxies": entry.rules.proxies,
        "proxies_a_seat": entry.rules.proxies_a_seat,
    }
    body, _ = _put(Body.objects.all(), {"deal": deal, "code": entry.code}, fields, changes)
    for position, seat in enumerate(entry.seats):
        held: dict[str, Any] = {
            "organisation": organisations[seat.party],
            "holder": seat.holder or "",
            "office": seat.office or "",
            "chair": seat.chair,
            "position": position,
        }
        _put(Seat.objects.all(), {"body": body, "code": seat.code}, held, changes)
    _remove(body.seats.exclude(code__in=[seat.code for seat in entry.seats]), "seat", changes)


def _put(
    rows: "models.QuerySet[Any]", key: dict[str, Any], fields: dict[str, Any], changes: list[str]
) -> tuple[Any, bool]:
    row = rows.filter(**key).first()
    if row is None:
        row = rows.create(**key, **fields)
        changes.append(f"{row._meta.model_name} {row} added")
        return row, True
    differing = [name for name, value in fields.items() if getattr(row, name) != value]
    if differing:
        for name in differing:
            setattr(row, name, fields[name])
        row.save()
        changes.append(f"{row._meta.model_name} {row}: {', '.join(differing)}")
    return row, False


def _remove(rows: "models.QuerySet[Any]", what: str, changes: list[str]) -> None:
    for row in rows:
        try:
            with transaction.atomic():
                row.delete()
        except (models.ProtectedError, IntegrityError) as error:
            raise InUse(
                "{what} {row} is left out of the file, but decisions rest on it", what=what, row=str(row)
            ) from error
        changes.append(f"{what} {row} removed")

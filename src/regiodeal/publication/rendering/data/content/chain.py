"""All editions of the chain: public, withdrawn and sealed."""

from collections.abc import Iterator

from regiodeal.publication.choices import Act, EditionKind
from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering.catalogue import Catalogue
from regiodeal.publication.rendering.data.addresses import Addresses, Thing
from regiodeal.publication.rendering.data.columns import Column, Kind, Row, Table
from regiodeal.publication.rendering.languages import gettext_noop
from regiodeal.publication.visibility import Sealed, public_since

_STATES = {"public": "openbaar", "withdrawn": "ingetrokken", "sealed": "onder embargo"}


def _editions(catalogue: Catalogue, addresses: Addresses) -> Iterator[Row]:
    chain: list[Envelope | Sealed] = [*catalogue.public.editions, *catalogue.public.sealed]
    for one in sorted(chain, key=lambda one: one.number):
        address = addresses.thing(Thing.EDITION, one.number)
        yield _sealed(one, address) if isinstance(one, Sealed) else _open(one, address)


def _open(one: Envelope, address: str) -> Row:
    return (
        address, one.number, "public" if one.has_content else "withdrawn", one.kind, one.subject, one.version, one.act,
        one.corrects, one.reason or None, one.published_at, one.embargo_until, public_since(one),
        one.snapshot_sha256, one.previous, one.sha256,
    )  # fmt: skip


def _sealed(one: Sealed, address: str) -> Row:
    nothing = (None,) * 7
    return (address, one.number, "sealed", *nothing, one.embargo_until, None, None, one.previous, one.sha256)


EDITIONS = Table(
    name="edities",
    title=gettext_noop("Edities"),
    about=gettext_noop("Alles wat is vastgelegd, in één keten. Onder embargo is alleen het kenmerk bekend."),
    of="Edition",
    key=("editie",),
    rows=_editions,
    columns=(
        Column(name="adres", kind=Kind.LINK, about=gettext_noop("Vast adres en kenmerk van de editie.")),
        Column(name="editie", kind=Kind.NUMBER, about=gettext_noop("Nummer in de keten."), thing=Thing.EDITION),
        Column(name="staat", kind=Kind.CODE, about=gettext_noop("Of de inhoud openbaar is."), codes=_STATES),
        Column(name="soort", kind=Kind.CODE, about=gettext_noop("Waarover de editie gaat."), optional=True,
               codes=dict(EditionKind.choices)),
        Column(name="onderwerp", kind=Kind.CODE, optional=True,
               about=gettext_noop("Welke vergadering, welk project, welk bericht of welk deel.")),
        Column(name="versie", kind=Kind.NUMBER, about=gettext_noop("Versie van dat onderwerp."), optional=True),
        Column(name="handeling", kind=Kind.CODE, about=gettext_noop("Wat de editie doet met de vorige."),
               optional=True, codes=dict(Act.choices)),
        Column(name="corrigeert", kind=Kind.NUMBER, about=gettext_noop("Editie die hiermee wordt rechtgezet."),
               optional=True, thing=Thing.EDITION),
        Column(name="reden", kind=Kind.TEXT, about=gettext_noop("Waarom."), optional=True),
        Column(name="gepubliceerd_op", kind=Kind.MOMENT, about=gettext_noop("Moment van vastleggen, in UTC."),
               optional=True),
        Column(name="embargo_tot", kind=Kind.MOMENT, about=gettext_noop("Tot wanneer de editie verzegeld is, in UTC."),
               optional=True),
        Column(name="openbaar_sinds", kind=Kind.MOMENT, about=gettext_noop("Sinds wanneer zij openbaar is, in UTC."),
               optional=True),
        Column(name="inhoud_sha256", kind=Kind.TEXT, about=gettext_noop("Kenmerk van de inhoud."), optional=True),
        Column(name="vorige_sha256", kind=Kind.TEXT, about=gettext_noop("Kenmerk van de vorige editie.")),
        Column(name="sha256", kind=Kind.TEXT, about=gettext_noop("Kenmerk van deze editie.")),
    ),
)  # fmt: skip

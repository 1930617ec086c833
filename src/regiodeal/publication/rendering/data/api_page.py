"""The page about the read API: in plain words what can be asked, with questions about this deal that are answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext

from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.catalogue import Catalogue
from regiodeal.publication.rendering.data import resources
from regiodeal.publication.rendering.data.addresses import Addresses
from regiodeal.publication.rendering.data.resources import Resource
from regiodeal.publication.rendering.deal import Deal
from regiodeal.publication.rendering.html import Crumb, Frame, page
from regiodeal.publication.rendering.languages import Files
from regiodeal.publication.rendering.navigation import name_of


@dataclass(frozen=True)
class Example:
    """A question in words, its address from the root of the record, and what it is about, as people named that."""

    asks: str
    address: str
    named: str = ""


@dataclass(frozen=True)
class Listed:
    """A list that can be asked for: its address, that of one thing in it as OpenAPI writes it, and its filters."""

    name: str
    about: str
    address: str
    one: str
    filters: str


def of(told: Catalogue, deal: Deal) -> Files:
    """Return the page, in the language that is spoken."""
    title = gettext("De lees-API")
    frame = Frame(
        path=f"{paths.API}index.html",
        title=title,
        deal=deal,
        stamp=told.head if told.public.editions else None,
        sums_up=True,
        crumbs=(Crumb(name_of(paths.DATA), paths.DATA), Crumb(title)),
    )
    return page(
        "record/api.html",
        frame,
        base=Addresses.of(told).root or frame.root,
        examples=[*_examples(told)],
        lists=[_listed(one) for one in resources.ALL],
        whole=resources.address(resources.ITSELF),
        page_size=resources.PAGE_SIZE,
        largest=resources.LARGEST_PAGE,
    )


def _examples(told: Catalogue) -> Iterator[Example]:
    largest = _asked(resources.PROJECTS, "sort=-bijdrageCent&pageSize=5")
    yield Example(gettext("De vijf projecten met de grootste bijdrage"), largest)
    for pillar in [one for one in told.pillars if one.code][:1]:
        of_pillar = _asked(resources.PROJECTS, f"pijler={quote(pillar.code)}")
        yield Example(gettext("Projecten van de pijler"), of_pillar, pillar.name)
    for project in told.projects[:1]:
        one = resources.address(resources.PROJECTS.name, quote(project.code))
        yield Example(gettext("Alles over het project"), one, project.name)
    for decision in told.decisions[-1:]:
        what = gettext("Besluiten uit %(year)s") % {"year": decision.held_on[:4]}
        yield Example(what, _asked(resources.DECISIONS, f"{resources.YEAR}={decision.held_on[:4]}"))
    yield Example(gettext("De tien laatste boekingen"), _asked(resources.TRANSFERS, "sort=-boeking&pageSize=10"))
    yield Example(gettext("Waar elke euro is"), resources.address(resources.TOTALS))


def _asked(resource: Resource, question: str) -> str:
    return f"{resources.address(resource.name)}?{question}"


def _listed(one: Resource) -> Listed:
    key = "/".join([one.name, *(f"{{{name}}}" for name in one.key)]) if one.key else ""
    filters = ", ".join(each.name for each in one.filters)
    return Listed(one.name, gettext(one.about), resources.address(one.name), key, filters)

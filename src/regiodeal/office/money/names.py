"""What a reader calls a place of money, in the language of the screen."""

from django.utils.translation import gettext

from regiodeal.funding.choices import PlaceKind
from regiodeal.funding.models import Place


def place(one: Place) -> str:
    """Name a place. It comes with its source, pillar and project."""
    project = one.project.name if one.project else ""
    values = {"project": project, "phase": one.phase, "source": one.source, "pillar": one.pillar}
    return _template(one) % values


def _template(one: Place) -> str:
    match PlaceKind(one.kind):
        case PlaceKind.PLEDGED:
            return gettext("toegezegd door %(source)s")
        case PlaceKind.FREE:
            return gettext("vrij in %(pillar)s") if one.pillar else gettext("vrij, niet over pijlers verdeeld")
        case PlaceKind.RESERVED:
            return gettext("gereserveerd voor %(project)s")
        case PlaceKind.AWARDED:
            return gettext("toegekend aan %(project)s, fase %(phase)s")
        case PlaceKind.ADVANCED:
            return gettext("bevoorschot aan %(project)s, fase %(phase)s")
        case PlaceKind.SETTLED:
            return gettext("vastgesteld voor %(project)s, fase %(phase)s")

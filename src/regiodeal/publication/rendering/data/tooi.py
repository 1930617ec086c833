"""The codes of TOOI and DiWoo that our documents need, in one place: categories of information and handlings.

They are those on which at least two independent code families agree. Who changes one says from where.
"""

from dataclasses import dataclass

from regiodeal.programme.choices import WooCategory

_LIST = "https://identifier.overheid.nl/tooi/def/thes/kern/"


@dataclass(frozen=True)
class Code:
    """A code of a list of the state, with its label there."""

    address: str
    label: str


@dataclass(frozen=True)
class Category:
    """A category of information; `sitemap` is what the name of its sitemap index ends in."""

    code: Code
    sitemap: str


def _category(code: str, label: str, sitemap: str) -> Category:
    return Category(Code(f"{_LIST}{code}", label), sitemap)


CATEGORIES = {
    WooCategory.DECISION_LISTS: _category("c_3a248e3a", "agenda's en besluitenlijsten bestuurscolleges", "infocat009"),
    WooCategory.AGREEMENTS: _category("c_8fc2335c", "convenanten", "infocat011"),
    WooCategory.PLANS: _category("c_c6cd1213", "jaarplannen en jaarverslagen", "infocat012"),
    WooCategory.SUBSIDIES: _category("c_cf268088", "subsidieverplichtingen anders dan met beschikking", "infocat013"),
    WooCategory.RESEARCH: _category("c_fdaee95e", "onderzoeksrapporten", "infocat015"),
    WooCategory.ORDERS: _category("c_46a81018", "beschikkingen", "infocat016"),
    WooCategory.EFFORT: _category("c_816e508d", "inspanningsverplichting art. 3.1", "inspanningsverplichting"),
}
"""The effort duty of art. 3.1 is not one of the numbered categories of art. 3.3, so its index carries its name."""

ADOPTION = Code(f"{_LIST}c_641ecd76", "vaststelling")

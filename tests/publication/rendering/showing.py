"""Pictures on a page of their own, as the record shows them."""

from pathlib import Path

from django.template import Context, Engine
from django.utils.translation import get_language

from regiodeal.publication.rendering.html import TEMPLATES
from regiodeal.publication.rendering.pictures.picture import Picture

_ENGINE = Engine(dirs=[str(TEMPLATES)], builtins=["django.templatetags.i18n"])
STYLES = Path(__file__).resolve().parents[3] / "src/regiodeal/web/static/regiodeal"


def shown(picture: Picture) -> str:
    """Return a picture in the template that all pages include."""
    template = _ENGINE.get_template("record/pictures/_picture.html")
    return template.render(Context({"picture": picture}, use_l10n=False, use_tz=False))


def page(*pictures: Picture) -> str:
    """Return a page of pictures, with the style sheet of the record."""
    sections = "".join(f"<section><h2>{one.title}</h2>{shown(one)}</section>" for one in pictures)
    return (
        f'<!doctype html><html lang="{get_language()}"><head><meta charset="utf-8"><title>Beelden</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><link rel="stylesheet" href="record.css"></head>'
        f'<body class="utrecht-document"><main class="rd-main rd-width"><h1>Beelden</h1>{sections}</main></body></html>'
    )

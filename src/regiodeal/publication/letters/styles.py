"""Styles on the elements themselves, since many mail programs read no others."""

from functools import cache

import css_inline


def inlined(html: str) -> str:
    """Return a page with its styles on its elements, and with the rules for phones and dark screens where they were."""
    return _inliner().inline(html)


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)

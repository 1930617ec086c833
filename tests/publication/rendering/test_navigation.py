"""Navigation as seen from a page."""

import pytest

from regiodeal.publication.rendering import navigation, paths


@pytest.mark.parametrize(
    ("path", "current"),
    [
        (paths.HOME, {"": "page"}),
        ("projecten/index.html", {paths.PROJECTS: "page"}),
        ("projecten/iq-blvd/versie-1/index.html", {paths.PROJECTS: "true"}),
        ("edities/index.html", {}),
        (paths.NOT_FOUND, {}),
    ],
)
def test_one_section_at_most_is_the_current_one(path: str, current: dict[str, str]) -> None:
    """The page itself, or the section that it is in; the home page is no section of all others."""
    assert {item.href: item.current for item in navigation.main(path) if item.current} == current


def test_a_section_without_a_name_is_a_mistake() -> None:
    """A folder that is no section is refused, so that no crumb is ever empty."""
    with pytest.raises(KeyError):
        navigation.name_of("nergens/")

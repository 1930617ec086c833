"""Public addresses."""

import pytest

from regiodeal.publication.rendering import paths


def test_addresses_are_dutch_and_stable() -> None:
    """Each kind has its own folder; the programme has no subject in its address."""
    assert paths.folder_of("decision-list", "2021-06-04-stuurgroep") == "besluitenlijsten/2021-06-04-stuurgroep/"
    assert paths.version_folder_of("implementation-programme", "programme", 2) == "uitvoeringsprogramma/versie-2/"
    assert paths.resolution("2021-06-04-stuurgroep/1") == "besluitenlijsten/2021-06-04-stuurgroep/#besluit-1"
    assert paths.transfer(12) == "grootboek/#boeking-12"
    assert paths.edition(3) == "edities/0003.json"


@pytest.mark.parametrize(
    ("sequence", "address"),
    [
        (1, "grootboek/#boeking-1"),
        (500, "grootboek/#boeking-500"),
        (501, "grootboek/vanaf-501/#boeking-501"),
        (1000, "grootboek/vanaf-501/#boeking-1000"),
        (1001, "grootboek/vanaf-1001/#boeking-1001"),
    ],
)
def test_the_address_of_a_transfer_follows_from_its_sequence(sequence: int, address: str) -> None:
    """However long the ledger becomes: others keep these addresses."""
    assert paths.transfer(sequence) == address


@pytest.mark.parametrize("subject", ["../../etc", "a/b", "", ".", "A", "a b", "a\n", "-a", 'x"onclick'])
def test_a_subject_cannot_leave_its_folder(subject: str) -> None:
    """Only plain names become part of an address."""
    with pytest.raises(paths.UnsafeName):
        paths.folder_of("project-page", subject)


@pytest.mark.parametrize("reference", ["1", "x/", "x/one", "../x/1", "x/²"])
def test_a_resolution_is_a_meeting_and_a_number(reference: str) -> None:
    """Nothing else becomes a link."""
    with pytest.raises(paths.UnsafeName):
        paths.resolution(reference)

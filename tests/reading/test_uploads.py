"""Old documents that are kept, reviewed value by value, and registered only then."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from regiodeal.audit.models import AuditLine
from regiodeal.audit.trail import Actor
from regiodeal.common.errors import Refusal
from regiodeal.decisions.models import Meeting
from regiodeal.funding.actions.ledger import NoRoom
from regiodeal.funding.queries import balances
from regiodeal.programme.models import Deal
from regiodeal.projects.file_kinds import RefusedFile
from regiodeal.projects.models import Figure, Project
from regiodeal.reading import errors, queries, reviews
from regiodeal.reading.actions import uploads
from regiodeal.reading.actions.uploads import ChangedMeanwhile, NotLookedAt, ReviewIsClosed, Save, UploadedBefore
from regiodeal.reading.confirmed import FaultyReview
from regiodeal.reading.models import Upload
from regiodeal.reading.reviews import Field, Missing, Part, Review, State
from tests.factories.programme import AT, SECRETARY, a_deal
from tests.factories.projects import a_project

pytestmark = pytest.mark.django_db

LIST = """Besluitenlijst stuurgroep Regio Deal Veenstreek

De stuurgroep besloot op 4 juni 2021 over twee projecten.

Dorpshuis

Het dorpshuis in Achterveen krijgt een nieuwe zaal. De Regio Deal draagt in deze fase 100 euro bij, in totaal is
250 euro gereserveerd voor het totaalproject.

Zon op het dak

Inwoners leggen panelen. Voor dit project stelt de Regio Deal 50,50 euro beschikbaar.
"""
WITH_PARTIES = """Besluitenlijst stuurgroep Regio Deal Veenstreek

De stuurgroep besloot op 4 juni 2021.

Dorpshuis

Het dorpshuis krijgt een nieuwe zaal. De Regio Deal draagt 100 euro bij. Plaatsen: Emmen, Coevorden.
Partners: gemeente Emmen, Stichting Dorpsbelang.
"""
OTHER = Actor("de ander")


def keep(deal: Deal, text: str | bytes = LIST, name: str = "lijst.txt") -> Upload:
    """Upload a document."""
    data = text if isinstance(text, bytes) else text.encode()
    return uploads.upload(deal=deal, name=name, chunks=[data], by=SECRETARY, at=AT)


def review_of(upload: Upload) -> Review:
    """Read the review as it stands."""
    return reviews.from_json(queries.upload(upload.deal, upload.pk).review)


def say(
    upload: Upload,
    key: str,
    step: Any = lambda part: part,
    by: Actor = SECRETARY,
    version: int | None = None,
    **typed: Any,
) -> Upload:
    """Save one part; `typed` are values by their key, with `_` for `-`, and `kind_…` classifies a figure."""
    part = review_of(upload).part(key)
    assert part
    keys = {value.key.replace("-", "_"): value.key for value in part.values}
    kinds = {keys[name[5:]]: told for name, told in typed.items() if name.startswith("kind_")}
    values = {keys[name]: told for name, told in typed.items() if not name.startswith("kind_")}
    number = part.version if version is None else version
    return uploads.note(upload=upload, save=Save(key, number, values, kinds, step), by=by, at=AT)


def accept_everything(upload: Upload) -> Upload:
    """Accept what is open in every part."""
    for part in review_of(upload).parts:
        upload = say(upload, part.key, reviews.accept_all)
    return upload


def register(upload: Upload) -> str:
    """Register what was reviewed."""
    fresh = queries.upload(upload.deal, upload.pk)
    return uploads.register(upload=fresh, version=fresh.version, by=SECRETARY, at=AT)


def held(deal: Deal) -> dict[str, int]:
    """Return what each place holds."""
    return {one.key: one.cents for one in balances(deal)}


def value(part: Part | None, key: str) -> reviews.Value:
    """Return a value of a part."""
    assert part
    return next(one for one in part.values if one.key == key)


def test_an_upload_finds_every_value_with_its_line_and_agrees_to_nothing() -> None:
    """Nothing is in the register, and nobody has looked at anything."""
    deal = a_deal()
    upload = keep(deal)
    review = review_of(upload)
    assert [part.title for part in review.projects] == ["Dorpshuis", "Zon op het dak"]
    contribution = value(review.part("p1"), "contribution")
    assert (contribution.value, contribution.line, contribution.words) == (10_000, 7, "100 euro")
    figure = value(review.part("p1"), "figure-1")
    assert (figure.value, figure.kind, figure.line) == (25_000, "unclassified", 8)
    assert value(review.meeting, "held_on").value == "2021-06-04"
    assert (upload.looked_at, upload.projects) == (0, 2)
    assert upload.values_asked == sum(len(part.asked) for part in review.parts) > 15
    assert not Project.objects.exists()
    assert not Meeting.objects.exists()


def test_what_is_stored_comes_back_as_it_was() -> None:
    """Through JSON and the database."""
    review = review_of(keep(a_deal()))
    assert reviews.from_json(reviews.as_json(review)) == review


def test_nothing_is_registered_until_every_value_was_looked_at() -> None:
    """One value that is open is enough."""
    deal = a_deal()
    upload = accept_everything(keep(deal))
    upload = say(upload, "p2", partial(reviews.reopen, key="contribution"))
    assert upload.looked_at == upload.values_asked - 1
    with pytest.raises(NotLookedAt, match="1 values were not looked at"):
        register(upload)
    say(upload, "p2", partial(reviews.accept, key="contribution"))
    assert register(upload) == "2021-06-04-stuurgroep"


def test_accepting_all_registers_all_to_the_cent() -> None:
    """The larger figure stays unclassified and moves no money; a known project is found by its name."""
    deal = a_deal()
    a_project(deal, "huis", name="Dorpshuis")
    upload = accept_everything(keep(deal))
    register(upload)
    places = held(deal)
    assert (places["awarded/huis/1"], places["awarded/zon-op-het-dak/1"]) == (10_000, 5_050)
    assert sum(places.values()) == 0
    assert [(one.cents, one.kind) for one in Figure.objects.all()] == [(25_000, "unclassified")]
    meeting = Meeting.objects.get()
    assert (meeting.reference, meeting.source_title) == (
        "2021-06-04-stuurgroep",
        "Besluitenlijst stuurgroep Regio Deal Veenstreek",
    )
    assert meeting.adopted_on == meeting.held_on
    assert queries.upload(deal, upload.pk).reference == meeting.reference


def test_corrected_classified_and_rejected_values_are_registered_so() -> None:
    """And the trail tells what a person made of them."""
    deal = a_deal()
    upload = accept_everything(keep(deal))
    upload = say(upload, "p1", contribution=12_000, kind_figure_1="deal_reservation")
    upload = say(upload, "p2", partial(reviews.reject, key="contribution"))
    part = review_of(upload).part("p1")
    assert value(part, "contribution").state is State.CORRECTED
    register(upload)
    places = held(deal)
    assert (places["awarded/dorpshuis/1"], places["reserved/dorpshuis"]) == (12_000, 13_000)
    assert "awarded/zon-op-het-dak/1" not in places
    line = AuditLine.objects.get(act="reading.register")
    assert {
        "project": "Dorpshuis",
        "field": "contribution",
        "state": "corrected",
        "found": 10_000,
        "value": 12_000,
    } in (line.details["changed"])
    states = {(one["project"], one["field"]): one["state"] for one in line.details["changed"]}
    assert states["Zon op het dak", "contribution"] == "rejected"


def test_a_project_can_be_left_out_whole_and_another_added() -> None:
    """What the reader missed is typed in."""
    deal = a_deal()
    upload = keep(deal)
    say(upload, "p2", lambda part: replace(part, left_out=True))
    key = uploads.add_project(upload=upload, name="Veenpad", by=SECRETARY, at=AT)
    say(upload, key, contribution=700, text="Een pad door het veen.")
    upload = say(upload, key, lambda part: reviews.add(part, Field.PARTY))
    say(upload, key, party_1="Vereniging Veenpad")
    register(accept_everything(upload))
    assert set(Project.objects.values_list("code", flat=True)) == {"dorpshuis", "veenpad"}
    assert held(deal)["awarded/veenpad/1"] == 700
    assert [one.name for one in Project.objects.get(code="veenpad").participations.all()] == ["Vereniging Veenpad"]


def test_what_is_needed_cannot_be_accepted_empty() -> None:
    """The day of the meeting is not guessed."""
    deal = a_deal()
    upload = keep(deal, LIST.replace(" op 4 juni 2021", ""))
    with pytest.raises(Missing):
        say(upload, "meeting", partial(reviews.accept, key="held_on"))
    upload = accept_everything(upload)
    assert [one.key for part in review_of(upload).parts for one in part.asked if one.is_open] == ["held_on"]
    say(upload, "meeting", held_on="2021-06-05")
    assert register(upload) == "2021-06-05-stuurgroep"


def test_rejecting_the_day_is_told_at_the_day() -> None:
    """Everything was looked at, and still a meeting needs a day."""
    upload = accept_everything(keep(a_deal()))
    say(upload, "meeting", partial(reviews.reject, key="held_on"))
    with pytest.raises(FaultyReview) as caught:
        register(upload)
    assert ("meeting", "held_on") in [spot for spot, _ in caught.value.faults]


def test_faults_are_told_at_the_value_that_they_belong_to() -> None:
    """A web address that is none, a reference that cannot be, a project twice: all of it at once."""
    deal = a_deal()
    a_project(deal, "huis", name="Dorpshuis")
    upload = accept_everything(keep(deal))
    say(upload, "meeting", source="geen adres", reference="Kenmerk met spaties")
    say(upload, "p2", project="huis")
    with pytest.raises(FaultyReview) as caught:
        register(accept_everything(upload))
    assert {spot for spot, _ in caught.value.faults} == {("p2", "project")}
    say(upload, "p2", project="")
    with pytest.raises(FaultyReview) as caught:
        register(accept_everything(upload))
    assert {spot for spot, _ in caught.value.faults} == {("meeting", "source"), ("meeting", "reference")}
    assert not Meeting.objects.exists()


def test_all_or_nothing_is_registered() -> None:
    """The second project asks more than there is: neither the first nor the meeting is registered."""
    deal = a_deal()
    upload = accept_everything(keep(deal))
    say(upload, "p2", contribution=400_000_00)
    with pytest.raises(NoRoom):
        register(upload)
    assert not Project.objects.exists()
    assert not Meeting.objects.exists()
    assert queries.upload(deal, upload.pk).reference == ""


def test_what_was_not_granted_moves_no_money_and_loses_no_amount() -> None:
    """A rejected project needs a reason; what it asked for is kept as such."""
    deal = a_deal()
    upload = accept_everything(keep(deal))
    say(upload, "p2", outcome="rejected", reason="Past niet bij de deal.")
    register(accept_everything(upload))
    assert "awarded/zon-op-het-dak/1" not in held(deal)
    asked = Figure.objects.get(project__code="zon-op-het-dak")
    assert (asked.cents, asked.kind) == (5_050, "requested")


def test_a_condition_is_registered_with_its_owner() -> None:
    """Granted on conditions, which a person adds."""
    deal = a_deal()
    upload = accept_everything(keep(deal))
    say(upload, "p1", lambda part: reviews.add(part, Field.CONDITION), outcome="granted_on_conditions")
    condition = {"text": "Een plan.", "owner": "Stichting Dorpshuis", "due": "2021-12-31"}
    say(upload, "p1", condition_1=condition)
    register(accept_everything(upload))
    (noted,) = Meeting.objects.get().items.get(project__code="dorpshuis").resolutions.get().conditions.all()
    assert (noted.owner, str(noted.due_on)) == ("Stichting Dorpshuis", "2021-12-31")


def test_an_amount_that_is_not_known_stays_unknown() -> None:
    """Accepting nothing is not accepting zero."""
    deal = a_deal()
    text = LIST.replace("Voor dit project stelt de Regio Deal 50,50 euro beschikbaar.", "Het project start in mei.")
    register(accept_everything(keep(deal, text)))
    item = Meeting.objects.get().items.get(project__code="zon-op-het-dak")
    assert item.resolutions.get().contribution_cents is None


def test_two_people_change_different_parts_and_neither_is_stopped() -> None:
    """A version belongs to a part."""
    upload = keep(a_deal())
    say(upload, "p1", contribution=11_000, version=1)
    say(upload, "p2", contribution=6_000, version=1, by=OTHER)
    review = review_of(upload)
    assert value(review.part("p1"), "contribution").value == 11_000
    assert value(review.part("p2"), "contribution").value == 6_000


def test_the_second_of_two_people_is_told() -> None:
    """With what the first one saved, and nothing is overwritten."""
    upload = keep(a_deal())
    say(upload, "p1", contribution=11_000, version=1)
    with pytest.raises(ChangedMeanwhile) as caught:
        say(upload, "p1", contribution=12_000, version=1, by=OTHER)
    assert caught.value.part.changed_by == SECRETARY.name
    assert value(review_of(upload).part("p1"), "contribution").value == 11_000


def test_a_review_that_changed_after_the_last_question_is_not_registered() -> None:
    """Registered is what was shown."""
    upload = accept_everything(keep(a_deal()))
    shown = queries.upload(upload.deal, upload.pk).version
    say(upload, "p1", contribution=11_000, by=OTHER)
    with pytest.raises(ChangedMeanwhile):
        uploads.register(upload=upload, version=shown, by=SECRETARY, at=AT)


def test_the_same_document_is_kept_once_and_can_be_put_away_and_brought_back() -> None:
    """After being put away it can be uploaded anew; then the earlier one stays away."""
    deal = a_deal()
    upload = keep(deal)
    with pytest.raises(UploadedBefore) as caught:
        keep(deal, name="kopie.txt")
    assert caught.value.upload.pk == upload.pk
    uploads.drop(upload=upload, by=SECRETARY, at=AT)
    with pytest.raises(ReviewIsClosed):
        say(upload, "p1", reviews.accept_all)
    uploads.bring_back(upload=upload, by=SECRETARY, at=AT)
    say(upload, "p1", reviews.accept_all)
    uploads.drop(upload=upload, by=SECRETARY, at=AT)
    keep(deal)
    with pytest.raises(UploadedBefore):
        uploads.bring_back(upload=upload, by=SECRETARY, at=AT)


def test_registering_twice_is_refused() -> None:
    """And a review that is registered changes no more."""
    upload = accept_everything(keep(a_deal()))
    register(upload)
    with pytest.raises(ReviewIsClosed):
        register(upload)
    with pytest.raises(ReviewIsClosed):
        say(upload, "p1", reviews.accept_all)


def test_a_second_list_decides_follow_ups_and_needs_its_own_reference() -> None:
    """A project that got something is decided on again; a taken reference is told at the reference."""
    deal = a_deal()
    register(accept_everything(keep(deal)))
    again = keep(deal, LIST + "\nMet dank aan allen.\n")
    part = review_of(again).part("p1")
    assert part
    assert (part.chosen(Field.PROJECT), part.chosen(Field.KIND)) == ("dorpshuis", "follow_up")
    again = accept_everything(again)
    with pytest.raises(FaultyReview) as caught:
        register(again)
    assert {spot for spot, _ in caught.value.faults} == {("meeting", "reference")}
    say(again, "meeting", reference="2021-06-04-stuurgroep-2")
    register(again)
    assert held(deal)["awarded/dorpshuis/2"] == 10_000


def test_what_a_list_tells_of_a_known_project_is_added_and_overwrites_nothing() -> None:
    """Parties and places that it lacked come behind those that stood there, with their source; the trail tells it."""
    deal = a_deal()
    parties = [{"name": "Gemeente Emmen", "role": "penvoerder", "start": "2020-01-01"}]
    a_project(deal, "huis", name="Dorpshuis", summary="Zoals het was.", parties=parties, places=["Emmen"])
    upload = keep(deal, WITH_PARTIES)
    part = review_of(upload).part("p1")
    assert part
    assert {v.value for v in part.asked if v.field is Field.PARTY} == {"gemeente Emmen", "Stichting Dorpsbelang"}
    assert not any(v.field in {Field.NAME, Field.PILLAR, Field.LEAD} for v in part.asked)
    register(accept_everything(upload))
    project = queries.content_of(deal, ["huis"])["huis"]
    assert project["parties"] == [
        {"name": "Gemeente Emmen", "role": "penvoerder", "from": "2020-01-01", "until": None},
        {"name": "Stichting Dorpsbelang", "role": "partner", "from": None, "until": None},
    ]
    assert project["places"] == ["Emmen", "Coevorden"]
    assert (project["name"], project["pillar"], project["summary"]) == ("Dorpshuis", "wonen", "Zoals het was.")
    assert [one["statement"] for one in project["facts"]] == ["Aangekondigd.", "Besluit van 2021-06-04"]
    line = AuditLine.objects.get(act="project.change", subject="huis")
    assert set(line.details["changes"]) == {"parties", "places", "facts"}


def test_a_second_list_adds_nothing_twice() -> None:
    """Neither to a project that the first list registered, nor its source when nothing else is new."""
    deal = a_deal()
    register(accept_everything(keep(deal, WITH_PARTIES)))
    before = queries.content_of(deal, ["dorpshuis"])["dorpshuis"]
    assert [one["name"] for one in before["parties"]] == ["gemeente Emmen", "Stichting Dorpsbelang"]
    again = accept_everything(keep(deal, WITH_PARTIES + "\nMet dank aan allen.\n"))
    say(again, "meeting", reference="2021-06-04-stuurgroep-2")
    register(again)
    after = queries.content_of(deal, ["dorpshuis"])["dorpshuis"]
    assert {**after, "phases": None} == {**before, "phases": None}
    assert not AuditLine.objects.filter(act="project.change").exists()


def test_what_a_person_leaves_out_is_not_added_and_a_first_summary_is() -> None:
    """A party that was rejected stays away; a project without a summary gets the text of its decision."""
    deal = a_deal()
    a_project(deal, "huis", name="Dorpshuis", summary=None)
    upload = keep(deal, WITH_PARTIES)
    part = review_of(upload).part("p1")
    assert part
    keys = [one.key for one in part.asked if one.field is Field.PARTY]
    for key in keys:
        upload = say(upload, "p1", partial(reviews.reject, key=key))
    register(accept_everything(upload))
    project = queries.content_of(deal, ["huis"])["huis"]
    assert project["parties"] == []
    assert project["summary"].startswith("Het dorpshuis krijgt een nieuwe zaal.")


@pytest.mark.parametrize("known", [False, True])
def test_a_party_that_is_named_twice_comes_once(*, known: bool) -> None:
    """Whatever its capitals; for a project that is new as for one that is known."""
    deal = a_deal()
    if known:
        a_project(deal, "dorpshuis")
    upload = keep(deal, WITH_PARTIES)
    upload = say(upload, "p1", partial(reviews.add, field=Field.PARTY, found="STICHTING  dorpsbelang"))
    register(accept_everything(upload))
    parties = queries.content_of(deal, ["dorpshuis"])["dorpshuis"]["parties"]
    assert [one["name"] for one in parties] == ["gemeente Emmen", "Stichting Dorpsbelang"]


@pytest.mark.parametrize(
    ("data", "name", "refusal"),
    [
        (b"", "lijst.txt", RefusedFile),
        (b" \n\n ", "lijst.txt", errors.EmptyDocument),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "lijst.txt", RefusedFile),
        (b"PK\x03\x04" + bytes(200), "lijst.txt", RefusedFile),
        (b"MZ" + bytes(range(256)), "lijst.txt", RefusedFile),
        (b"x" * (20 * 1024 * 1024 + 1), "lijst.txt", RefusedFile),
        (b"%PDF-1.7 en verder niets", "lijst.pdf", errors.DamagedDocument),
        (LIST.encode(), "lijst.exe", RefusedFile),
        (LIST.encode(), "lijst.csv", RefusedFile),
    ],
)
def test_what_cannot_be_read_is_not_kept(data: bytes, name: str, refusal: type[Refusal]) -> None:
    """Each with its own reason."""
    with pytest.raises(refusal):
        keep(a_deal(), data, name)
    assert not Upload.objects.exists()


def test_the_seed_gives_five_projects_and_two_figures_to_classify(shared: Path) -> None:
    """The main case: contributions to the cent, and nothing lost."""
    (seed,) = (shared / "seed").glob("besluitenlijst*.txt")
    upload = keep(a_deal(), seed.read_bytes(), seed.name)
    review = review_of(upload)
    contributions = [part.chosen(Field.CONTRIBUTION) for part in review.projects]
    assert contributions == [75_000_000, 150_000_000, 49_100_000, 22_600_000, 37_480_000]
    figures = [one for part in review.projects for one in part.asked if one.field is Field.FIGURE]
    assert [(one.value, one.kind) for one in figures] == [(299_500_000, "unclassified"), (600_000_000, "unclassified")]
    assert all(one.line for one in figures)
    assert len(upload.reading["unread"]) == 16
    assert len(upload.reading["lines"]) == 316


def test_ten_thousand_lines_are_kept(shared: Path) -> None:
    """Long documents are slow to read, not impossible."""
    upload = keep(a_deal(), LIST + "\n".join(f"Regel {number} van een lange bijlage." for number in range(10_000)))
    assert len(upload.reading["lines"]) > 10_000

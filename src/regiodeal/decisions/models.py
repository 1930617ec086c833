"""Bodies at work. Once the list of a meeting is adopted the database refuses every change to it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from regiodeal.decisions.choices import ENDING, GRANTING, DecisionKind, Outcome, VoteChoice
from regiodeal.programme.models import Body, Seat
from regiodeal.projects.models import Figure, Project


class Meeting(models.Model):
    """A meeting of a body.

    `source_title` is filled for a meeting that is registered from an old document: who attended is then unknown, and
    quorum and majority cannot be checked. `adopted_at` is the moment (UTC) at which the list was adopted here,
    `adopted_on` the day on which the body did so.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    reference = models.SlugField(max_length=120)
    held_on = models.DateField()
    starts_at = models.TimeField(null=True)
    location = models.CharField(max_length=200, blank=True, default="")
    introduction = models.TextField(blank=True)
    events = models.JSONField(default=list)
    source_title = models.CharField(max_length=300, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    adopted_on = models.DateField(null=True)
    adopted_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Meeting"]]

    class Meta:
        ordering = ["held_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["body", "reference"], name="meeting_reference_once_per_body"),
            models.CheckConstraint(
                condition=Q(adopted_on=None, adopted_at=None) | Q(adopted_on__isnull=False, adopted_at__isnull=False),
                name="meeting_adopted_on_and_at",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def from_document(self) -> bool:
        """Whether the meeting is known from an old document only."""
        return self.source_title != ""


class Attendance(models.Model):
    """Whether a seat was present; one that was not can have given its vote to another, `proxy`."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    present = models.BooleanField()
    proxy = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="+")

    objects: ClassVar[models.Manager["Attendance"]]

    class Meta:
        ordering = ["seat__position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="attendance_once_per_seat"),
            models.CheckConstraint(condition=Q(proxy=None) | Q(present=False), name="only_the_absent_give_a_proxy"),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {'aanwezig' if self.present else 'afwezig'}"


class AgendaItem(models.Model):
    """What the body is asked about a project. `ask_cents` is None where no amount is asked or known, `ask_end` where no
    end of the phase is.

    `assessment` is what the office advises, for the members alone; `version` counts the changes of the item.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=DecisionKind.choices)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="agenda_items")
    ask_cents = models.BigIntegerField(null=True)
    ask_end = models.DateField(null=True)
    text = models.TextField(blank=True)
    assessment = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    figures = models.ManyToManyField(Figure, related_name="agenda_items")

    objects: ClassVar[models.Manager["AgendaItem"]]

    class Meta:
        ordering = ["meeting", "position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="agenda_position_once_per_meeting"),
            models.CheckConstraint(condition=Q(ask_cents__gt=0), name="agenda_ask_is_positive"),
            models.CheckConstraint(
                condition=Q(ask_end=None) | Q(kind__in=sorted(ENDING)), name="agenda_end_fits_the_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting.reference} punt {self.position}"


class Interest(models.Model):
    """An interest that a member declared in an item."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="interests")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    statement = models.TextField()

    objects: ClassVar[models.Manager["Interest"]]

    class Meta:
        ordering = ["seat__position"]
        constraints = [models.UniqueConstraint(fields=["item", "seat"], name="interest_once_per_seat")]

    def __str__(self) -> str:
        return f"{self.seat}: {self.statement}"


class Vote(models.Model):
    """How a seat voted on an item. An item without votes was decided by consensus of those present."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="votes")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, choices=VoteChoice.choices)

    objects: ClassVar[models.Manager["Vote"]]

    class Meta:
        ordering = ["seat__position"]
        constraints = [models.UniqueConstraint(fields=["item", "seat"], name="vote_once_per_seat")]

    def __str__(self) -> str:
        return f"{self.seat}: {self.choice}"


class Resolution(models.Model):
    """What the body decided on an item: append-only. Cents are None where nothing is awarded or released, or where an
    old document does not tell; `phase` is the number of the phase that the decision is about."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="resolutions")
    number = models.PositiveSmallIntegerField()
    reference = models.CharField(max_length=130)
    outcome = models.CharField(max_length=30, choices=Outcome.choices)
    phase = models.PositiveSmallIntegerField(null=True)
    contribution_cents = models.BigIntegerField(null=True)
    release_cents = models.BigIntegerField(null=True)
    new_end = models.DateField(null=True)
    previous_end = models.DateField(null=True)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Resolution"]]

    class Meta:
        ordering = ["item__meeting", "number"]
        constraints = [
            models.CheckConstraint(condition=Q(contribution_cents__gt=0), name="contribution_is_positive"),
            models.CheckConstraint(condition=Q(release_cents__gt=0), name="release_is_positive"),
            models.CheckConstraint(
                condition=Q(outcome__in=sorted(GRANTING))
                | Q(contribution_cents=None, release_cents=None, new_end=None),
                name="only_a_grant_changes_anything",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def granted(self) -> bool:
        """Whether what was asked was granted, with or without conditions."""
        return self.outcome in GRANTING


class Retraction(models.Model):
    """A resolution taken back before the list was adopted: append-only, with the reason."""

    resolution = models.OneToOneField(Resolution, on_delete=models.PROTECT, related_name="retraction")
    reason = models.TextField()
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["Retraction"]]

    def __str__(self) -> str:
        return f"{self.resolution} ingetrokken"


class Condition(models.Model):
    """A condition under which something was granted: who must meet it by when, and how it was met or waived."""

    resolution = models.ForeignKey(Resolution, on_delete=models.PROTECT, related_name="conditions")
    text = models.TextField()
    owner = models.CharField(max_length=200)
    due_on = models.DateField(null=True)
    met_on = models.DateField(null=True)
    evidence = models.TextField(blank=True)

    objects: ClassVar[models.Manager["Condition"]]

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(met_on=None) | ~Q(evidence=""), name="condition_met_with_evidence"),
        ]

    def __str__(self) -> str:
        return self.text


class Rectification(models.Model):
    """A better text for an item of an adopted list: append-only. The adopted text itself stays as it was."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="rectifications")
    text = models.TextField()
    reason = models.TextField()
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["Rectification"]]

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="rectification_has_a_reason")]

    def __str__(self) -> str:
        return f"rectificatie van {self.item}"

"""Event months with their sessions; guests with their registrations; and the mail that goes to them.

What says something about a guest hangs on one row, `Guest`: who removes it removes the person. How many there were is
counted in `Forgotten` by then.
"""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from regiodeal.accounts.models import Language
from regiodeal.event_month.choices import (
    PUBLIC,
    Audience,
    MessageKind,
    RegistrationState,
    Role,
    SessionForm,
    SessionKind,
    SessionState,
)
from regiodeal.partners.models import Organisation
from regiodeal.programme.models import Deal, Pillar
from regiodeal.projects.models import Project

LOWEST_SCORE, HIGHEST_SCORE = 1, 5


class EventMonth(models.Model):
    """A period with sessions, its first and last day included. Texts are plain, with empty lines between paragraphs.

    Partners can propose sessions until the end of `call_until`, where there is a call. What is known of guests is
    forgotten `keep_days` days after the last day, and what they need to eat or to come in `needs_keep_days` days after
    their last session.
    """

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="event_months")
    code = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField()
    introduction = models.TextField(blank=True)
    call_text = models.TextField(blank=True)
    call_until = models.DateField(null=True)
    sign_up_open = models.BooleanField(default=False)
    keep_days = models.PositiveSmallIntegerField(default=30)
    needs_keep_days = models.PositiveSmallIntegerField(default=7)

    objects: ClassVar[models.Manager["EventMonth"]]

    class Meta:
        ordering = ["deal", "-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["deal", "code"], name="event_month_code_once_per_deal"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="event_month_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return self.name


class Venue(models.Model):
    """A place where sessions are. `access` says how people get there and in; `capacity` is None where nobody said."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="venues")
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=200, blank=True)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    access = models.TextField(blank=True)
    capacity = models.PositiveIntegerField(null=True)

    objects: ClassVar[models.Manager["Venue"]]

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["deal", "name"], name="venue_once_per_deal")]

    def __str__(self) -> str:
        return self.name


class Session(models.Model):
    """A part of the programme, with its times as moments; its code never changes.

    `capacity` is how many people can come, None without a limit; `online_url` is for who signed up alone. With
    `needs_sign_up` people sign up until `closes_at`, or else until it starts. `reason` says why it was cancelled or
    declined. `revision` counts the changes that a calendar has to follow; `published_revision` is the one that the
    public knows, None before the first. `walk_ins` came without having signed up.
    """

    month = models.ForeignKey(EventMonth, on_delete=models.CASCADE, related_name="sessions")
    code = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=SessionKind.choices)
    summary = models.TextField(blank=True)
    language = models.CharField(max_length=5, choices=Language.choices, default=Language.DUTCH)
    pillar = models.ForeignKey(Pillar, on_delete=models.PROTECT, null=True, related_name="+")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, related_name="sessions")
    parties = models.ManyToManyField(Organisation, related_name="+")
    form = models.CharField(max_length=10, choices=SessionForm.choices, default=SessionForm.ON_SITE)
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, null=True, related_name="sessions")
    room = models.CharField(max_length=100, blank=True)
    online_url = models.URLField(max_length=500, blank=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    capacity = models.PositiveIntegerField(null=True)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.EVERYONE)
    needs_sign_up = models.BooleanField(default=True)
    closes_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=SessionState.choices)
    reason = models.CharField(max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=0)
    published_revision = models.PositiveIntegerField(null=True)
    walk_ins = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager["Session"]]

    class Meta:
        ordering = ["month", "starts_at", "title"]
        constraints = [
            models.UniqueConstraint(fields=["month", "code"], name="session_code_once_per_month"),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(PUBLIC)) | Q(starts_at__isnull=False), name="public_session_has_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_on_site(self) -> bool:
        """Whether people can come to a place."""
        return self.form != SessionForm.ONLINE

    @property
    def is_online(self) -> bool:
        """Whether people can take part from elsewhere."""
        return self.form != SessionForm.ON_SITE


class Contributor(models.Model):
    """A person who hosts a session or speaks in it, and agreed to be named; `about` is an office or an organisation."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="contributors")
    role = models.CharField(max_length=10, choices=Role.choices)
    name = models.CharField(max_length=200)
    about = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField()

    objects: ClassVar[models.Manager["Contributor"]]

    class Meta:
        ordering = ["session", "position"]
        constraints = [models.UniqueConstraint(fields=["session", "position"], name="contributor_has_a_position")]

    def __str__(self) -> str:
        return self.name


class Material(models.Model):
    """Something to read or see afterwards, at an address in the world."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=500)
    position = models.PositiveSmallIntegerField()

    objects: ClassVar[models.Manager["Material"]]

    class Meta:
        ordering = ["session", "position"]
        constraints = [models.UniqueConstraint(fields=["session", "position"], name="material_has_a_position")]

    def __str__(self) -> str:
        return self.title


class Proposal(models.Model):
    """Who proposed a session, and what they asked for that is not in the session itself. None of it is public."""

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="proposal")
    name = models.CharField(max_length=200)
    email = models.CharField(max_length=254)
    organisation = models.CharField(max_length=200)
    language = models.CharField(max_length=5, choices=Language.choices, default=Language.DUTCH)
    wishes = models.TextField(blank=True)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["Proposal"]]

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.session}"


class Guest(models.Model):
    """A person who signed up, by an address in the one spelling in which it is kept."""

    month = models.ForeignKey(EventMonth, on_delete=models.CASCADE, related_name="guests")
    email = models.CharField(max_length=254)
    name = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5, choices=Language.choices, default=Language.DUTCH)
    since = models.DateTimeField()

    objects: ClassVar[models.Manager["Guest"]]

    class Meta:
        ordering = ["month", "name"]
        constraints = [models.UniqueConstraint(fields=["month", "email"], name="guest_once_per_month")]

    def __str__(self) -> str:
        return self.name


class Needs(models.Model):
    """What a guest has to be able to eat and to take part: kept apart, since it is kept shorter."""

    guest = models.OneToOneField(Guest, on_delete=models.CASCADE, related_name="needs")
    diet = models.CharField(max_length=300, blank=True)
    access = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager["Needs"]]

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.diet, self.access)))


class Registration(models.Model):
    """A guest and a session. `asked_at` is since when they want to come: who waits longest gets a place first.

    `companions` come along. `present` is how many of them all came, None where nobody noted it. `answered` says that
    they told what they thought of it, not what.
    """

    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="registrations")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="registrations")
    state = models.CharField(max_length=10, choices=RegistrationState.choices)
    companions = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    present = models.PositiveSmallIntegerField(null=True)
    answered = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Registration"]]

    class Meta:
        ordering = ["session", "asked_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["guest", "session"], name="registration_once"),
            models.CheckConstraint(
                condition=Q(present__isnull=True) | Q(present__lte=F("companions") + 1),
                name="no_more_present_than_signed_up",
            ),
        ]
        indexes = [models.Index(fields=["session", "state", "asked_at"], name="registration_in_line")]

    def __str__(self) -> str:
        return f"{self.guest}: {self.session}"

    @property
    def people(self) -> int:
        """How many come, the guest included."""
        return 1 + self.companions


class Invitation(models.Model):
    """Somebody who may sign up for the sessions of a month that are for partners."""

    month = models.ForeignKey(EventMonth, on_delete=models.CASCADE, related_name="invitations")
    email = models.CharField(max_length=254)
    name = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5, choices=Language.choices, default=Language.DUTCH)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["Invitation"]]

    class Meta:
        ordering = ["month", "name"]
        constraints = [models.UniqueConstraint(fields=["month", "email"], name="invitation_once_per_month")]

    def __str__(self) -> str:
        return self.name


class Message(models.Model):
    """A mail that is due to a guest, somebody invited, or who proposed a session; its words are written when it goes.

    `day` (in the Netherlands) is the day that a reminder is about. `claimed_at` is when a worker took it.
    """

    month = models.ForeignKey(EventMonth, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=12, choices=MessageKind.choices)
    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, null=True, related_name="messages")
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, null=True, related_name="messages")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, null=True, related_name="messages")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, null=True, related_name="messages")
    day = models.DateField(null=True)
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Message"]]

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["guest", "day"], condition=Q(kind=MessageKind.REMINDER), name="reminder_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(guest__isnull=False, invitation__isnull=True, proposal__isnull=True)
                | Q(guest__isnull=True, invitation__isnull=False, proposal__isnull=True)
                | Q(guest__isnull=True, invitation__isnull=True, proposal__isnull=False),
                name="message_has_one_recipient",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(sent_at=None, given_up_at=None), name="event_message_due")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class Feedback(models.Model):
    """What somebody thought of a session, from 1 to 5, on a day. Nothing tells who it was."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="feedback")
    score = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(LOWEST_SCORE), MaxValueValidator(HIGHEST_SCORE)]
    )
    remark = models.TextField(blank=True)
    on = models.DateField()

    objects: ClassVar[models.Manager["Feedback"]]

    class Meta:
        ordering = ["session", "-on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(score__gte=LOWEST_SCORE, score__lte=HIGHEST_SCORE), name="feedback_score_is_on_the_scale"
            )
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.score}"


class Forgotten(models.Model):
    """How many people had a place in a session, and how many of them came, of whom nothing else is known any more.

    `noted` says whether somebody noted who of them came.
    """

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="forgotten")
    signed_up = models.PositiveIntegerField(default=0)
    present = models.PositiveIntegerField(default=0)
    noted = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Forgotten"]]

    def __str__(self) -> str:
        return f"{self.session}: {self.signed_up}"

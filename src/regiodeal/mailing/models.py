"""Lists with their subscribers and evidence, mailings with their deliveries. `scope` is the code of the deal.

What says something about a person stands in one row, `Subscriber`: who removes it removes the person. Evidence names a
person by a hash with a salt that stands in that row alone, so that it proves something for as long as it is kept, and
nothing about anybody afterwards.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from regiodeal.accounts.models import Language
from regiodeal.mailing.choices import (
    BounceKind,
    DeliveryState,
    EvidenceAct,
    Ground,
    MailingKind,
    MailingState,
    SubscriptionState,
    SuppressionReason,
)

_SHA256 = 64  # hexadecimal digits


class MailingList(models.Model):
    """A list that people are on. `promise` is what is said of the use of their address when they sign up.

    With `open_to_all` everybody can sign up; else the office puts people on it. Whoever left is forgotten after
    `keep_months` months.
    """

    scope = models.CharField(max_length=80)
    code = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    description = models.CharField(max_length=500, blank=True)
    promise = models.TextField()
    open_to_all = models.BooleanField(default=False)
    keep_months = models.PositiveSmallIntegerField(default=12)
    closed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["MailingList"]]

    class Meta:
        ordering = ["scope", "name"]
        constraints = [
            models.UniqueConstraint(fields=["scope", "code"], name="list_code_once_per_deal"),
            models.CheckConstraint(condition=Q(keep_months__gte=1), name="list_keeps_a_month_at_least"),
        ]

    def __str__(self) -> str:
        return self.name


class Subscriber(models.Model):
    """A person, or a desk, with an address in lower case where that makes no difference. `person` is what evidence
    calls them: the SHA-256 of `salt` and the address."""

    scope = models.CharField(max_length=80)
    email = models.CharField(max_length=254)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5, choices=Language.choices, default=Language.DUTCH)
    salt = models.CharField(max_length=32)
    person = models.CharField(max_length=_SHA256, unique=True)
    since = models.DateTimeField()

    objects: ClassVar[models.Manager["Subscriber"]]

    class Meta:
        ordering = ["scope", "email"]
        constraints = [models.UniqueConstraint(fields=["scope", "email"], name="subscriber_once_per_deal")]

    def __str__(self) -> str:
        return self.email


class Subscription(models.Model):
    """Somebody on a list, or formerly so; `since` is when the state began."""

    mailing_list = models.ForeignKey(MailingList, on_delete=models.PROTECT, related_name="subscriptions")
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="subscriptions")
    state = models.CharField(max_length=12, choices=SubscriptionState.choices)
    since = models.DateTimeField()
    soft_bounces = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[models.Manager["Subscription"]]

    class Meta:
        ordering = ["mailing_list", "subscriber"]
        constraints = [models.UniqueConstraint(fields=["mailing_list", "subscriber"], name="subscription_once")]
        indexes = [models.Index(fields=["mailing_list", "state"], name="subscription_by_state")]

    def __str__(self) -> str:
        return f"{self.subscriber} op {self.mailing_list}"


class Wording(models.Model):
    """What somebody read when they agreed, or by which words an office put them on a list. Append-only."""

    sha256 = models.CharField(max_length=_SHA256, unique=True)
    text = models.TextField()

    objects: ClassVar[models.Manager["Wording"]]

    def __str__(self) -> str:
        return self.text


class Evidence(models.Model):
    """One thing that happened to a subscription; append-only, and chained by hash per list.

    `source` is where it came from, such as `form` or the name of a file; it never names a person or an address.
    """

    mailing_list = models.ForeignKey(MailingList, on_delete=models.PROTECT, related_name="evidence")
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    person = models.CharField(max_length=_SHA256)
    act = models.CharField(max_length=12, choices=EvidenceAct.choices)
    ground = models.CharField(max_length=20, choices=Ground.choices, blank=True)
    source = models.CharField(max_length=300)
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, null=True, related_name="+")
    previous = models.CharField(max_length=_SHA256)
    sha256 = models.CharField(max_length=_SHA256)

    objects: ClassVar[models.Manager["Evidence"]]

    class Meta:
        ordering = ["mailing_list", "number"]
        constraints = [models.UniqueConstraint(fields=["mailing_list", "number"], name="evidence_one_per_number")]
        indexes = [models.Index(fields=["person"], name="evidence_of_a_person")]

    def __str__(self) -> str:
        return f"{self.mailing_list} {self.number}: {self.get_act_display()}"


class Suppression(models.Model):
    """An address that gets no mail of a list, or of any list where none is named, whatever is imported later.

    `address` is a keyed hash: it recognises the address and does not tell it.
    """

    scope = models.CharField(max_length=80)
    mailing_list = models.ForeignKey(MailingList, on_delete=models.CASCADE, null=True, related_name="suppressions")
    address = models.CharField(max_length=_SHA256)
    reason = models.CharField(max_length=12, choices=SuppressionReason.choices)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["Suppression"]]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "mailing_list", "address"], name="suppression_once_per_list"),
            models.UniqueConstraint(
                fields=["scope", "address"], condition=Q(mailing_list=None), name="suppression_once_for_all_lists"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope}: {self.get_reason_display()}"


class Mailing(models.Model):
    """A letter for one or more lists. `text` is what somebody wrote; `letter` is what goes out, kept once it does.

    `about` is the edition that a press release tells about, as `<kind>/<subject>/<version>`. Nothing goes out before
    `not_before`, the end of the embargo of that edition, nor before `send_at`, which the sender chose.
    """

    scope = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=MailingKind.choices)
    language = models.CharField(max_length=5, choices=Language.choices, default=Language.DUTCH)
    lists = models.ManyToManyField(MailingList, related_name="mailings")
    about = models.CharField(max_length=200, blank=True)
    not_before = models.DateTimeField(null=True)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    state = models.CharField(max_length=10, choices=MailingState.choices, default=MailingState.DRAFT)
    send_at = models.DateTimeField(null=True)
    letter = models.JSONField(null=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    changed_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)

    objects: ClassVar[models.Manager["Mailing"]]

    class Meta:
        ordering = ["scope", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["scope", "number"], name="mailing_number_once_per_deal"),
            models.CheckConstraint(
                condition=Q(state=MailingState.DRAFT) | Q(letter__isnull=False, send_at__isnull=False),
                name="mailing_that_goes_out_has_a_letter",
            ),
        ]
        indexes = [models.Index(fields=["state", "send_at"], name="mailing_due")]

    def __str__(self) -> str:
        return self.subject


class Courier(models.Model):
    """A process that delivers. One that shows no sign of life for longer than its lease is gone: what it had claimed is
    free again, and what it was sending is in doubt."""

    name = models.CharField(max_length=36, unique=True)
    seen_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Courier"]]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """The mail of a mailing to one address. `code` and `reply` are what the relay answered last.

    `courier` is who claimed it. A delivery that ended keeps its address only for as long as the mailing needs it.
    """

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="deliveries")
    subscriber = models.ForeignKey(Subscriber, on_delete=models.SET_NULL, null=True, related_name="deliveries")
    mailing_list = models.ForeignKey(MailingList, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=254)
    domain = models.CharField(max_length=254)
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    courier = models.ForeignKey(Courier, on_delete=models.SET_NULL, null=True, related_name="deliveries")
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    at = models.DateTimeField(null=True)
    code = models.PositiveSmallIntegerField(null=True)
    reply = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager["Delivery"]]

    class Meta:
        ordering = ["mailing", "id"]
        constraints = [models.UniqueConstraint(fields=["mailing", "address"], name="one_delivery_per_address")]
        indexes = [
            models.Index(fields=["mailing", "state"], name="delivery_by_state"),
            models.Index(
                fields=["mailing", "due_at", "id"],
                condition=Q(state="waiting", courier=None),
                name="delivery_to_claim",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mailing} aan {self.address}"


class Bounce(models.Model):
    """A mail that came back. `message` is the SHA-256 of what reported it, so that it counts once."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="bounces")
    kind = models.CharField(max_length=10, choices=BounceKind.choices)
    at = models.DateTimeField()
    status = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    message = models.CharField(max_length=_SHA256, unique=True)

    objects: ClassVar[models.Manager["Bounce"]]

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.delivery}"

"""Editions: what was published, frozen. Append-only, and chained by hash."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from regiodeal.programme.models import Deal
from regiodeal.publication.choices import Act, EditionKind


class Edition(models.Model):
    """One edition. `snapshot` is canonical JSON, kept as the text that was hashed. Moments are in UTC."""

    deal = models.ForeignKey(Deal, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=30, choices=EditionKind.choices)
    subject = models.CharField(max_length=130)
    version = models.PositiveIntegerField()
    act = models.CharField(max_length=10, choices=Act.choices)
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    reason = models.TextField(blank=True)
    published_at = models.DateTimeField()
    embargo_until = models.DateTimeField(null=True)
    form = models.PositiveSmallIntegerField()
    snapshot = models.TextField()
    snapshot_sha256 = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)

    objects: ClassVar[models.Manager["Edition"]]

    class Meta:
        ordering = ["deal", "number"]
        constraints = [
            models.UniqueConstraint(fields=["deal", "number"], name="edition_number_once_per_deal"),
            models.UniqueConstraint(fields=["deal", "kind", "subject", "version"], name="edition_version_once"),
            models.CheckConstraint(
                condition=Q(act="publish", corrects=None)
                | (Q(act__in=["correct", "withdraw"], corrects__isnull=False) & ~Q(reason="")),
                name="edition_says_what_it_corrects_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.subject}, versie {self.version}"


class Rebuild(models.Model):
    """A build of the record that is due: now, or when an embargo ends. Whoever claims it first does it.

    `claimed_at` moves along while the work goes on; one that stands still for longer than the lease belongs to a
    worker that is gone, and is free again. `done` of `total` parts are finished; `error` is why the last
    attempt failed.
    """

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="rebuilds")
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True, default="")

    objects: ClassVar[models.Manager["Rebuild"]]

    class Meta:
        ordering = ["due_at", "id"]
        indexes = [models.Index(fields=["due_at"], condition=Q(finished_at=None), name="rebuild_to_do")]

    def __str__(self) -> str:
        return f"record van {self.deal}, vanaf {self.due_at}"

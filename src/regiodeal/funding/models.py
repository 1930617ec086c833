"""The ledger: every euro of a deal is in exactly one place at every moment; and what others contribute beside it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from regiodeal.decisions.models import Resolution
from regiodeal.funding.choices import BasisKind, PlaceKind
from regiodeal.programme.choices import ContributionForm, MoneyOrigin, Sector
from regiodeal.programme.models import Deal, Pillar, Source
from regiodeal.projects.models import Project


class Place(models.Model):
    """Where euros of a deal can be. `key` names it for good, such as `free/werken` or `awarded/iq-blvd/1`.

    `cents` is kept up to date with every transfer, in the same transaction; the transfers themselves are the truth.
    `pillar` is where it counts: that of the free money, or that of its project, which it follows.
    """

    deal = models.ForeignKey(Deal, on_delete=models.PROTECT, related_name="places")
    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=PlaceKind.choices)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, related_name="places")
    pillar = models.ForeignKey(Pillar, on_delete=models.PROTECT, null=True, related_name="places")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, related_name="places_of_money")
    phase = models.PositiveSmallIntegerField(null=True)
    cents = models.BigIntegerField(default=0)

    objects: ClassVar[models.Manager["Place"]]

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["deal", "key"], name="place_key_once_per_deal"),
            models.CheckConstraint(condition=Q(kind="pledged") | Q(cents__gte=0), name="only_the_outside_is_negative"),
        ]

    def __str__(self) -> str:
        return self.key


class Basis(models.Model):
    """What transfers rest on, append-only: the agreement, a resolution, a grant order under a resolution, or a
    statement under a grant order. `reference` names it within the deal."""

    deal = models.ForeignKey(Deal, on_delete=models.PROTECT, related_name="bases")
    kind = models.CharField(max_length=20, choices=BasisKind.choices)
    reference = models.CharField(max_length=130)
    title = models.CharField(max_length=300)
    on = models.DateField()
    resolution = models.OneToOneField(Resolution, on_delete=models.PROTECT, null=True, related_name="basis")
    under = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="below")

    objects: ClassVar[models.Manager["Basis"]]

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["deal", "kind", "reference"], name="basis_reference_once_per_deal"),
            models.CheckConstraint(
                condition=Q(kind="agreement", resolution=None, under=None)
                | Q(kind="resolution", resolution__isnull=False, under=None)
                | Q(kind__in=["grant_order", "statement"], resolution=None, under__isnull=False),
                name="basis_is_what_its_kind_says",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"


class Transfer(models.Model):
    """Euros that go from one place to another: append-only, each with the hash of the one before it.

    `counts_from` is the day from which it counts, `recorded_at` the moment (UTC) at which it was written down.
    """

    deal = models.ForeignKey(Deal, on_delete=models.PROTECT, related_name="transfers")
    sequence = models.PositiveBigIntegerField()
    counts_from = models.DateField()
    recorded_at = models.DateTimeField()
    origin = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="outgoing")
    destination = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="incoming")
    cents = models.BigIntegerField()
    basis = models.ForeignKey(Basis, on_delete=models.PROTECT, related_name="transfers")
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    previous = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)

    objects: ClassVar[models.Manager["Transfer"]]

    class Meta:
        ordering = ["deal", "sequence"]
        indexes = [
            models.Index(fields=["origin", "counts_from"], name="transfer_out_by_day"),
            models.Index(fields=["destination", "counts_from"], name="transfer_in_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["deal", "sequence"], name="transfer_sequence_once_per_deal"),
            models.CheckConstraint(condition=Q(cents__gt=0), name="transfer_is_positive"),
            models.CheckConstraint(condition=~Q(origin=F("destination")), name="transfer_goes_somewhere_else"),
        ]

    def __str__(self) -> str:
        return f"{self.deal.code} boeking {self.sequence}"


class Total(models.Model):
    """What all places of one kind hold together in a pillar; of what was pledged, by a source. `key` names it, such as
    `awarded/werken`; the key of what has no pillar ends in `-`.

    Kept up to date with every transfer, so that reading it costs the same however many projects there are.
    """

    deal = models.ForeignKey(Deal, on_delete=models.PROTECT, related_name="totals")
    key = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=PlaceKind.choices)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, related_name="+")
    pillar = models.ForeignKey(Pillar, on_delete=models.PROTECT, null=True, related_name="+")
    cents = models.BigIntegerField()

    objects: ClassVar[models.Manager["Total"]]

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["deal", "key"], name="total_key_once_per_deal"),
            models.CheckConstraint(
                condition=Q(kind="pledged") | Q(cents__gte=0), name="only_pledged_totals_are_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Turnover(models.Model):
    """What went from one kind of place to another with the transfers that count from days of one year; what puts
    another transfer right (`corrects`) apart. Kept up to date with every transfer."""

    deal = models.ForeignKey(Deal, on_delete=models.PROTECT, related_name="turnovers")
    year = models.PositiveSmallIntegerField()
    origin = models.CharField(max_length=10, choices=PlaceKind.choices)
    destination = models.CharField(max_length=10, choices=PlaceKind.choices)
    corrects = models.BooleanField()
    cents = models.BigIntegerField()

    objects: ClassVar[models.Manager["Turnover"]]

    class Meta:
        ordering = ["deal", "year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["deal", "year", "origin", "destination", "corrects"], name="turnover_once_per_year_and_way"
            ),
            models.CheckConstraint(condition=Q(cents__gt=0), name="turnover_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.origin} > {self.destination}"


class CoFinancing(models.Model):
    """What a party contributes to a project beside the deal: to one phase, or to the whole project (`phase` is None).

    `cents` are None where nobody knows the amount; in kind they are its worth. A row that was removed keeps its
    content, so that the removal can be undone. `version` counts the changes.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="cofinancing")
    phase = models.PositiveSmallIntegerField(null=True)
    party = models.CharField(max_length=200)
    sector = models.CharField(max_length=20, choices=Sector.choices)
    party_to_deal = models.BooleanField()
    form = models.CharField(max_length=10, choices=ContributionForm.choices)
    origin = models.CharField(max_length=10, choices=MoneyOrigin.choices)
    cents = models.BigIntegerField(null=True)
    evidence = models.TextField(blank=True)
    removed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager["CoFinancing"]]

    class Meta:
        ordering = ["project", "phase", "id"]
        constraints = [models.CheckConstraint(condition=Q(cents__gt=0), name="cofinancing_is_positive")]

    def __str__(self) -> str:
        return f"{self.party}: {self.project.code}"

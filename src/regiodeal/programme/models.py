"""The deal: parties, sources of money, pillars, bodies and their seats. All of it comes from the deal file."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from regiodeal.accounts.models import User
from regiodeal.partners.models import Organisation
from regiodeal.programme.choices import InterestRule, Power, ProxyRule, SourceLevel
from regiodeal.programme.rules import Threshold


class Deal(models.Model):
    """One agreement between the state and a region. Amounts are in cents; `accent` is its one colour, `#rrggbb`."""

    code = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=200)
    round = models.PositiveSmallIntegerField(null=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    projects_end_by = models.DateField(null=True)
    agreement_title = models.CharField(max_length=300)
    agreed_on = models.DateField()
    agreement_url = models.URLField(max_length=500, blank=True)
    publisher = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(max_length=500, blank=True)
    hosts = models.JSONField(default=list)
    public_address = models.URLField(max_length=500, blank=True)
    woo_categories = models.JSONField(default=dict)
    security_contact = models.CharField(max_length=500, blank=True)
    accent = models.CharField(max_length=7)
    allocation_rule = models.TextField(blank=True)

    objects: ClassVar[models.Manager["Deal"]]

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="deal_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """The root of the public record in the world, with a slash at its end; empty where nobody said."""
        if self.public_address:
            return f"{self.public_address.rstrip('/')}/"
        return f"https://{self.hosts[0]}/" if self.hosts else ""


class Locality(models.Model):
    """A town or village where projects work: in which municipality, and where on the earth (WGS84, degrees)."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="localities")
    name = models.CharField(max_length=200)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    latitude = models.DecimalField(max_digits=9, decimal_places=6)
    longitude = models.DecimalField(max_digits=9, decimal_places=6)

    objects: ClassVar[models.Manager["Locality"]]

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["deal", "name"], name="locality_once_per_deal")]

    def __str__(self) -> str:
        return self.name


class Outline(models.Model):
    """The borders of the municipalities of a deal, thinned to what a map shows; `programme.boundaries` makes it."""

    deal = models.OneToOneField(Deal, on_delete=models.CASCADE, related_name="outline")
    content = models.JSONField()

    objects: ClassVar[models.Manager["Outline"]]

    def __str__(self) -> str:
        return self.deal.code


class Party(models.Model):
    """An organisation that is party to the deal."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    objects: ClassVar[models.Manager["Party"]]

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["deal", "organisation"], name="party_once_per_deal")]

    def __str__(self) -> str:
        return self.organisation.name


class Pillar(models.Model):
    """A main division of the deal. `budget_cents` is None where the deal does not divide its money over pillars."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="pillars")
    code = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    cross_cutting = models.BooleanField(default=False)
    budget_cents = models.BigIntegerField(null=True)
    position = models.PositiveSmallIntegerField()

    objects: ClassVar[models.Manager["Pillar"]]

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["deal", "code"], name="pillar_code_once_per_deal"),
            models.CheckConstraint(condition=Q(budget_cents__gt=0), name="pillar_budget_is_positive"),
        ]

    def __str__(self) -> str:
        return self.name


class Source(models.Model):
    """Who puts what into the deal. `published_cents` is what was made public of a share, `cents` what is booked."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="sources")
    code = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    level = models.CharField(max_length=20, choices=SourceLevel.choices)
    cents = models.BigIntegerField()
    published_cents = models.BigIntegerField(null=True)
    source_url = models.URLField(max_length=500, blank=True)
    position = models.PositiveSmallIntegerField()

    objects: ClassVar[models.Manager["Source"]]

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["deal", "code"], name="source_code_once_per_deal"),
            models.CheckConstraint(condition=Q(cents__gt=0), name="source_cents_are_positive"),
        ]

    def __str__(self) -> str:
        return self.name


class Body(models.Model):
    """A body of the deal, such as the steering group, with the rules that make its decisions valid."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="bodies")
    code = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    power = models.CharField(max_length=10, choices=Power.choices)
    quorum = models.CharField(max_length=40)
    majority = models.CharField(max_length=40)
    interest = models.CharField(max_length=10, choices=InterestRule.choices)
    proxies = models.CharField(max_length=10, choices=ProxyRule.choices, default=ProxyRule.NONE)
    proxies_a_seat = models.PositiveSmallIntegerField(default=1)

    objects: ClassVar[models.Manager["Body"]]

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["deal", "code"], name="body_code_once_per_deal")]

    def __str__(self) -> str:
        return self.name

    @property
    def quorum_threshold(self) -> Threshold:
        """Which share of the seats must be present."""
        return Threshold.parse(self.quorum)

    @property
    def majority_threshold(self) -> Threshold:
        """Which share of the votes cast must be in favour."""
        return Threshold.parse(self.majority)


class Seat(models.Model):
    """A seat in a body, held for an organisation by a person in an office, who may sign in as `user`."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats")
    code = models.SlugField(max_length=80)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    holder = models.CharField(max_length=200, blank=True)
    office = models.CharField(max_length=200, blank=True)
    chair = models.BooleanField(default=False)
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="seats")
    position = models.PositiveSmallIntegerField()

    objects: ClassVar[models.Manager["Seat"]]

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["body", "code"], name="seat_code_once_per_body")]

    def __str__(self) -> str:
        return f"{self.holder or self.office or 'zetel'} ({self.organisation.name})"

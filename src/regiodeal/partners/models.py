"""Organisations. They exist outside any one deal: a municipality can be party to several."""

from typing import ClassVar

from django.db import models

from regiodeal.partners.choices import OrganisationKind


class Organisation(models.Model):
    """An organisation. `identifier` is its TOOI code where it is a public body, such as `gm0114` or `pv22`."""

    code = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    identifier = models.CharField(max_length=20, blank=True)

    objects: ClassVar[models.Manager["Organisation"]]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

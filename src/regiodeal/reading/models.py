"""Old documents that were uploaded, with what was found in them and what a person says of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from regiodeal.programme.models import Deal


class Upload(models.Model):
    """A document as it was uploaded, its reading, and the state of its review; see `reviews` for its form.

    `reading` holds the lines of the document and what stands beside the projects. `looked_at` of `values_asked` tells
    how far the review is. `reference` names the meeting that was registered from it; a document that was put away
    has a `dropped_at`. `version` counts the saves of the review.
    """

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    data = models.BinaryField()
    reading = models.JSONField()
    review = models.JSONField()
    looked_at = models.PositiveIntegerField(default=0)
    values_asked = models.PositiveIntegerField(default=0)
    projects = models.PositiveIntegerField(default=0)
    uploaded_by = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField()
    changed_by = models.CharField(max_length=200)
    changed_at = models.DateTimeField()
    reference = models.CharField(max_length=120, blank=True)
    dropped_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager["Upload"]]

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["deal", "sha256"], condition=Q(dropped_at=None), name="document_once_per_deal"
            ),
            models.CheckConstraint(condition=Q(reference="") | Q(dropped_at=None), name="registered_stays"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def complete(self) -> bool:
        """Whether every value was looked at."""
        return self.looked_at == self.values_asked

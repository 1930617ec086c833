"""The trail: one append-only line per act, each with the hash of the one before it."""

from typing import ClassVar

from django.db import models


class AuditLine(models.Model):
    """Who did what to which record, when and on what ground. `scope` is the code of the deal."""

    scope = models.CharField(max_length=80)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=200)
    act = models.CharField(max_length=80)
    subject = models.CharField(max_length=200)
    ground = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)

    objects: ClassVar[models.Manager["AuditLine"]]

    class Meta:
        ordering = ["scope", "number"]
        constraints = [
            models.UniqueConstraint(fields=["scope", "number"], name="audit_one_line_per_number"),
            models.CheckConstraint(condition=~models.Q(actor=""), name="audit_names_an_actor"),
        ]
        indexes = [
            models.Index(fields=["scope", "actor", "number"], name="trail_by_actor"),
            models.Index(fields=["scope", "act", "number"], name="trail_by_act"),
            models.Index(fields=["scope", "subject", "number"], name="trail_by_subject"),
            models.Index(fields=["scope", "at"], name="trail_by_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.number}: {self.act} {self.subject}"

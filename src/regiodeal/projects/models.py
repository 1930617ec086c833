"""The register: projects with their names through time, phases, partners, places, links, figures and facts."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from regiodeal.accounts.models import User
from regiodeal.partners.models import Organisation
from regiodeal.programme.models import Deal, Pillar
from regiodeal.projects.choices import FigureKind, LinkKind, Stage


def _who(row: Any) -> str:
    return str(row.history_user_id)


def _set_who(row: Any, name: str | None) -> None:
    row.history_user_id = name or ""


class Project(models.Model):
    """A project. Its code never changes; its name can. A pillar that nobody published is unknown, so None.

    `version` counts the changes of the project and of all that hangs on it; each one leaves a row in `history`, with
    who did it in the words of the trail. `leaders` may change the project themselves.
    """

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="projects")
    code = models.SlugField(max_length=80)
    pillar = models.ForeignKey(Pillar, on_delete=models.PROTECT, null=True, related_name="projects")
    stage = models.CharField(max_length=20, choices=Stage.choices)
    lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    summary = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    leaders = models.ManyToManyField(User, related_name="projects_led")

    history = HistoricalRecords(
        table_name="projects_project_history",
        related_name="versions",
        history_user_id_field=models.CharField(max_length=200),
        history_user_getter=_who,
        history_user_setter=_set_who,
    )

    objects: ClassVar[models.Manager["Project"]]

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["deal", "code"], name="project_code_once_per_deal")]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        """The present name. Reads the prefetched names where there are, so a list costs no query a row."""
        return next((name.name for name in self.names.all() if name.until is None), self.code)


class ProjectName(models.Model):
    """A name that a project has or had; the present one has no `until`."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    until = models.DateField(null=True)

    objects: ClassVar[models.Manager["ProjectName"]]

    class Meta:
        ordering = ["project", models.F("until").desc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(fields=["project"], condition=Q(until=None), name="project_has_one_present_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Phase(models.Model):
    """A phase of a project, numbered from 1. Money is awarded to a phase."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="phases")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    ends_on = models.DateField(null=True)

    objects: ClassVar[models.Manager["Phase"]]

    class Meta:
        ordering = ["project", "number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="phase_number_once_per_project")]

    def __str__(self) -> str:
        return f"{self.project.code} fase {self.number}"


class Participation(models.Model):
    """Who takes part in a project, in which role, from when until when."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="participations")
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=80)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    position = models.PositiveSmallIntegerField()

    objects: ClassVar[models.Manager["Participation"]]

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class ProjectPlace(models.Model):
    """A municipality or village where a project works."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="places")
    name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()

    objects: ClassVar[models.Manager["ProjectPlace"]]

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class ProjectLink(models.Model):
    """A link from one project to another, read from `project` to `target`.

    `trl_from` and `trl_to` say how far a technique was when the one project handed it to the other, and how far this
    one brings it: Technology Readiness Levels, 1 to 9, both or none.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=20, choices=LinkKind.choices)
    target = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="links_back")
    trl_from = models.PositiveSmallIntegerField(null=True)
    trl_to = models.PositiveSmallIntegerField(null=True)

    objects: ClassVar[models.Manager["ProjectLink"]]

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "kind", "target"], name="project_link_once"),
            models.CheckConstraint(condition=~Q(project=models.F("target")), name="project_links_to_another"),
            models.CheckConstraint(
                condition=Q(trl_from=None, trl_to=None)
                | Q(trl_from__isnull=False, trl_to__isnull=False)
                & Q(trl_from__gte=1, trl_to__lte=9, trl_to__gte=models.F("trl_from")),
                name="link_readiness_goes_up_from_1_to_9",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project.code} {self.kind} {self.target.code}"


class Figure(models.Model):
    """A published amount beside the contribution, in cents, in the words of its source; perhaps unclassified."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="figures")
    kind = models.CharField(max_length=20, choices=FigureKind.choices)
    cents = models.BigIntegerField()
    words = models.TextField()
    source_title = models.CharField(max_length=300, blank=True)
    source_url = models.URLField(max_length=500, blank=True)

    objects: ClassVar[models.Manager["Figure"]]

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="figure_is_positive"),
            models.UniqueConstraint(fields=["project", "cents", "words"], name="figure_once_per_project"),
        ]

    def __str__(self) -> str:
        return f"{self.project.code}: {self.cents} ({self.kind})"


class Fact(models.Model):
    """A statement about a project with the public source that it comes from."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="facts")
    statement = models.TextField()
    source_title = models.CharField(max_length=300)
    source_url = models.URLField(max_length=500, blank=True)
    known_on = models.DateField(null=True)
    position = models.PositiveSmallIntegerField()

    objects: ClassVar[models.Manager["Fact"]]

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.statement


class Document(models.Model):
    """A file that belongs to a project. Its bytes, `size` of them, stand in the folder of documents by their hash.

    One that was removed keeps its row, and its bytes for some weeks, so that the removal can be undone.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="documents")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    uploaded_by = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Document"]]

    class Meta:
        ordering = ["-uploaded_at", "-id"]

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """A person behind a project. Personal data: not in the trail, and really gone once it is removed."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=200)
    function = models.CharField(max_length=200, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager["Contact"]]

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

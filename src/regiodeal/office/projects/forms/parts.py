"""What all forms that change a part of a project have in common."""

from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from regiodeal.projects.content import Content
from regiodeal.projects.models import Project
from regiodeal.projects.rules import Firm
from regiodeal.web.forms import OfficeForm

_MOST_VERSIONS = 2**31 - 1  # what the databases can count


class PartForm(OfficeForm):
    """A form for some parts of a project, on top of a version of it. `present` is how the project stands now."""

    parts: ClassVar[tuple[str, ...]]
    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=_MOST_VERSIONS)

    def __init__(self, data: Any = None, *, project: Project, present: Content, firm: Firm) -> None:
        self.project, self.present, self.firm = project, present, firm
        super().__init__(data, initial={"version": project.version, **self.raw(present)})

    @classmethod
    def raw(cls, content: Content) -> dict[str, Any]:
        """Return parts as the fields of the form hold them."""
        return {part: content[part] or "" for part in cls.parts if part in content}

    def values(self) -> Content:
        """Return what was typed, as parts of the project."""
        return {part: self.cleaned_data[part] for part in self.parts}

    @classmethod
    def caught_up(cls, data: QueryDict, version: int, theirs: Content) -> QueryDict:
        """Return what was typed, on top of a newer version: parts that only somebody else changed are as there."""
        newer = data.copy()
        newer["version"] = str(version)
        for field, value in cls.raw(theirs).items():
            newer.setlist(field, value if isinstance(value, list) else [value])
        return newer

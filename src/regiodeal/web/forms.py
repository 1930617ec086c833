"""Forms as the office shows them: fields for amounts and days, and the look of NL Design System."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy

from regiodeal.common.errors import Refusal
from regiodeal.common.money import TooMuch, parse_euros, write_euros
from regiodeal.web.refusals import told

_CLASSES = {
    forms.Textarea: "utrecht-textarea utrecht-textarea--html-textarea",
    forms.Select: "utrecht-select utrecht-select--html-select",
    forms.SelectMultiple: "utrecht-select utrecht-select--html-select",
    forms.CheckboxInput: "utrecht-checkbox utrecht-checkbox--html-input",
    forms.CheckboxSelectMultiple: "utrecht-checkbox utrecht-checkbox--html-input",
    forms.RadioSelect: "utrecht-radio-button utrecht-radio-button--html-input",
    forms.FileInput: "rd-file",
}


class Renderer(TemplatesSetting):
    """Renders fields with the templates of the office."""

    field_template_name = "web/field.html"
    form_template_name = "web/form.html"


class MoneyField(forms.Field):
    """An amount in euros as a Dutch office writes it; its value is in cents, None where it is left open."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "rd-money-input"})
    default_error_messages = {
        "invalid": gettext_lazy("“%(written)s” is geen bedrag. Schrijf bijvoorbeeld 374800, 374.800 of 374.800,50."),
        "too_much": gettext_lazy("Zo veel geld is er niet. Kijk na of er geen cijfers te veel staan."),
        "nothing": gettext_lazy("Een bedrag is meer dan nul. Laat het veld leeg als het bedrag niet bekend is."),
        "nothing_at_all": gettext_lazy("Een bedrag is meer dan nul. Vul in om hoeveel euro het gaat."),
    }

    def to_python(self, value: Any) -> int | None:
        """Return the cents of what was typed. Raises ValidationError."""
        written = str(value or "").replace("€", "").replace("\u00a0", " ").strip()
        if not written:
            return None
        try:
            cents = parse_euros(written)
        except TooMuch as error:
            raise forms.ValidationError(self.error_messages["too_much"], code="too_much") from error
        except ValueError as error:
            raise forms.ValidationError(
                self.error_messages["invalid"], code="invalid", params={"written": value}
            ) from error
        if cents == 0:
            told = "nothing_at_all" if self.required else "nothing"
            raise forms.ValidationError(self.error_messages[told], code=told)
        return cents

    def prepare_value(self, value: Any) -> Any:
        """Write cents as a person would type them; what a person typed stays as it is."""
        return write_euros(value) if isinstance(value, int) else value


class DayField(forms.DateField):
    """A day, chosen from the calendar of the browser or typed as 2026-11-23 or 23-11-2026."""

    default_error_messages = {"invalid": gettext_lazy("Dit is geen datum. Schrijf bijvoorbeeld 23-11-2026.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d-%m-%y"], **kwargs)


class MomentField(forms.DateTimeField):
    """A day with a time in the Netherlands, chosen from the calendar of the browser or typed as 23-11-2026 09:00."""

    default_error_messages = {
        "invalid": gettext_lazy("Dit is geen dag met een tijd. Schrijf bijvoorbeeld 23-11-2026 09:00.")
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}))
        super().__init__(input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d-%m-%Y %H:%M"], **kwargs)


class OfficeForm(forms.Form):
    """A form of the office: every field has the look of NL Design System."""

    required_css_class = "rd-field--required"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _dress(field)

    def add(self, name: str, field: forms.Field) -> None:
        """Give this form a field more, with the same look."""
        _dress(field)
        self.fields[name] = field

    def refused(self, refusal: Refusal, field: str | None = None) -> None:
        """Show a refusal of the rules with the form, at a field where it belongs to one."""
        self.add_error(field, [forms.ValidationError(sentence) for sentence in told(refusal)])


def _dress(field: forms.Field) -> None:
    own = field.widget.attrs.get("class", "")
    field.widget.attrs["class"] = f"{_class_of(field.widget)} {own}".strip()


def _class_of(widget: forms.Widget) -> str:
    for kind in type(widget).__mro__:
        if kind in _CLASSES:
            return _CLASSES[kind]
    return "utrecht-textbox utrecht-textbox--html-input"


def choices(rows: Iterable[tuple[Any, Any]], empty: Any = None) -> list[tuple[Any, Any]]:
    """Return choices for a field, with an empty one on top where `empty` says what it is called."""
    return [*([("", empty)] if empty is not None else []), *rows]

"""Sentences for people that can be said in more than one language."""

from collections.abc import Callable, Iterable

Translate = Callable[[str], str]


class Sentence:
    """A template in English with the values that fill it: `Sentence("no quorum: {there} of {seats}", there=3, seats=8)`.

    A value can be a sentence itself, or a tuple of sentences. Without values the template is taken as it is.
    """

    def __init__(self, template: str, /, **values: object) -> None:
        self.template = template
        self.values = values

    def said(self, translate: Translate) -> str:
        """Return the sentence with the template, and every sentence among its values, translated."""
        template = translate(self.template)
        if not self.values:
            return template
        return template.format(**{name: _said(value, translate) for name, value in self.values.items()})

    def __str__(self) -> str:
        return self.said(str)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sentence) and (self.template, self.values) == (other.template, other.values)

    def __hash__(self) -> int:
        return hash(self.template)

    def __repr__(self) -> str:
        return f"Sentence({str(self)!r})"


def joined(sentences: Iterable[Sentence], translate: Translate = str) -> str:
    """Return sentences as one line, with a semicolon between them."""
    return "; ".join(sentence.said(translate) for sentence in sentences)


def _said(value: object, translate: Translate) -> object:
    if isinstance(value, Sentence):
        return value.said(translate)
    if isinstance(value, tuple) and value and all(isinstance(one, Sentence) for one in value):
        return joined(value, translate)
    return value

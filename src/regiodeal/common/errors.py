"""The base of every refusal: an expected failure that a person can understand and mend."""

from regiodeal.common.sentences import Sentence, joined


class Refusal(Exception):
    """An act that the rules do not allow, or input that cannot be used. The message says what, where and what to do.

    It keeps its sentences with their values, so that a screen can say them in another language:
    `Refusal("there is a meeting {reference} already", reference=reference)`, or with more than one reason:
    `Refusal(Sentence("{item}:", item=item), *reasons)`.
    """

    def __init__(self, first: str | Sentence, /, *more: Sentence, **values: object) -> None:
        self.sentences = (first if isinstance(first, Sentence) else Sentence(first, **values), *more)
        super().__init__(joined(self.sentences))

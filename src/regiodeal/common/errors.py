"""The base of every refusal: an expected failure that a person can understand and mend."""


class Refusal(Exception):
    """An act that the rules do not allow, or input that cannot be used. The message says what, where and what to do."""

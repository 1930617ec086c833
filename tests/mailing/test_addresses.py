"""Addresses: one spelling for a mailbox, and nothing that could break a mail."""

import pytest

from regiodeal.mailing import addresses
from regiodeal.mailing.addresses import NotAnAddress


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("anna@krant.example", "anna@krant.example"),
        ("  Anna.Jansen@Krant.Example\n", "anna.jansen@krant.example"),
        ("o'brien+pers@sub.krant.example", "o'brien+pers@sub.krant.example"),
        ("redactie@caféopdehoek.example", "redactie@xn--cafopdehoek-dbb.example"),
        ("redactie@例え.テスト", "redactie@xn--r8jz45g.xn--zckzah"),
        (f"{'a' * 64}@krant.example", f"{'a' * 64}@krant.example"),
    ],
)
def test_an_address_has_one_spelling(written: str, kept: str) -> None:
    assert addresses.tidy(written) == kept
    assert addresses.tidy(kept) == kept


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        "anna",
        "@krant.example",
        "anna@",
        "anna@krant",
        "anna@@krant.example",
        "anna @krant.example",
        "an na@krant.example",
        "anna@krant.example, bert@krant.example",
        "anna@krant.example;bert@krant.example",
        "Anna <anna@krant.example>",
        "anna@krant.example\r\nBcc: bert@krant.example",
        "anna@krant.example\x00",
        "anna\u200b@krant.example",
        "anna\u202e@krant.example",
        "anna@krant..example",
        ".anna@krant.example",
        "anna.@krant.example",
        "anna@-krant.example",
        "anna@krant.example-",
        "anna@127.0.0.1",
        "anna@[127.0.0.1]",
        '"anna jansen"@krant.example',
        "josé@krant.example",
        f"{'a' * 65}@krant.example",
        f"anna@{'a' * 64}.example",
        f"anna@{'.'.join(['a' * 60] * 5)}.example",
        "a" * 65_536,
        "a@" * 32_768,
    ],
)
def test_what_is_no_address_is_refused_in_a_short_sentence(written: str) -> None:
    with pytest.raises(NotAnAddress) as refused:
        addresses.tidy(written)
    assert len(str(refused.value)) < 250
    assert "\n" not in str(refused.value)


def test_what_is_kept_of_an_address_differs_per_deal_and_per_secret(settings: object) -> None:
    kept = addresses.keyed("veenstreek", "anna@krant.example")
    assert kept == addresses.keyed("veenstreek", "anna@krant.example")
    assert kept != addresses.keyed("elders", "anna@krant.example")
    settings.SECRET_KEY = "een ander geheim"  # type: ignore[attr-defined]
    assert kept != addresses.keyed("veenstreek", "anna@krant.example")

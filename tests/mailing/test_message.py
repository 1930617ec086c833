"""The bytes of a message: what a reader sees, what a mail program can do with it, and who vouches for it."""

import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import dkim as verifier
import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st

from regiodeal.common import tokens
from regiodeal.mailing import dkim
from regiodeal.mailing.dkim import Signer, UnusableKey
from regiodeal.mailing.letter import LEAVE, PREFERENCES, Letter
from regiodeal.mailing.message import Compiled, Recipient, delivery_of, message_id
from regiodeal.mailing.purposes import Purpose
from tests.factories.mailing import LETTER

AT = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
TO = Recipient(delivery=41, address="redactie@krant.example", subscriber=7)
MAILING = 3
_LINES = re.compile(rb"(?<!\r)\n|\r(?!\n)")


def pem(key: ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


SIGNERS = {
    "ed25519": dkim.signer("regiodeal.example", "ed2026", pem(ed25519.Ed25519PrivateKey.generate())),
    "rsa": dkim.signer("regiodeal.example", "rsa2026", pem(rsa.generate_private_key(65537, 2048))),
}


def read(message: bytes) -> EmailMessage:
    return message_from_bytes(message, policy=policy.default)


def words(message: bytes, kind: str) -> str:
    part = read(message).get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n").removesuffix("\n")


def letter(**changes: str) -> Letter:
    return Letter(**{**LETTER.written(), **changes})


def verified(message: bytes, *signers: Signer) -> list[bool]:
    """What an independent verifier says of each signature, with the records that belong in the DNS."""
    records = {f"{one.selector}._domainkey.{one.domain}.".encode(): one.record.encode() for one in signers}
    found = verifier.DKIM(message)
    return [_believes(found, place, records) for place in range(len(signers))]


def _believes(found: verifier.DKIM, place: int, records: dict[bytes, bytes]) -> bool:
    try:
        return bool(found.verify(place, lambda name, **_: records[name]))
    except verifier.ValidationError:
        return False


def test_a_reader_sees_the_words_of_the_letter_with_links_of_their_own() -> None:
    message = Compiled(LETTER, MAILING).message(TO, AT)
    found = read(message)
    assert found["From"] == "Regio Deal Zuid- en Oost-Drenthe <pers@regiodeal.example>"
    assert found["To"] == "redactie@krant.example"
    assert found["Reply-To"] == "redactie@regiodeal.example"
    assert found["Subject"] == "Besluitenlijst stuurgroep: vijf nieuwe projecten"
    assert found["Date"].datetime == AT
    assert [part.get_content_type() for part in found.iter_parts()] == ["text/plain", "text/html"]
    leave = f"https://regiodeal.example/post/afmelden/{tokens.made(Purpose.LEAVE, 7, 3)}/"
    kept = tokens.made(Purpose.PREFERENCES, 7, int(AT.timestamp()))
    preferences = f"https://regiodeal.example/post/voorkeuren/{kept}/"
    expected = LETTER.text.replace(LEAVE, leave).replace(PREFERENCES, preferences)
    assert words(message, "plain") == expected.removesuffix("\n")
    assert words(message, "html") == LETTER.html.replace(LEAVE, leave)


def test_a_mail_program_can_leave_with_one_click() -> None:
    found = read(Compiled(LETTER, MAILING, [SIGNERS["ed25519"]]).message(TO, AT))
    leave = tokens.made(Purpose.LEAVE, 7, 3)
    assert found["List-Unsubscribe"] == f"<https://regiodeal.example/post/afmelden/{leave}/>"
    assert found["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert found["List-Id"] == "<pers.regiodeal.example>"
    signed = re.search(r"h=([\w:-]+);", str(found["DKIM-Signature"]))
    assert signed is not None
    assert {"list-unsubscribe", "list-unsubscribe-post", "from", "to", "subject"} <= set(signed[1].split(":"))


@pytest.mark.parametrize("names", [["ed25519"], ["rsa"], ["ed25519", "rsa"]])
def test_an_independent_verifier_believes_each_signature(names: list[str]) -> None:
    signers = [SIGNERS[name] for name in names]
    message = Compiled(letter(subject="Één besluit — € 3.341.800 voor de regio " * 4), MAILING, signers).message(TO, AT)
    assert verified(message, *signers) == [True] * len(signers)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"redactie@krant.example", b"redactie@krant.example, iedereen@elders.example"),
        (b"Subject: ", b"Subject: Nep: "),
        (b"3.341.800", b"3.341.801"),
        (b"/post/afmelden/", b"/post/elders/"),
        (b"From: ", b"From: nep@elders.example\r\nFrom: "),
    ],
)
def test_nobody_can_change_a_message_without_being_seen(before: bytes, after: bytes) -> None:
    signer = SIGNERS["ed25519"]
    message = Compiled(LETTER, MAILING, [signer]).message(TO, AT)
    assert before in message
    assert verified(message, signer) == [True]
    assert verified(message.replace(before, after), signer) == [False]


_WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00", exclude_categories=["Cs"]), max_size=300)


@given(st.lists(_WORDS, min_size=1, max_size=4), st.lists(_WORDS, min_size=1, max_size=4))
def test_whatever_is_written_arrives_as_it_was_written_and_goes_over_any_line(text: list[str], html: list[str]) -> None:
    own = letter(text=LEAVE.join(text), html=PREFERENCES.join(html))
    message = Compiled(own, MAILING, [SIGNERS["ed25519"]]).message(TO, AT)
    message.decode("ascii")
    assert not _LINES.search(message)
    lines = message.split(b"\r\n")
    assert not [line for line in lines if line.startswith((b".", b"From "))]
    body = message.partition(b"\r\n\r\n")[2].split(b"\r\n")
    assert max(map(len, body)) <= 76
    leave = f"https://regiodeal.example/post/afmelden/{tokens.made(Purpose.LEAVE, 7, 3)}/"
    assert words(message, "plain") == leave.join(text).removesuffix("\n")
    assert verified(message, SIGNERS["ed25519"]) == [True]


def test_the_same_delivery_always_has_the_same_name_and_another_has_another() -> None:
    compiled = Compiled(LETTER, MAILING)
    first, again = (read(compiled.message(TO, at))["Message-ID"] for at in (AT, AT.replace(day=27)))
    assert first == again == message_id(41, "regiodeal.example")
    assert delivery_of(str(first)) == 41
    assert message_id(42, "regiodeal.example") != first


@pytest.mark.parametrize("written", ["", "<>", "<abc@regiodeal.example>", "<CAF=x@mail.gmail.com>", "é", "a" * 65_536])
def test_a_name_that_is_not_ours_names_no_delivery(written: str) -> None:
    assert delivery_of(written) is None


def test_a_token_opens_nothing_but_what_it_was_made_for() -> None:
    token = tokens.made(Purpose.LEAVE, 7, 3)
    assert tokens.read(Purpose.LEAVE, token) == (7, 3)
    assert tokens.read(Purpose.PREFERENCES, token) is None
    for place in range(len(token)):
        other = "A" if token[place] != "A" else "B"
        assert tokens.read(Purpose.LEAVE, token[:place] + other + token[place + 1 :]) in {None, (7, 3)}
    assert tokens.read(Purpose.LEAVE, token[:-2] + "__") is None


@pytest.mark.parametrize("field", ["subject", "sender", "reply_to"])
def test_no_header_can_be_smuggled_in(field: str) -> None:
    with pytest.raises(ValueError, match=r"linefeed|newline|parse"):
        Compiled(letter(**{field: "pers@regiodeal.example\r\nBcc: iedereen@elders.example"}), MAILING)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no private key"),
        (b"-----BEGIN PRIVATE KEY-----\nniets\n-----END PRIVATE KEY-----\n", "no private key"),
        (pem(rsa.generate_private_key(65537, 1024)), "2048"),  # noqa: S505 - so weak that it is refused
    ],
)
def test_a_key_that_cannot_sign_is_refused_with_the_reason(content: bytes, why: str) -> None:
    with pytest.raises(UnusableKey, match=why):
        dkim.signer("regiodeal.example", "s", content)

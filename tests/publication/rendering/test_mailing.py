"""Messages in the record: what somebody wrote, as a page, and nothing that could come from elsewhere or run."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from regiodeal.publication.rendering import commonmark, mailing, paths
from regiodeal.publication.visibility import public
from tests.publication.rendering import samples
from tests.publication.rendering.sample_data import MEETING
from tests.publication.rendering.sample_snapshots import message

AT = datetime(2026, 11, 24, tzinfo=UTC)


def page(site: Path, path: str) -> str:
    """Return a page of the record."""
    return (site / path / "index.html").read_text()


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("Een *nadruk* en **meer**.", "<p>Een <em>nadruk</em> en <strong>meer</strong>.</p>\n"),
        ("# Kop", '<h2 class="utrecht-heading-2 rd-letter__heading">Kop</h2>\n'),
        ("- een\n- twee", '<ul class="rd-bullets">\n<li>een</li>\n<li>twee</li>\n</ul>\n'),
        ("[x](https://a.example)", '<p><a href="https://a.example" class="utrecht-link">x</a></p>\n'),
        ("[](https://a.example)", '<p><a href="https://a.example" class="utrecht-link">https://a.example</a></p>\n'),
        ("regel  \nregel", "<p>regel<br>\nregel</p>\n"),
        ("", ""),
        ("\0", "<p>\ufffd</p>\n"),
    ],
)
def test_the_marks_of_commonmark_become_html(written: str, html: str) -> None:
    assert commonmark.html_of(written) == html


@pytest.mark.parametrize(
    "written",
    [
        "<script>alert(1)</script>",
        "<b onclick=alert(1)>x</b>",
        "[x](javascript:alert(1))",
        "[x](JAVASCRIPT:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html,x)",
        "[x](/kantoor/)",
        "[x](//elders.example)",
        "![x](data:image/png;base64,AAAA)",
        "<style>p{}</style>",
        '[x](https://a.example "\\" onclick=alert(1)")',
    ],
)
def test_nothing_in_a_text_runs_or_leads_into_the_site(written: str) -> None:
    html = commonmark.html_of(written)
    for mark in ("<script", "<b", "<img", "<style", 'href="javascript', 'href="data', 'href="/', '" onclick'):
        assert mark not in html.lower(), html


def test_a_picture_from_elsewhere_becomes_a_link_to_it() -> None:
    html = commonmark.html_of("![foto](https://elders.example/f.jpg) [![](https://b.example/l.png)](https://b.example)")
    assert "<img" not in html
    assert '<a href="https://elders.example/f.jpg" class="utrecht-link">foto</a>' in html
    assert '<a href="https://b.example" class="utrecht-link">https://b.example/l.png</a>' in html


def test_headings_skip_no_rank_and_are_never_empty() -> None:
    html = commonmark.html_of("### diep\n\n#\n\n###### dieper\n\n# hoog\n\n## onder")
    assert [html[at + 1 : at + 3] for at in range(len(html)) if html.startswith("<h", at)] == ["h2", "h3", "h2", "h3"]


def test_very_long_and_very_deep_texts_are_only_text() -> None:
    assert commonmark.html_of("> " * 5000 + "x")
    assert commonmark.html_of("[" * 5000)
    assert commonmark.html_of("*" * 20_000)


def test_a_message_has_a_page_that_leads_to_what_it_tells_about(site: Path) -> None:
    text = page(site, "berichten/1")
    assert '<p class="rd-kicker">Persbericht · <time datetime="2026-11-23">23 november 2026</time></p>' in text
    assert f'<a class="utrecht-link" href="../../{paths.decision_list(MEETING)}">Besluitenlijst {MEETING}</a>' in text
    assert '<h2 class="utrecht-heading-2 rd-letter__heading">Vijf nieuwe projecten</h2>' in text
    assert "alert(&quot;x&quot;)" in text
    assert (site / "berichten/1/versie-1/bericht.json").is_file()


def test_a_message_is_read_in_the_language_that_it_was_written_in(site: Path) -> None:
    """On a Dutch page an English message is marked, and the other way round."""
    assert f'<h1 class="utrecht-heading-1" lang="en">{samples.NEWS}</h1>' in page(site, "berichten/2")
    assert f'<h1 class="utrecht-heading-1">{samples.NEWS}</h1>' in page(site, "en/berichten/2")
    assert '<div class="rd-letter" lang="nl">' in page(site, "en/berichten/1")
    assert f'lang="en">{samples.NEWS}</a>' in page(site, "berichten")


def test_a_message_that_was_withdrawn_says_why_and_nothing_else(site: Path) -> None:
    text = page(site, "berichten/3")
    assert "Dit bericht ging naar de verkeerde lijst." in text
    assert "projecten" not in text.partition("<main")[2].partition("</main")[0]
    assert not (site / "berichten/3/versie-1").exists()
    assert "berichten/3/" not in page(site, "berichten")


def test_a_message_that_is_not_sent_yet_is_nowhere(site: Path) -> None:
    assert not (site / "berichten/4").exists()


def test_messages_come_the_newest_first_by_number_on_one_day() -> None:
    made = samples.Chain()
    for number in range(1, 12):
        made.add("mailing", str(number), message(number=number))
    made.add("mailing", "12", message(number=12, sent_from="2026-11-20T23:30:00.000000Z"))
    rows = mailing.rows(public(made.envelopes, AT))
    assert [row.href for row in rows[:3]] == ["berichten/11/", "berichten/10/", "berichten/9/"]
    assert rows[-1].href == "berichten/12/"
    assert (rows[-1].iso_day, rows[-1].day) == ("2026-11-21", "21 november 2026"), "the day that people lived"

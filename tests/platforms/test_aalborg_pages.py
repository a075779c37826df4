"""What Aalborg's answers hold: links in any make, the PDF's address, what is missing; meetings joined of all lists."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rådscraper.clock import DANISH_TIME
from rådscraper.items import Content, DocumentType
from rådscraper.parsing.link_titles import parse_link_title
from rådscraper.platforms.aalborg_meetings import Listed, ListedMeeting, join_lists, next_step
from rådscraper.platforms.aalborg_pages import (
    find_pdf,
    parse_start,
    read_listing,
    seen_in_application,
    seen_in_page,
)

LIST = "https://apps.aalborgkommune.dk/dagsordenreferat/?Id=15"
VIS = "https://apps.aalborgkommune.dk/dagsordenreferat/visreferat"
OVERVIEW = "https://referater.aalborg.dk/politiske-udvalg/seneste-fra-byraadet"
LOCAL = "http://localhost:5287/dagsordenreferat/visreferat"
START = datetime(2023, 4, 24, 16, 5, tzinfo=DANISH_TIME)
NOW = datetime(2026, 11, 1, tzinfo=DANISH_TIME)
ASKED = "moedetitel=2023-04-24%2016.05"
TITLE = "Referat fra Byrådet 24. april 2023 kl. 16.05"


def link(href: str, title: str = TITLE) -> str:
    return f'<a class="moede-link" href="{href}" title="{title}">24. april</a>'


@pytest.mark.parametrize(
    ("html", "query"),
    [
        (link(f"{LOCAL}?moedetitel=2023-04-24 16.05"), ASKED),
        (link(f"{LOCAL}?a=1&amp;moedetitel=2023-04-24%2016.05&amp;b=2"), "a=1&moedetitel=2023-04-24%2016.05&b=2"),
        (link(f"{LOCAL}?a=1&amp;amp;moedetitel=2023-04-24+16.05"), "a=1&moedetitel=2023-04-24+16.05"),
        (link(f"{LOCAL}?a=1&moedetitel=2023-04-24 16.05#top"), "a=1&moedetitel=2023-04-24%2016.05"),
        (link(f"{LOCAL}?moedetitel=2023-04-24 16.05&amp;navn=Råd"), f"{ASKED}&navn=R%C3%A5d"),
        (f"<A TITLE='{TITLE}' HREF='{LOCAL}?moedetitel=2023-04-24 16.05' CLASS=x>y</A>", ASKED),
        (f'<bui-link to="{LOCAL}?moedetitel=2023-04-24 16.05" label="{TITLE}"></bui-link>', ASKED),
        (f'<tr onclick="x" data-url="/v?moedetitel=2023-04-24 16.05"><td>{TITLE}</td></tr>', ASKED),
    ],
)
def test_of_a_link_only_the_query_counts(html, query):
    listing = read_listing(f"<ul><li>{html}</li></ul>".encode(), LIST)
    (found,) = listing.links
    assert (found.query, found.starts_at, listing.problems) == (query, START, ())
    assert (found.title.body_name, found.title.document_type) == ("Byrådet", DocumentType.MINUTES)


def test_a_page_of_the_site_is_kept_and_one_at_localhost_is_not():
    html = link("?moedetitel=2023-04-24%2016.05") + link(f"{LOCAL}?moedetitel=2023-04-25%2016.05")
    assert [one.page for one in read_listing(html.encode(), OVERVIEW).links] == [
        f"{OVERVIEW}?moedetitel=2023-04-24%2016.05",
        None,
    ]


def test_a_list_without_meetings_says_nothing():
    listing = read_listing(b"<p>Ingen m\xc3\xb8der</p><a href='/dagsordenreferat/?Id=71'>Andet udvalg</a>", LIST)
    assert (listing.links, listing.numbers, listing.problems) == ((), ("71",), ())


@pytest.mark.parametrize("answer", ["", " ", "\0", "{}"])
def test_an_empty_answer_lists_nothing(answer):
    assert read_listing(answer.encode(), LIST).links == ()


def test_a_link_without_date_and_a_page_that_hides_its_links_are_problems():
    unreadable = read_listing(link(f"{LOCAL}?moedetitel=i morgen").encode(), LIST)
    assert ([problem.kind for problem in unreadable.problems], unreadable.failed) == (
        ["unreadable_date", "unknown_shape"],
        1,
    )
    hidden = read_listing(b"<script>var a = '?moedetitel=2023-04-24 16.05'</script>", LIST)
    assert [problem.kind for problem in hidden.problems] == ["unknown_shape"]


@pytest.mark.parametrize(
    ("printed", "start"),
    [
        ("2023-04-24 16.05", "2023-04-24 16:05:00+02:00"),
        ("2024-02-12 8.00", "2024-02-12 08:00:00+01:00"),
        ("2024-02-12T16:00 ", "2024-02-12 16:00:00+01:00"),
        ("2024-02-30 16.00", "None"),
        ("2024-02-12", "None"),
    ],
)
def test_a_start_is_local_time(printed, start):
    assert str(parse_start(printed)) == start


@pytest.mark.parametrize(
    ("printed", "kind", "body"),
    [
        ("Referat fra Økonomiudvalget 24. april 2023 kl. 08.30", "minutes", "Økonomiudvalget"),
        ("Referat fra byrådet 12. februar 2024", "minutes", "Byrådet"),
        ("12. februar 2024 - referat fra byrådet", "minutes", "Byrådet"),
        ("Dagsorden for Aalborg Byråds møde mandag den 11. december 2023", "agenda", "Aalborg Byråd"),
        (
            "Tillægsdagsorden til Børne- og Ungeudvalget den 4. marts 2025",
            "supplementary_agenda",
            "Børne- og Ungeudvalget",
        ),
        ("Referat", "minutes", None),
        ("12. februar 2024", None, None),
        ("", None, None),
    ],
)
def test_a_links_title_tells_kind_and_body(printed, kind, body):
    title = parse_link_title(printed)
    assert (title.document_type, title.body_name) == (kind, body)


PDF = "https://apps.aalborgkommune.dk/aakReferater/Pdf.aspx?pdfnavn=2023-04-24%2016.05.pdf&type=moede"


@pytest.mark.parametrize(
    "html",
    [
        f"""<a onclick="window.open('{PDF.replace("%20", " ").replace("&", "&amp;")}')">""",
        f"""<a onclick="window.open(&#39;{PDF.replace("&", "&amp;")}&#39;,&#39;_blank&#39;)">""",
        f"""<script>window.open("{PDF.replace("/", chr(92) + "/")}")</script>""",
        """<a onclick="window.open('//localhost:1/aakReferater/Pdf.aspx?pdfnavn=2023-04-24 16.05.pdf&type=moede')">""",
        """<a href="/aakReferater/Pdf.aspx?pdfnavn=2023-04-24 16.05.pdf&amp;type=moede">PDF</a>""",
        """<a href="/aakReferater/Pdf.aspx?pdfnavn=2023-04-25 16.05.pdf">x</a>
           <a href="/aakReferater/Pdf.aspx?pdfnavn=2023-04-24 16.05.pdf&amp;type=moede">PDF</a>""",
    ],
)
def test_the_pdf_is_found_in_what_the_page_would_open(html):
    assert find_pdf(html.encode(), VIS, START) == PDF


def test_a_pdf_that_could_be_any_meetings_is_none():
    assert find_pdf(b"<a href='/a/Pdf.aspx?pdfnavn=a.pdf'><a href='/a/Pdf.aspx?pdfnavn=b.pdf'>", VIS, START) is None
    assert find_pdf(b"<p>", VIS, START) is None


@pytest.mark.parametrize(
    ("html", "counted"),
    [
        ("<h3>1. A</h3>x<h3>2. B</h3><p>y</p>", (2, 2)),
        ("<h3>1. A</h3><script>x</script><h3>2. B</h3><p> </p>", (2, 0)),
        ("<h3>Referat</h3>x<h3>1. A</h3>y", (1, 1)),
        ("<p>x</p>", (0, 0)),
        ("", (0, 0)),
    ],
)
def test_items_and_texts_of_the_application_are_counted(html, counted):
    seen = seen_in_application(html.encode())
    assert (seen.items, seen.texts) == counted
    assert seen.is_complete is (min(counted) > 0)


@pytest.mark.parametrize(
    ("html", "is_complete"),
    [
        ("<h3 slot='heading'>1. A</h3><p>Åben</p><h4>Beslutning</h4><p>Godkendt.</p>", True),
        ("<h3>1. A</h3><p>Åben</p><b>Beslutning</b><p>Godkendt.</p>", True),
        ("<p>Åben</p><h4>Beslutning</h4><p>Godkendt.</p>", False),
        ("<h3 slot='heading'>1. A</h3><p>Åben</p>", False),
        ("<h1>Referat</h1>", False),
    ],
)
def test_a_page_is_complete_with_titles_and_texts(html, is_complete):
    assert seen_in_page(html.encode()).is_complete is is_complete


def listed(*titles: str, url: str = LIST, number: str | None = "15", name: str | None = None) -> Listed:
    html = "".join(link(f"{LOCAL}?moedetitel=2023-04-24 16.05", title) for title in titles)
    return Listed(read_listing(html.encode(), url), url, number, name)


def test_a_meeting_reached_both_ways_is_one():
    both = join_lists(
        [listed("24. april 2023 - referat fra byrådet", url=OVERVIEW, number=None, name="Byrådet"), listed(TITLE)],
        VIS,
        NOW,
    )
    (meeting,) = both.meetings
    (publication,) = meeting.publications
    assert (meeting.body.id, meeting.body.name, meeting.starts_at) == ("15", "Byrådet", START)
    assert publication.id == "15:2023-04-24 16.05:referat"
    assert publication.url == f"{OVERVIEW}?moedetitel=2023-04-24%2016.05"
    assert publication.source_url == f"{VIS}?moedetitel=2023-04-24%2016.05"
    assert (publication.title, both.problems) == (TITLE, ())


def test_agenda_and_minutes_of_one_meeting_are_its_publications():
    (meeting,) = join_lists([listed(TITLE, "Dagsorden for Byrådets møde den 24. april 2023")], VIS, NOW).meetings
    assert [one.document_type for one in meeting.publications] == [DocumentType.MINUTES, DocumentType.AGENDA]


def test_a_body_without_number_has_the_pages_slug_and_the_name_the_spider_knows():
    (meeting,) = join_lists([listed("24. april 2023", url=OVERVIEW, number=None, name="Byrådet")], VIS, NOW).meetings
    assert (meeting.body.id, meeting.body.name) == ("seneste-fra-byraadet", "Byrådet")


def test_a_title_that_does_not_say_what_it_is_is_a_problem():
    joined = join_lists([listed("24. april 2023")], VIS, NOW)
    assert [problem.kind for problem in joined.problems] == ["body_without_name", "unknown_document_title"]
    assert joined.meetings[0].publications[0].document_type is DocumentType.MINUTES
    early = join_lists([listed("24. april 2023", name="Byrådet")], VIS, datetime(2023, 4, 1, tzinfo=DANISH_TIME))
    assert early.meetings[0].publications[0].document_type is DocumentType.AGENDA


def steps(meeting: ListedMeeting, answers: dict[str, str]) -> list[str]:
    """The layouts asked for in order, each answered as given (None where it is not in the answers)."""
    read: list[Content] = []
    tried: list[str] = []
    (publication,) = meeting.publications
    while step := next_step(meeting, publication, read, tried):
        tried.append(step[0])
        if step[0] in answers:
            read.append(Content(publication.id, step[0], step[1], answers[step[0]].encode()))
    return tried


WHOLE = "<h3>1. A</h3>Åben<p>Beslutning</p>"
WITH_PDF = "<p>Åben</p><p>Beslutning</p><a href='/Pdf.aspx?pdfnavn=2023-04-24 16.05.pdf'>"
A, P, D = "aalborg_application", "aalborg_page", "pdf"


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({A: WHOLE}, [A]),
        ({A: "<h3>1. A</h3>", P: WHOLE}, [A, P]),
        ({A: "<p>Fejl</p>", P: WHOLE}, [A, P]),
        ({P: WHOLE}, [A, P]),
        ({A: "<h3>1. A</h3>", P: WITH_PDF}, [A, P, D]),
        ({A: "<h3>1. A</h3>", P: "<p>Åben</p>"}, [A, P]),
        ({}, [A, P]),
    ],
)
def test_page_and_pdf_are_asked_for_only_when_something_is_missing(answers, asked):
    overview = listed("24. april 2023 - referat fra byrådet", url=OVERVIEW, number=None, name="Byrådet")
    (meeting,) = join_lists([listed(TITLE), overview], VIS, NOW).meetings
    assert steps(meeting, answers) == asked


@given(st.binary() | st.text().map(str.encode))
def test_any_answer_is_read(answer):
    read_listing(answer, LIST)
    find_pdf(answer, LIST, START)
    seen_in_application(answer)
    seen_in_page(answer)

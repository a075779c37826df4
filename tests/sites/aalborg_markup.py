"""Aalborg's pages as the field notebook tells of them; no raw HTML has been seen, so the rest is as bare as can be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

_MONTHS = "januar februar marts april maj juni juli august september oktober november december".split()  # noqa: SIM905

Section = tuple[str, Sequence[str]]

APPLICATION_HOST = "apps.aalborgkommune.dk"
PAGES_HOST = "referater.aalborg.dk"
BOARDS_HOST = "www.aalborg.dk"


@dataclass(frozen=True, slots=True)
class Item:
    """One item; its title is None where the page has lost it."""

    title: str | None
    sections: Sequence[Section] = ()
    is_open: bool = True
    papers: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """One publication of one meeting: `start` as `2024-09-09 16.00`, `title` of its link, `head` over its items.

    `application` and `page` are the items each of the two tells, None where it does not have the meeting; `pdf` is
    the name of a file under `tests/fixtures/pdf`.
    """

    start: str
    body: str
    title: str
    head: str
    application: Sequence[Item] | None = None
    page: Sequence[Item] | None = None
    pdf: str | None = None
    application_has_texts: bool = True


def application_list(meetings: Iterable[Meeting], number: str, *, attributes_swapped: bool) -> str:
    """`dagsordenreferat/?Id=`: links at localhost, class before href before title; the query once escaped, once raw."""
    links = []
    for place, meeting in enumerate(meetings):
        # A raw blank and a raw ampersand in every second address.
        start, amp = (meeting.start, "&") if place % 2 else (quote(meeting.start), "&amp;")
        href = f"http://localhost:5287/dagsordenreferat/visreferat?udvalgid={number}{amp}moedetitel={start}{amp}type=1"
        attributes = [f'class="moede-link list-item-{place}"', f'href="{href}"', f'title="{escape(meeting.title)}"']
        if attributes_swapped:
            attributes.reverse()
        links.append(f"<li><a {' '.join(attributes)}>{escape(meeting.start[:10])}</a></li>")
    return _page("Dagsordener og referater", f"<ul>{''.join(links)}</ul>" if links else "<p>Ingen møder</p>")


def application_answer(meeting: Meeting) -> str:
    """`visreferat`: items as `<h3>N. Title</h3>`, text until the next; scripts, styles and SVG in between."""
    between = '<script>var a = "<h3>9. Nej</h3>";</script><style>h3 { margin: 0 }</style><svg><title>Pil</title></svg>'
    written = [f"<h3>{escape(meeting.title)}</h3>"]
    for number, item in enumerate(meeting.application or (), start=1):
        written.append(f"<h3>{number}. {escape(item.title or '')}</h3>{between}")
        if meeting.application_has_texts:
            written.append(f"<div>{_texts(item, heading='strong')}</div>")
    written.append("<h3>Kontakt</h3><p>Byrådssekretariatet</p>")
    return _page("Referat", "\n".join(written))


def meeting_page(meeting: Meeting) -> str:
    """The page for people: navigation, a cookie banner, the meeting, its PDF's button, what stands below."""
    items = "\n".join(_accordion_item(number, item) for number, item in enumerate(meeting.page or (), start=1))
    pdf = f"https://{APPLICATION_HOST}/aakReferater/Pdf.aspx?pdfnavn={meeting.start}.pdf&type=moede&pdfid=14322"
    button = f'<button onclick="{escape(f"window.open({pdf!r})", quote=True)}">Hent som PDF</button>'
    return _page(
        meeting.title,
        '<a href="#main">Skip til hoved indholdet</a>'
        '<div id="cookie-banner"><p>Vi bruger cookies</p><button>Tillad alle</button></div>'
        "<nav><ul><li>Hjem</li><li>Politiske udvalg</li></ul></nav>"
        f'<main id="main"><h1>{escape(_heading(meeting))}</h1><p>Her finder du den seneste dagsorden.</p>'
        f"{button if meeting.pdf else ''}<h2>{escape(meeting.head)}</h2>\n<bui-accordion>{items}</bui-accordion>"
        "<h2>Kontakt</h2><p>Vestre Havnepromenade 15 9000 Aalborg</p></main>"
        "<footer><p>CVR-nummer: 29189420</p><h2>Genveje</h2></footer>",
    )


def overview(meetings: Sequence[Meeting], path: str) -> str:
    """An overview page: the meetings of each year in an accordion item, whose heading is a child with a slot."""
    years = sorted({meeting.start[:4] for meeting in meetings}, reverse=True)
    parts = []
    for year in years:
        links = "".join(
            f'<li><a href="{path}?moedetitel={quote(meeting.start)}">{escape(_heading(meeting))}</a></li>'
            for meeting in meetings
            if meeting.start[:4] == year
        )
        parts.append(f'<bui-accordion-item><h3 slot="heading">{year}</h3><ul>{links}</ul></bui-accordion-item>')
    return _page("Oversigt", f"<main><h1>Dagsordener og referater</h1>{''.join(parts)}</main>")


def _heading(meeting: Meeting) -> str:
    year, month, day = meeting.start[:10].split("-")
    kind = "referat fra" if meeting.title.startswith("Referat") else "dagsorden for"
    return f"{int(day)}. {_MONTHS[int(month) - 1]} {year} - {kind} {meeting.body}"


def _accordion_item(number: int, item: Item) -> str:
    heading = f'<h3 slot="heading">{number}. {escape(item.title)}</h3>' if item.title else ""
    return f"<bui-accordion-item>{heading}{_texts(item, heading='h4')}</bui-accordion-item>"


def _texts(item: Item, heading: str) -> str:
    written = [f"<p>{'Åben' if item.is_open else 'Lukket'}</p>"]
    for name, paragraphs in item.sections:
        written.append(f"<h4>{name}</h4>" if heading == "h4" else f"<p><strong>{name}</strong></p>")
        written += [_paragraph(paragraph) for paragraph in paragraphs]
    if item.papers:
        links = "".join(
            f'<li><a href="http://localhost:5287/Bilag/Vis.aspx?fil={quote(name)}.pdf">{escape(name)}</a></li>'
            for name in item.papers
        )
        written.append(f"<{heading}>Bilag</{heading}><ul>{links}</ul>")
    return "".join(written)


def _paragraph(text: str) -> str:
    if text.startswith("- "):
        return f"<ul>{''.join(f'<li>{escape(line[2:])}</li>' for line in text.splitlines())}</ul>"
    return f"<p>{escape(text)}</p>"


def _page(title: str, inside: str) -> str:
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>'
    return f'<!DOCTYPE html>\n<html lang="da"><head>{head}</head>\n<body>{inside}</body></html>'

"""What a visit asks Aalborg; ``docs/doctor.md`` lists the questions that ``answers`` names."""

from __future__ import annotations

from rådscraper.doctor.findings import Question
from rådscraper.doctor.questions import SHARED

_AALBORG = "rådscraper/platforms/aalborg.py"
_AALBORG_PAGES = "rådscraper/platforms/aalborg_pages.py"
_AALBORG_READER = "rådscraper/layouts/aalborg.py"

AALBORG = (
    *SHARED,
    Question(
        "hosts",
        "Do the three hosts redirect or set cookies?",
        "first 1",
        "code",
        "every address answers by itself; no cookie is needed, and a banner that asks about them is only drawn",
        _AALBORG,
        "where a redirect leads to another host, add it to file_hosts; a cookie matters only if answers lack content",
    ),
    Question(
        "numbers",
        "What does each known number of the application list?",
        "first 6, unknown 10",
        "code",
        "?Id=<number> lists one body's meetings as a.moede-link, the query of href naming moedetitel",
        f"{_AALBORG_PAGES} (read_listing) and spiders/aalborg.py (body_numbers)",
        "a number without meetings has died: take it out of body_numbers; links of another form want read_listing",
    ),
    Question(
        "probes",
        "Do numbers nobody knew list meetings?",
        "first 6, unknown 10",
        "code",
        "the known numbers are all there are",
        "spiders/aalborg.py (body_numbers)",
        "add the number to body_numbers",
    ),
    Question(
        "query",
        "What else does a meeting's address name?",
        "unknown 10",
        "code",
        "only the query counts, and it is asked for as it stands",
        f"{_AALBORG_PAGES} (_query)",
        "a parameter that changes from visit to visit must not become part of an id or a stored address",
    ),
    Question(
        "minutes",
        "Does visreferat tell items with titles and texts?",
        "first 6, unknown 10",
        "code",
        "items are <h3>N. Title</h3>, their text stands until the next h3",
        _AALBORG_READER,
        "mend read_application with the saved answer as a case; until then pages and PDFs fill in what they can",
    ),
    Question(
        "closed",
        "How do closed items and attachments look?",
        "unknown 10",
        "inferred",
        "the word Lukket stands in a closed item; attachments are links below 'Bilag'",
        _AALBORG_READER,
        "hold the counts told against the page in a browser",
    ),
    Question(
        "overview",
        "What do the overview pages list?",
        "first 6, unknown 10",
        "code",
        "the years are bui-accordion-item elements, their links contain moedetitel=",
        f"{_AALBORG_PAGES} (read_listing) and spiders/aalborg.py (overviews)",
        "if the links are drawn by script, look for the address the script asks; else adjust read_listing or overviews",
    ),
    Question(
        "page",
        "What does a meeting's page tell?",
        "unknown 10",
        "inferred",
        "items are bui-accordion-item elements whose title may stand in a child with slot=heading",
        f"{_AALBORG_READER} (read_page)",
        "see in the saved bytes where titles stand (an attribute, a script's data) and read them in read_page",
    ),
    Question(
        "pdf",
        "Is the meeting's PDF found and served?",
        "unknown 10",
        "code",
        "the page opens Pdf.aspx?pdfnavn=<start>.pdf&type=moede on the application's host",
        f"{_AALBORG_PAGES} (find_pdf)",
        "adjust find_pdf to the address the page's button opens; another host belongs in file_hosts",
    ),
    Question(
        "reading",
        "What does the crawler make of it?",
        "first 6",
        "code",
        "the reader finds the items and decisions and reports no problem",
        f"{_AALBORG_READER} and rådscraper/parsing/",
        "save the answer, run scrapy extract on its source file, and mend what the problem names with it as a case",
    ),
)

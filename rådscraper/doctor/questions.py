"""What a visit asks a site on FirstAgenda Publication; ``docs/doctor.md`` has the questions ``answers`` names."""

from __future__ import annotations

from rådscraper.doctor.findings import Question

_SPIDER = "rådscraper/platforms/firstagenda.py"
_LISTING = "rådscraper/platforms/firstagenda_listing.py"
_JSON = "rådscraper/layouts/firstagenda_json.py"
_READER = "rådscraper/layouts/firstagenda.py"
_TEXT = "rådscraper/layouts/firstagenda_text.py"

SHARED = (
    Question(
        "robots",
        "What does robots.txt say?",
        "first 1, unknown 7",
        "inferred",
        "robots.txt lets the crawler in; a missing one forbids nothing",
        "rådscraper/settings.py (ROBOTSTXT_OBEY)",
        "do not crawl what is forbidden: ask the municipality for leave, or leave the site out of the nightly crawl",
    ),
)

FIRSTAGENDA = (
    *SHARED,
    Question(
        "cookieless",
        "What does the API answer without a cookie?",
        "first 1",
        "code",
        "the API redirects to /Home/AnonymousAuthentication as long as there is no cookie",
        _SPIDER,
        "an answer without a cookie is harmless; a redirect elsewhere, or HTML, wants _is_session_lost looked at",
    ),
    Question(
        "session",
        "Which redirects and cookies does the front page give?",
        "first 1, unknown 7",
        "code",
        "GET / leads over /Home/AnonymousAuthentication, which sets .AspNet.Cookies, back to /",
        _SPIDER,
        "adjust start() and _is_session_lost to the way seen; without any cookie it only matters if the API refuses",
    ),
    Question(
        "version",
        "Which version of the API is it?",
        "first 1",
        "recorded",
        "apiVersion answers 1",
        _SPIDER,
        "look at every other difference below with care: the shapes recorded are version 1's",
    ),
    Question(
        "listing",
        "Has the list of meetings the recorded shape?",
        "first 2",
        "recorded",
        "udvalgsliste is {Udvalg: {group: [committee with Moeder]}} with the recorded keys",
        _LISTING,
        "read the key there (LISTING_KEYS, COMMITTEE_KEYS, MEETING_KEYS) and in shapes.py, with the answer as a test",
    ),
    Question(
        "history",
        "Which groups, how many of each kind, and how far back?",
        "first 2, unknown 4",
        "recorded",
        "a publication's name says agenda, minutes or supplementary agenda by its words; every entry can be read",
        "rådscraper/parsing/vocabulary.py (DOCUMENT_TITLES)",
        "add the unknown name's word to DOCUMENT_TITLES; an entry that can't be read wants a test case",
    ),
    Question(
        "ids",
        "Which ids changed since an earlier list?",
        "first 4, unknown 5",
        "inferred",
        "ids may change; committee and start stay, so they make the meeting's id",
        _LISTING,
        "meetings that vanished are marked removed: open one on the site before trusting that, then see _add_meeting",
    ),
    Question(
        "publication",
        "Has each kind of publication the recorded shape?",
        "first 3",
        "recorded",
        "dagsorden/{guid} has the recorded keys, whatever kind it is",
        _JSON,
        "add the key to KNOWN_KEYS and shapes.py, read it in layouts/firstagenda.py if it says something, with a case",
    ),
    Question(
        "minutes",
        "Does the JSON of minutes tell its decisions as supposed?",
        "unknown 1",
        "inferred",
        "decisions stand inside Felter[0].Html; ItemDecision is null, Afsluttet true; end and release are the list's",
        f"{_READER} and {_TEXT}",
        "the decision or time may now come from its own field: see read_decision, and save this answer as a case",
    ),
    Question(
        "participants",
        "How are people and their absence told?",
        "unknown 2",
        "recorded",
        "Moededeltagere is null in the list and a list of people in the meeting; AttendanceType is 0",
        f"{_READER} (_meeting)",
        "compare the people with the meeting's page to learn what the number means, then read it in _meeting",
    ),
    Question(
        "unseen",
        "Is anything in the fields nobody has seen filled?",
        "unknown 2",
        "recorded",
        "ExternalAgendaItemAttendees is empty; Lydfiler, Ressourcer, Presentations and Documents are null",
        f"{_READER} (_item, _attendees)",
        "of these only attendees told as Moededeltagere are read: save the answer and read what else stands there",
    ),
    Question(
        "supplementary",
        "Is a supplementary agenda marked as one?",
        "unknown 3",
        "recorded",
        "IsSupplementaryAgenda and TillaegsDagsorden are false everywhere; the name alone tells",
        f"{_LISTING} (_publication)",
        "where the flag is true and the name says otherwise, take the flag into classify_title's place",
    ),
    Question(
        "closed",
        "How do closed items look?",
        "first 3, unknown 6",
        "recorded",
        "a closed item is listed with IsOpen false, a title that begins 'Lukket: ', no text and no attachment",
        f"{_READER} (_item)",
        "a title without the prefix is harmless; a text or attachments in a closed item want a look at what is stored",
    ),
    Question(
        "html",
        "Is the text of items built as recorded?",
        "first 3",
        "recorded",
        "Felter[0].Html is one #sagsfremstillingContainer with h3 headings; the headings are known ones",
        f"{_TEXT}, headings in rådscraper/parsing/vocabulary.py",
        "a heading that recurs is one line in SECTION_KINDS or STANDING_OTHER; another container wants the reader",
    ),
    Question(
        "blank",
        "Which blank fills empty paragraphs?",
        "unknown 12",
        "inferred",
        "U+0020 or U+00A0, both are read alike",
        "rådscraper/layouts/folding.py",
        "another blank belongs in the folding",
    ),
    Question(
        "reading",
        "What does the crawler make of it?",
        "first 3",
        "code",
        "the reader finds the items, decisions and people and reports no problem",
        f"{_READER} and rådscraper/parsing/",
        "save the answer, run scrapy extract on its source.json, and mend what the problem names with it as a case",
    ),
    Question(
        "unknown_id",
        "What does an id answer that does not exist?",
        "unknown 8",
        "inferred",
        "an error (404, 410 or 500), which leaves stored rows as they are",
        _SPIDER,
        "where it answers 200, tell that answer from a meeting in parse_publication before crawling every night",
    ),
    Question(
        "page",
        "Does the page people are sent to open?",
        "first 1",
        "recorded",
        "/vis?id={meeting} answers 200 with HTML; it is stored as the meeting's url",
        f"{_LISTING} (_publication)",
        "stored links would be dead: make url from the address that opens",
    ),
    Question(
        "attachment",
        "How is an attachment served directly?",
        "first 5, unknown 9",
        "recorded",
        "redirectDirectlyToPdf=true answers 302 to a signed address on a known host, and that a PDF",
        f"{_SPIDER} (file_hosts) and {_READER} (_attachments)",
        "a host that is not known belongs in file_hosts, else every attachment fails; another type in media.py",
    ),
    Question(
        "viewer",
        "How is an attachment served without redirectDirectlyToPdf?",
        "first 5",
        "recorded",
        "an HTML viewer whose iframe#pdfframe has the signed address",
        "rådscraper/media.py (VIEWER_FRAME)",
        "adjust VIEWER_FRAME; it matters only where the direct way answers with the viewer",
    ),
    Question(
        "item_pdf",
        "Is the text of an item without text in its PDF?",
        "first 5",
        "inferred",
        "/vis/pdf/bilag/{DocumentId} leads to a PDF with the item's text",
        "rådscraper/platforms/firstagenda_papers.py",
        "such items stay without text: find the address that their page links to and change papers_with_text",
    ),
    Question(
        "meeting_pdf",
        "Is the whole meeting to be had as one PDF?",
        "unknown 9",
        "code",
        "/vis/pdf/dagsorden/{meeting} leads to a PDF; it is stored as pdf_url",
        f"{_LISTING} (_publication)",
        "stored pdf_urls would be dead: take the address the page's button uses",
    ),
)


def by_key(questions: tuple[Question, ...]) -> dict[str, Question]:
    """The questions of one platform by their keys."""
    return {question.key: question for question in questions}

"""Text of printed minutes as a document exchange (docplayer) gives it: a page a line, its number first.

Labels and headings stand inside the line; where a label or a heading is known by its colon, the line is broken there.
Where a page begins an item, its title ends at the first heading, or at initials and case number, and what follows is
broken at headings without a colon as well. The title of the download, above the pages, is part of the head: it keeps
numbers that the pages have lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rådscraper.document import ITEM_LEVEL, SECTION_LEVEL, Block, BlockKind
from rådscraper.items import SectionKind
from rådscraper.parsing import head_labels, vocabulary
from rådscraper.parsing.bodies import is_body_name

_TITLE = re.compile(r"Download \"(?P<title>.+)\"")
_PAGE_NUMBER = re.compile(r"^\d{1,3} (?=\S)")
_CONTENTS = re.compile(r".{0,60}\bIndholdsfortegnelse\b", re.IGNORECASE)
_CONTENTS_BELOW = re.compile(r"\s(?:Indholdsfortegnelse|Følgende sager behandles:|Sagsoversigt Side)\s", re.IGNORECASE)
_BODY = re.compile(r"\b[A-ZÆØÅ][\w-]*(?:udvalget|rådet|bestyrelsen|nævnet)\b")
_OPENS = re.compile(  # Svendborg, Hjørring
    r"(?: (?P<case>\d{2}/\d{3,6}))? (?=Beslutning i [A-ZÆØÅ]|(?:Beslutningstema|Sagsfremstilling):|Resum[eé] [A-ZÆØÅ]"
    r"|(?:Åben|Lukket) sag )"  # Helsingør
)
_NUMBER_BEFORE = re.compile(r"(?<!\S)(\d{1,3})\. $")
_UNDATED = re.compile(r"Beslutning(?:er)?(?: i)? [A-ZÆØÅ][^:.]{3,80}? den ?:? (?=[A-ZÆØÅ])")  # the day is lost
_KIND = re.compile(r"^(?:Refer(?:at)? )+")  # Tønder's transcripts lack the letters "at"
_BEFORE_KIND = re.compile(r"(?<=\w) (?=Referat$)|(?<=\w) Referat (?=Referat$)")
_FOOT = re.compile(
    r"(?: \d{1,2}\.)? (?:januar|februar|marts|april|maj|ju[nl]i|august|[a-z]+ber)(?: \d{4})?$"
    r"| Side \d+(?: af \d+)?$| åben$"
)
_LABELS = "|".join(
    sorted(
        (re.escape(label) for label in head_labels.FIELD_NAMES if label not in ("møde", "tid", "udvalg", "dato")),
        key=len,
        reverse=True,
    )
)
_HEADINGS = r"Sagsfremstilling|Sagsbeskrivelse|Indstilling|Beslutning|Resum[eé]|Økonomi|Lovgrundlag|Bilag"
_BREAK = re.compile(
    rf"\s(?=(?:(?i:{_LABELS})|J\.? ?nr\.?|Sagsnr\.?|Sagsid\.?|Sagen afgøres i|{_HEADINGS}):)"
    rf"|(?<=\bREFERAT)\s(?=[A-ZÆØÅ])|\s(?=(?:REFERAT|DAGSORDEN)\b)|(?<=\bKommune)\s(?=[A-ZÆØÅ][a-zæøå])"
    rf"|\s(?=Punkt \d{{1,3}}\. [A-ZÆØÅ])|\s(?=Mødet hævet\b)|\s(?=Fraværende den \d)"
    rf"|(?:(?<=[A-ZÆØÅ]{{4}})|(?<=\bdagsorden)|(?<=\bdøre))\s(?=\d{{1,3}}\. [A-ZÆØÅ])"
    rf"|\s(?=[A-ZÆØÅ][\w-]*(?: og [A-ZÆØÅ][\w-]*)?forvaltningen (?:indstiller|fremsender|forelægger)\b)"
)
_AFTER_HEADING = re.compile(rf"^(?P<heading>{_HEADINGS}): ?(?P<rest>\S.*)$")
_TITLE_OF_ITEM = r"[A-ZÆØÅ](?:(?!\. [A-ZÆØÅ]).){2,250}?"
_NUMBERED_ITEM = re.compile(  # Tønder; of the case's number a letter is left
    rf"(?P<title>\d{{1,3}}\. {_TITLE_OF_ITEM})(?: [A-ZÆØÅ])? "
    r"(?=(?:Sagsfremstilling|Sagsbeskrivelse|Resum[eé]) [A-ZÆØÅ])"
)
_FILED = re.compile(r" (?P<filed>[A-ZÆØÅ]{4,8} / \d{2}/\d{1,6})(?: (?P<open>(?:ÅBEN|LUKKET) SAG))?(?: |$)")
_RUNNING_HEAD = re.compile(r"(?P<body>[A-ZÆØÅ][^,.:]{3,60}), Side(?: \d+)? ")
_BARE_HEADINGS = "Sagsfremstilling|Sagsbeskrivelse|Indstilling|Beslutning|Resum[eé]|Økonomi|Lovgrundlag"
_BARE_HEADING = re.compile(rf"(?:^|(?<=[.:!?)]) )(?P<heading>{_BARE_HEADINGS}) (?=[A-ZÆØÅ\d])")
_LONGEST_TITLE = 250
_LONGEST_HEAD = 90
_MEETING = re.compile(r"Mødet den (?P<day>[^,]*?)\s*,? (?i:kl\.?|klokken) ?(?P<time>\d{1,2}[.:]\d{2})")
_SENTENCE = re.compile(r"(?<=[^\W\d]{3})\. |(?<=\d{4})\. |(?<=:\d\d)\. ")


def break_pages(blocks: Sequence[Block]) -> list[Block]:
    """Break the pages of a transcript into lines, without its list of contents; any other text stays as it is."""
    start = next((place for place, block in enumerate(blocks) if block.text == "Transkript"), None)
    if start is None:
        return list(blocks)
    titles = [found["title"] for block in blocks[:start] if (found := _TITLE.fullmatch(block.text))]
    page = blocks[start].page
    texts = [_FOOT.sub("", _PAGE_NUMBER.sub("", block.text)) for block in blocks[start + 1 :]]
    contents = " ".join([text for text in texts if _CONTENTS.match(text)] or _below_marks(texts))
    pages: list[Block] = []
    is_begun = False
    for text in texts:
        items = _items(text, contents)
        is_begun = is_begun or bool(items)
        pages += items or map(Block, _broken_at_headings(text) if is_begun else _page_lines(text))
    told = (block.text.partition(":") for block in pages)
    said = {label.casefold() for label, _, value in told if label and _says(label, value)}
    head = [line for title in titles for line in _head_lines(title) if line.partition(":")[0].casefold() not in said]
    return [block._replace(page=page) for block in (*map(Block, head), *pages)]


def _says(label: str, value: str) -> bool:
    """Whether a label's value is whole: of a day the transcript may have lost the numbers."""
    is_day = head_labels.FIELD_NAMES.get(label.casefold()) == "held"
    return any(map(str.isdecimal, value)) if is_day else bool(value.strip(" ."))


def _items(page: str, contents: str) -> list[Block]:
    """The lines of a page that begins with an item; none where it does not."""
    text = _KIND.sub("", page)
    if found := _NUMBERED_ITEM.match(text):
        return _item(found["title"], (), text[found.end() :])
    head = _RUNNING_HEAD.match(text)
    if not head and (opened := _opened_items(text, contents)):
        return opened
    marks = list(_FILED.finditer(text)) if head else []
    if not head or not marks or marks[0].start() - head.end() > _LONGEST_TITLE:
        return []
    begun = [(text[head.end() : marks[0].start()], marks[0])]
    begun += [(title, mark) for mark in marks[1:] if (title := _title_before(text[: mark.start()], contents))]
    ends = [*(mark.start() - len(title) for title, mark in begun[1:]), len(text)]
    lines: list[Block] = []
    for (title, mark), end in zip(begun, ends, strict=True):
        number = re.search(rf"(\d{{1,4}})\. {re.escape(title)}", contents)
        lines += _item(title, filter(None, mark.groups()), text[mark.end() : end].strip(), number and number[1])
    return lines


def _below_marks(pages: Iterable[str]) -> list[str]:
    return [page[found.end() :] for page in pages if (found := _CONTENTS_BELOW.search(page))]


def _opened_items(text: str, contents: str) -> list[Block]:
    """The items of a page where titles of the contents stand above a case number or a first heading."""
    begun = [
        (title, mark) for mark in _OPENS.finditer(text) if (title := _title_before(text[: mark.start()], contents))
    ]
    if not begun:
        return []
    starts = [mark.start() - len(title) for title, mark in begun]
    numbers = [_NUMBER_BEFORE.search(text[:start]) for start in starts]
    begins = [number.start() if number else start for number, start in zip(numbers, starts, strict=True)]
    lines: list[Block] = []
    if begins[0] > _LONGEST_HEAD:
        lines += map(Block, _broken_at_headings(text[: begins[0]]))
    for (title, mark), number, end in zip(begun, numbers, [*begins[1:], len(text)], strict=True):
        told = number or re.search(rf"(\d{{1,4}})\.? {re.escape(title)}", contents)
        said = _UNDATED.sub("Beslutning: ", text[mark.end() : end].strip())
        lines += _item(title, filter(None, (mark["case"],)), said, told[1] if told else None)
    return lines


def _title_before(text: str, contents: str) -> str | None:
    """The title that ends a text, as the list of contents has it: the longest that begins with a capital."""
    for begun in re.finditer(r"\b[A-ZÆØÅ]", text[-_LONGEST_TITLE:]):
        title = text[-_LONGEST_TITLE:][begun.start() :]
        if title in contents:
            return title
    return None


def _item(title: str, facts: Iterable[str], text: str, number: str | None = None) -> list[Block]:
    """An item's lines; what was decided may end its text without a heading."""
    lines = [Block(title, BlockKind.HEADING, ITEM_LEVEL), *map(Block, facts)]
    if number:
        lines.append(Block(number, BlockKind.FIELD, name="number"))
    is_headed = any(found["heading"] == "Beslutning" for found in _BARE_HEADING.finditer(text))
    if is_headed or not (ruled := vocabulary.RULED_LAST.search(text)):
        return [*lines, *map(Block, _broken_at_headings(text))]
    lines += map(Block, _broken_at_headings(text[: ruled.start()]))
    return [*lines, Block("", BlockKind.HEADING, SECTION_LEVEL, SectionKind.DECISION.value), Block(ruled["ruling"])]


def _broken_at_headings(page: str) -> Iterator[str]:
    text = _RUNNING_HEAD.sub("", _KIND.sub("", page), count=1)
    start = 0
    for found in _BARE_HEADING.finditer(text):
        yield from _page_lines(text[start : found.start()])
        yield found["heading"]
        start = found.end()
    yield from _page_lines(text[start:])


def _head_lines(title: str) -> Iterator[str]:
    """The sentences of a download's title; of two bodies the one named last met."""
    parts = [part.strip(" .") for line in _BREAK.split(title) for part in _SENTENCE.split(line)]
    sentences = [sentence for part in parts for sentence in _BEFORE_KIND.split(part)]
    bodies = [sentence for sentence in sentences if is_body_name(sentence.title() if sentence.isupper() else sentence)]
    if not bodies and (found := _BODY.search(title)):
        yield found[0]
    met = False
    for sentence in sentences:
        if sentence in bodies[:-1] or not sentence:
            continue
        if found := _MEETING.fullmatch(sentence):
            met = True
            yield f"Mødedato: {found['day']}"
            yield f"Mødetidspunkt: {found['time']}"
        elif met:
            met = False
            yield f"Sted: {sentence}"
        else:
            yield sentence


def _page_lines(page: str) -> Iterator[str]:
    text = page.replace("Mødedo:", "Mødedato:")
    if kind := _KIND.match(text):
        yield "Referat"
        text = text[kind.end() :]
    if _CONTENTS.match(text):
        return
    text = _CONTENTS_BELOW.split(text, maxsplit=1)[0]
    for line in _BREAK.split(text):
        bare = line.strip()
        if bare.rstrip(".").endswith(":") and not bare.endswith(":"):
            bare = bare.rstrip(".")
        if found := _AFTER_HEADING.match(bare):
            yield found["heading"]
            yield found["rest"]
        elif bare:
            yield bare

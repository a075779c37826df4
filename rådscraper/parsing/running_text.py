"""Text of printed minutes as a document exchange (docplayer) gives it: a page a line, its number first.

Labels and headings stand inside the line; where a label or a heading is known by its colon, the line is broken there.
The title of the download, above the pages, is part of the head: it keeps numbers that the pages have lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rådscraper.document import Block, BlockKind
from rådscraper.parsing import vocabulary
from rådscraper.parsing.bodies import is_body_name

_TITLE = re.compile(r"Download \"(?P<title>.+)\"")
_PAGE_NUMBER = re.compile(r"^\d{1,3} (?=\S)")
_CONTENTS = re.compile(r".{0,60}\bIndholdsfortegnelse\b", re.IGNORECASE)
_KIND = re.compile(r"^(?:Refer(?:at)? )+")  # Tønder's transcripts lack the letters "at"
_FOOT = re.compile(
    r"(?: \d{1,2}\.)? (?:januar|februar|marts|april|maj|ju[nl]i|august|[a-z]+ber)(?: \d{4})?$"
    r"| Side \d+(?: af \d+)?$| åben$"
)
_LABELS = "|".join(
    sorted(
        (re.escape(label) for label in vocabulary.FIELD_NAMES if label not in ("møde", "tid", "udvalg", "dato")),
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
_MEETING = re.compile(r"Mødet den (?P<day>[^,]*?)\s*,? kl\.? ?(?P<time>\d{1,2}[.:]\d{2})")
_SENTENCE = re.compile(r"(?<=[^\W\d]{3})\. |(?<=\d{4})\. |(?<=:\d\d)\. ")


def break_pages(blocks: Sequence[Block]) -> list[Block]:
    """Break the pages of a transcript into lines, without its list of contents; any other text stays as it is."""
    start = next((place for place, block in enumerate(blocks) if block.text == "Transkript"), None)
    if start is None:
        return list(blocks)
    titles = [found["title"] for block in blocks[:start] if (found := _TITLE.fullmatch(block.text))]
    pages = [line for block in blocks[start + 1 :] for line in _page_lines(block.text)]
    said = {label.casefold() for line in pages if (told := line.partition(":"))[2].strip(" .") and (label := told[0])}
    lines = [line for title in titles for line in _head_lines(title) if line.partition(":")[0].casefold() not in said]
    return [Block(text, BlockKind.PARAGRAPH, page=blocks[start].page) for text in (*lines, *pages)]


def _head_lines(title: str) -> Iterator[str]:
    """The sentences of a download's title; of two bodies the one named last met."""
    sentences = [part.strip(" .") for line in _BREAK.split(title) for part in _SENTENCE.split(line)]
    bodies = [sentence for sentence in sentences if is_body_name(sentence.title() if sentence.isupper() else sentence)]
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
    text = _FOOT.sub("", _PAGE_NUMBER.sub("", page)).replace("Mødedo:", "Mødedato:")
    if kind := _KIND.match(text):
        yield "Referat"
        text = text[kind.end() :]
    if _CONTENTS.match(text):
        return
    for line in _BREAK.split(text):
        bare = line.strip()
        if bare.rstrip(".").endswith(":") and not bare.endswith(":"):
            bare = bare.rstrip(".")
        if found := _AFTER_HEADING.match(bare):
            yield found["heading"]
            yield found["rest"]
        elif bare:
            yield bare

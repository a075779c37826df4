"""Labels of a document's head, as data: a new wording is a new row here and a new row in its test table."""

from __future__ import annotations

from rådscraper.parsing.vocabulary import fold

FIELD_NAMES = {
    "mødedato": "held",
    "dato": "held",
    "tidspunkt": "time",
    **dict.fromkeys(
        ("mødetidspunkt", "mødetid", "mødestart", "mødet startede", "mødet begyndte", "mødet påbegyndt"), "time"
    ),
    **dict.fromkeys(("møde slut", "mødet slut", "mødet hævet", "mødet sluttede", "mødet afsluttet"), "ended"),
    "tid": "held",
    "starttidspunkt": "held",
    "starttidspunkt for møde": "held",
    "sluttidspunkt": "ended",
    "sluttidspunkt for møde": "ended",
    "mødested": "place",
    "mødelokale": "place",
    "sted": "place",
    "lokale": "place",
    "mødedeltagere": "attendees",
    "deltagere": "attendees",
    "medlemmer": "attendees",
    **dict.fromkeys(("til stede", "tilstede", "fremmødte", "mødte"), "attendees"),
    "bestyrelsen": "attendees",
    "afbud": "excused",
    "afbud fra": "excused",
    "forfald": "excused",
    "fraværende": "absent",
    **dict.fromkeys(("ikke til stede", "ikke tilstede", "ikke mødt", "udeblevet", "udeblevne"), "absent"),
    "fraværende med afbud": "excused",
    "fraværende uden afbud": "absent",
    "mødeleder": "chair",
    "referent": "secretary",
    "sagsnr./dok.nr.": "case",
    "information": "description",
    "bemærkninger": "remarks",
    "udvalg": "body",
    "udsendelsesdato": "sent",
    "møde": "kind",
}
"""What a printed label of a document's head stands for."""

COLON_LABELS = ("mødelokale", "bestyrelsen", "mødte", "udeblevet", "ikke mødt", "forfald")
"""Labels that are such only with a colon; without it they are part of a name (``Mødelokale 2``)."""

PEOPLE_LABELS = ("attendees", "excused", "absent", "chair", "secretary")
"""Labels that a list of people follows, one a line, up to the next label."""


def names_list(line: str) -> bool:
    """Whether a line is the label of a list of people and nothing else.

    >>> names_list("Deltagere:"), names_list("Mødested:")
    (True, False)
    """
    return FIELD_NAMES.get(fold(line)) in PEOPLE_LABELS

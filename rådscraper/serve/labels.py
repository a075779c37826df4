"""What people read instead of the database's English values: Danish labels, as data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

OUTCOMES = {
    "approved": "Godkendt",
    "noted": "Taget til efterretning",
    "discussed": "Drøftet",
    "postponed": "Udsat",
    "recommended": "Anbefalet til andet organ",
    "rejected": "Afvist",
    "withdrawn": "Udgået",
    "none": "Ingen beslutning",
    "other": "Anden beslutning",
}
MEETING_STATUSES = {
    "planned": "Planlagt",
    "minutes": "Referat",
    "agenda_only": "Kun dagsorden",
    "removed": "Trukket tilbage",
}
DOCUMENT_TYPES = {"agenda": "Dagsorden", "supplementary_agenda": "Tillægsdagsorden", "minutes": "Referat"}
ATTENDANCE_STATUSES = {"present": "Til stede", "absent": "Fraværende", "excused": "Afbud", "recused": "Inhabil"}
CHOICES = {"for": "For", "against": "Imod", "abstained": "Undlod at stemme", "reserved": "Tog forbehold"}
CLASSIFICATIONS = {"council": "Byråd", "committee": "Udvalg", "board": "Råd eller bestyrelse"}
SECTION_KINDS = {
    "summary": "Resumé",
    "recommendation": "Indstilling",
    "case": "Sagsfremstilling",
    "proceedings": "Behandling",
    "decision": "Beslutning",
    "economy": "Økonomi",
    "legal": "Retsgrundlag",
    "hearing": "Høring",
    "communication": "Kommunikation",
    "attachments": "Bilag",
    "other": "Andet",
}
ITEM_TYPES = {"decision": "Til beslutning", "discussion": "Til drøftelse", "information": "Til orientering"}
TEXT_STATUSES = {
    "ok": "Læst",
    "empty": "Uden tekst",
    "scanned": "Scannet, ikke læst",
    "encrypted": "Låst med kodeord",
    "unsupported": "Kan ikke læses af programmet",
    "quarantined": "Holdes tilbage",
    "failed": "Kunne ikke læses",
}
MEDIA_TYPES = {
    "application/pdf": "PDF",
    "application/msword": "Word",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.ms-excel": "Regneark",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Regneark",
    "application/vnd.oasis.opendocument.spreadsheet": "Regneark",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "Præsentation",
    "text/html": "Webside",
    "text/plain": "Ren tekst",
    "image/jpeg": "Billede",
    "image/png": "Billede",
    "image/tiff": "Billede",
}
CRAWL_STATUSES = {0: "Gik godt", 1: "Bør ses efter", 2: "Forkert kaldt", 3: "Databasen var optaget"}
SITE_STATES = {
    "ok": "I orden",
    "late": "Forsinket",
    "failing": "Fejler",
    "moved": "Flyttet",
    "blocked": "Spærret",
}

LABELS: dict[tuple[str, str], dict[str, str]] = {
    **{(table, "outcome"): OUTCOMES for table in ("agenda_items", "decisions", "cases", "published_items")},
    **{(table, "outcome"): OUTCOMES for table in ("quoted_decisions", "yearly_items")},
    ("meetings", "status"): MEETING_STATUSES,
    ("documents", "document_type"): DOCUMENT_TYPES,
    **{(table, "status"): ATTENDANCE_STATUSES for table in ("attendances", "decision_attendances", "item_attendance")},
    ("votes", "choice"): CHOICES,
    ("bodies", "classification"): CLASSIFICATIONS,
    ("sections", "kind"): SECTION_KINDS,
    ("agenda_items", "item_type"): ITEM_TYPES,
    ("published_items", "item_type"): ITEM_TYPES,
    ("files", "text_status"): TEXT_STATUSES,
    ("site_states", "state"): SITE_STATES,
    ("findings", "state"): SITE_STATES,
}
"""The labels of a table's column; Datasette's own pages show them beside the value."""

ANSWER_COLUMNS = {
    "aabn": "åbn",
    "aar": "år",
    "aendret": "ændret",
    "body_id": "organets side",
    "foer": "før",
    "foerste": "første",
    "fravaerende": "fraværende",
    "laengst": "længst",
    "meeting_id": "mødets side",
    "moedets_dato": "mødets dato",
    "moeder": "møder",
    "next_meeting_id": "næste mødes side",
    "person_id": "personens side",
    "procent_fravaer": "procent fravær",
    "set_foerst": "set første gang",
    "til_stede": "til stede",
}
"""Columns of answers to questions whose names have no Danish letters or are of the database."""

LOOKUPS = {
    "exact": "er",
    "not": "er ikke",
    "contains": "indeholder",
    "endswith": "slutter på",
    "startswith": "begynder med",
    "gt": "er over",
    "gte": "er mindst",
    "lt": "er under",
    "lte": "er højst",
    "like": "ligner (% er hvad som helst)",
    "notlike": "ligner ikke (% er hvad som helst)",
    "glob": "passer på (* er hvad som helst)",
    "in": "er en af",
    "notin": "er ingen af",
    "arraycontains": "er en liste med",
    "arraynotcontains": "er en liste uden",
    "date": "er dagen",
    "isnull": "er ikke udfyldt",
    "notnull": "er udfyldt",
    "isblank": "er tom",
    "notblank": "er ikke tom",
}
"""Datasette's conditions on a column."""


def item_name(item: Mapping[str, Any]) -> str:
    """Name an item, also one above which nothing is printed.

    >>> item_name({"title": None, "number": None, "position": 3})
    'Punkt 3 uden overskrift'
    """
    return str(item["title"] or f"Punkt {item['number'] or item['position']} uden overskrift")


def sql_case(column: str, labels: dict[str, str]) -> str:
    """Write SQL that turns a column's values into their labels, for queries people read the answer of."""
    cases = " ".join(f"when '{value}' then '{label}'" for value, label in labels.items())
    return f"case {column} {cases} end"

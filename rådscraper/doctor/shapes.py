"""The recorded shapes of FirstAgenda Publication's JSON: names of keys and kinds of values, no values.

Derived from answers recorded at another municipality. A line is a key, the kinds recorded under it, and, where the
key's content is an open question, that question. Kinds: ``guid`` ``time`` ``text`` ``bool`` ``number`` ``null``
``list`` ``object``, or narrower ``zero-guid`` ``"true"`` ``""`` ``false`` ``0`` ``[]``; ``list<Bilag>`` is a list of
such objects, ``map<committee>`` an object whose keys are free and whose values are lists of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

_MEETING = """
    Id                    guid
    MeetingBeginUtc       time
    MeetingEndUtc         time
    ReleasedDate          time|null
    Dato                  time
    Sted                  text
    Afsluttet             bool
    Moededeltagere        null                     participants
    Navn                  text
    Description           null
    ElasticSearchResults  null
    SourceId              null
    IsSupplementaryAgenda false                    supplementary
"""

SHAPES = {
    "listing": """
        Udvalg map<committee>
    """,
    "committee": """
        Id     guid
        Navn   text
        Moeder list<meeting>
    """,
    "meeting": _MEETING,
    "agenda": """
        Dagsordenpunkter       list<Dagsordenpunkter>
        Udvalg                 object<Udvalg>
        Moede                  object<Moede>
        TillaegsDagsorden      false                supplementary
        Id                     guid
        Lydfiler               null                 unseen
        LiveIntegrationEnabled bool
    """,
    "Udvalg": """
        Id             guid
        OrganisationId guid
        Navn           text
        Historisk      bool
    """,
    "Moede": """
        Id                    zero-guid
        MeetingBeginUtc       time
        MeetingEndUtc         null                 minutes
        ReleasedDate          null                 minutes
        Dato                  time
        Sted                  text
        Afsluttet             bool
        Moededeltagere        list<Moededeltagere> participants
        Navn                  text
        Description           text
        ElasticSearchResults  null
        SourceId              text
        IsSupplementaryAgenda false                supplementary
    """,
    "Moededeltagere": """
        Name                   text
        Absent                 bool
        ParticipationCancelled bool
        AttendanceType         0                   participants
    """,
    "Dagsordenpunkter": """
        Lydfiler                    null|[]        unseen
        Ressourcer                  null           unseen
        Felter                      list<Felter>
        Presentations               null           unseen
        ItemDecision                null           minutes
        SagsNummer                  text
        Navn                        text
        Punktnummer                 text
        Bilag                       list<Bilag>
        Documents                   null           unseen
        Id                          guid
        IntegrationUid              zero-guid
        CorporationUid              zero-guid
        AgendaUid                   guid
        Number                      text
        Sorting                     number
        IsOpen                      bool
        CaseNumber                  text
        SourceId                    text
        Caption                     text
        CasePresentationUid         null
        ExternalAgendaItemAttendees []             unseen
    """,
    "Felter": """
        Navn       ""                              minutes
        Html       text
        Tekst      null
        Id         zero-guid
        Link       text
        DocumentId guid
    """,
    "Bilag": """
        HarPdfVersion "true"                       attachment
        Order         number
        Navn          text
        Id            guid
    """,
}


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected under a key: kinds of values, the shape of what is inside, the open question it answers."""

    kinds: frozenset[str]
    inside: str | None
    question: str | None

    def __str__(self) -> str:
        """Name the kinds."""
        return " or ".join(sorted(self.kinds))


@cache
def shape_of(name: str) -> dict[str, Expected]:
    """The keys of a shape and what is expected under each."""
    return {line.split()[0]: _expected(*line.split()[1:]) for line in SHAPES[name].strip().splitlines()}


def _expected(kinds: str, question: str | None = None) -> Expected:
    outer, _, inner = kinds.partition("<")
    return Expected(frozenset(outer.split("|")), inner.rstrip(">") or None, question)

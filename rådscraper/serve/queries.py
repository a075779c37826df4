"""The questions ready made: Danish title, explanation, parameters and SQL, as data.

What a municipality has withdrawn is left out of all but the one that asks for it. Each joins from few rows to many by
an index (``tests/serve/test_query_plans.py``); a subject is written as in the search box.
"""

from __future__ import annotations

from rådscraper.serve import queries_of_record
from rådscraper.serve.finding import FEW, ITEMS, found, one_of
from rådscraper.serve.labels import CHOICES, OUTCOMES, sql_case
from rådscraper.serve.query import Query

OUTCOME = sql_case("agenda_items.outcome", OUTCOMES)
SPAN = "(:fra = '' or meetings.date >= :fra) and (:til = '' or meetings.date <= :til)"
SUBJECT = "et eller flere ord; alle skal være der, i enhver bøjning"
MUNICIPALITY = "kommunens korte navn, fx koege; tomt for alle"
FROM = "første dag; tomt for alle"
UNTIL = "sidste dag; tomt for alle"
SPAN_PARAMETERS = {"fra": FROM, "til": UNTIL}
ITEM = f"""meetings.date as dato, municipalities.name as kommune, bodies.name as organ, agenda_items.number as punkt,
    agenda_items.title as titel, {OUTCOME} as udfald"""
WHERE_HELD = """join meetings on meetings.id = agenda_items.meeting_id and meetings.removed_at is null
join bodies on bodies.id = meetings.body_id
join municipalities on municipalities.id = meetings.municipality_id"""
OF_MUNICIPALITY = "(:kommune = '' or meetings.municipality_id = :kommune)"
OF_OUTCOME = """meetings cross join agenda_items
    on agenda_items.meeting_id = meetings.id and agenda_items.outcome = '{}'"""
DIVIDED = "select decision_id from votes where choice in ('against', 'abstained', 'reserved')"
VOTER = "voter || coalesce(' (' || party || ')', '') || coalesce(' ' || count, '')"
NEWEST_FIRST = "meetings.date desc, meetings.starts_at desc, meetings.id, agenda_items.position"
MOST = "500"
PHRASES_AGAINST = (
    *("mod indstillingen", "imod indstillingen", "modstrid med indstillingen", "afveg fra indstillingen"),
    *("afviger fra indstillingen", "ikke indstillingen", "indstillingen ikke", "indstillingen blev ikke"),
    *("følges ikke", "fulgte ikke", "følger ikke", "ikke følge", "ikke at følge", "ikke tiltræde", "ikke at tiltræde"),
    *("afviste indstillingen", "afviser indstillingen", "forkastede indstillingen", "forkaster indstillingen"),
)
AGAINST = "decision : ({})".format(" OR ".join(f'"{phrase}"' for phrase in PHRASES_AGAINST))
ONLY_SOME = """agenda_items.outcome in ('approved', 'noted', 'recommended') and (
    agenda_items.decision like '%stemte %mod indstillingen%'
    or agenda_items.decision like '%stemmer %mod indstillingen%'
)"""
"""Who voted against a recommendation that was followed says nothing against it."""

AGAINST_IN_WORDS = found(
    ITEMS,
    "agenda_items.id",
    f"agenda_items.recommendation is not null and not ({ONLY_SOME}) and meetings.removed_at is null"
    f" and {OF_MUNICIPALITY} and {SPAN}",
    NEWEST_FIRST,
    MOST,
    f"'{AGAINST}'",
)

QUERIES: tuple[Query, ...] = (
    Query(
        "soeg_punkter",
        "Søg i punkterne",
        "Punkter, hvis tekst har ordene i en hvilken som helst bøjning, de nyeste først.",
        found(
            ITEMS,
            f"{ITEM}, agenda_items.meeting_id",
            f"meetings.removed_at is null and {OF_MUNICIPALITY}",
            NEWEST_FIRST,
            MOST,
            "match_expression(:emne)",
        ),
        {"emne": SUBJECT, "kommune": MUNICIPALITY},
        ("emne",),
    ),
    Query(
        "beslutninger_om",
        "Beslutninger om et emne",
        "Hvad der er besluttet om et emne i et tidsrum, eventuelt kun med et bestemt udfald.",
        found(
            ITEMS,
            f"{ITEM}, agenda_items.decision as beslutning, agenda_items.meeting_id",
            f"meetings.removed_at is null and agenda_items.outcome <> 'none' and {OF_MUNICIPALITY} and {SPAN}"
            f" and (:udfald = '' or agenda_items.outcome = :udfald or {OUTCOME} = :udfald)",
            NEWEST_FIRST,
            MOST,
            "match_expression(:emne)",
        ),
        {
            "emne": SUBJECT,
            "kommune": MUNICIPALITY,
            **SPAN_PARAMETERS,
            "udfald": "fx Godkendt, Udsat eller Afvist; tomt for alle",
        },
        ("emne",),
    ),
    Query(
        "mod_indstillingen",
        "Beslutninger mod indstillingen",
        "Punkter med en indstilling, hvor beslutningen afviste den eller siger, at den ikke følges. Findes på ordene,"
        " så læs selv punktet: en indstilling om afslag, der blev fulgt, er ikke med.",
        f"""with candidates as (
    select * from (
        select agenda_items.id from {OF_OUTCOME.format("rejected")}
        where meetings.removed_at is null and {OF_MUNICIPALITY} and {SPAN}
            and agenda_items.recommendation not like '%afslag%' and agenda_items.recommendation not like '%afvis%'
            and agenda_items.recommendation not like '%ikke godkend%'
        order by {NEWEST_FIRST} limit {MOST}
    )
    union
    select id from ({AGAINST_IN_WORDS})
)
select {ITEM}, agenda_items.recommendation as indstilling, agenda_items.decision as beslutning, agenda_items.meeting_id
from candidates join agenda_items on agenda_items.id = candidates.id {WHERE_HELD}
order by {NEWEST_FIRST} limit {MOST}""",  # noqa: S608
        {"kommune": MUNICIPALITY, **SPAN_PARAMETERS},
    ),
    Query(
        "delte_afstemninger",
        "Delte afstemninger",
        "Beslutninger, hvor nogen stemte imod, undlod at stemme eller tog forbehold.",
        one_of(
            (
                f"""decisions join agenda_items on agenda_items.id = decisions.agenda_item_id {WHERE_HELD}
where decisions.id in ({DIVIDED}) and decisions.is_own = 1 and {OF_MUNICIPALITY} and {SPAN}""",
                f"(select count(*) from ({DIVIDED} limit {FEW + 1})) <= {FEW}",  # noqa: S608
            ),
            (
                f"""meetings cross join decisions on decisions.meeting_id = meetings.id and decisions.is_own = 1
join agenda_items on agenda_items.id = decisions.agenda_item_id
join bodies on bodies.id = meetings.body_id
join municipalities on municipalities.id = meetings.municipality_id
where +decisions.id in ({DIVIDED}) and meetings.removed_at is null and {OF_MUNICIPALITY} and {SPAN}""",
                f"(select count(*) from ({DIVIDED} limit {FEW + 1})) > {FEW}",  # noqa: S608
            ),
            columns=f"""{ITEM}, decisions.text as beslutning,
    (select group_concat(told || coalesce(' ' || total, '') || coalesce(': ' || voters, ''), '; ') from (
        select {sql_case("choice", CHOICES)} as told, max(case when voter is null then count end) as total,
            group_concat({VOTER}, ', ') as voters
        from votes where votes.decision_id = decisions.id group by choice order by min(votes.rowid)
    )) as stemmer,
    agenda_items.meeting_id""",  # noqa: S608
            order=NEWEST_FIRST,
            limit=MOST,
        ),
        {"kommune": MUNICIPALITY, **SPAN_PARAMETERS},
    ),
    Query(
        "udsatte_punkter",
        "Udsatte punkter, og hvad der blev af dem",
        "Punkter, der blev udsat, og det næste møde, hvor samme sag var på igen (samme sagsnummer i kommunen, eller"
        " samme titel i organet, når der ikke er noget sagsnummer).",
        f"""with latest as (
    select agenda_items.*, meetings.date, meetings.body_id, meetings.municipality_id
    from {OF_OUTCOME.format("postponed")}
    where meetings.removed_at is null and {OF_MUNICIPALITY} and {SPAN}
    order by {NEWEST_FIRST} limit {MOST}
), postponed as (
    select latest.*, (
        select later.id from agenda_items as later join meetings as held on held.id = later.meeting_id
        where later.case_number = latest.case_number and held.removed_at is null
            and +held.municipality_id = latest.municipality_id and held.date > latest.date
        order by held.date limit 1
    ) as by_case, case when latest.case_number is null then (
        select later.id from meetings as held join agenda_items as later on later.meeting_id = held.id
        where held.body_id = latest.body_id and held.date > latest.date and held.removed_at is null
            and +later.title = latest.title
        order by held.date limit 1
    ) end as by_title
    from latest
)
select postponed.date as udsat, municipalities.name as kommune, bodies.name as organ, postponed.title as titel,
    next_meeting.date as igen, next_body.name as igen_i, {OUTCOME} as blev_til, postponed.meeting_id,
    next_meeting.id as next_meeting_id
from postponed join bodies on bodies.id = postponed.body_id
join municipalities on municipalities.id = postponed.municipality_id
left join agenda_items on agenda_items.id = coalesce(postponed.by_case, postponed.by_title)
left join meetings as next_meeting on next_meeting.id = agenda_items.meeting_id
left join bodies as next_body on next_body.id = next_meeting.body_id
order by postponed.date desc limit {MOST}""",  # noqa: S608
        {"kommune": MUNICIPALITY, **SPAN_PARAMETERS},
    ),
    *queries_of_record.QUERIES,
)

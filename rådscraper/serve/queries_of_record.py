"""Questions about attendance, openness, publication, papers and changes; ``queries.py`` has the others."""

from __future__ import annotations

from rådscraper.serve.finding import PAGES, found
from rådscraper.serve.labels import DOCUMENT_TYPES, OUTCOMES, sql_case
from rådscraper.serve.published import PUBLISHED
from rådscraper.serve.query import Query
from rådscraper.store.listings import IS_REPLACED

MUNICIPALITY = "kommunens korte navn, fx koege; tomt for alle"
OF_MUNICIPALITY = "(:kommune = '' or municipalities.id = :kommune)"
HELD = """municipalities cross join meetings on meetings.municipality_id = municipalities.id
    and meetings.removed_at is null
join bodies on bodies.id = meetings.body_id"""
"""From the few municipalities to their meetings by the index on the municipality."""

CHANGED = {
    "title": "Overskrift",
    "summary": "Resumé",
    "recommendation": "Indstilling",
    "decision": "Beslutning",
    "text": "Tidligere beslutning",
    "outcome": "Udfald",
}
"""The fields whose changes are told, and what they are called."""
_VALUE = "json_extract(told.{0}, '$.' || field.key)"
_OUTCOME_OR_TEXT = f"case field.key when 'outcome' then {sql_case(_VALUE, OUTCOMES)} else {_VALUE} end"


def changed(condition: str) -> str:
    """Select the fields that were changed after publication, of rows of the view that fulfil a condition."""
    return f"""with told as (
    select * from changed_after_publication as changed
    where {condition} and {PUBLISHED["changed_after_publication"]}
        and (table_name = 'agenda_items' or not exists (
            select 1 from revisions as item where item.table_name = 'agenda_items'
                and item.row_id = changed.agenda_item_id and item.changed_at = changed.changed_at
        ))
)
select told.changed_at as opdaget, told.date as moedets_dato, municipalities.name as kommune, told.body_name as organ,
    told.title as titel, {sql_case("field.key", CHANGED)} as felt,
    {_OUTCOME_OR_TEXT.format("before")} as foer, {_OUTCOME_OR_TEXT.format("after")} as efter, told.meeting_id
from told join municipalities on municipalities.id = told.municipality_id
join json_each(coalesce(told.after, told.before)) as field
where felt is not null and foer is not efter
order by told.changed_at desc, told.row_id limit 500"""  # noqa: S608


QUERIES: tuple[Query, ...] = (
    Query(
        "fremmoede",
        "Fremmøde og fravær",
        "Hvor mange møder hver person var til stede ved, og hvor mange ikke, i et organ.",
        """select attendances.name as navn, count(distinct attendances.meeting_id) as moeder,
    sum(attendances.status = 'present') as til_stede,
    sum(attendances.status in ('absent', 'excused')) as fravaerende,
    round(100.0 * sum(attendances.status in ('absent', 'excused')) / count(*), 1) as procent_fravaer,
    min(meetings.date) as foerste, max(meetings.date) as seneste, attendances.person_id
from bodies cross join meetings on meetings.body_id = bodies.id and meetings.removed_at is null
join attendances on attendances.meeting_id = meetings.id and attendances.agenda_item_id is null
where bodies.municipality_id = :kommune and (:organ = '' or bodies.name like '%' || :organ || '%')
    and attendances.person_id is not null
    and (:fra = '' or meetings.date >= :fra) and (:til = '' or meetings.date <= :til)
group by attendances.person_id order by fravaerende desc, navn""",
        {
            "kommune": "kommunens korte navn, fx koege",
            "organ": "en del af organets navn, fx integrationsråd; tomt for alle",
            "fra": "første dag; tomt for alle",
            "til": "sidste dag; tomt for alle",
        },
        ("kommune",),
    ),
    Query(
        "lukkede_punkter",
        "Andel af lukkede punkter",
        "Hvor stor en del af punkterne der blev behandlet for lukkede døre, pr. organ og år. Punkter, hvor det ikke"
        " kan ses, er ikke talt med. Tallene er talt efter den seneste hentning.",
        f"""select municipalities.name as kommune, bodies.name as organ, cast(yearly_items.year as text) as aar,
    sum(open_items + closed_items) as punkter, sum(closed_items) as lukkede,
    round(100.0 * sum(closed_items) / sum(open_items + closed_items), 1) as procent_lukkede, bodies.id as body_id
from yearly_items join bodies on bodies.id = yearly_items.body_id
join municipalities on municipalities.id = yearly_items.municipality_id
where {OF_MUNICIPALITY}
group by yearly_items.body_id, yearly_items.year having sum(open_items + closed_items) > 0
order by kommune, organ, aar""",  # noqa: S608
        {"kommune": MUNICIPALITY},
    ),
    Query(
        "dage_til_referat",
        "Dage fra møde til referat",
        "Hvor mange dage der går, før referatet er offentliggjort, pr. organ og år. Kun referater, hvor kommunen"
        " fortæller hvornår; et referat, der er lagt ud igen, tæller fra den seneste gang.",
        f"""select municipalities.name as kommune, bodies.name as organ, substr(meetings.date, 1, 4) as aar,
    count(*) as referater,
    round(avg(julianday(substr(documents.published_at, 1, 10)) - julianday(meetings.date)), 1) as dage_i_snit,
    cast(max(julianday(substr(documents.published_at, 1, 10)) - julianday(meetings.date)) as integer) as laengst,
    bodies.id as body_id
from {HELD}
cross join documents on documents.meeting_id = meetings.id and documents.document_type = 'minutes'
    and documents.is_current = 1 and documents.published_at is not null and documents.removed_at is null
where {OF_MUNICIPALITY}
group by bodies.id, aar order by dage_i_snit desc""",  # noqa: S608
        {"kommune": MUNICIPALITY},
    ),
    Query(
        "en_sag",
        "En sag fra først til sidst",
        "Alle beslutninger i en sag efter tid, hver én gang, også dem, senere møder citerer.",
        f"""select decided_on as dato, body_name as organ, title as titel,
    {sql_case("outcome", OUTCOMES)} as udfald, text as beslutning,
    case is_own when 1 then '' else 'citeret' end as kilde, meeting_id
from cases where +municipality_id = :kommune and case_number = :sag order by known_on, item_position, position""",  # noqa: S608
        {"kommune": "kommunens korte navn, fx koege", "sag": "sagsnummer, som det er trykt, fx 2021-000299"},
        ("kommune", "sag"),
    ),
    Query(
        "bilag_med_ord",
        "Bilag, der nævner et ord",
        "De sider i bilagene, hvor ordene står, med side og punkt.",
        found(
            PAGES,
            """file_page_links.date as dato, file_page_links.body_name as organ,
    file_page_links.item_title as punkt, file_page_links.attachment_title as bilag, file_page_links.page as side,
    file_page_links.page_url as aabn, file_page_links.meeting_id""",
            "attachments.removed_at is null and meetings.removed_at is null"
            " and (:kommune = '' or meetings.municipality_id = :kommune)",
            "meetings.date desc, meetings.starts_at desc, file_page_links.attachment_title, file_page_links.page",
            "500",
            "match_expression(:ord)",
        ),
        {"ord": "et eller flere ord; alle skal stå på siden, i enhver bøjning", "kommune": MUNICIPALITY},
        ("ord",),
    ),
    Query(
        "nyt_siden",
        "Nyt siden en dag",
        "Møder, der er kommet til eller blevet ændret her siden en dag.",
        f"""with fresh as (
    select id from meetings where first_seen_at >= :dag union select id from meetings where changed_at >= :dag
)
select meetings.date as dato, municipalities.name as kommune, bodies.name as organ,
    case when meetings.first_seen_at >= :dag then 'nyt' else 'ændret' end as hvad,
    meetings.first_seen_at as set_foerst, meetings.changed_at as aendret, meetings.id as meeting_id
from fresh join meetings on meetings.id = fresh.id and meetings.removed_at is null
join bodies on bodies.id = meetings.body_id
join municipalities on municipalities.id = meetings.municipality_id
where :dag <> '' and {OF_MUNICIPALITY} order by meetings.changed_at desc limit 500""",  # noqa: S608
        {"dag": "første dag", "kommune": MUNICIPALITY},
        ("dag",),
    ),
    Query(
        "aendret_efter_offentliggoerelse",
        "Ændret efter offentliggørelsen",
        "Hvad kommunen har ændret i punkter og beslutninger, efter at referatet var ude, felt for felt: før og"
        " efter. Tomt før: det er kommet til; tomt efter: det er taget væk.",
        changed("changed_at >= :siden"),
        {"siden": "første dag; tomt for alle"},
    ),
    Query(
        "trukket_tilbage",
        "Trukket tilbage",
        "Møder, dokumenter og bilag, som kommunen ikke længere viser. Kun dag og organ, ingen tekst.",
        f"""with withdrawn as (
    select 'Møde' as hvad, id as meeting_id, removed_at from meetings where removed_at >= :siden
    union all
    select {sql_case("document_type", DOCUMENT_TYPES)}, meeting_id, removed_at from documents where removed_at >= :siden
        and not {IS_REPLACED}
    union all
    select 'Bilag', meeting_id, removed_at from attachments where removed_at >= :siden
)
select withdrawn.removed_at as trukket_tilbage, withdrawn.hvad, meetings.date as moedets_dato,
    municipalities.name as kommune, bodies.name as organ
from withdrawn join meetings on meetings.id = withdrawn.meeting_id
join bodies on bodies.id = meetings.body_id
join municipalities on municipalities.id = meetings.municipality_id
order by withdrawn.removed_at desc limit 500""",  # noqa: S608
        {"siden": "første dag; tomt for alle"},
    ),
)

"""The charts, as data: meetings and decisions over time, outcomes, closed items, coverage."""

from __future__ import annotations

from rådscraper.serve.asking import Row
from rådscraper.serve.charts.chart import Chart, Value, columns_as_values
from rådscraper.serve.charts.drawing import DARK, LIGHT, WARNING, largest, peak, shares, stacked
from rådscraper.serve.labels import OUTCOMES, sql_case

OF = "(:kommune = '' or {0}.municipality_id = :kommune) and (:organ = '' or {0}.body_id = :organ)"
DECIDED = {value: label for value, label in OUTCOMES.items() if value != "none"}
MOST_ROWS = 40
YEAR = {"aar": "År"}


def _shares(rows: list[Row]) -> list[Value]:
    return [Value(str(row["hvem"]), row["udfald"], row["procent"]) for row in rows]


CHARTS = (
    Chart(
        "moeder",
        "Møder pr. år",
        "Hvor mange møder der er holdt eller planlagt. Uden referat: kun dagsordenen er offentliggjort.",
        "yearly_meetings",
        f"""
select year as aar, sum(meetings) as moeder, sum(with_minutes) as med_referat,
    sum(meetings - with_minutes) as uden_referat
from yearly_meetings where {OF.format("yearly_meetings")}
group by year order by year
""",  # noqa: S608
        {**YEAR, "moeder": "Møder", "med_referat": "Med referat", "uden_referat": "Uden referat"},
        columns_as_values(med_referat="Med referat", uden_referat="Uden referat"),
        stacked("møder", ("Med referat", DARK), ("Uden referat", LIGHT)),
        peak("møder"),
    ),
    Chart(
        "beslutninger",
        "Punkter og beslutninger pr. år",
        "Hvor mange punkter der har været på dagsordenerne, og hvor mange af dem der har en beslutning.",
        "yearly_items",
        f"""
select year as aar, sum(items) as punkter, sum(case outcome when 'none' then 0 else items end) as med_beslutning,
    sum(case outcome when 'none' then items else 0 end) as uden_beslutning
from yearly_items where {OF.format("yearly_items")}
group by year order by year
""",  # noqa: S608
        {**YEAR, "punkter": "Punkter", "med_beslutning": "Med beslutning", "uden_beslutning": "Uden beslutning"},
        columns_as_values(med_beslutning="Med beslutning", uden_beslutning="Uden beslutning"),
        stacked("punkter", ("Med beslutning", DARK), ("Uden beslutning", LIGHT)),
        peak("punkter"),
    ),
    Chart(
        "udfald",
        "Hvad beslutningerne gik ud på",
        "Hvor mange procent af beslutningerne der fik hvert udfald: for alle kommuner hver for sig, for en kommune pr."
        f" organ, for et organ pr. år. Højst {MOST_ROWS} rækker, dem med flest beslutninger.",
        "yearly_items",
        f"""
with counted as (
    select case when :organ <> '' then yearly_items.year when :kommune <> '' then coalesce(bodies.name, bodies.id)
        else municipalities.name end as hvem, yearly_items.outcome, sum(yearly_items.items) as punkter
    from yearly_items join bodies on bodies.id = yearly_items.body_id
    join municipalities on municipalities.id = yearly_items.municipality_id
    where yearly_items.outcome <> 'none' and {OF.format("yearly_items")}
    group by hvem, outcome
), whole as (
    select hvem, sum(punkter) as i_alt from counted group by hvem order by i_alt desc, hvem limit {MOST_ROWS}
)
select counted.hvem, {sql_case("counted.outcome", DECIDED)} as udfald, counted.punkter, whole.i_alt,
    round(100.0 * counted.punkter / whole.i_alt, 1) as procent
from whole join counted on counted.hvem = whole.hvem
order by case when :organ <> '' then counted.hvem end, whole.i_alt desc, counted.hvem, counted.punkter desc
""",  # noqa: S608
        {"hvem": "Hvem", "udfald": "Udfald", "punkter": "Punkter", "i_alt": "Ud af", "procent": "Procent"},
        _shares,
        shares(list(DECIDED.values())),
        largest,
        is_wide=True,
    ),
    Chart(
        "lukkede",
        "Lukkede punkter pr. år",
        "Hvor mange procent af punkterne der blev behandlet for lukkede døre. Punkter, hvor det ikke kan ses, er ikke"
        " talt med.",
        "yearly_items",
        f"""
select year as aar, sum(open_items + closed_items) as punkter, sum(closed_items) as lukkede,
    round(100.0 * sum(closed_items) / sum(open_items + closed_items), 1) as procent
from yearly_items where {OF.format("yearly_items")}
group by year having sum(open_items + closed_items) > 0 order by year
""",  # noqa: S608
        {**YEAR, "punkter": "Punkter", "lukkede": "Lukkede", "procent": "Procent lukkede"},
        columns_as_values(procent="Lukkede"),
        stacked("procent", ("Lukkede", DARK)),
        peak("procent"),
    ),
    Chart(
        "daekning",
        "Dækning pr. år",
        "Hvor mange af de møder, kommunernes egne lister har, der er hentet her.",
        "coverage",
        f"""
select year as aar, sum(listed) as paa_listen, sum(held) as hentet, sum(missing) as mangler
from coverage where {OF.format("coverage")}
group by year order by year
""",  # noqa: S608
        {**YEAR, "paa_listen": "På listen", "hentet": "Hentet", "mangler": "Mangler"},
        columns_as_values(hentet="Hentet", mangler="Mangler"),
        stacked("møder", ("Hentet", LIGHT), ("Mangler", WARNING)),
        peak("møder"),
    ),
)

"""The page for people as a browser shows it once its scripts have filled it, made from the JSON they fill it from.

Shape and class names are those of the pages recorded at Aarhus; the mark-up around them is left out.
"""

from __future__ import annotations

from datetime import datetime
from html import escape

from tests.sites.shapes import Json

_MONTHS = "januar februar marts april maj juni juli august september oktober november december".split()  # noqa: SIM905
_DAYS = "mandag tirsdag onsdag torsdag fredag lørdag søndag".split()  # noqa: SIM905


def rendered_page(agenda: Json) -> bytes:
    """Render a meeting's answer."""
    meeting, body = agenda["Moede"], escape(agenda["Udvalg"]["Navn"])
    begins = datetime.fromisoformat(meeting["MeetingBeginUtc"])
    day = f"{begins.day}. {_MONTHS[begins.month - 1]} {begins.year} kl. {begins:%H.%M}"
    place, people = escape(meeting["Sted"]), ", ".join(_person(one) for one in meeting["Moededeltagere"])
    rows = [
        ("Udvalg:", f'<span class="udvalg">{body}</span>'),
        ("Mødedato:", f'<span class="dato">{_DAYS[begins.weekday()]} den {day}</span>'),
        ("Mødested:", f'<span class="sted">{place}</span>'),
        ("Mødedeltagere:", people),
    ]
    table = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows)
    items = "".join(_item(item) for item in agenda["Dagsordenpunkter"])
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>
<h1 class="green dato">{meeting["Navn"]} {day}</h1><h2 class="black"><span class="udvalg">{body}</span></h2>
<table class="dagsordeninfo"><tbody>{table}</tbody></table>
<input type="button" id="hentHeledagsorden" data-id="{agenda["Id"]}">
<table id="dagsordenDetaljer"><tbody>{items}</tbody></table></body></html>""".encode()


def _person(person: Json) -> str:
    status = " (Afbud)" if person["ParticipationCancelled"] else " (Fravær)" if person["Absent"] else ""
    return escape(person["Name"]) + status


def _item(item: Json) -> str:
    papers = "".join(
        f'<li><a id="enclosure-{paper["Id"]}" class="bilag-link" '
        f'href="/vis/pdf/bilag/{paper["Id"]}/?redirectDirectlyToPdf=false">{escape(paper["Navn"])}</a></li>'
        for paper in item["Bilag"]
    )
    text = "".join(f"<h3>{escape(field['Navn'])}</h3><div>{field['Html']}</div>" for field in item["Felter"])
    return (
        f'<tr class="punktrow" id="punktrow_{item["Id"]}"><td><span class="label">{item["Punktnummer"]}</span></td>'
        f'<td><h2 class="overskrift">{escape(item["Navn"])}</h2><span class="sagsnummer">{item["SagsNummer"]}</span>'
        f'<div class="punkt">{text}</div><ul>{papers}</ul></td></tr>'
    )

"""One page of every kind, with words that must be on it as they are."""

from __future__ import annotations

from tests.serve.test_pages import BOARD, MEETING, VOTED_DOWN, WITHDRAWN

PAPER = "121176eb111df013448f1faf1c2fb328531f9b57c4a6a70f4e986d25caa4c872"
"""Minutes of Køge as PDF, which the demo's sites serve as a paper."""

GONE = {"ukendt": (404, "Not Found"), "moede_trukket": (410, "Gone")}
KINDS = {
    "forside": ("/", "Sønderborg Kommune"),
    "soeg": ("/soeg?q=skole", "Søg i punkter og bilag"),
    "moede": (f"/moede/{MEETING}", "Ølbycenter 53"),
    "moede_rettet": (f"/moede/{VOTED_DOWN}", "Punkterne er ændret, efter at referatet var offentliggjort"),
    "moede_trukket": (f"/moede/{WITHDRAWN}", "dets tekst vises ikke"),
    "sag": ("/sag/koege/2021-000299", "Sag 2021-000299 i Køge Kommune, fra først til sidst"),
    "person": ("/person/koege:Düne Kilic", "Düne Kilic"),
    "organ": (f"/organ/{BOARD}", "Integrationsrådet"),
    "kommune": ("/kommune/koege", "Køge Kommune"),
    "tal": ("/tal", "Sønderborg Kommune"),
    "tal_organ": (f"/tal?organ={BOARD}", "Integrationsrådet"),
    "bilag": (f"/bilag/{PAPER}/tekst", "Hvor det hører til"),
    "aendringer": ("/aendringer", "Ændret efter offentliggørelsen"),
    "tilbagetrukket": ("/tilbagetrukket", "Trukket tilbage"),
    "spoergsmaal": ("/spoergsmaal", "Færdige spørgsmål"),
    "spoergsmaal_svar": ("/raad/fremmoede?kommune=koege&organ=&fra=&til=", "Fremmøde"),
    "sql": ("/raad?sql=select+name+from+municipalities", "Køge Kommune"),
    "tabeller": ("/raad", "Tabeller og spørgsmål"),
    "tabel": ("/raad/agenda_items?_size=20", "Punkter"),
    "tabel_valgt": ("/raad/meetings?municipality_id=koege&_facet=status&_sort=date", "Køge Kommune"),
    "visning": ("/raad/cases?_size=10", "Hver sags vej gennem organerne"),
    "raekke": ("/raad/municipalities/koege", "Køge Kommune"),
    "ukendt": ("/findes/ikke", "Her er ingen side"),
}

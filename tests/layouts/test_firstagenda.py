from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rådscraper.document import ITEM_LEVEL, MEETING_LEVEL, SECTION_LEVEL, Block, BlockKind, Document, UnreadableDocument
from rådscraper.items import Problem
from rådscraper.layouts.firstagenda import read_firstagenda
from rådscraper.layouts.firstagenda_json import KNOWN_KEYS
from tests.recorded import recorded

ROOT = Path(__file__).parents[2]
ORIGIN = "https://dagsordener.example.dk"
URL = f"{ORIGIN}/api/agenda/dagsorden/m-1"
ZERO = "00000000-0000-0000-0000-000000000000"


def with_keys(level: str, values: dict[str, Any]) -> dict[str, Any]:
    return dict.fromkeys(KNOWN_KEYS[level].split()) | values


def item(**values: Any) -> dict[str, Any]:
    usual = {"Id": "i-1", "Navn": "Budget", "Punktnummer": "7", "Sorting": 7, "Felter": [], "Bilag": []}
    return with_keys("Dagsordenpunkter", usual | values)


def field(html: str | None = None, **values: Any) -> dict[str, Any]:
    return with_keys("Felter", {"Navn": "", "Html": html, "Id": ZERO} | values)


def attachment(**values: Any) -> dict[str, Any]:
    return with_keys("Bilag", {"HarPdfVersion": "true", "Order": 0, "Navn": "Notat", "Id": "b-1"} | values)


def answer(*items: Any, meeting: Any = None, body: Any = None, **values: Any) -> dict[str, Any]:
    usual = {
        "Dagsordenpunkter": list(items),
        "Moede": with_keys("Moede", {"Navn": "Referat"} | (meeting or {})),
        "Udvalg": with_keys("Udvalg", body or {}),
        "Id": "m-1",
    }
    return with_keys("the answer", usual | values)


def read(content: Any, url: str = URL) -> Document:
    return read_firstagenda(json.dumps(content).encode(), url)


def fields(document: Document) -> list[tuple[str | None, str]]:
    return [(block.name, block.text) for block in document.blocks if block.kind is BlockKind.FIELD]


def links(document: Document) -> list[tuple[str, str | None]]:
    return [(block.text, block.href) for block in document.blocks if block.kind is BlockKind.LINK]


def texts(document: Document) -> list[Block]:
    """What an item says: everything behind its heading but fields and links."""
    behind = [block for block in document.blocks if block.kind not in (BlockKind.FIELD, BlockKind.LINK)]
    return [block for block in behind if block.level not in (MEETING_LEVEL, ITEM_LEVEL)]


def titles(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.level == ITEM_LEVEL]


def kinds(document: Document) -> list[str]:
    return [problem.kind for problem in document.problems]


def section(text: str, name: str | None = None) -> Block:
    return Block(text, BlockKind.HEADING, SECTION_LEVEL, name=name)


def test_a_meeting_states_its_facts():
    document = read(
        answer(
            meeting={
                "Id": ZERO,
                "MeetingBeginUtc": "2026-05-18T17:00:00+02:00",
                "MeetingEndUtc": "2026-05-18T19:05:00+02:00",
                "Dato": "2026-05-18",
                "Sted": " Mødelokale\u00a0 1 ",
                "Description": "Ekstraordinært",
            },
            body={"Id": "u-1", "Navn": "Byrådet", "Historisk": False},
        )
    )
    assert document.blocks[0] == Block("Referat", BlockKind.HEADING, MEETING_LEVEL)
    assert fields(document) == [
        ("body", "Byrådet"),
        ("body_id", "u-1"),
        ("publication_id", "m-1"),
        ("starts_at", "2026-05-18T17:00:00+02:00"),
        ("ends_at", "2026-05-18T19:05:00+02:00"),
        ("place", "Mødelokale 1"),
        ("description", "Ekstraordinært"),
        ("is_historic", "false"),
    ]
    assert document.problems == ()


def test_the_date_stands_in_for_the_start():
    assert ("starts_at", "2026-05-18") in fields(read(answer(meeting={"Dato": "2026-05-18"})))


def test_zero_guids_are_no_ids():
    document = read(answer(item(Id=ZERO, AgendaUid=ZERO), body={"Id": ZERO}, Id=ZERO))
    assert fields(document) == [("number", "7")]


@pytest.mark.parametrize(
    ("flags", "status"),
    [
        ({"Absent": False, "ParticipationCancelled": False}, "present"),
        ({"Absent": True, "ParticipationCancelled": False}, "absent"),
        ({"Absent": False, "ParticipationCancelled": True}, "excused"),
        ({"Absent": True, "ParticipationCancelled": True}, "excused"),
        ({"Absent": "true"}, "absent"),
        ({}, "present"),
    ],
)
def test_participants_are_listed_by_status(flags, status):
    person = with_keys("Moededeltagere", {"Name": "Anders  Liltorp", "AttendanceType": 0} | flags)
    document = read(answer(meeting={"Moededeltagere": [person]}))
    assert (status, "Anders Liltorp") in fields(document)
    assert document.problems == ()


def test_a_participant_of_an_unknown_type_is_noted_and_kept():
    people = [with_keys("Moededeltagere", {"Name": name, "AttendanceType": 3}) for name in ("Ea", "Bo")]
    document = read(answer(meeting={"Moededeltagere": people}))
    assert fields(document)[-2:] == [("present", "Ea"), ("present", "Bo")]
    assert kinds(document) == ["unknown_shape"]


def test_an_item_states_its_facts():
    document = read(answer(item(SagsNummer="26/483", IsOpen=True)))
    assert [block for block in document.blocks if block.level] == [
        Block("Referat", BlockKind.HEADING, MEETING_LEVEL),
        Block("Budget", BlockKind.HEADING, ITEM_LEVEL),
    ]
    assert fields(document)[1:] == [
        ("number", "7"),
        ("case_number", "26/483"),
        ("is_open", "true"),
        ("item_id", "i-1"),
        ("item_url", f"{ORIGIN}/vis?id=m-1&punktid=i-1"),
    ]


def test_either_spelling_of_a_field_will_do():
    document = read(
        answer(item(Navn=" ", Caption="Budget 2027", Punktnummer=None, Number=8, SagsNummer="", CaseNumber="26/1"))
    )
    assert titles(document) == ["Budget 2027"]
    assert fields(document)[1:3] == [("number", "8"), ("case_number", "26/1")]


@pytest.mark.parametrize(("given_as", "text"), [(False, "false"), ("False", "false"), ("true", "true")])
def test_openness_comes_as_bool_or_text(given_as, text):
    document = read(answer(item(IsOpen=given_as)))
    assert ("is_open", text) in fields(document)
    assert document.problems == ()


def test_the_agendas_uid_stands_in_for_the_meetings_id():
    document = read(answer(item(AgendaUid="m-2"), Id=ZERO))
    assert ("item_url", f"{ORIGIN}/vis?id=m-2&punktid=i-1") in fields(document)


@pytest.mark.parametrize("url", ["", "vis?id=1", "/data/dagsorden.json", "file:///tmp/a.json", "http://[", "https://"])
def test_a_file_on_disk_has_no_addresses(url):
    document = read(answer(item(Bilag=[attachment()])), url)
    assert links(document) == [("Notat", None)]
    assert "item_url" not in dict(fields(document))
    assert document.problems == ()


def test_ids_cannot_lead_out_of_their_address():
    document = read(answer(item(Id="../x?y=1#z", Bilag=[attachment(Id="../../æ")])))
    assert ("item_url", f"{ORIGIN}/vis?id=m-1&punktid=..%2Fx%3Fy%3D1%23z") in fields(document)
    assert links(document)[0][1] == f"{ORIGIN}/vis/pdf/bilag/..%2F..%2F%C3%A6/?redirectDirectlyToPdf=true"


@pytest.mark.parametrize(
    ("sorting", "order"),
    [
        ([3, 1, 2], "bca"),
        ([2, 2, 1], "cab"),
        ([None, None, None], "abc"),
        ([2, None, 1], "cab"),
        (["10", "9", 1.5], "cba"),
        ([float("nan"), 1, float("-inf")], "abc"),
        ([10**400, 2, 1], "acb"),
        ([True, {}, []], "abc"),
    ],
)
def test_items_come_in_the_order_of_the_page(sorting, order):
    items = [item(Navn=name, Sorting=rank) for name, rank in zip("abc", sorting, strict=True)]
    assert "".join(titles(read(answer(*items)))) == order


def test_fields_follow_one_another():
    document = read(
        answer(
            item(
                Felter=[
                    field("<div><div id='sagsfremstillingContainer'><h3>Resume</h3><span>Et.</span></div></div>"),
                    field("<p>To.</p>", Navn="Notat "),
                    field("<h3>Beslutning</h3>Tre.", Navn="Beslutning"),
                    field(None, Tekst="Fire.\r\n\r\n  Fem.\n"),
                    field("<p>&nbsp;</p>", Tekst="a < b"),
                ]
            )
        )
    )
    assert texts(document) == [
        section("Resume"),
        Block("Et."),
        section("Notat"),
        Block("To."),
        section("Beslutning"),
        Block("Tre."),
        Block("Fire."),
        Block("Fem."),
        Block("a < b"),
    ]
    assert document.problems == ()


def test_a_second_text_beside_the_first_is_noted():
    assert kinds(read(answer(item(Felter=[field("<p>Et.</p>", Tekst="Et.")])))) == []
    assert kinds(read(answer(item(Felter=[field("<p>Et.</p>", Tekst="To.")])))) == ["unknown_shape"]


def test_a_document_stands_in_for_a_text_that_is_not_there():
    empty = "<div><div id='sagsfremstillingContainer'>\r\n\r\n</div></div>"
    felter = [field(empty, DocumentId="d-1"), field("", DocumentId=ZERO), field("Tekst", DocumentId="d-2")]
    document = read(answer(item(Felter=felter)))
    assert [text for name, text in fields(document) if name == "document_id"] == ["d-1"]


@pytest.mark.parametrize("felter", [None, "Tekst", {"Html": "x"}, 3])
def test_an_item_without_its_fields_is_kept(felter):
    document = read(answer(item(Felter=felter), item(Felter=felter, Navn="Næste")))
    assert titles(document) == ["Budget", "Næste"]
    assert kinds(document).count("missing_key") == 1


def test_an_item_whose_fields_are_missing_is_kept():
    without = item()
    del without["Felter"]
    document = read(answer(without))
    assert titles(document) == ["Budget"]
    assert kinds(document) == ["missing_key"]


@pytest.mark.parametrize(
    ("decision", "blocks"),
    [
        ("Godkendt.", [Block("Godkendt.")]),
        ("Godkendt.\nOle deltog ikke.", [Block("Godkendt."), Block("Ole deltog ikke.")]),
        ("5 < 7, så godkendt.", [Block("5 < 7, så godkendt.")]),
        ("R&oslash;dt lys.", [Block("Rødt lys.")]),
        ("<p>Godkendt.</p><p>Ole deltog ikke.</p>", [Block("Godkendt."), Block("Ole deltog ikke.")]),
        ({"Html": "<p>Godkendt.</p>"}, [Block("Godkendt.")]),
        ({"Html": None, "Tekst": "Godkendt."}, [Block("Godkendt.")]),
        ({"Html": "<p>Godkendt.</p>", "Text": "Godkendt."}, [Block("Godkendt.")]),
        ({"Html": "<p>Godkendt.</p>", "Decision": "Enigt."}, [Block("Godkendt."), Block("Enigt.")]),
        ({"Decision": {"Text": "Godkendt."}}, [Block("Godkendt.")]),
        (["Godkendt.", None, {"Text": "Enigt."}], [Block("Godkendt."), Block("Enigt.")]),
    ],
)
def test_a_filled_decision_is_taken_in(decision, blocks):
    document = read(answer(item(Felter=[field("<h3>Sag</h3>x")], ItemDecision=decision)))
    assert texts(document) == [section("Sag"), Block("x"), section("", name="decision"), *blocks]
    assert document.problems == ()


def test_headings_within_a_decision_do_not_end_it():
    document = read(answer(item(ItemDecision="<h3>Beslutning</h3>Godkendt.<h3>Note</h3>x<h3></h3>")))
    assert texts(document) == [
        section("Beslutning", name="decision"),
        Block("Godkendt."),
        Block("Note"),
        Block("x"),
    ]


@pytest.mark.parametrize("decision", [None, "", " \n", "<p>&nbsp;</p>", [], {}, {"Html": ""}, [None], False])
def test_an_empty_decision_is_none(decision):
    document = read(answer(item(ItemDecision=decision)))
    assert texts(document) == []
    assert document.problems == ()


@pytest.mark.parametrize("decision", [7, True, {"Stemmer": 9}, [3], json.loads("[" * 12 + '"dybt"' + "]" * 12)])
def test_a_decision_of_an_unknown_shape_is_noted(decision):
    document = read(answer(item(ItemDecision=decision)))
    assert "unknown_shape" in kinds(document)
    assert all("ItemDecision" in problem.message for problem in document.problems)


def test_what_else_stands_in_a_decision_is_noted():
    document = read(answer(item(ItemDecision={"Html": "Godkendt.", "Udfald": "9"})))
    assert document.problems == (
        Problem("unknown_key", "'Udfald' in ItemDecision is a key nobody has seen", f"{ORIGIN}/vis?id=m-1&punktid=i-1"),
    )


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ({"Name": "Ea  Bo", "Absent": True}, "absent"),
        ({"Name": "Ea Bo", "Absent": True, "ParticipationCancelled": True}, "excused"),
        ({"Name": "Ea Bo", "Absent": False, "ParticipationCancelled": False, "AttendanceType": 0}, "present"),
    ],
)
def test_an_items_own_attendees_are_listed_by_status(person, status):
    document = read(answer(item(ExternalAgendaItemAttendees=[person])))
    assert fields(document)[-1] == (status, "Ea Bo")
    assert document.problems == ()


@pytest.mark.parametrize(
    "attendees",
    ["Ea Bo", 3, {"Name": "Ea"}, ["Ea Bo"], [{"Name": "Ea"}], [{"Name": " ", "Absent": True}],
     [{"Name": "Ea", "Absent": "måske"}], [{"Name": 4, "Absent": True}], [None]],
)  # fmt: skip
def test_attendees_of_an_unknown_shape_are_noted(attendees):
    document = read(answer(item(ExternalAgendaItemAttendees=attendees)))
    assert [problem.message for problem in document.problems] == [
        "ExternalAgendaItemAttendees of item 7 (Dagsordenpunkter) has an unknown shape"
    ]


def test_attachments_are_links_in_their_order():
    bilag = [attachment(Navn="To", Order=2, Id="b-2"), attachment(Navn=" Et\u00a0 ", Order=1, HarPdfVersion=None)]
    document = read(answer(item(Bilag=bilag)))
    assert links(document) == [
        ("Et", f"{ORIGIN}/vis/pdf/bilag/b-1/?redirectDirectlyToPdf=true"),
        ("To", f"{ORIGIN}/vis/pdf/bilag/b-2/?redirectDirectlyToPdf=true"),
    ]
    assert document.problems == ()


@pytest.mark.parametrize(
    ("values", "title", "kind"),
    [
        ({"HarPdfVersion": "false"}, "Notat", "attachment_without_pdf"),
        ({"HarPdfVersion": "False "}, "Notat", "attachment_without_pdf"),
        ({"HarPdfVersion": False}, "Notat", "attachment_without_pdf"),
        ({"Id": ZERO}, "Notat", "attachment_without_id"),
        ({"Id": None}, "Notat", "attachment_without_id"),
        ({"Id": ZERO, "Navn": None}, "", "attachment_without_id"),
    ],
)
def test_an_attachment_the_site_has_no_file_for_has_no_address(values, title, kind):
    document = read(answer(item(Bilag=[attachment(**values)])))
    assert links(document) == [(title, None)]
    assert kind in kinds(document)


@pytest.mark.parametrize("name", ["../../etc/passwd", "Bilag 2025/26", "c:\\notat"])
def test_an_attachments_name_is_only_text(name):
    document = read(answer(item(Bilag=[attachment(Navn=name)])))
    assert links(document) == [(name, f"{ORIGIN}/vis/pdf/bilag/b-1/?redirectDirectlyToPdf=true")]
    assert kinds(document) == ["odd_attachment_name"]


@pytest.mark.parametrize("key", ["Lydfiler", "Presentations", "Ressourcer", "Documents"])
def test_what_nobody_reads_is_noted_where_it_is_filled(key):
    assert read(answer(item(**{key: []}))).problems == ()
    assert read(answer(item(**{key: [{"Link": "x"}]}))).problems == (
        Problem(
            "unknown_shape",
            f"{key} of item 7 (Dagsordenpunkter) has an unknown shape",
            f"{ORIGIN}/vis?id=m-1&punktid=i-1",
        ),
    )


def test_sound_of_the_whole_meeting_is_noted():
    assert read(answer(Lydfiler=["a.mp3"])).problems == (
        Problem("unknown_shape", "Lydfiler of the meeting (the answer) has an unknown shape", URL),
    )


def test_unknown_keys_are_noted_once_a_level():
    person = with_keys("Moededeltagere", {"Name": "Ea", "Ny": 1})
    document = read(
        answer(
            item(Ny=1, Felter=[field("x", Ny=1)], Bilag=[attachment(Ny=1)]),
            item(Ny=2),
            meeting={"Ny": 1, "Moededeltagere": [person, person]},
            body={"Ny": 1},
            Ny=1,
        )
    )
    assert sorted(problem.message for problem in document.problems) == sorted(
        f"'Ny' in {level} is a key nobody has seen" for level in KNOWN_KEYS
    )


def test_missing_keys_are_noted_once_a_level():
    document = read({"Dagsordenpunkter": [{"Navn": "Et"}, {"Navn": "To"}]})
    assert titles(document) == ["Et", "To"]
    assert set(kinds(document)) == {"missing_key"}
    messages = [problem.message for problem in document.problems]
    assert len(set(messages)) == len(messages)
    assert "Moede is missing in the answer" in messages
    assert "Felter is missing in Dagsordenpunkter" in messages
    assert not any("missing in Moede" in message for message in messages)


def test_a_meeting_may_have_no_items():
    assert read(answer()).problems == ()
    document = read(answer(Dagsordenpunkter=None))
    assert (titles(document), kinds(document)) == ([], ["missing_key"])
    assert "unknown_shape" in kinds(read(answer(Dagsordenpunkter={"1": {}})))


def test_an_item_that_is_no_object_is_noted():
    document = read(answer("Budget", None, item()))
    assert titles(document) == ["Budget"]
    assert kinds(document) == ["unknown_shape"]


@pytest.mark.parametrize(
    ("title", "clean", "kind"),
    [
        ("Bud\0get\0", "Budget", "nul_in_text"),
        ("Bud\ud800get", "Bud\ufffdget", "bad_text"),
        ("x" * 1001, "x" * 1001, "long_title"),
    ],
)
def test_odd_titles_are_kept_and_noted(title, clean, kind):
    document = read(answer(item(Navn=title, Caption=title)))
    assert titles(document) == [clean]
    assert kinds(document) == [kind]


def test_a_nul_is_noted_once_a_document():
    nul = [item(Navn="a\0", Felter=[field("<p>b\0</p>", Navn="c\0")], Bilag=[attachment(Navn="d\0")])] * 2
    assert kinds(read(answer(*nul))) == ["nul_in_text"]


def test_all_text_is_nfc():
    bare = item(Navn="A\u030arhus", Felter=[field("<p>A\u030a</p>")], Bilag=[attachment(Navn="A\u030a")])
    document = read(answer(bare, meeting={"Sted": "A\u030a"}))
    assert "\u030a" not in "".join(block.text for block in document.blocks)
    assert titles(document) == ["Århus"]


WHOLE = json.dumps(answer(item(Felter=[field("<p>Æ</p>")])), ensure_ascii=False)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "the answer is empty"),
        (b" \r\n", "the answer is empty"),
        (b"\xef\xbb\xbf", "the answer is empty"),
        (b"\n<!DOCTYPE html><html>", "HTML came where JSON was expected"),
        (b"\xef\xbb\xbf<html>", "HTML came where JSON was expected"),
        (b'{"Moede": "\xe6"}', "not UTF-8 at byte 11"),
        (b"\xff\xfe{\0}\0", "not UTF-8 at byte 0"),
        (b"%PDF-1.7", "not JSON at character 0"),
        (b'{"Moede": {}} x', "not JSON at character 14"),
        (b'{"Moede": {},}', "not JSON"),
        (b'{"Moede": {"Navn": "R', "the JSON is cut off at character 21"),
        (b'{"Moede": {"Navn": "R\\', "the JSON is cut off at character 22"),
        (b'{"Moede": {"Navn": "R\\u00', "the JSON is cut off at character 25"),
        (b'{"Moede": {"Navn": "R"', "the JSON is cut off at character 22"),
        (b'{"Moede": {"Navn": nul', "the JSON is cut off at character 22"),
        (b'{"Moede": {"Navn": -', "the JSON is cut off at character 20"),
        (b'{"Moede":\n', "the JSON is cut off at character 10"),
        (b"{", "the JSON is cut off at character 1"),
        (b"[" * 100_000, "the JSON is nested too deeply"),
        (b'{"Moede": ' + b"9" * 5000 + b"}", "the JSON holds a number that can't be read"),
        (b"[]", "JSON of another shape"),
        (b"{}", "JSON of another shape"),
        (b'"Dagsordenpunkter"', "JSON of another shape"),
        (b'{"Message": "An error has occurred."}', "JSON of another shape"),
    ],
)
def test_what_is_no_answer_says_why(body, message):
    with pytest.raises(UnreadableDocument, match=message):
        read_firstagenda(body, URL)


def test_an_answer_cut_off_anywhere_says_so():
    for length in range(1, len(WHOLE)):
        with pytest.raises(UnreadableDocument, match=f"the JSON is cut off at character {length}"):
            read_firstagenda(WHOLE[:length].encode(), URL)


def test_a_byte_order_mark_and_raw_control_characters_are_tolerated():
    body = b"\xef\xbb\xbf" + WHOLE.replace("Budget", "Bud\x01\nget").encode()
    assert titles(read_firstagenda(body, URL)) == ["Bud get"]


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()) | st.just(ZERO)
NAMES = st.sampled_from(["Html", "Name", "Absent", "Navn", "Id"]) | st.text(max_size=3)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=8
)
PLACES = [(level, key) for level, keys in KNOWN_KEYS.items() for key in keys.split()]


@given(st.lists(st.tuples(st.sampled_from(PLACES), VALUES), max_size=6), st.text(st.characters()) | st.just(URL))
def test_any_value_in_any_place_is_read(replaced, url):
    changes: dict[str, dict[str, Any]] = {level: {} for level in KNOWN_KEYS}
    for (level, key), value in replaced:
        changes[level][key] = value
    meeting = {"Moededeltagere": [with_keys("Moededeltagere", {"Name": "Ea"} | changes["Moededeltagere"])]}
    whole = answer(
        item(
            **{"Felter": [field("<p>x</p>") | changes["Felter"]], "Bilag": [attachment() | changes["Bilag"]]}
            | changes["Dagsordenpunkter"]
        ),
        meeting=meeting | changes["Moede"],
        body=changes["Udvalg"],
        **changes["the answer"],
    )
    document = read(whole, url)
    assert document == read(whole, url)
    for text in [block.text for block in document.blocks] + [problem.message for problem in document.problems]:
        assert "\0" not in text
        text.encode()


def test_the_recorded_agenda_is_read_whole():
    path = recorded("firstagenda/hvidovre_dagsorden.json")
    host = "https://dagsordener-referater.hvidovre.dk"
    document = read_firstagenda(path.read_bytes(), f"{host}/api/agenda/dagsorden/0cad2b4d-c4a2-4583-a053-60704b2da0e5")
    assert document.problems == ()
    assert document.blocks[0].text == "Dagsorden"
    facts = fields(document)
    assert facts[:6] == [
        ("body", "Økonomiudvalget"),
        ("body_id", "5dd92504-8e21-4dc9-90cc-1584b1ca0882"),
        ("publication_id", "0cad2b4d-c4a2-4583-a053-60704b2da0e5"),
        ("starts_at", "2026-05-18T17:00:00+02:00"),
        ("place", "Hvidovre"),
        ("is_historic", "false"),
    ]
    assert [text for name, text in facts if name == "present"][-1] == "Anders Liltorp"
    assert [text for name, text in facts if name == "number"] == ["1", "2", "29", "30", "31", "32", "33", "34"]
    assert [text for name, text in facts if name == "is_open"] == ["true"] * 5 + ["false"] * 3
    assert len([text for name, text in facts if name == "document_id"]) == 3
    assert links(document) == [
        (
            "Fordeling af udgifter til transitionsprogrammet",
            f"{host}/vis/pdf/bilag/ce3fc4aa-3f1c-45c0-a5a8-7de18bd53430/?redirectDirectlyToPdf=true",
        )
    ]
    said = texts(document)
    assert "Dagsordenspunkt" not in {block.text for block in said}
    assert [block.text for block in said if block.level][:5] == [
        "Beslutningstema",
        "Indstilling",
        "Beslutning i Klima-, Miljø- og Teknikudvalget den 04-05-2026",
        "Sagsfremstilling",
        "Politiske beslutninger og aftaler",
    ]
    assert [block.text[:24] for block in said if block.kind is BlockKind.LIST_ITEM] == [
        "1. at tage orienteringen",
        "1. at Kommunalbestyrelse",
        "2. at Kommunalbestyrelse",
    ]

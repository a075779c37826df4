"""``scrapy export`` after a real crawl: what is in a release, what is not, and that other programs can read it."""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from jsonschema import Draft202012Validator

from rådscraper.export.oparl_schema import oparl_schema
from rådscraper.export.tables import EXPORTED, LEFT_OUT, VIEWS, VIEWS_LEFT_OUT, is_of_search
from rådscraper.search.query import match_expression
from rådscraper.store.search import check_search
from rådscraper.store.writer import Store
from tests.crawl.running import Run, crawl, scrapy
from tests.crawl.small import published, site_of
from tests.export.package_profile import PROFILE
from tests.sites.firstagenda import FirstAgendaSite
from tests.sites.shapes import attendee
from tests.sites.stand_ins import stand_in

WITHDRAWN, REDACTED, HELD_BACK = "Tilbagekaldelsesord", "Fortrydelsesord", "Karantæneord"
VOTED = "Godkendt. For stemte A (5) og V (1). Imod stemte Ø."
BASE = "https://raad.example.org"


@dataclass(frozen=True, slots=True)
class Released:
    """A crawled database, the release made of it, and what the command said."""

    run: Run
    source: Path
    folder: Path

    def rows(self, query: str, *values: str) -> list[Any]:
        """Ask the release's database."""
        with closing(sqlite3.connect(self.folder / "raad.db")) as db:
            return db.execute(query, values).fetchall()

    def lines(self, path: str) -> list[dict[str, Any]]:
        """Read a file of one JSON object a line."""
        return [json.loads(line) for line in (self.folder / path).read_text(encoding="utf-8").splitlines()]

    def csv(self, path: str, delimiter: str = ",") -> list[dict[str, str]]:
        """Read a CSV file as a program does."""
        with (self.folder / path).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file, delimiter=delimiter))


@pytest.fixture(scope="module")
def released(tmp_path_factory) -> Released:
    """Two sites, one of them with traps; one meeting is withdrawn, one item redacted, one paper quarantined."""
    folder = tmp_path_factory.mktemp("export")
    meetings = (
        published("a", "2021-03-16 18:00", f"Sag om {WITHDRAWN}", decision=f"Godkendt {WITHDRAWN}."),
        published("b", "2021-04-13 18:00", f"Sag om {REDACTED}", "Skolehaver", decision="- =1+1 godkendt."),
        published("c", "2021-05-11 18:00", "Bevillinger", attendees=[attendee("Bo Bak")], decision=VOTED),
    )
    with FirstAgendaSite(*site_of(*meetings)) as site:
        assert crawl("koege", site.address, folder).status == 0
    with stand_in("soenderborg") as other:
        crawl("soenderborg", other.address, folder)
    source = folder / "raad.db"
    with Store.open(source) as store:
        store.db.execute("update meetings set removed_at = changed_at, status = 'removed' where date = '2021-03-16'")
        paper = "(select file_sha256 from attachments where title like 'Bilag til Bevillinger%')"
        store.db.execute(f"update file_pages set text = '{HELD_BACK}' where file_sha256 = {paper}")
        store.db.execute(f"update files set text_status = 'quarantined' where sha256 = {paper}")
        store.db.conn.commit()
        (item,) = (row["id"] for row in store.db.table("agenda_items").rows if REDACTED in (row["title"] or ""))
    redacted = scrapy(folder, "redact", item, "--reason", "bedt om det")
    assert redacted.status == 0, redacted.log
    target = folder / "releases" / "raad-2021-06-01"
    run = scrapy(folder, "export", "--to", str(target), settings={"RAAD_PUBLIC_URL": BASE})
    assert run.status == 0, run.log
    return Released(run, source, target)


def test_every_table_is_exported_or_left_out_with_a_reason(tmp_path):
    with Store.open(tmp_path / "raad.db") as store:
        tables = {name for name in store.db.table_names() if not name.startswith(("sqlite_", "_sqlite_"))}
        named = {table.name for table in EXPORTED} | LEFT_OUT.keys()
        assert {name for name in tables if not is_of_search(name)} == named
        assert not {table.name for table in EXPORTED} & LEFT_OUT.keys()
        assert {name for name in store.db.view_names() if not is_of_search(name)} == VIEWS | VIEWS_LEFT_OUT.keys()
        for table in EXPORTED:
            columns = {column.name for column in store.db.table(table.name).columns}
            assert columns == table.columns.keys() | table.without.keys(), table.name
            assert not table.columns.keys() & table.without.keys(), table.name


def test_what_was_taken_away_is_in_no_byte_of_the_release(released):
    for word in (WITHDRAWN, REDACTED, HELD_BACK):
        for path in (path for path in released.folder.rglob("*") if path.is_file()):
            content = path.read_bytes()
            assert word.encode() not in content, (word, path)
            assert word.lower().encode() not in content, (word, path)


def test_the_words_looked_for_were_in_the_database(released):
    texts = released.source.read_bytes()
    assert WITHDRAWN.encode() in texts
    assert HELD_BACK.encode() in texts


def test_all_that_is_published_is_in_the_release(released):
    with closing(sqlite3.connect(released.source)) as db:
        for table, where in (
            ("meetings", "removed_at is null"),
            ("sections", "agenda_item_id in (select id from published_items)"),
            ("attendances", "meeting_id in (select id from meetings where removed_at is null)"),
        ):
            wanted = db.execute(f"select id from {table} where {where} order by id").fetchall()
            assert released.rows(f"select id from {table} order by id") == wanted, table
            assert wanted
    assert released.rows("select title from agenda_items where title = '[fjernet]'") == [("[fjernet]",)]


def test_a_paper_that_is_held_back_has_neither_address_nor_text(released):
    paper = "title like 'Bilag til Bevillinger%' or title = '[fjernet]'"
    assert released.rows(f"select url, file_sha256 from attachments where {paper}") == [(None, None)] * 2
    assert released.rows("select count(*) from files where text_status = 'quarantined'") == [(0,)]
    assert released.rows("select count(*) from attachments where title like 'Bilag til Skolehaver%' and url <> ''") == [
        (1,)
    ]


def test_the_database_has_no_bookkeeping_and_can_be_searched(released):
    tables = {name for (name,) in released.rows("select name from sqlite_master where type = 'table'")}
    assert {name for name in tables if not is_of_search(name)} == {table.name for table in EXPORTED}
    for view in VIEWS:
        released.rows(f"select * from {view}")
    found = released.rows(
        "select title from agenda_items"
        " where rowid in (select rowid from agenda_items_fts where agenda_items_fts match ?)",
        match_expression("bevilling"),
    )
    assert ("Bevillinger",) in found
    assert released.rows("select count(*) from cases") != [(0,)]
    assert released.rows("PRAGMA integrity_check") == [("ok",)]
    assert released.rows("PRAGMA foreign_key_check") == []
    assert released.rows("PRAGMA freelist_count") == [(0,)]


def test_the_search_of_the_release_is_whole(released):
    from sqlite_utils import Database

    with Database(released.folder / "raad.db", execute_plugins=False) as db:
        assert [checked.faults for checked in check_search(db)] == [(), ()]


def test_csv_for_programs_has_the_tables_as_they_are(released):
    for table in EXPORTED:
        columns = ", ".join(table.columns)
        rows = released.rows(f"select {columns} from {table.name} order by rowid")
        wanted = [tuple("" if value is None else str(value) for value in row) for row in rows]
        assert [tuple(row.values()) for row in released.csv(f"csv/{table.name}.csv")] == wanted, table.name


def test_csv_for_spreadsheets_has_no_cell_that_is_a_formula(released):
    guarded = [row for table in EXPORTED for row in released.csv(f"csv-excel/{table.name}.csv", ";")]
    assert not [value for row in guarded for value in row.values() if value.startswith(("=", "+", "-", "@"))]
    (decision,) = {row["decision"] for row in guarded if "=1+1" in (row.get("decision") or "")}
    assert decision.startswith("'- ")


def test_parquet_has_the_same_rows_with_types(released):
    for table in EXPORTED:
        read = pyarrow.parquet.read_table(released.folder / "parquet" / f"{table.name}.parquet")
        assert read.column_names == list(table.columns)
        assert [(read.num_rows,)] == released.rows(f"select count(*) from {table.name}")
    meetings = pyarrow.parquet.read_table(released.folder / "parquet" / "meetings.parquet")
    (meeting,) = (row for row in meetings.to_pylist() if row["id"].endswith("2021-05-11T18:00"))
    assert meeting["starts_at"].isoformat() == "2021-05-11T18:00:00+02:00"
    assert meeting["date"].isoformat() == "2021-05-11"


def test_each_meeting_is_a_line_by_the_schema_beside_it(released):
    schema = json.loads((released.folder / "ndjson" / "meetings.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    lines = released.lines("ndjson/meetings.ndjson")
    assert [(len(lines),)] == released.rows("select count(*) from meetings")
    for line in lines:
        Draft202012Validator(schema).validate(line)
    (meeting,) = (line for line in lines if line["id"].endswith("2021-05-11T18:00"))
    assert [item["title"] for item in meeting["agenda"]] == ["Bevillinger"]
    assert meeting["organization"]["parent"]["name"] == "Køge Kommune"
    assert [person["name"] for person in meeting["people"]] == ["Bo Bak"]
    votes = sum(
        len(event.get("votes", ())) + len(event.get("counts", ())) for m in lines for event in m.get("vote_events", ())
    )
    assert [(votes,)] == released.rows(
        "select count(*) from votes join decisions on decisions.id = decision_id"
        " where is_own = 1 and (voter is not null or count is not null)"
    )
    (event,) = meeting["vote_events"]
    assert event["counts"] == [
        {"option": "yes", "value": 5, "group": "A"},
        {"option": "yes", "value": 1, "group": "V"},
    ]
    assert event["votes"] == [{"option": "no", "voter_name": "Ø"}]


def test_every_oparl_object_is_valid_and_refers_to_others_of_the_release(released):
    objects = {path.stem: released.lines(f"oparl/{path.name}") for path in (released.folder / "oparl").glob("*.ndjson")}
    assert set(objects) == {*("system", "body", "organization", "person", "meeting", "agendaitem", "paper", "file")}
    ids: dict[str, set[str]] = defaultdict(set)
    for told in (one for kind in objects.values() for one in kind):
        kind = told["type"].rpartition("/")[2]
        Draft202012Validator(oparl_schema(kind)).validate(told)
        assert told["id"] not in ids[kind], "an id stands for one object"
        assert told["id"].startswith(f"{BASE}/oparl/")
        ids[kind].add(told["id"])
    for meeting in objects["meeting"]:
        assert set(meeting["organization"]) <= ids["Organization"]
        assert set(meeting.get("participant", ())) <= ids["Person"]
        assert {item["id"] for item in meeting.get("agendaItem", ())} <= ids["AgendaItem"]
    for paper in objects["paper"]:
        assert {one["agendaItem"] for one in paper["consultation"]} <= ids["AgendaItem"]
        assert {one["id"] for one in paper.get("auxiliaryFile", ())} <= ids["File"]
    for file in objects["file"]:
        assert set(file.get("paper", ())) <= ids["Paper"]
    assert [(len(objects["meeting"]),)] == released.rows("select count(*) from meetings")
    assert [(len(objects["agendaitem"]),)] == released.rows("select count(*) from agenda_items")


@pytest.mark.parametrize("broken", [{"order": "1"}, {"order": None}, {"number": 1}, {"nummer": "1"}, {"id": "koege:1"}])
def test_the_oparl_schema_refuses_what_the_specification_does(released, broken):
    told = released.lines("oparl/agendaitem.ndjson")[0] | broken
    told = {name: value for name, value in told.items() if value is not None}
    assert not Draft202012Validator(oparl_schema("AgendaItem")).is_valid(told)


def test_the_data_package_describes_every_cell(released):
    package = json.loads((released.folder / "datapackage.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(PROFILE)
    Draft202012Validator(PROFILE).validate(package)
    tables = {}
    for resource in package["resources"]:
        rows = tables[resource["name"]] = released.csv(resource["path"])
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        for row in rows:
            assert list(row) == list(fields)
            assert not [name for name, value in row.items() if not _fits(fields[name], value)], resource["name"]
        keys = [tuple(row[name] for name in resource["schema"]["primaryKey"]) for row in rows]
        assert len(set(keys)) == len(keys)
    for resource in package["resources"]:
        for key in resource["schema"].get("foreignKeys", ()):
            (field,), (column,) = key["fields"], key["reference"]["fields"]
            known = {row[column] for row in tables[key["reference"]["resource"]]} | {""}
            assert {row[field] for row in tables[resource["name"]]} <= known, (resource["name"], field)


def _fits(field: dict[str, Any], value: str) -> bool:
    if not value:
        return not field.get("constraints", {}).get("required", False)
    if field["type"] == "integer":
        return value.removeprefix("-").isdecimal()
    if field["type"] == "boolean":
        return value in field["trueValues"] + field["falseValues"]
    patterns = {"date": 10, "datetime": 25}
    return field["type"] == "string" or len(value) == patterns[field["type"]]


def test_the_checksums_are_those_of_all_files(released):
    lines = (released.folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    told = {name: checksum for checksum, _, name in (line.partition("  ") for line in lines)}
    files = [path for path in released.folder.rglob("*") if path.is_file() and path.name != "SHA256SUMS"]
    assert told == {
        path.relative_to(released.folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def test_the_readme_tells_coverage_rows_and_what_was_left_out(released):
    text = (released.folder / "README.md").read_text(encoding="utf-8")
    ((meetings,),) = released.rows("select count(*) from meetings where municipality_id = 'koege'")
    assert f"| {meetings} | 2021-04-13 | 2021-05-11 |" in text
    ((items,),) = released.rows("select count(*) from agenda_items")
    assert f"| `agenda_items` | {items} |" in text
    assert "* møder, som kilden har taget ned: 1" in text
    decided = len(released.run.rows("redactions"))
    assert f"* decisions to take something away: {decided}" in text
    assert decided


def test_only_what_is_asked_for_is_written_and_nothing_twice(released, tmp_path):
    folder = released.source.parent
    run = scrapy(folder, "export", "--to", str(tmp_path / "small"), "--only", "csv,oparl")
    assert run.status == 0, run.log
    assert {path.name for path in (tmp_path / "small").iterdir()} == {
        *("README.md", "SHA256SUMS", "csv", "csv-excel", "datapackage.json", "oparl")
    }
    again = scrapy(folder, "export", "--to", str(tmp_path / "small"), "--only", "csv")
    assert (again.status, len(again.log.splitlines())) == (2, 1)
    assert "exists already" in again.log


def test_a_release_is_made_while_a_crawl_holds_the_database_and_is_writing(released, tmp_path):
    with Store.open(released.source) as store:
        store.db.execute("begin immediate")
        store.db.execute("update meetings set place = 'et andet sted'")
        run = scrapy(released.source.parent, "export", "--to", str(tmp_path / "r"), "--only", "csv")
        store.db.conn.rollback()
    assert run.status == 0, run.log
    assert "et andet sted" not in (tmp_path / "r" / "csv" / "meetings.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--only", "csv,pdf"], "'pdf' is none of"),
        (["--only", ""], "'' is none of"),
        (["raad"], "takes no argument"),
        (["-s", "RAAD_PUBLIC_URL=raad"], "is no address"),
        ([], "there is no database"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line(tmp_path, words, told):
    run = scrapy(tmp_path, "export", *words, settings={"RAAD_EXPORTS": str(tmp_path / "exports")})
    assert (run.status, len(run.log.splitlines())) == (2, 1)
    assert told in run.log
    assert not (tmp_path / "exports").exists()


def test_a_failure_leaves_no_release(released, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    run = scrapy(released.source.parent, "export", "--to", str(tmp_path / "file" / "release"))
    assert (run.status, len(run.log.splitlines())) == (1, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]

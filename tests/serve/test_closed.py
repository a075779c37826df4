"""What Datasette would tell of itself, of the machine and of others is closed, and no question eats the machine."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from rådscraper.serve.pages import front
from rådscraper.store.writer import Store
from tests.serve.asking import served


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("empty")
    with Store.open(folder / "raad.db"):
        pass
    return folder


@pytest.fixture(scope="module")
def site(folder):
    with served(folder) as made:
        yield made


OF_DATASETTE = ("databases", "versions", "plugins", "settings", "config", "threads", "actor", "metadata", "messages",
                "allow-debug", "permissions", "logout", "patterns", "auth-token")  # fmt: skip


@pytest.mark.parametrize("ending", ["", ".json"])
@pytest.mark.parametrize("name", OF_DATASETTE)
def test_what_datasette_tells_of_itself_is_closed(site, name, ending):
    assert site.get(f"/-/{name}{ending}").status_code == 404


def test_only_the_database_is_there_and_can_not_be_downloaded(site):
    assert set(site.datasette.databases) == {"raad", "_internal"}
    for path in (
        *("/raad.blob?sql=select+1+as+b&_blob_column=b", "/raad/meetings.blob?_blob_column=place"),
        *("/raad.html", "/raad.atom", "/raad/meetings.txt", "/raad/fremmoede.xml", "/raad/meetings/x.jsono"),
    ):
        answer = site.get(path)
        assert (answer.status_code, "Her er ingen side" in answer.text) == (404, True), path
    for path in ("/_memory", "/_memory.json?sql=select+1", "/_internal", "/_internal.json", "/raad.db"):
        assert site.get(path).status_code in (403, 404), path


@pytest.mark.parametrize(
    "sql",
    [
        "select file from pragma_database_list",
        "select sql from sqlite_stmt",
        "select hex(block) from agenda_items_fts_data",
        "select t.* from file_pages_fts_data as t",
        "select name from dbstat",
        "select fts3_tokenizer('simple')",
        "select load_extension('x')",
        "select readfile('/etc/hostname')",
    ],
)
def test_sql_learns_nothing_of_the_machine_and_of_what_others_asked(site, folder, sql):
    answer = site.get("/raad.json", sql=sql)
    assert answer.status_code == 400
    assert str(folder) not in answer.text


@pytest.mark.parametrize("sql", ["pragma database_list", "attach 'x' as y", "vacuum into 'x'", "select 1; select 2"])
def test_only_one_question_is_taken_and_no_command(site, sql):
    assert site.get("/raad.json", sql=sql).status_code == 400


@pytest.mark.parametrize(
    "sql",
    [
        "select length(hex(randomblob(900000000)))",
        "select length(zeroblob(900000000))",
    ],
)
def test_sql_that_asks_for_a_gigabyte_is_refused(site, sql):
    answer = site.get("/raad.json", sql=sql)
    assert answer.status_code == 400
    assert "too big" in answer.text or "out of memory" in answer.text


# Datasette leaves questions for other facets lying when one of them fails.
@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited")
@pytest.mark.parametrize(
    "path",
    [
        "/raad/agenda_items?_sort=nope",
        "/raad/agenda_items?_sort=title&_sort_desc=title",
        "/raad/agenda_items?_facet=nope",
        "/raad/agenda_items?_where=1)+union+select+*+from+redactions+--",
        "/raad/agenda_items?_where=1;+drop+table+meetings",
        "/raad/agenda_items?_where=id+=+:nope",
        "/raad/agenda_items?_size=all",
        "/raad/agenda_items.csv?_size=all",
        "/raad?sql=select+*+from+nope",
        *(f"/raad/agenda_items?{name}={{" for name in ("_facet", "_facet_date", "_facet_array", "_through")),
        *(f"/raad/agenda_items?_facet={odd}" for odd in ("{}", '{"x":1}', '{"simple":["a"]}', '{"column":1}')),
        '/raad/agenda_items?_through={"table":["x"],"column":"kind","value":"case"}',
        '/raad/agenda_items?_through={"table":"sections","column":"kind","value":[1]}',
        '/raad/agenda_items?_through={"table":"bodies","column":"name","value":"x"}',
        "/raad/agenda_items?title__in=[1",
        "/raad/agenda_items?title__notin=[[1]]",
        "/raad/agenda_items?__notin=[",
        *(f"/raad/agenda_items?position__{way}={'9' * 30}" for way in ("gt", "gte", "lt", "lte")),
        "/raad/agenda_items?position__gt=²",
        "/raad/agenda_items?_where=%00",
        "/raad/agenda_items?%00__gt=x",
        "/raad/searchable_items/1",
        "/raad/published_items/1",
        "/raad/agenda_items?_timelimit=soon",
        "/raad/cases?_next=soon",
        "/raad/cases?_next=99999999999999999999",
        "/raad/udsatte_punkter?_timelimit=soon",
        "/raad?sql=select+1&_timelimit=soon",
    ],
)
def test_what_can_not_be_asked_is_an_error_of_who_asks(site, folder, caplog, path):
    for asked in (path, re.sub(r"(/raad\S*?)(\.csv)?\?", r"\1.json?", path)):
        answer = site.get(asked)
        assert answer.status_code in (400, 404), asked
        assert str(folder) not in answer.text
        assert "Traceback" not in answer.text
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize(
    ("path", "name"),
    [
        *(("/soeg", "q"), ("/soeg.json", "q"), ("/soeg.atom", "q"), ("/raad/agenda_items", "_search")),
        *(("/raad/agenda_items", "_search_title"), ("/raad/soeg_punkter", "emne"), ("/raad/bilag_med_ord", "ord")),
        (f"/bilag/{'0' * 64}/tekst", "q"),
    ],
)
def test_a_search_of_a_page_of_words_is_refused_and_one_of_a_long_sentence_answered(site, path, name):
    refused = site.get(path, **{name: "og " * 51})
    told = refused.json()["error"] if path.endswith(".json") else refused.text
    assert (refused.status_code, "højst 50 ord ad gangen" in told) == (400, True)
    assert site.get(path, **{name: "og " * 50}).status_code == (404 if "bilag/" in path else 200)


def test_a_page_is_counted_by_few_columns_at_once(site):
    for asked in ("_facet=outcome&" * 7, "_facet=outcome&" * 4 + "_facet_date=number&" * 3):
        refused = site.get(f"/raad/agenda_items?{asked}")
        assert (refused.status_code, "højst 6 kolonner ad gangen" in refused.text) == (400, True)
    assert site.get(f"/raad/agenda_items?{'_facet=outcome&' * 6}").status_code == 200


def test_pages_do_not_wait_in_line_behind_slow_questions(site, monkeypatch):
    monkeypatch.setattr(site.datasette, "sql_time_limit_ms", 3000)
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select sum(i) from n"
    answers = site.side_by_side([*([f"/raad.json?sql={quote(endless)}"] * 8), "/", "/tal"])
    assert {path for path, _ in answers[:2]} == {"/", "/tal"}
    assert [status for _, status in answers] == [200, 200, *([400] * 8)]


@pytest.mark.parametrize(
    "asked",
    [
        {"_where": "exists (select 1 from redactions where reason is not null)"},
        {"_where": "(select group_concat(source) from meeting_sources) > ''"},
        {"_fts_table": "redactions", "_search": "x"},
    ],
)
@pytest.mark.parametrize("ending", ["", ".json", ".csv"])
def test_a_condition_on_what_nobody_is_shown_is_refused_and_no_fault(site, caplog, asked, ending):
    answer = site.get(f"/raad/agenda_items{ending}", **asked)
    assert (answer.status_code, "Det vises ikke her" in answer.text) == (403, True)
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/raad/meetings", "/raad/fremmoede", "/raad?sql=select+1", "/moeder.atom"])
def test_here_is_only_something_to_read(site, caplog, method, path):
    answer = site.get(path, method=method)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "Traceback" not in caplog.text
    read, head = site.get(path), site.get(path, method="HEAD")
    assert (head.status_code, head.headers["content-type"]) == (200, read.headers["content-type"])


@pytest.mark.parametrize("name", ["_facet", "_through", "_timelimit"])
def test_who_asks_learns_what_can_not_be_read(site, name):
    answer = site.get("/raad/agenda_items", **{name: "{"})
    assert (answer.status_code, f"Det, der står efter {name}=, kan ikke læses." in answer.text) == (400, True)
    assert answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "query",
    [
        {"_facet": '{"simple": "outcome"}'},
        {"_facet": '{"column": "outcome", "simple": "outcome"}'},
        {"_through": '{"table": "sections", "column": "kind", "value": "case"}'},
        {"outcome__in": '["approved", "noted"]'},
        {"outcome__in": "approved,noted"},
        {"_timelimit": "900"},
    ],
)
def test_what_can_be_read_is_answered(demo, query):
    assert demo.get("/raad/agenda_items.json", **query).json()["rows"]


@pytest.mark.parametrize("ending", ["", ".json"])
def test_a_fault_of_ours_is_logged_and_tells_who_asked_nothing_of_it(site, folder, monkeypatch, caplog, ending):
    monkeypatch.setattr(front, "LATEST", "select secret from nowhere")
    answer = site.get(f"/{ending}")
    assert answer.status_code == 500
    assert "Noget gik galt her" in answer.json()["error"] if ending else "Noget gik galt her" in answer.text
    assert "nowhere" not in answer.text
    assert "no such table: nowhere" in caplog.text


def test_a_page_that_takes_too_long_says_so(site, monkeypatch):
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select sum(i) as id from n"
    monkeypatch.setattr(front, "LATEST", endless)
    monkeypatch.setattr("rådscraper.serve.reading.PAGE_SECONDS", 0.05)
    answer = site.get("/")
    assert answer.status_code == 400
    assert "for lang tid" in answer.text


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/raad/agenda_items?_sort_desc=title", "for lang tid at sortere efter title. Vælg færre rækker først"),
        ("/raad/cases?outcome=approved", "for lang tid at finde rækkerne. Vælg færre"),
        ("/raad/soeg_punkter?emne=vej", "for lang tid at finde rækkerne"),
        ("/raad?sql=select+1", "for lang tid at finde svaret"),
    ],
)
def test_what_takes_too_long_says_so_and_what_to_do(site, caplog, monkeypatch, path, told):
    monkeypatch.setattr(site.datasette, "sql_time_limit_ms", 0)
    for asked in (path, path.replace("?", ".json?")):
        answer = site.get(asked)
        assert answer.status_code == 400
        assert told in (answer.json()["error"] if ".json" in asked else answer.text)
    assert "Traceback" not in caplog.text


def test_an_error_beside_csv_is_a_page_and_no_csv(site):
    answer = site.get("/raad/ingen.csv")
    assert answer.status_code == 404
    assert '<a href="/soeg">' in answer.text

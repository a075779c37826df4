"""A CPR number published by mistake: nothing that is written holds it, and the place is told without it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.crawl.running import Run, assert_whole, crawl, scrapy
from tests.crawl.small import published, site_of
from tests.crawl.test_paper_texts import site_with
from tests.filetext import makers
from tests.filetext.test_unseen import old_word, pdf_with_field, with_properties
from tests.serve.asking import served
from tests.sites.firstagenda import FirstAgendaSite
from tests.sites.shapes import Publication, attendee

NUMBER, WITHOUT = "010190-1234", "******-****"
HELD = (b"010190-1234", b"0101901234", b"010190 1234", b"010190%201234")


def told_by_mistake() -> Publication:
    """Minutes with a number in every place that has text."""
    made = published(
        "cpr",
        "2021-03-16 18:00",
        f"Ansøgning fra {NUMBER}",
        "Budget",
        decision="Byrådet godkender, at 0101901234 får tilladelse.",
        attendees=[attendee(f"Bo Bak {NUMBER}")],
        place=f"Hos {NUMBER}",
    )
    made.agenda["Dagsordenpunkter"][0]["Bilag"][0]["Navn"] = "Brev 010190 1234.pdf"
    made.agenda["Dagsordenpunkter"][1]["Punktnummer"] = NUMBER
    made.agenda["Dagsordenpunkter"][1]["Number"] = NUMBER
    made.entry[f"Ny {NUMBER}"] = None
    return made


@pytest.fixture(scope="module")
def two_nights(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cpr")
    with FirstAgendaSite(*site_of(told_by_mistake())) as site:
        return [crawl("koege", site.address, folder, settings={"LOG_LEVEL": "DEBUG"}) for _ in range(2)]


def assert_nowhere(run: Run, *names: bytes) -> None:
    """Neither the database's bytes nor anything that was printed holds a number."""
    with closing(sqlite3.connect(run.folder / "raad.db")) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for file in (path for path in run.folder.iterdir() if path.is_file()):
        for number in names or HELD:
            assert number not in Path(file).read_bytes(), file
    for number in names or HELD:
        assert number.decode() not in run.log + run.output


def test_no_number_is_written_anywhere(two_nights):
    for run in two_nights:
        assert run.status == 0, run.log
        assert_nowhere(run)
    assert_whole(two_nights[-1])


def test_texts_are_masked_and_the_rest_of_them_stays(two_nights):
    run = two_nights[-1]
    assert [row["title"] for row in run.rows("agenda_items")] == [f"Ansøgning fra {WITHOUT}", "Budget"]
    assert "at ********** får tilladelse" in run.rows("agenda_items")[0]["decision"]
    assert "Brev ****** ****.pdf" in [row["title"] for row in run.rows("attachments")]
    assert [row["place"] for row in run.rows("meetings")] == [f"Hos {WITHOUT}"]
    assert [row["name"] for row in run.rows("people")] == [f"Bo Bak {WITHOUT}"]
    assert run.rows("agenda_items")[1]["id"].endswith(f":{WITHOUT}")


def test_each_place_is_told_and_the_summary_counts_them(two_nights):
    run = two_nights[0]
    (crawl_row, _) = two_nights[-1].rows("crawls")
    told = run.rows("problems", "kind = 'personal_number' and crawl_id = :id", id=crawl_row["id"])
    (item, _) = run.rows("agenda_items")
    assert f"a CPR number in title and decision of agenda_items {item['id']} was masked" in [
        row["message"] for row in told
    ]
    assert f"{len(told)} personal_number" in run.output


def test_the_next_crawl_finds_nothing_changed(two_nights):
    assert [row["meetings_changed"] for row in two_nights[-1].rows("crawls")] == [0, 0]


def test_a_file_with_a_number_in_its_name_is_kept_back_until_it_is_released(tmp_path):
    with FirstAgendaSite(*site_of(told_by_mistake())) as site:
        first = crawl("koege", site.address, tmp_path)
        (named,) = first.rows("attachments", "title like 'Brev %'")
        kept_back = first.rows("files", "text_status = 'quarantined'")
        assert [(row["sha256"], row["error"]) for row in kept_back] == [
            (named["file_sha256"], "a CPR number in its name")
        ]
        assert first.rows("file_pages", "file_sha256 = :sha256", sha256=named["file_sha256"]) == []
        assert [row["text_status"] for row in first.rows("files", "text_status <> 'quarantined'")] == ["ok"]
        told = f"the file {named['file_sha256']} is kept back: a CPR number in its name"
        assert [row["message"].partition(";")[0] for row in first.rows("problems")].count(told) == 1
        scrapy(tmp_path, "release", named["file_sha256"], "--reason", "et sagsnummer")
        again = crawl("koege", site.address, tmp_path, "full=1")
    (file,) = again.rows("files", "sha256 = :sha256", sha256=named["file_sha256"])
    assert (file["text_status"], file["error"]) == ("ok", None)
    assert len(again.rows("file_pages", "file_sha256 = :sha256", sha256=named["file_sha256"])) == 1
    assert [row["message"].partition(";")[0] for row in again.rows("problems")].count(told) == 1


def test_reading_again_tells_no_number_and_counts_where_they_stood(tmp_path):
    unclear = f"Vedtaget. For stemte 4: Anne And og Bo {NUMBER}."
    with FirstAgendaSite(*site_of(published("cpr", "2021-03-16 18:00", "Sag", decision=unclear))) as site:
        first = crawl("koege", site.address, tmp_path)
    again = scrapy(tmp_path, "reextract", "--all")
    assert f"voters not understood: For stemte 4: Anne And og Bo {WITHOUT}" in again.log
    for run in (first, again):
        assert "personal_number" in run.output
        assert_nowhere(run)


UNSEEN = {
    "ark.xlsx": (
        makers.xlsx({"A": [["vist"]], "B": [["Bo", NUMBER]]}, hidden="B"),
        "in sheet 2, which is hidden, xl/sharedStrings.xml",
    ),
    "svar.docx": (with_properties(), "in docProps/core.xml"),
    "brev.doc": (old_word(NUMBER.encode()), "in its bytes"),
    "skema.pdf": (pdf_with_field(), "in a note or field on page 1"),
    "delt.txt": (b"Klage fra 010190-\f1234", "on pages 1, 2"),
}
"""Papers that show no number, or none on one page, each with the place where it has one."""


def test_a_file_with_a_number_beside_its_text_is_kept_back_as_one_with_it_in_its_text(tmp_path):
    with FirstAgendaSite(*site_with({name: body for name, (body, _) in UNSEEN.items()})) as site:
        run = crawl("koege", site.address, tmp_path)
        papers = {row["title"]: row["file_sha256"] for row in run.rows("attachments")}
        told = {row["sha256"]: (row["text_status"], row["error"]) for row in run.rows("files")}
        for name, (_, place) in UNSEEN.items():
            assert told[papers[name]] == ("quarantined", f"a CPR number {place}"), name
        assert run.rows("file_pages") == []
        assert sorted(run.kinds()) == ["personal_number"] * len(UNSEEN)
        assert "5 personal_number" in run.output
        with served(tmp_path) as pages:
            assert {pages.get(f"/bilag/{sha256}").status_code for sha256 in told} == {404}
        scrapy(tmp_path, "release", papers["svar.docx"], "--reason", "et sagsnummer")
        scrapy(tmp_path, "filetext")
        with served(tmp_path) as pages:
            assert pages.get(f"/bilag/{papers['svar.docx']}").status_code == 200
            assert pages.get(f"/bilag/{papers['ark.xlsx']}").status_code == 404
    assert [row["text"] for row in run.rows("file_pages")] == ["Høringssvar"]
    assert_whole(run)


def test_a_file_is_not_handed_out_before_it_was_looked_through(tmp_path):
    with FirstAgendaSite(*site_with({"brev.pdf": makers.pdf_of(NUMBER), "kort.pdf": makers.pdf_of("Kort")})) as site:
        run = crawl("koege", site.address, tmp_path, settings={"RAAD_TEXT_CHILDREN": "0"})
    papers = {row["title"]: f"/bilag/{row['file_sha256']}" for row in run.rows("attachments")}
    (meeting,) = run.rows("meetings")
    with served(tmp_path) as pages:
        assert [pages.get(papers[name]).status_code for name in papers] == [404, 404]
        assert not any(f'href="{path}"' in pages.page(f"/moede/{meeting['id']}") for path in papers.values())
    scrapy(tmp_path, "filetext")
    with served(tmp_path) as pages:
        assert [pages.get(papers[name]).status_code for name in ("brev.pdf", "kort.pdf")] == [404, 200]

"""The papers of a site after a crawl: their pages as rows, and a status for each, whatever was served."""

from __future__ import annotations

import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.crawl.running import ROOT, Run, assert_whole, crawl, crawl_words, finished, scrapy, started, wait_for
from tests.crawl.trapped import Row
from tests.filetext import makers
from tests.sites.firstagenda import Fault, FirstAgendaSite, SiteContent, StoredFile
from tests.sites.shapes import listing
from tests.sites.trap import point, say, trap
from tests.sites.traps_koege import COUNCIL, html

KOEGE = "tests/fixtures/pdf/koege_integrationsraadet_2021-04-12"
HTML = b"<!DOCTYPE html><html><body><h1>Oversigt</h1><p>Alle svar.</p></body></html>"


def fixture(name: str) -> bytes:
    return (ROOT / f"{KOEGE}{name}.pdf").read_bytes()


HARMLESS = {
    "referat.pdf": fixture(""),
    "regneark.xlsx": makers.xlsx(),
    "gammelt.xls": makers.xls(),
    "aabent.ods": makers.ods(),
    "oplaeg.pptx": makers.pptx_of(("Ny skole", "Plads til 600"), ("Økonomi", "120 mio. kr.")),
    "svar.docx": makers.docx_of("Vi støtter forslaget."),
    "note.txt": "Første side\fAnden side".encode(),
    "scan.pdf": fixture("_scan"),
    "laast.pdf": fixture("_adgangskode"),
    "afkortet.pdf": fixture("_afkortet"),
    "blank.pdf": makers.pdf_of(""),
    "brev.rtf": b"{\\rtf1 Hej}",
}
HOSTILE = {
    "bombe.docx": makers.with_bomb(makers.docx_of("Tekst"), "word/document.xml"),
    "bombe.xlsx": makers.with_bomb(makers.xlsx(), "xl/worksheets/sheet1.xml"),
    "bombe.pptx": makers.with_bomb(makers.pptx_of(("Titel", "Tekst")), "ppt/slides/slide1.xml"),
    "latter.docx": makers.with_entities(makers.docx_of("Tekst"), "word/document.xml", "Tekst", "file:///etc/passwd"),
    "makro.xlsm": makers.with_macros(makers.xlsx()),
    "script.pdf": makers.pdf_with_javascript(),
}
NAMES = {
    "../../../etc/passwd": b"op og ud",
    "nul\0tegn": b"nul i navnet",
    "regning\u202efdp.exe": b"vendt om",
    "langt " * 50: b"tre hundrede tegn",
    "Bilag 1": b"det ene bilag 1",
    "Bilag 1 ": b"det andet bilag 1",
    "Bilag 1 igen": b"det ene bilag 1",
}


def site_with(papers: dict[str, bytes]) -> SiteContent:
    """One meeting of one item with these papers."""
    decided = html(say("Beslutning", "Godkendt."))
    item = point(COUNCIL, 1, "Papirer", decided, attachments=list(papers))
    meeting = trap("papirer", "", COUNCIL, "2021-03-02 18:00", [item]).publication
    served = meeting.agenda["Dagsordenpunkter"][0]["Bilag"]
    files = {f"bilag/{paper['Id']}": StoredFile(body) for paper, body in zip(served, papers.values(), strict=True)}
    return SiteContent(listing([meeting]), {meeting.id: meeting.agenda}, files)


def file_of(run: Run, title: str) -> Row:
    (attachment,) = run.rows("attachments", "title = :title", title=title)
    (file,) = run.rows("files", "sha256 = :hash", hash=attachment["file_sha256"])
    return file


def pages_of(run: Run, title: str) -> dict[int, str]:
    rows = run.rows("file_pages", "file_sha256 = :hash", hash=file_of(run, title)["sha256"])
    return {row["page"]: row["text"] for row in rows}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory) -> tuple[Run, Run]:
    """A crawl of a site with harmless and hostile papers, and another of the same a night later."""
    folder = tmp_path_factory.mktemp("papers")
    with FirstAgendaSite(*site_with(HARMLESS | HOSTILE)) as site:
        first = crawl("koege", site.address, folder)
        return first, crawl("koege", site.address, folder)


def test_every_paper_has_a_status(crawled):
    run, _ = crawled
    assert run.status == 0, run.log
    assert {title: file_of(run, title)["text_status"] for title in HARMLESS | HOSTILE} == {
        "referat.pdf": "ok",
        "regneark.xlsx": "ok",
        "gammelt.xls": "ok",
        "aabent.ods": "ok",
        "oplaeg.pptx": "ok",
        "svar.docx": "ok",
        "note.txt": "ok",
        "scan.pdf": "scanned",
        "laast.pdf": "encrypted",
        "afkortet.pdf": "failed",
        "blank.pdf": "empty",
        "brev.rtf": "unsupported",
        "bombe.docx": "quarantined",
        "bombe.xlsx": "quarantined",
        "bombe.pptx": "quarantined",
        "latter.docx": "failed",
        "makro.xlsm": "ok",
        "script.pdf": "ok",
    }
    assert_whole(run)


def test_pages_sheets_and_slides_are_rows_with_their_numbers(crawled):
    run, _ = crawled
    assert pages_of(run, "regneark.xlsx")[2] == "Noter\nTallene er i 1.000 kr."
    assert pages_of(run, "gammelt.xls")[2] == "Noter\nTallene er i 1.000 kr."
    assert pages_of(run, "aabent.ods")[2] == "Noter\nTallene er i 1.000 kr."
    assert pages_of(run, "oplaeg.pptx") == {1: "Ny skole\nPlads til 600", 2: "Økonomi\n120 mio. kr."}
    assert pages_of(run, "svar.docx") == {1: "Vi støtter forslaget."}
    assert pages_of(run, "note.txt") == {1: "Første side", 2: "Anden side"}
    assert sorted(pages_of(run, "referat.pdf")) == list(range(1, 12))
    assert [file_of(run, title)["pages"] for title in ("referat.pdf", "regneark.xlsx", "scan.pdf")] == [11, 2, 3]
    assert pages_of(run, "makro.xlsm") == pages_of(run, "regneark.xlsx")
    assert pages_of(run, "script.pdf") == {1: "Godkendt."}


def test_a_page_holds_what_is_printed_on_it(crawled):
    pages = pages_of(crawled[0], "referat.pdf")
    assert pages[2].splitlines()[0] == "Indholdsfortegnelse"
    assert "Side 3 af 11" in pages[3]


def test_what_gave_no_text_is_a_problem_of_its_address(crawled):
    run, _ = crawled
    without = [title for title in HARMLESS | HOSTILE if file_of(run, title)["text_status"] not in ("ok", "empty")]
    addresses = {title: run.rows("attachments", "title = :title", title=title)[0]["url"] for title in without}
    first = run.rows("crawls")[0]["id"]
    told = {row["url"]: row["kind"] for row in run.rows("problems", "crawl_id = :crawl", crawl=first)}
    assert told == {addresses[title]: f"file_{file_of(run, title)['text_status']}" for title in without}


def test_the_summary_counts_the_papers_that_were_read(crawled):
    first, second = crawled
    assert "papers read: 9 ok, 1 empty, 1 scanned, 1 encrypted, 1 unsupported, 3 quarantined, 2 failed" in first.output
    assert "papers read" not in second.output


def test_no_paper_is_read_twice(crawled):
    _, second = crawled
    again = second.rows("crawls")[1]["id"]
    assert second.status == 0
    assert second.rows("problems", "crawl_id = :crawl", crawl=again) == []


def test_names_made_to_hurt_stay_names(tmp_path):
    with FirstAgendaSite(*site_with(NAMES)) as site:
        run = crawl("koege", site.address, tmp_path)
    assert run.status == 0, run.log
    stored = {row["position"]: row for row in run.rows("attachments")}
    files = {row["sha256"]: row for row in run.rows("files")}
    texts = {row["file_sha256"]: row["text"] for row in run.rows("file_pages")}
    assert [texts[stored[place]["file_sha256"]] for place in sorted(stored)] == [
        body.decode() for body in NAMES.values()
    ]
    assert {row["text_status"] for row in files.values()} == {"ok"}
    assert len(stored) == 7
    assert len(files) == 6
    lying = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert sorted(path.name for path in lying) == sorted(files)
    assert {path.name for path in tmp_path.iterdir()} <= {"archive", "files", "raad.db", "raad.db.lock"}


def test_a_web_page_the_server_names_as_a_file_is_read(tmp_path):
    with FirstAgendaSite(*site_with({"oversigt.html": HTML, "spurgt": b"%PDF-1.4 broken"})) as site:
        disposition = {"Content-Disposition": 'attachment; filename="oversigt.html"'}
        (path, *_) = [f"/vis/pdf/{name}" for name in site.files]
        site.fault(path, Fault(status=200, body=HTML, media_type="text/html", headers=disposition))
        run = crawl("koege", site.address, tmp_path)
    assert (file_of(run, "oversigt.html")["media_type"], pages_of(run, "oversigt.html")) == (
        "text/html",
        {1: "Oversigt\nAlle svar."},
    )


PAPERS, PAGES = 40, 1000


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    """The folder of a crawl that was killed when the first papers had been read."""
    folder = tmp_path_factory.mktemp("killed")
    papers = {
        f"nr{n}.pdf": makers.pdf_of(*[f"Bilag {n}, side {page}" for page in range(1, PAGES + 1)]) for n in range(PAPERS)
    }
    with FirstAgendaSite(*site_with(papers)) as site:
        process = started(folder, *crawl_words("koege", site.address))
        wait_for(lambda: _read(folder), process)
        process.send_signal(signal.SIGKILL)
        finished(process, folder)
    return folder


def _read(folder: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{(folder / 'raad.db').as_uri()}?mode=ro", uri=True)) as db:
            return bool(db.execute("select 1 from files where text_status is not null").fetchone())
    except sqlite3.OperationalError:  # it is being made
        return False


def test_a_backlog_is_worked_off_without_the_network_from_where_it_stopped(killed):
    run = Run(0, "", "", killed)
    before = {row["sha256"] for row in run.rows("files", "text_status is not null")}
    assert 0 < len(before) < PAPERS
    assert len(run.rows("file_pages")) == PAGES * len(before)
    some = scrapy(killed, "filetext", "--limit", "3")
    assert (some.status, some.output) == (0, "papers read: 3 ok\n")
    rest = scrapy(killed, "filetext")
    assert (rest.status, rest.output) == (0, f"papers read: {PAPERS - 3 - len(before)} ok\n")
    assert len(rest.rows("file_pages")) == PAGES * PAPERS
    done = scrapy(killed, "filetext")
    assert (done.status, done.output) == (0, "papers read: none, all have been read\n")
    assert_whole(done)


def test_papers_are_read_again_where_that_is_asked_for(tmp_path):
    with FirstAgendaSite(*site_with({"brev.rtf": b"{\\rtf1 Hej}", "note.txt": b"Hej"})) as site:
        first = crawl("koege", site.address, tmp_path, settings={"RAAD_TEXT_CHILDREN": "0"})
    assert {row["text_status"] for row in first.rows("files")} == {None}
    both = scrapy(tmp_path, "filetext")
    assert both.output == "papers read: 1 ok, 1 unsupported\n"
    again = scrapy(tmp_path, "filetext", "--again", "unsupported")
    assert again.output == "papers read: 1 unsupported\n"
    assert again.kinds() == ["file_unsupported"] * 2


def test_a_file_that_is_gone_is_told_and_read_when_it_is_back(tmp_path):
    with FirstAgendaSite(*site_with({"note.txt": b"Hej", "brev.txt": b"Med venlig hilsen"})) as site:
        first = crawl("koege", site.address, tmp_path, settings={"RAAD_TEXT_CHILDREN": "0"})
        gone = file_of(first, "note.txt")
        (tmp_path / "files" / gone["path"]).unlink()
        assert scrapy(tmp_path, "filetext").output == "papers read: 1 ok, 1 unread\n"
        assert file_of(first, "note.txt")["text_status"] is None
        assert first.kinds() == ["file_missing"]
        then = crawl("koege", site.address, tmp_path)
    assert pages_of(then, "note.txt") == {1: "Hej"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["filetext"], "there is no database"),
        (["filetext", "koege"], "takes no argument"),
        (["filetext", "--again", "gul"], "invalid choice: 'gul'"),
        (["filetext", "--limit", "0"], "0 is not above 0"),
    ],
)
def test_what_the_command_cannot_do_is_refused(tmp_path, words, said):
    run = scrapy(tmp_path, *words)
    assert run.status == 2
    assert said in run.log
    assert not (tmp_path / "raad.db").exists()


def test_a_paper_that_holds_a_cpr_number_is_kept_back_until_it_is_released(tmp_path):
    with FirstAgendaSite(*site_with({"brev.txt": b"Kaere 010190-1234\n"})) as site:
        run = crawl("koege", site.address, tmp_path)
        file = file_of(run, "brev.txt")
        assert (run.status, file["text_status"], file["error"]) == (0, "quarantined", "a CPR number on page 1")
        assert (pages_of(run, "brev.txt"), run.kinds()) == ({}, ["personal_number"])
        assert (tmp_path / "files" / file["path"]).is_file()
        assert "1 quarantined" in run.output
        assert not any(b"010190" in path.read_bytes() for path in tmp_path.glob("raad.db*"))
        assert scrapy(tmp_path, "release", file["sha256"], "--reason", "et vejnummer").status == 0
        again = crawl("koege", site.address, tmp_path)
    assert file_of(again, "brev.txt")["text_status"] == "ok"
    assert pages_of(again, "brev.txt") == {1: "Kaere 010190-1234"}

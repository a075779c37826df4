"""Papers that are too large, half, changed or behind signed addresses."""

from __future__ import annotations

import gzip
import re
import resource
import sqlite3
import time
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path

import pytest

from tests.crawl.kept import all_rows
from tests.crawl.running import Run, crawl, crawl_words, finished, scrapy, started
from tests.crawl.small import month_by_month, paper_path, site_of
from tests.filetext.makers import pdf_of
from tests.sites.firstagenda import FILE_HOSTS, S3_HOST, Fault, FirstAgendaSite, StoredFile
from tests.sites.shapes import Publication
from tests.sites.traps import site_content, texts_in_pdfs

LIMIT = {"RAAD_FILE_MAX_BYTES": "10000"}
# A comment, which any reader passes over, makes it large.
LARGE = pdf_of("Stort bilag").replace(b"\n", b"\n%" + b"x" * 50_000 + b"\n", 1)


def site_with(content: bytes, *publications: Publication) -> FirstAgendaSite:
    """A site on which the first publication's paper is this."""
    made = site_of(*publications)
    made.files[key_of(publications[0])] = StoredFile(content)
    return FirstAgendaSite(*made)


def key_of(publication: Publication) -> str:
    return paper_path(publication).removeprefix("/vis/pdf/")


def url_of(publication: Publication) -> str:
    return f"https://dagsordener.koege.dk{paper_path(publication)}/?redirectDirectlyToPdf=true"


def file_of(run: Run, publication: Publication) -> str | None:
    (paper,) = run.rows("attachments", "url = :url", url=url_of(publication))
    assert paper["file_sha256"] is None or isinstance(paper["file_sha256"], str)
    return paper["file_sha256"]


def packed_fault() -> Fault:
    return Fault(body=gzip.compress(LARGE), headers={"Content-Encoding": "gzip"})


@pytest.mark.parametrize(
    ("fault", "size"),
    [(Fault(), len(LARGE)), (Fault(chunked=True), None), (Fault(endless=True), None), (packed_fault(), None)],
    ids=["length", "chunked", "endless", "packed"],
)
def test_a_paper_that_is_too_large_is_told_and_not_fetched(tmp_path, fault, size):
    large, small = month_by_month(2)
    with site_with(LARGE, large, small) as site:
        site.fault(f"//{S3_HOST}/", fault)
        if fault.body is not None:
            site.files = {
                **site.files,
                key_of(small): StoredFile(site.files[key_of(small)].content, host=FILE_HOSTS[1]),
            }
        first = crawl("koege", site.address, tmp_path, settings=LIMIT)
        asked = len([one for one in site.requests if one.path.startswith(paper_path(large))])
        again = crawl("koege", site.address, tmp_path, settings=LIMIT)
        assert len([one for one in site.requests if one.path.startswith(paper_path(large))]) == asked
        site.clear_faults()
        more = crawl("koege", site.address, tmp_path, settings={"RAAD_FILE_MAX_BYTES": "60000"})
    assert (first.status, again.status, more.status) == (0, 0, 0), first.log
    (problem,) = again.rows("problems", "crawl_id = :id", id=again.rows("crawls")[0]["id"])
    assert (problem["kind"], problem["url"]) == ("file_too_large", url_of(large))
    assert "RAAD_FILE_MAX_BYTES=10000" in problem["message"]
    assert (str(size) in problem["message"]) == (size is not None)
    # With a higher limit it is asked for again, and no longer told to be too large.
    assert file_of(more, large) == sha256(LARGE).hexdigest()
    assert more.rows("oversized_files") == []
    assert len(more.rows("problems")) == 1


def memory_of_a_crawl(folder: Path, papers: int) -> int:
    """The most bytes a crawl held whose papers, so many, unpack to more than 30 MB each."""
    most = 0
    bomb = gzip.compress(b" " * 100_000_000)
    with FirstAgendaSite(*site_of(*month_by_month(papers))) as site:
        site.fault(f"//{S3_HOST}/", Fault(body=bomb, headers={"Content-Encoding": "gzip"}))
        process = started(folder, *crawl_words("koege", site.address), settings={"RAAD_FILE_MAX_BYTES": "30000000"})
        while process.poll() is None:
            with suppress(OSError):  # it has just ended
                pages = int(Path(f"/proc/{process.pid}/statm").read_text(encoding="ascii").split()[1])
                most = max(most, pages * resource.getpagesize())
            time.sleep(0.02)
        run = finished(process, folder)
    assert run.kinds() == ["file_too_large"] * papers
    return most


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="there is no /proc to ask what a process holds")
def test_papers_that_unpack_to_too_much_are_let_go_of(tmp_path):
    (tmp_path / "few").mkdir()
    (tmp_path / "many").mkdir()
    few, many = memory_of_a_crawl(tmp_path / "few", 2), memory_of_a_crawl(tmp_path / "many", 12)
    assert many - few < 5 * 30_000_000


def test_what_was_too_large_is_a_row_of_its_own(tmp_path):
    (large,) = month_by_month(1)
    with site_with(LARGE, large) as site:
        run = crawl("koege", site.address, tmp_path, settings=LIMIT)
    (row,) = run.rows("oversized_files")
    assert (row["url"], row["size"], row["max_bytes"]) == (url_of(large), len(LARGE), 10_000)
    assert file_of(run, large) is None
    assert run.rows("files") == []
    assert not [path for path in (tmp_path / "files").rglob("*") if path.is_file()]


@pytest.mark.parametrize("most", ["0", "100 MB", "-1", ""])
def test_a_limit_that_is_no_number_is_refused(tmp_path, most):
    run = crawl("koege", "http://127.0.0.1:9", tmp_path, settings={"RAAD_FILE_MAX_BYTES": most, "LOG_LEVEL": "ERROR"})
    (line,) = run.log.splitlines()
    assert run.status == 2
    assert "RAAD_FILE_MAX_BYTES=" in line


@pytest.mark.parametrize(
    "fault",
    [
        Fault(close_after=30_000),
        Fault(close_after=30_000, chunked=True),
        Fault(close_after=30_000, endless=True),
        Fault(content_length=90_000),
    ],
    ids=["length", "chunked", "endless", "longer"],
)
def test_a_half_fetched_paper_is_never_taken_for_whole(tmp_path, fault):
    (meeting,) = month_by_month(1)
    with site_with(LARGE, meeting) as site:
        site.fault(f"//{S3_HOST}/", fault)
        half = crawl("koege", site.address, tmp_path)
        assert file_of(half, meeting) is None
        assert not [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
        site.clear_faults()
        whole = crawl("koege", site.address, tmp_path)
    assert half.kinds() == ["attachment_failed"]
    assert half.rows("problems")[0]["url"] == url_of(meeting)
    assert file_of(whole, meeting) == sha256(LARGE).hexdigest()
    assert len(whole.rows("problems")) == 1


def test_a_paper_whose_length_nobody_says_is_kept_where_it_has_its_end(tmp_path):
    (meeting,) = month_by_month(1)
    with site_with(LARGE, meeting) as site:
        site.fault(f"//{S3_HOST}/", Fault(endless=True))
        run = crawl("koege", site.address, tmp_path)
    assert file_of(run, meeting) == sha256(LARGE).hexdigest()
    assert run.kinds() == []


def test_size_and_type_come_from_the_content(tmp_path):
    (meeting,) = month_by_month(1)
    with site_with(LARGE, meeting) as site:
        site.fault(f"//{S3_HOST}/", Fault(media_type="text/html; charset=utf-8"))
        run = crawl("koege", site.address, tmp_path)
    (file,) = run.rows("files")
    assert (file["size"], file["media_type"]) == (len(LARGE), "application/pdf")


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """A paper that changes, and changes back; between the nights nobody asks for it but where all is asked for."""
    folder = tmp_path_factory.mktemp("changed")
    (meeting,) = month_by_month(1)
    old, new = LARGE, LARGE.replace(b"xx", b"yy")
    nights = []
    with site_with(old, meeting) as site:
        for content, arguments in ((old, ()), (new, ()), (new, ("full=1",)), (old, ("full=1",)), (old, ("full=1",))):
            site.files = {key_of(meeting): StoredFile(content)}
            run = crawl("koege", site.address, folder, *arguments)
            assert run.status == 0, run.log
            nights.append((file_of(run, meeting), run.rows("file_fetches"), run.rows("crawls")[-1]["meetings_changed"]))
    return run, nights, sha256(old).hexdigest(), sha256(new).hexdigest()


def test_new_content_at_an_old_address_is_a_new_file_and_the_attachment_leads_to_it(changed):
    _, nights, old, new = changed
    assert [(file, changes) for file, _, changes in nights] == [(old, 0), (old, 0), (new, 1), (old, 1), (old, 0)]


def test_both_contents_stay_and_both_are_told(changed):
    run, nights, old, new = changed
    assert [[row["file_sha256"] for row in fetches] for _, fetches, _ in nights] == [
        [old],
        [old],
        [old, new],
        [old, new, old],
        [old, new, old],
    ]
    assert {row["sha256"] for row in run.rows("files")} == {old, new}
    for row in run.rows("files"):
        assert sha256((run.folder / "files" / row["path"]).read_bytes()).hexdigest() == row["sha256"]
    assert scrapy(run.folder, "verify").status == 0


def test_a_damaged_file_is_mended_when_all_is_fetched_anew(tmp_path):
    (meeting,) = month_by_month(1)
    with site_with(LARGE, meeting) as site:
        run = crawl("koege", site.address, tmp_path)
        (file,) = run.rows("files")
        (tmp_path / "files" / file["path"]).write_bytes(b"x" * file["size"])
        assert scrapy(tmp_path, "verify").status == 1
        crawl("koege", site.address, tmp_path, "full=1")
    assert scrapy(tmp_path, "verify").status == 0


SIGNS = ("X-Amz-", "Signature", "/signed/", "?k=")


def test_signed_addresses_are_stored_nowhere(tmp_path):
    """Whatever goes wrong behind the redirect: too large, refused, cut off, gone, or no PDF."""
    faults = [Fault(status=403), Fault(close_after=50), Fault(chunked=True, close_after=9), Fault(body=b"<p>"), Fault()]
    listing, agendas, files = site_content("koege")
    for place, fault in enumerate(faults):
        with FirstAgendaSite(listing, agendas, files) as site:
            for host in FILE_HOSTS:
                site.fault(f"//{host}/", fault)
            run = crawl("koege", site.address, tmp_path, "full=1", settings=LIMIT | {"LOG_LEVEL": "DEBUG"})
            assert "/vis/pdf/bilag/" in run.log
            assert not re.search(r"[?&](?:X-Amz-|Signature=|k=)", run.log + run.output)
            signed = [one.path for one in site.requests if one.host in FILE_HOSTS and "?" in one.path]
        assert signed, place
    kept = [cell for rows in all_rows(tmp_path).values() for row in rows for cell in row if isinstance(cell, str)]
    assert [cell for cell in kept if any(sign in cell for sign in SIGNS)] == []
    with closing(sqlite3.connect(tmp_path / "raad.db")) as db:
        kinds = {kind for (kind,) in db.execute("select distinct kind from problems")}
    assert {"file_too_large", "attachment_failed"} <= kinds


def test_the_text_of_an_error_gives_no_signature_away(tmp_path):
    """Scrapy names the address it was sent to when an answer is larger than its own limit."""
    listing, agendas, files = site_content("soenderborg")
    texts = [path.partition("/pdf/")[2].partition("/?")[0] for path in texts_in_pdfs("soenderborg")]
    large = StoredFile(b"%PDF-1.4\n" + b"x" * 500_000)
    with FirstAgendaSite(listing, agendas, {**files, **dict.fromkeys(texts, large)}) as site:
        run = crawl("soenderborg", site.address, tmp_path, settings={"DOWNLOAD_MAXSIZE": "400000"})
    told = run.rows("problems", "kind = 'item_text_failed'")
    assert told
    assert all("in request <GET http" in row["message"] for row in told)
    assert not any(sign in row["message"] for row in told for sign in SIGNS)

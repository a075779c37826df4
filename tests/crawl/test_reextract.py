"""``scrapy reextract``: the archived originals read again, with the site gone."""

from __future__ import annotations

import json
import shutil
import signal
from hashlib import sha256

import pytest

from rådscraper.archive import Archive
from rådscraper.settings import ITEM_PIPELINES
from tests.crawl.kept import all_rows, change, original, without_crawls
from tests.crawl.running import Run, assert_whole, crawl, crawl_words, finished, scrapy, started, wait_for
from tests.crawl.small import LISTING, agenda_path, month_by_month, published, site_of
from tests.sites.firstagenda import Fault, FirstAgendaSite
from tests.sites.shapes import as_served
from tests.sites.stand_ins import STAND_INS, stand_in

THREE = month_by_month(3)


@pytest.fixture(scope="module", params=STAND_INS)
def crawled(request, tmp_path_factory) -> tuple[str, Run]:
    folder = tmp_path_factory.mktemp(request.param)
    with stand_in(request.param) as site:
        return request.param, crawl(request.param, site.address, folder)


@pytest.fixture(scope="module")
def small_night(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    with FirstAgendaSite(*site_of(*THREE)) as site:
        run = crawl("koege", site.address, folder)
    assert run.status == 0, run.log
    return folder


@pytest.fixture
def small(small_night, tmp_path):
    """A crawled database of three meetings of its own; the site is gone."""
    shutil.copytree(small_night, tmp_path / "own")
    return tmp_path / "own"


def meeting_of(folder, publication) -> str:
    (document,) = Run(0, "", "", folder).rows("documents", "id = :id", id=f"koege:{publication.id}")
    return str(document["meeting_id"])


def read_numbers(run: Run, site: str = "koege") -> list[str]:
    """Read, new, changed, unchanged, failed and missing, as the summary says."""
    line = next(line for line in run.output.splitlines() if line.startswith(f"│ {site}"))
    return [cell.strip() for cell in line.split("│")][2:8]


def test_every_current_document_leads_to_its_originals(crawled):
    _, run = crawled
    for document in run.rows("documents", "is_current = 1"):
        kept = run.rows("document_originals", "document_id = :id", id=document["id"])
        assert document["content_sha256"] in {one["sha256"] for one in kept}
        for one in kept:
            (told,) = run.rows("originals", "sha256 = :sha256", sha256=one["sha256"])
            assert run.rows("original_fetches", "sha256 = :sha256 and url = :url", sha256=one["sha256"], url=one["url"])
            assert one["fetched_at"] == told["first_fetched_at"]


def test_the_lists_of_meetings_are_kept_as_well(crawled):
    slug, run = crawled
    listing = "/dagsordenreferat/?Id=" if slug == "aalborg" else "udvalgsliste"
    assert [row for row in run.rows("original_fetches") if listing in row["url"]]


def test_a_reextract_right_after_a_crawl_changes_nothing(crawled):
    _, run = crawled
    before = all_rows(run.folder)
    again = scrapy(run.folder, "reextract")
    assert again.status == 0, again.log
    assert "nothing to read again" in again.output
    assert all_rows(run.folder) == before


def test_reading_everything_again_changes_no_row(crawled):
    slug, run = crawled
    before = all_rows(run.folder)
    again = scrapy(run.folder, "reextract", slug, "--all")
    assert again.status == 0, again.log
    number = str(len(before["meetings"]))
    assert read_numbers(again, slug) == [number, "0", "0", number, "0", "0"]
    assert without_crawls(all_rows(run.folder)) == without_crawls(before)


def test_only_what_an_older_version_read_is_read_again(small):
    old = THREE[1]
    change(small, "update documents set extractor_version = 0 where id = ?", f"koege:{old.id}")
    change(small, "update agenda_items set title = 'Misforstået'")
    run = scrapy(small, "reextract")
    assert run.status == 0, run.log
    assert read_numbers(run) == ["1", "0", "1", "0", "0", "0"]
    assert f"changed {meeting_of(small, old)}" in run.output
    titles = {row["document_id"]: row["title"] for row in run.rows("agenda_items")}
    assert sorted(titles.values()) == ["Misforstået", "Misforstået", "Sag om nr1"]
    assert titles[f"koege:{old.id}"] == "Sag om nr1"
    assert {row["extractor_version"] for row in run.rows("documents")} == {1}
    last = run.rows("crawls")[-1]
    assert (last["finish_reason"], last["requests"], last["meetings_changed"]) == ("reextracted", 0, 1)


def test_a_meeting_that_is_named_is_read_again(small):
    change(small, "update agenda_items set title = 'Misforstået'")
    run = scrapy(small, "reextract", "--meeting", meeting_of(small, THREE[0]), "--meeting", f"koege:{THREE[2].id}")
    assert read_numbers(run) == ["2", "0", "2", "0", "0", "0"]
    assert sorted(row["title"] for row in run.rows("agenda_items")) == ["Misforstået", "Sag om nr0", "Sag om nr2"]


def test_sites_that_are_not_named_are_left_alone(small):
    run = scrapy(small, "reextract", "kalundborg", "--all")
    assert run.status == 0
    assert "nothing to read again" in run.output


def test_attachments_keep_their_files_though_items_get_other_ids(small):
    before = {row["url"]: row["file_sha256"] for row in Run(0, "", "", small).rows("attachments")}
    for table, column in (("attachments", "id"), ("attachments", "file_sha256")):
        value = "id || ':old'" if column == "id" else "null"
        change(small, f"update {table} set {column} = {value}")
    run = scrapy(small, "reextract", "--all")
    assert run.status == 0, run.log
    assert {row["url"]: row["file_sha256"] for row in run.rows("attachments")} == before


def test_what_was_removed_stays_removed_and_when_it_was_seen_stays(small):
    gone, meeting = "2026-01-01T00:00:00+01:00", meeting_of(small, THREE[0])
    change(small, "update meetings set status = 'removed', removed_at = ?, last_seen_at = ?", gone, gone)
    change(small, "update documents set removed_at = ?, last_seen_at = ?, extractor_version = 0", gone, gone)
    change(small, "update agenda_items set title = 'Misforstået'")
    run = scrapy(small, "reextract")
    assert read_numbers(run)[2] == "3"
    for table in ("meetings", "documents"):
        assert {(row["removed_at"], row["last_seen_at"]) for row in run.rows(table)} == {(gone, gone)}
    assert [row["status"] for row in run.rows("meetings", "id = :id", id=meeting)] == ["removed"]


@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        (lambda path: path.write_bytes(path.read_bytes()[:-20]), "original_damaged"),
        (lambda path: path.write_bytes(b"\x1f\x8b rubbish"), "original_damaged"),
        (lambda path: path.unlink(), "original_missing"),
    ],
)
def test_a_lost_original_is_told_and_the_stored_rows_stay(small, spoil, kind):
    lost = f"koege:{THREE[1].id}"
    (document,) = Run(0, "", "", small).rows("documents", "id = :id", id=lost)
    spoil(original(small, document["content_sha256"]))
    change(small, "update documents set extractor_version = 0")
    before = all_rows(small)
    run = scrapy(small, "reextract")
    assert run.status == 1
    assert read_numbers(run) == ["2", "0", "0", "2", "0", "1"]
    assert [(row["kind"], row["url"]) for row in run.rows("problems")] == [(kind, document["source_url"])]
    assert all_rows(small)["agenda_items"] == before["agenda_items"]
    assert {row["id"]: row["extractor_version"] for row in run.rows("documents")}[lost] == 0
    assert run.rows("crawls")[-1]["exit_status"] == 1


def test_the_next_crawl_mends_an_original(small):
    (document,) = Run(0, "", "", small).rows("documents", "id = :id", id=f"koege:{THREE[1].id}")
    original(small, document["content_sha256"]).write_bytes(b"rubbish")
    assert scrapy(small, "verify").status == 1
    with FirstAgendaSite(*site_of(*THREE)) as site:
        crawl("koege", site.address, small)
    assert scrapy(small, "verify").status == 0


def test_a_database_from_before_the_archive_says_what_it_lacks(small):
    change(small, "delete from meeting_sources")
    change(small, "update documents set extractor_version = 0")
    run = scrapy(small, "reextract")
    assert run.status == 1
    assert run.kinds() == ["original_missing"] * 3
    assert len(run.rows("agenda_items")) == 3


@pytest.fixture
def unreadable(tmp_path):
    """Agendas on the first night; on the second minutes, of which one meeting's are rubbish and one's are cut."""
    agendas = [published(f"agenda{n}", f"2021-0{n}-09 18:00", kind="Dagsorden") for n in (1, 2)]
    minutes = [published(f"minutes{n}", f"2021-0{n}-09 18:00", "Budget") for n in (1, 2)]
    unseen = published("unseen", "2021-05-11 18:00", "Vej")
    with FirstAgendaSite(*site_of(*agendas)) as site:
        crawl("koege", site.address, tmp_path)
        before = all_rows(tmp_path)
        site.listing, site.agendas, site.files = site_of(*agendas, *minutes, unseen)
        for cut, each in ((300, minutes[0]), (350, unseen)):
            site.fault(agenda_path(each), Fault(cut=cut))
        run = crawl("koege", site.address, tmp_path)
    return before, run, minutes, unseen


def test_what_could_not_be_read_is_archived_and_noted(unreadable):
    _, run, minutes, unseen = unreadable
    noted = run.rows("unread_sources")
    assert run.status == 1
    assert len(noted) == 2
    assert all("UnreadableDocument" in row["error"] and row["extractor_version"] == 1 for row in noted)
    for each in (minutes[0], unseen):
        assert run.rows("original_fetches", "instr(url, :id)", id=each.id)
    assert scrapy(run.folder, "verify").status == 0


def test_what_could_not_be_read_is_not_tried_again_by_the_same_version(unreadable):
    _, run, _, _ = unreadable
    before = all_rows(run.folder)
    assert scrapy(run.folder, "reextract").status == 0
    assert all_rows(run.folder) == before


def test_what_still_cannot_be_read_leaves_what_is_stored(unreadable):
    _, run, _, _ = unreadable
    before = all_rows(run.folder)
    again = scrapy(run.folder, "reextract", "--all")
    assert again.status == 1
    assert read_numbers(again) == ["4", "0", "0", "2", "2", "0"]
    after = all_rows(run.folder)
    assert without_crawls(after) == without_crawls(before)
    assert_whole(again)


def test_a_meeting_is_stored_once_the_parser_is_mended(unreadable):
    """The mended parser is played by the originals: what could not be read is now in the archive as it should be."""
    _, run, minutes, unseen = unreadable
    for each in (minutes[0], unseen):
        replace_original(run, each)
    change(run.folder, "update unread_sources set extractor_version = 0")
    again = scrapy(run.folder, "reextract")
    assert again.status == 0, again.log
    assert read_numbers(again) == ["2", "1", "1", "0", "0", "0"]
    assert again.rows("unread_sources") == []
    titles = {row["document_id"]: row["title"] for row in again.rows("agenda_items")}
    assert titles[f"koege:{minutes[0].id}"] == "Budget"
    assert titles[f"koege:{unseen.id}"] == "Vej"
    (meeting,) = again.rows("meetings", "id = :id", id=meeting_of(run.folder, unseen))
    assert meeting["first_seen_at"] == meeting["last_seen_at"] < meeting["changed_at"]
    assert_whole(again)
    assert scrapy(run.folder, "reextract").output.startswith("nothing to read again")


def replace_original(run: Run, publication) -> None:
    """Put what a publication really says in the place of its cut original."""
    (fetch,) = run.rows("original_fetches", "instr(url, :id)", id=publication.id)
    whole = as_served(publication.agenda)
    new = Archive(run.folder / "archive").keep(whole)
    change(
        run.folder,
        "insert into originals select ?, ?, media_type, first_fetched_at from originals where sha256 = ?",
        *(new, len(whole), fetch["sha256"]),
    )
    for table, column in (("unread_sources", "source"), ("original_fetches", "sha256")):
        change(run.folder, f"update {table} set {column} = replace({column}, ?, ?)", fetch["sha256"], new)


def test_a_night_of_a_broken_parser_is_made_good_without_the_network(tmp_path):
    pipelines = {**dict(ITEM_PIPELINES), "tests.crawl.broken.BrokenReader": 150}
    with FirstAgendaSite(*site_of(*THREE)) as site:
        run = crawl("koege", site.address, tmp_path, settings={"ITEM_PIPELINES": json.dumps(pipelines)})
    assert run.status == 1
    assert run.kinds() == ["meeting_failed"] * 3
    assert {row["error"] for row in run.rows("unread_sources")} == {"KeyError: 'of_the_future'"}
    assert run.rows("meetings") == []
    named = run.rows("unread_sources")[0]["meeting_id"]
    first = scrapy(tmp_path, "reextract", "--meeting", named)
    assert read_numbers(first) == ["1", "1", "0", "0", "0", "0"]
    then = scrapy(tmp_path, "reextract", "koege", "--all")
    assert then.status == 0, then.log
    assert read_numbers(then) == ["3", "2", "0", "1", "0", "0"]
    assert sorted(row["title"] for row in then.rows("agenda_items")) == ["Sag om nr0", "Sag om nr1", "Sag om nr2"]
    assert then.rows("unread_sources") == []


def test_a_supplement_that_fails_later_is_still_read_again(tmp_path):
    agenda = published("agenda", "2021-03-16 18:00", "Budget", kind="Dagsorden")
    more = published("more", "2021-03-16 18:00", "Vej", kind="Tillægsdagsorden")
    with FirstAgendaSite(*site_of(agenda, more)) as site:
        crawl("koege", site.address, tmp_path)
        before = without_crawls(all_rows(tmp_path))
        site.fault(agenda_path(more), Fault(status=500))
        second = crawl("koege", site.address, tmp_path)
    assert second.kinds() == ["publication_failed"]
    change(tmp_path, "update agenda_items set title = 'Misforstået'")
    change(tmp_path, "update documents set extractor_version = 0")
    run = scrapy(tmp_path, "reextract")
    assert sorted(row["title"] for row in run.rows("agenda_items")) == ["Budget", "Vej"]
    after = without_crawls(all_rows(tmp_path))
    assert after["document_originals"] == before["document_originals"]


def test_a_meeting_held_elsewhere_by_now_is_not_brought_back(tmp_path):
    early = published("moved", "2021-03-16 18:00", "Budget")
    with FirstAgendaSite(*site_of(early)) as site:
        crawl("koege", site.address, tmp_path)
        late = published("moved", "2021-03-17 18:00", "Budget")
        site.listing, site.agendas, site.files = site_of(late)
        crawl("koege", site.address, tmp_path)
    before = without_crawls(all_rows(tmp_path))
    run = scrapy(tmp_path, "reextract", "--all")
    assert read_numbers(run) == ["1", "0", "0", "1", "0", "0"]
    assert without_crawls(all_rows(tmp_path)) == before


def test_a_killed_crawl_is_taken_up_by_reextract(tmp_path):
    """What was fetched when the crawl was killed is stored from its originals."""
    meetings = month_by_month(3)
    with FirstAgendaSite(*site_of(*meetings)) as site:
        site.fault("/vis/pdf/bilag/", Fault(delay=20))
        process = started(tmp_path, *crawl_words("koege", site.address))
        wait_for(lambda: any(one.path.startswith("/vis/pdf/") for one in site.requests), process)
        wait_for(lambda: Run(0, "", "", tmp_path).rows("unread_sources"), process)
        process.send_signal(signal.SIGKILL)
        finished(process, tmp_path)
    begun = len(Run(0, "", "", tmp_path).rows("unread_sources"))
    assert begun
    run = scrapy(tmp_path, "reextract")
    assert run.status == 0, run.log
    assert len(run.rows("meetings")) == begun
    assert run.rows("unread_sources") == []
    assert_whole(run)
    assert scrapy(tmp_path, "verify").status == 0


def test_a_killed_reextract_leaves_whole_meetings_and_is_taken_up_again(tmp_path):
    meetings = month_by_month(60)
    with FirstAgendaSite(*site_of(*meetings)) as site:
        crawl("koege", site.address, tmp_path)
    good = without_crawls(all_rows(tmp_path))["agenda_items"]
    change(tmp_path, "update agenda_items set title = 'Misforstået'")
    change(tmp_path, "update documents set extractor_version = 0")
    process = started(tmp_path, "reextract")
    wait_for(lambda: Run(0, "", "", tmp_path).rows("documents", "extractor_version = 1"), process)
    process.send_signal(signal.SIGKILL)
    run = finished(process, tmp_path)
    assert_whole(run)
    left = run.rows("documents", "extractor_version = 0")
    assert 0 < len(left) < 60
    again = scrapy(tmp_path, "reextract")
    assert read_numbers(again)[0] == str(len(left))
    assert sorted(without_crawls(all_rows(tmp_path))["agenda_items"]) == sorted(good)


def test_a_reextract_waits_for_nobody(tmp_path):
    with FirstAgendaSite(*site_of(*THREE)) as site:
        site.fault(LISTING, Fault(delay=3, times=1))
        first = started(tmp_path, *crawl_words("koege", site.address))
        wait_for(lambda: any(one.path == LISTING for one in site.requests), first)
        second = scrapy(tmp_path, "reextract")
        finished(first, tmp_path)
    assert second.status == 3
    assert "raad.db is held by `scrapy crawl koege` (process " in second.log


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("atlantis",), "no site 'atlantis'"),
        (("--meeting", "koege:nowhere"), "no meeting or document 'koege:nowhere'"),
        (("--meeting", "x", "--all"), "--all and --meeting"),
    ],
)
def test_what_cannot_be_read_again_is_refused_in_one_line(small, words, said):
    before = all_rows(small)
    run = scrapy(small, "reextract", *words)
    (line,) = run.log.splitlines()
    assert run.status == 2
    assert said in line
    assert all_rows(small) == before


def test_without_a_database_there_is_nothing_to_read(tmp_path):
    for command in ("reextract", "verify"):
        run = scrapy(tmp_path, command)
        assert run.status == 2
        assert "there is no database" in run.log
    assert not list(tmp_path.iterdir())


def test_an_original_is_kept_once_by_content(small):
    run = Run(0, "", "", small)
    kept = run.rows("originals")
    files = [path for path in (small / "archive").rglob("*") if path.is_file()]
    assert len(files) == len(kept) == len({row["sha256"] for row in kept}) == 4  # three meetings and the list
    assert sha256(b"").hexdigest() not in {row["sha256"] for row in kept}


def test_an_original_that_cannot_be_kept_is_told_and_the_meeting_is_stored(tmp_path):
    """A file lies where the folder for this original should be, as on a disk that is full."""
    unkept = sha256(as_served(THREE[1].agenda)).hexdigest()
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / unkept[:2]).write_bytes(b"")
    with FirstAgendaSite(*site_of(*THREE)) as site:
        run = crawl("koege", site.address, tmp_path)
        (tmp_path / "archive" / unkept[:2]).unlink()
        assert run.status == 1
        assert [row["kind"] for row in run.rows("problems")] == ["original_not_kept"]
        assert run.rows("problems")[0]["url"].endswith(agenda_path(THREE[1]))
        assert len(run.rows("meetings")) == 3
        assert not run.rows("document_originals", "document_id = :id", id=f"koege:{THREE[1].id}")
        again = scrapy(tmp_path, "reextract", "--all")
        assert again.status == 1
        assert read_numbers(again) == ["2", "0", "0", "2", "0", "1"]
        then = crawl("koege", site.address, tmp_path)
    assert then.status == 0, then.log
    assert then.rows("document_originals", "document_id = :id", id=f"koege:{THREE[1].id}")
    assert scrapy(tmp_path, "reextract", "--all").status == 0

"""The labelled real minutes, crawled from a stand-in: every labelled fact stands in the database."""

from __future__ import annotations

import json

import pytest

from tests.crawl.running import ROOT, crawl
from tests.sites.firstagenda import FirstAgendaSite
from tests.sites.traps import real_id, site_content

GOLD = {
    "koege": "koege_integrationsraadet_2021-04-12",
    "soenderborg": "soenderborg_integrationsraad_2021-02-25",
    "kalundborg": "kalundborg_integrationsraadet_2018-06-07",
}


def _folded(text: str | None) -> str:
    return " ".join((text or "").split())


@pytest.fixture(scope="module", params=GOLD)
def crawled(request, tmp_path_factory):
    slug = request.param
    with FirstAgendaSite(*site_content(slug, with_traps=False)) as site:
        run = crawl(slug, site.address, tmp_path_factory.mktemp(slug))
    assert run.status == 0, run.log
    gold = json.loads((ROOT / "tests" / "gold" / f"{GOLD[slug]}.gold.json").read_text(encoding="utf-8"))
    return slug, run, gold


def test_the_meeting_is_as_labelled(crawled):
    slug, run, gold = crawled
    (meeting,) = run.rows("meetings")
    (body,) = run.rows("bodies")
    (document,) = run.rows("documents")
    assert meeting["date"] == gold["date"]
    assert meeting["starts_at"].startswith(f"{gold['date']}T{gold['start_time']}:00+0")
    assert meeting["place"] == gold["place"]
    assert meeting["status"] == "minutes"
    assert body["name"] == gold["body"]
    assert document["id"] == f"{slug}:{real_id(slug)}"
    assert (document["document_type"], document["title"], document["is_current"]) == ("minutes", "Referat", 1)


def test_every_item_is_as_labelled(crawled):
    _, run, gold = crawled
    items = run.rows("agenda_items")
    assert [item["position"] for item in items] == list(range(1, len(items) + 1))
    exact = ("number", "title", "case_number", "journal_number", "document_number", "outcome")
    assert [[item[name] for name in exact] for item in items] == [
        [one[name] for name in exact] for one in gold["items"]
    ]
    for name in ("recommendation", "decision"):
        assert [_folded(item[name]) for item in items] == [_folded(one[name]) for one in gold["items"]]
    for item, label in zip(items, gold["items"], strict=True):
        if label["is_open"] is not None:
            assert item["is_open"] == label["is_open"]


def test_sections_stand_in_order_under_their_printed_headings(crawled):
    _, run, gold = crawled
    for item, label in zip(run.rows("agenda_items"), gold["items"], strict=True):
        sections = run.rows("sections", "agenda_item_id = :item", item=item["id"])
        assert [one["heading"] for one in sections] == [one for one in label["section_headings"] if one != "Bilag"]


def test_own_decisions_stand_once(crawled):
    _, run, gold = crawled
    decided = [one for one in gold["items"] if one["decision"]]
    rows = run.rows("decisions")
    assert [_folded(row["text"]) for row in rows] == [_folded(one["decision"]) for one in decided]
    assert {row["is_own"] for row in rows} == {1}
    assert {row["decided_on"] for row in rows} == {gold["date"]}


def test_attendance_is_as_labelled(crawled):
    _, run, gold = crawled
    meeting_level = [row for row in run.rows("attendances") if row["agenda_item_id"] is None]
    assert [(row["name"], row["status"]) for row in meeting_level] == [
        (one["name"], one["status"]) for one in gold["attendees"]
    ]
    for item, label in zip(run.rows("agenda_items"), gold["items"], strict=True):
        absent = run.rows("attendances", "agenda_item_id = :item and status = 'absent'", item=item["id"])
        assert [row["name"] for row in absent] == label["absent"]


def test_attachments_are_fetched_and_kept_by_their_content(crawled):
    _, run, gold = crawled
    papers = run.rows("attachments")
    assert [row["title"] for row in papers] == [title for one in gold["items"] for title in one["attachments"]]
    files = {row["sha256"]: row for row in run.rows("files")}
    for paper in papers:
        file = files[paper["file_sha256"]]
        assert file["media_type"] == "application/pdf"
        assert (run.folder / "files" / file["path"]).read_bytes().startswith(b"%PDF-")
        assert "/vis/pdf/bilag/" in paper["url"]
        assert "X-Amz" not in paper["url"]


def test_the_crawl_is_on_record(crawled):
    slug, run, _ = crawled
    (crawled_row,) = run.rows("crawls")
    (municipality,) = run.rows("municipalities")
    assert (crawled_row["meetings_listed"], crawled_row["meetings_new"], crawled_row["exit_status"]) == (1, 1, 0)
    assert crawled_row["finish_reason"] == "finished"
    assert municipality["id"] == slug
    assert run.kinds() == []
    assert "Meetings" in run.output

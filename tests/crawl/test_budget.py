"""What one night may ask a site for: the worthiest come first, none is cut in half, the next nights read the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawl.kept import content
from tests.crawl.running import Run, assert_whole, crawl
from tests.crawl.small import agenda_path, month_by_month, published, site_of
from tests.sites.firstagenda import FirstAgendaSite
from tests.sites.stand_ins import stand_in

WHAT_IS_DUE = {"RAAD_ALL_DAYS": "90"}


def nights(slug: str, address: str, folder: Path, **budget: str) -> list[Run]:
    """Crawls until nothing is left, and what there was after each."""
    runs: list[Run] = []
    while not runs or runs[-1].rows("problems", "crawl_id = :id and kind = 'meetings_left'", id=last(runs)["id"]):
        assert len(runs) < 20, runs[-1].log
        runs.append(crawl(slug, address, folder, settings=WHAT_IS_DUE | budget))
        assert runs[-1].status == 0, runs[-1].log
        assert_whole(runs[-1])
        assert last(runs)["meetings_new"] > 0
    return runs


def last(runs: list[Run]) -> dict[str, int]:
    return runs[-1].rows("crawls")[-1]


@pytest.mark.parametrize(("name", "counted"), [("RAAD_SITE_REQUESTS", "requests"), ("RAAD_SITE_BYTES", "bytes")])
@pytest.mark.parametrize("slug", ["aalborg", "koege"])
def test_what_the_budget_leaves_is_told_and_read_on_later_nights(tmp_path, slug, name, counted):
    with stand_in(slug) as site:
        whole = crawl(slug, site.address, tmp_path / "whole")
        (row,) = whole.rows("crawls")
        most = row[counted] * 2 // 3
        runs = nights(slug, site.address, tmp_path / "kept", **{name: str(most)})
    assert len(runs) > 1
    held = [sum(one["meetings_new"] for one in runs[-1].rows("crawls")[: n + 1]) for n in range(len(runs))]
    told = [problem["message"] for problem in runs[-1].rows("problems", "kind = 'meetings_left'")]
    assert told == [f"{held[-1] - so_far} meetings are left for later nights: {name}={most}" for so_far in held[:-1]]
    assert content(runs[-1].folder) == content(whole.folder)


def test_a_meeting_that_has_begun_is_read_to_its_end(tmp_path):
    both = [published(kind, "2021-03-16 18:00", kind, kind=kind) for kind in ("Dagsorden", "Tillægsdagsorden")]
    with FirstAgendaSite(*site_of(*month_by_month(3), *both)) as site:
        # robots.txt, the front page in three, the list: the next request is the first of a meeting.
        run = crawl("koege", site.address, tmp_path, settings={"RAAD_SITE_REQUESTS": "6"})
        asked = [one.path for one in site.requests if one.path.startswith("/api/agenda/dagsorden/")]
    assert sorted(asked) == sorted(map(agenda_path, both))
    assert len(run.rows("agenda_items")) == 2
    assert all(row["file_sha256"] for row in run.rows("attachments"))
    assert [row["message"].partition(":")[0] for row in run.rows("problems")] == [
        "3 meetings are left for later nights"
    ]


def test_the_worthiest_are_read_first_however_many_wait(tmp_path):
    """New ones before those that have their turn again, each in the order of the list; several wait at a time."""
    known, new = month_by_month(30)[:20], month_by_month(30)[20:]
    waiting = {"CONCURRENT_REQUESTS": "16", "DOWNLOAD_DELAY": "0.01"}
    with FirstAgendaSite(*site_of(*known)) as site:
        crawl("koege", site.address, tmp_path)
        site.listing, site.agendas, site.files = site_of(*known, *new)
        site.requests.clear()
        crawl("koege", site.address, tmp_path, settings=waiting)
        asked = [one.path for one in site.requests if one.path.startswith("/api/agenda/dagsorden/")]
    newest_first = [*reversed(new), *reversed(known)]
    assert asked == [agenda_path(one) for one in newest_first]

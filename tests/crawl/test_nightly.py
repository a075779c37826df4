"""``scrapy nightly``: several sites in one process, the report it writes, and who is told when something is wrong."""

from __future__ import annotations

import json
from contextlib import ExitStack
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from tests.crawl.running import Run, scrapy, started, wait_for
from tests.sites.aalborg import AalborgSite
from tests.sites.firstagenda import Fault, FirstAgendaSite
from tests.sites.server import answering, free_port
from tests.sites.stand_ins import STAND_INS, stand_in


def nightly(folder: Path, addresses: dict[str, str], *words: str, settings: dict[str, str] | None = None) -> Run:
    given = [word for site, address in addresses.items() for word in ("-a", f"{site}.base_url={address}")]
    kept = {"RAAD_REPORTS": str(folder / "reports")}
    return scrapy(folder, "nightly", *addresses, *given, *words, settings=kept | (settings or {}))


def report_of(run: Run) -> dict[str, Any]:
    (path,) = (run.folder / "reports").glob("*.json")
    return dict(json.loads(path.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def healthy(tmp_path_factory):
    with ExitStack() as running:
        sites = [stand_in(slug, with_traps=False) for slug in STAND_INS]
        for site in sites:
            running.enter_context(site)
        addresses = {slug: site.address for slug, site in zip(STAND_INS, sites, strict=True)}
        yield nightly(tmp_path_factory.mktemp("nightly"), addresses)


def test_all_sites_are_crawled_into_one_database(healthy):
    assert healthy.status == 0, healthy.log
    crawls = healthy.rows("crawls")
    assert {(row["municipality_id"], row["exit_status"]) for row in crawls} == {(slug, 0) for slug in STAND_INS}
    assert {row["municipality_id"] for row in healthy.rows("meetings")} == set(STAND_INS)
    assert min(row["finished_at"] for row in crawls) >= max(row["started_at"] for row in crawls), "side by side"


def test_the_report_says_what_came_of_each_site(healthy):
    report = report_of(healthy)
    held = {slug: len(healthy.rows("meetings", "municipality_id = :slug", slug=slug)) for slug in STAND_INS}
    assert report["exit_status"] == 0
    assert {site["site"]: site["meetings"]["new"] for site in report["sites"]} == held
    assert all(site["bytes"] > 0 and site["requests"] > 0 for site in report["sites"])
    (markdown,) = (healthy.folder / "reports").glob("*.md")
    assert all(f"| {slug} | ok |" in markdown.read_text(encoding="utf-8") for slug in STAND_INS)
    assert str(markdown) in healthy.output


def test_a_site_that_fails_is_told_and_the_others_are_crawled(tmp_path):
    handler = _Mails()
    mail = Controller(handler, hostname="127.0.0.1", port=free_port())
    mail.start()
    with site_of_koege() as koege, answering(500, 200) as hook:
        run = nightly(
            tmp_path,
            {"koege": koege.address, "kalundborg": "http://127.0.0.1:9"},
            settings={
                "RAAD_WEBHOOK": f"{hook.address}/?secret=abc",
                "RAAD_MAIL_TO": "vagt@example.org",
                "MAIL_HOST": "127.0.0.1",
                "MAIL_PORT": str(mail.port),
            },
        )
    mail.stop()
    assert run.status == 1
    assert {row["municipality_id"] for row in run.rows("meetings")} == {"koege"}
    assert [request.method for request in hook.requests] == ["POST", "POST"], "tried again, then left alone"
    (message,) = handler.messages
    assert str(make_header(decode_header(message["Subject"]))) == "rådscraper: look at kalundborg"
    assert "kalundborg | **look**" in message.get_payload(decode=True).decode()
    assert {site["site"]: site["exit_status"] for site in report_of(run)["sites"]} == {"koege": 0, "kalundborg": 1}


def test_a_night_without_fault_tells_nobody(tmp_path):
    with site_of_koege() as koege, answering() as hook:
        run = nightly(tmp_path, {"koege": koege.address}, settings={"RAAD_WEBHOOK": hook.address})
    assert (run.status, hook.requests) == (0, [])


def test_a_failure_to_tell_is_told_in_the_report_without_the_address(tmp_path):
    with answering(500, 500, 500) as hook:
        settings = {"RAAD_WEBHOOK": f"{hook.address}/?secret=abc"}
        run = nightly(tmp_path, {"koege": "http://127.0.0.1:9"}, settings=settings)
    assert run.status == 1
    assert report_of(run)["failures"] == ["the webhook was not sent, tried 3 times: answered 500"]
    assert "secret" not in run.log


def test_a_site_that_takes_too_long_is_ended_and_reported(tmp_path):
    with site_of_koege() as koege:
        koege.fault("/api/agenda/dagsorden", Fault(delay=5))
        run = nightly(tmp_path, {"koege": koege.address}, settings={"RAAD_SITE_SECONDS": "1"})
    assert run.status == 1
    assert report_of(run)["sites"][0]["finish_reason"] == "closespider_timeout"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nightly", "nowhere"], "there is no site 'nowhere'"),
        (["nightly", "koege", "-a", "kalundborg.full=1"], "'kalundborg' is not among the sites"),
        (["nightly", "koege", "-a", "sense=1"], "unknown argument 'sense'"),
        (["nightly", "koege", "-s", "RAAD_SITE_SECONDS=soon"], "RAAD_SITE_SECONDS='soon' is no whole number"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path, words, told):
    run = scrapy(tmp_path, *words)
    assert run.status == 2
    assert told in run.log
    assert run.log.splitlines()[-1].startswith("scrapy: ")


def test_a_database_held_by_a_night_is_refused_and_a_killed_night_holds_nothing(tmp_path):
    with site_of_koege() as koege:
        koege.fault("/api/agenda/udvalgsliste", Fault(delay=60, times=1))
        words = ("nightly", "koege", "-a", f"base_url={koege.address}")
        with started(tmp_path, *words, settings={"MAIL_PASS": "hemmeligt"}) as first:
            wait_for(lambda: any("udvalgsliste" in request.path for request in koege.requests), first)
            second = nightly(tmp_path, {"koege": koege.address})
            first.kill()
        third = nightly(tmp_path, {"koege": koege.address})
    assert second.status == 3
    assert f"is held by `scrapy nightly koege` (process {first.pid}, since 20" in second.log
    assert "hemmeligt" not in second.log
    assert third.status == 0
    assert f"(process {first.pid}, since 20" in third.log
    assert "ended without letting go" in third.log


def site_of_koege() -> AalborgSite | FirstAgendaSite:
    return stand_in("koege", with_traps=False)


class _Mails(Message):
    def __init__(self) -> None:
        super().__init__()
        self.messages: list[Any] = []

    def handle_message(self, message: Any) -> None:
        self.messages.append(message)

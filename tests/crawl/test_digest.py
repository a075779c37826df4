"""``scrapy digest`` after two nights: what came and changed since, why it was found, printed and mailed."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.crawl.running import Run, crawl, scrapy
from tests.crawl.small import published, site_of
from tests.crawl.test_nightly import _Mails
from tests.sites.firstagenda import FirstAgendaSite
from tests.sites.server import free_port

SINCE = ("--since", "2021-06-01")
OLD_ITEM = published("a", "2021-03-16 18:00", "Skolehaver i byen", decision="Godkendt.")
CHANGED = ("b", "2021-03-23 18:00")


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """One night long ago, and one since then with a new meeting and a changed one."""
    folder: Path = tmp_path_factory.mktemp("digest")
    before = published(*CHANGED, decision="Udsat.", released="2021-03-24T10:00:00.1+01:00")
    with FirstAgendaSite(*site_of(OLD_ITEM, before)) as site:
        assert crawl("koege", site.address, folder).status == 0
    with closing(sqlite3.connect(folder / "raad.db")) as db, db:
        then = "2021-03-25T02:00:00+01:00"
        db.execute("update meetings set first_seen_at = ?, changed_at = ?", [then, then])
        db.execute("update files set fetched_at = ?", [then])
    after = published(*CHANGED, decision="Byrådet vil have en skolehave.", released="2021-06-02T10:00:00.1+02:00")
    new = published("c", "2021-06-08 18:00", "Budget", "Skolehaverne følges op")
    with FirstAgendaSite(*site_of(OLD_ITEM, after, new)) as site:
        assert crawl("koege", site.address, folder).status == 0
    return folder


def digest(folder: Path, *words: str, **settings: str) -> Run:
    return scrapy(folder, "digest", *words, settings=settings)


def hits(folder: Path, *words: str) -> list[dict[str, Any]]:
    run = digest(folder, *words, "--json")
    assert run.status == 0, run.log
    return list(json.loads(run.output))


def test_what_came_and_changed_since_is_told_and_the_old_is_not(folder):
    found = hits(folder, "--query", "skolehave", *SINCE)
    items = [(hit["date"], hit["title"], hit["is_new"]) for hit in found if "side" not in hit["why"][0]["place"]]
    assert items == [("2021-06-08", "Skolehaverne følges op", True), ("2021-03-23", "Sag om b", False)]
    everything = hits(folder, "--query", "skolehave", "--since", "2021-01-01")
    assert "Skolehaver i byen" in [hit["title"] for hit in everything]


def test_each_hit_says_why_and_where_it_is_from(folder):
    found = {hit["title"]: hit for hit in hits(folder, "--query", "skolehave", *SINCE)}
    assert found["Sag om b"]["why"] == [{"place": "beslutning", "snippet": "Byrådet vil have en *skolehave*."}]
    assert found["Skolehaverne følges op"]["why"] == [{"place": "titel", "snippet": "*Skolehaverne* følges op"}]
    assert all(hit["url"].startswith("https://dagsordener.koege.dk/") for hit in found.values())
    assert {(hit["body"], hit["municipality"]) for hit in found.values()} == {("Byrådet", "koege")}


def test_a_page_of_a_paper_is_a_hit_that_opens_at_the_page(folder):
    with closing(sqlite3.connect(folder / "raad.db")) as db:
        papers = dict(db.execute("select agenda_items.title, attachments.url from attachments"
                                 " join agenda_items on agenda_items.id = agenda_item_id"))  # fmt: skip
    pages = hits(folder, "--query", "bilag", *SINCE)
    assert {hit["title"]: hit["url"] for hit in pages} == {
        title: f"{papers[title]}#page=1" for title in ("Budget", "Skolehaverne følges op", "Sag om b")
    }
    (why,) = next(hit for hit in pages if hit["title"] == "Budget")["why"]
    assert why["place"] == "bilaget »Bilag til Budget«, side 1"
    assert "*Bilag*" in why["snippet"]


def test_bodies_and_municipalities_narrow_it(folder):
    words = ("--query", "skolehave", *SINCE)
    assert hits(folder, *words, "--body", "BYRÅD", "--municipality", "koege") == hits(folder, *words)
    assert hits(folder, *words, "--body", "teknisk") == []


def test_it_is_told_in_danish(folder):
    told = digest(folder, "--query", "skolehave", *SINCE).output
    assert told.startswith("2 nye eller ændrede fund for »skolehave« siden 01.06.2021 kl. 00.00.\n")
    assert "2021-06-08  Byrådet (koege)  NYT\n  2. Skolehaverne følges op\n" in told
    assert "  Fundet i beslutning: Byrådet vil have en *skolehave*.\n" in told
    nothing = digest(folder, "--query", "vindmølle", *SINCE)
    assert (nothing.status, nothing.output) == (
        0,
        "Intet nyt for »vindmølle« siden 01.06.2021 kl. 00.00.\n",
    )


def test_it_is_mailed_when_there_is_something(folder):
    handler = _Mails()
    mail = Controller(handler, hostname="127.0.0.1", port=free_port())
    mail.start()
    at = {"MAIL_HOST": "127.0.0.1", "MAIL_PORT": str(mail.port)}
    runs = [
        digest(folder, "--query", query, *SINCE, "--mail", "ida@example.org", **at)
        for query in ("skolehave", "vindmølle")
    ]
    mail.stop()
    assert [run.status for run in runs] == [0, 0], runs[0].log
    (message,) = handler.messages
    assert message["To"] == "ida@example.org"
    assert str(make_header(decode_header(message["Subject"]))) == "rådscraper: 2 nye fund for »skolehave«"
    assert "Skolehaverne følges op" in message.get_payload(decode=True).decode()


def test_a_mail_that_could_not_be_sent_is_told(folder):
    at = {"MAIL_HOST": "127.0.0.1", "MAIL_PORT": str(free_port())}
    run = digest(folder, "--query", "skolehave", *SINCE, "--mail", "ida@example.org", **at)
    assert (run.status, len(run.log.splitlines())) == (1, 1)
    assert "was not sent" in run.log


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "say what is asked"),
        (("--query", "- *", *SINCE), "say what is asked"),
        (("--query", "vej"), "say since when"),
        (("--query", "vej", "--since", "i går"), "no date"),
        (("--query", "vej", *SINCE, "--municipality", "kobenhavn"), "no such municipality"),
        (("vej", *SINCE), "takes no argument"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(folder, words, told):
    run = digest(folder, *words)
    assert (run.status, len(run.log.splitlines())) == (2, 1)
    assert told in run.log


def test_without_a_database_there_is_nothing_to_ask(tmp_path):
    run = digest(tmp_path, "--query", "vej", *SINCE)
    assert (run.status, len(run.log.splitlines())) == (2, 1)
    assert list(tmp_path.iterdir()) == []

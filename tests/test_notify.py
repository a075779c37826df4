"""Telling a person of a bad night: a real mail server and a real web server on loopback, in and out of order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from rådscraper.monitors import Finding, State
from rådscraper.nightly import NightReport
from rådscraper.notify import notify
from rådscraper.record import CrawlReport
from tests.sites.server import answering, free_port
from tests.store.meetings import NOW

LATE = Finding("silence", "Byrådet met 10 times in the year before and has no meeting since 2026-01-05", State.LATE)
NIGHT = NightReport(
    NOW,
    NOW + timedelta(hours=1),
    (CrawlReport("koege", "finished", seconds=9.0, requests=5, state=State.LATE, findings=(LATE,)),),
)
MAIL: dict[str, Any] = {
    **{"MAIL_HOST": "127.0.0.1", "MAIL_FROM": "raad@example.org", "MAIL_USER": None, "MAIL_PASS": None},
    **{"MAIL_TLS": "", "MAIL_SSL": "", "RAAD_MAIL_TO": "ida@example.org, bo@example.org"},
}


class Mailbox:
    """Answers what it is sent with the next of some answers, and keeps what it takes."""

    def __init__(self, *answers: str) -> None:
        self.left = list(answers)
        self.taken: list[tuple[list[str], str]] = []

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        answer = self.left.pop(0) if self.left else "250 OK"
        if answer.startswith("250"):
            self.taken.append((envelope.rcpt_tos, envelope.content.decode()))
        return answer


@contextmanager
def mail_server(box: Mailbox, **options: Any) -> Iterator[dict[str, Any]]:
    """The settings by which a box is reached."""
    controller = Controller(box, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    try:
        yield MAIL | {"MAIL_PORT": str(controller.port)}
    finally:
        controller.stop()


def test_a_mail_server_that_is_busy_twice_gets_the_mail_the_third_time():
    box = Mailbox("451 busy", "451 busy")
    with mail_server(box) as settings:
        assert list(notify(NIGHT, settings, pause=0)) == []
    ((to, text),) = box.taken
    assert to == ["ida@example.org", "bo@example.org"]
    assert "koege" in text


def test_a_mail_server_that_never_takes_it_is_told():
    with mail_server(Mailbox(*["554 no"] * 3)) as settings:
        (failure,) = notify(NIGHT, settings, pause=0)
    assert failure.startswith("the mail was not sent, tried 3 times: SMTPDataError")


@pytest.mark.parametrize(("password", "is_sent"), [("rigtigt", True), ("forkert", False)])
def test_a_mail_server_that_wants_to_know_who_sends(password, is_sent):
    def known(server: object, session: object, envelope: object, mechanism: object, given: Any) -> AuthResult:
        return AuthResult(success=given.login == b"raad" and given.password == b"rigtigt", handled=False)

    box = Mailbox()
    with mail_server(box, authenticator=known, auth_require_tls=False) as settings:
        told = list(notify(NIGHT, settings | {"MAIL_USER": "raad", "MAIL_PASS": password}, pause=0))
    assert (len(box.taken), told == []) == (int(is_sent), is_sent)
    assert not any("forkert" in failure for failure in told)


@pytest.mark.parametrize(
    "settings",
    [
        MAIL | {"MAIL_PORT": "9"},
        MAIL | {"MAIL_PORT": "9", "MAIL_HOST": "a" * 70 + ".example"},
        MAIL | {"MAIL_PORT": "9", "RAAD_MAIL_TO": "ida@example.org\nbo@example.org"},
        {"RAAD_WEBHOOK": "http://127.0.0.1:9/"},
        {"RAAD_WEBHOOK": "not an address"},
        {"RAAD_WEBHOOK": "http://[::1/"},
    ],
    ids=["nobody listens", "no host", "no addresses", "nobody answers", "no web address", "half an address"],
)
def test_whatever_fails_is_told_and_raises_nothing(settings):
    (failure,) = notify(NIGHT, settings, pause=0)
    assert "was not sent, tried 3 times: " in failure


def test_a_webhook_gets_the_report_when_it_answers_again():
    with answering(503, 500, 204) as site:
        assert list(notify(NIGHT, {"RAAD_WEBHOOK": f"{site.address}/hook"}, pause=0)) == []
    assert [one.method for one in site.requests] == ["POST"] * 3


def test_one_way_that_fails_does_not_keep_the_other_from_being_tried():
    with answering(200) as site:
        settings = MAIL | {"MAIL_PORT": "9", "RAAD_WEBHOOK": site.address}
        (failure,) = notify(NIGHT, settings, pause=0)
    assert failure.startswith("the mail was not sent")
    assert len(site.requests) == 1


def test_a_failure_to_tell_is_in_the_exit_status_of_a_night():
    well = NightReport(NOW, NOW, (CrawlReport("koege", "finished", seconds=9.0, requests=5, state=State.OK),))
    assert well.exit_status == 0
    assert NightReport(NOW, NOW, well.crawls, ("the mail was not sent",)).exit_status == 1

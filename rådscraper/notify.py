"""Telling a person that a night went wrong: by mail and by webhook, each off until it is configured."""

from __future__ import annotations

import smtplib
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from email.message import EmailMessage
from typing import Any

import httpx

from rådscraper.nightly import NightReport, as_json, as_markdown

TRIES = 3
TIMEOUT = 30.0


def notify(night: NightReport, settings: Mapping[str, Any], pause: float = 5.0) -> Iterator[str]:
    """Send a night's report by every way that is configured; yields a sentence for each that failed.

    ``RAAD_MAIL_TO`` (addresses parted by commas) sends it by mail through Scrapy's own ``MAIL_*`` settings,
    ``RAAD_WEBHOOK`` posts the JSON report to an address. Each is tried three times, ``pause`` seconds and then twice
    as many between.
    """
    if settings.get("RAAD_MAIL_TO"):
        yield from _tried("mail", lambda: send_mail(night, settings), pause)
    if settings.get("RAAD_WEBHOOK"):
        yield from _tried("webhook", lambda: post(night, settings["RAAD_WEBHOOK"]), pause)


def send_mail(night: NightReport, settings: Mapping[str, Any]) -> None:
    """Mail a report; raises ``OSError`` (smtplib's errors are such)."""
    message = EmailMessage()
    message["Subject"] = night.headline
    message["From"] = settings["MAIL_FROM"]
    message["To"] = settings["RAAD_MAIL_TO"]
    message.set_content(as_markdown(night))
    context = ssl.create_default_context()
    host, port = settings["MAIL_HOST"], int(settings["MAIL_PORT"])
    if _is_on(settings["MAIL_SSL"]):
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=TIMEOUT)
    with server:
        if _is_on(settings["MAIL_TLS"]):
            server.starttls(context=context)
        if settings["MAIL_USER"]:
            server.login(settings["MAIL_USER"], settings["MAIL_PASS"] or "")
        server.send_message(message)


def post(night: NightReport, address: str) -> None:
    """Post a report as JSON; raises ``httpx.HTTPError`` and ``httpx.InvalidURL``."""
    httpx.post(address, json=as_json(night), timeout=TIMEOUT).raise_for_status()


def _tried(way: str, send: Callable[[], None], pause: float) -> Iterator[str]:
    why = ""
    for attempt in range(TRIES):
        if attempt:
            time.sleep(pause * 2 ** (attempt - 1))
        try:
            send()
        except httpx.HTTPStatusError as error:  # its own text names the address, which may hold a secret
            why = f"answered {error.response.status_code}"
        except (OSError, httpx.HTTPError, httpx.InvalidURL) as error:
            why = f"{type(error).__name__}: {error}".strip(": ")
        else:
            return
    yield f"the {way} was not sent, tried {TRIES} times: {why}"


def _is_on(setting: object) -> bool:
    return str(setting).casefold() in ("1", "true")

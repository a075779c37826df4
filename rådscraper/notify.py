"""Telling a person that a night went wrong: by mail and by webhook, each off until it is configured."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import httpx

from rådscraper.mailing import TIMEOUT, send_mail
from rådscraper.nightly import NightReport, as_json, as_markdown

TRIES = 3


def notify(night: NightReport, settings: Mapping[str, Any], pause: float = 5.0) -> Iterator[str]:
    """Send a night's report by every way that is configured; yields a sentence for each that failed.

    ``RAAD_MAIL_TO`` (addresses parted by commas) sends it by mail through Scrapy's own ``MAIL_*`` settings,
    ``RAAD_WEBHOOK`` posts the JSON report to an address. Each is tried three times, ``pause`` seconds and then twice
    as many between.
    """
    if settings.get("RAAD_MAIL_TO"):
        text, to = as_markdown(night), settings["RAAD_MAIL_TO"]
        yield from _tried("mail", lambda: send_mail(night.headline, text, to, settings), pause)
    if settings.get("RAAD_WEBHOOK"):
        yield from _tried("webhook", lambda: post(night, settings["RAAD_WEBHOOK"]), pause)


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
        except (OSError, ValueError, httpx.HTTPError, httpx.InvalidURL) as error:  # of ValueError is what is no address
            why = f"{type(error).__name__}: {error}".strip(": ")
        else:
            return
    yield f"the {way} was not sent, tried {TRIES} times: {why}"

"""Sending mail by the settings ``MAIL_*``, whatever it says."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from email.message import EmailMessage
from typing import Any

TIMEOUT = 30.0


def send_mail(subject: str, text: str, to: str, settings: Mapping[str, Any]) -> None:
    """Mail a text to addresses parted by commas; raises ``OSError`` (smtplib's errors are such).

    ``MAIL_HOST``, ``MAIL_PORT``, ``MAIL_FROM``, ``MAIL_USER``, ``MAIL_PASS``, ``MAIL_TLS`` and ``MAIL_SSL`` say how.
    """
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = settings["MAIL_FROM"]
    message["To"] = to
    message.set_content(text)
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


def _is_on(setting: object) -> bool:
    return str(setting).casefold() in ("1", "true")

"""What is answered where there is no page: in Danish, and without a traceback in the log for every mistyped address."""

from __future__ import annotations

import logging
import re
import sqlite3

from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Base400, Forbidden, Request, Response
from datasette.views.base import DatasetteError
from jinja2.filters import do_striptags
from markupsafe import Markup, escape

logger = logging.getLogger(__name__)

WORDS = {
    400: "Det kan der ikke svares på",
    403: "Det vises ikke her",
    404: "Her er ingen side",
    500: "Noget gik galt her",
}
FAULT = 500
MESSAGES = (
    (re.compile(r"Statement must be a SELECT"), "Her kan der kun læses: skriv et spørgsmål, der begynder med SELECT."),
    (re.compile(r"Cannot sort table by (?P<name>.+)"), "Der kan ikke sorteres efter {name}."),
    (re.compile(r"Cannot use _sort and _sort_desc .*"), "Der kan kun sorteres på én måde ad gangen."),
    (re.compile(r"_(no)?col=.* - invalid columns"), "Der er ingen sådan kolonne."),
    (re.compile(r"_size must be .*"), "Der kan ikke vises så mange rækker ad gangen."),
    (re.compile(r"Invalid _through .*"), "Tabellen hænger ikke sammen med den, _through nævner."),
)
"""What Datasette says of what can't be asked; anything else is SQLite's own words."""
UNASKABLE = re.compile(r"You can only execute one statement at a time\.|You did not supply a value for binding .+")
"""What Python's sqlite3 says of a condition in the address that is no condition."""
TOO_LONG = "Det tog for lang tid at finde svaret. Prøv med sjældnere ord eller et kortere tidsrum."
TOO_LONG_OF_TABLE = (
    "Det tog for lang tid at finde rækkerne. Vælg færre, for eksempel kun én kommune, én sag eller et kortere tidsrum."
)
TOO_LONG_SORTED = (
    "Det tog for lang tid at sortere efter {column}. Vælg færre rækker først, eller vis dem, som de kommer."
)


class NotReadable(Base400):
    """Something in the address can't be read; the message is a sentence in Danish."""


def is_expected(exception: Exception) -> bool:
    """Whether the person who asked can do something about it; anything else is a fault of ours."""
    if isinstance(exception, DatasetteError):
        # Datasette gives 500 for what can't be asked, such as an unknown column, and for what SQLite failed at.
        is_known = any(told.fullmatch(str(exception.message)) for told, _ in MESSAGES)
        return exception.status != FAULT or exception.__context__ is None or is_known
    is_refused = _is_private(exception) or UNASKABLE.fullmatch(str(exception))
    return bool(is_refused) or isinstance(exception, (Base400, Forbidden, QueryInterrupted))


def _is_private(exception: Exception) -> bool:
    """Whether a condition in the address asks for what nobody is shown."""
    return getattr(exception, "sqlite_errorcode", None) == sqlite3.SQLITE_AUTH


def in_danish(message: str) -> Markup:
    """Say in Danish what Datasette says, or that SQLite says it, whose words are not ours to change."""
    for told, words in MESSAGES:
        found = told.fullmatch(message)
        if found:
            return escape(words.format(**found.groupdict()))
    return Markup("Databasen siger: <code>{}</code>").format(message)


async def answer(datasette: Datasette, request: Request, exception: Exception) -> Response:
    """Answer an exception as a page or as JSON; a fault of ours is logged, and told without what Python said."""
    status = _status(exception)
    title = WORDS[status]
    told = _told(request, exception) if status == 400 else None
    if request.path.endswith(".json"):
        error = f"{title}: {do_striptags(told)}" if told else title
        return Response.json({"ok": False, "status": status, "error": error}, status=status)
    html = await datasette.render_template("fejl.html", {"title": title, "told": told}, request=request)
    return Response.html(html, status=status)


def _told(request: Request, exception: Exception) -> str | None:
    """Say what the person who asked can do something about."""
    if isinstance(exception, NotReadable):
        return str(exception)
    if isinstance(exception, QueryInterrupted) or getattr(exception, "title", "") == "SQL Interrupted":
        column = request.args.get("_sort") or request.args.get("_sort_desc")
        if column:
            return TOO_LONG_SORTED.format(column=column)
        return TOO_LONG_OF_TABLE if "table" in request.url_vars else TOO_LONG
    # What tells of an SQL error helps who wrote the SQL.
    if isinstance(exception, DatasetteError):
        return in_danish(do_striptags(exception.message))
    return in_danish(str(exception)) if UNASKABLE.fullmatch(str(exception)) else None


def _status(exception: Exception) -> int:
    if not is_expected(exception):
        logger.error("a page could not be made", exc_info=exception)
        return FAULT
    if isinstance(exception, Forbidden) or _is_private(exception):
        return 403
    status = getattr(exception, "status", 400)
    return status if status in WORDS and status != FAULT else 400

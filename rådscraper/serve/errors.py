"""What is answered where there is no page: in Danish, and without a traceback in the log for every mistyped address."""

from __future__ import annotations

from datasette.app import Datasette
from datasette.utils.asgi import Base400, Forbidden, Request, Response
from datasette.views.base import DatasetteError

WORDS = {
    400: "Det kan der ikke svares på",
    403: "Det vises ikke her",
    404: "Her er ingen side",
}


def is_expected(exception: Exception) -> bool:
    """Whether the person who asked can do something about it; anything else is a fault of ours."""
    return isinstance(exception, (Base400, Forbidden)) or (
        isinstance(exception, DatasetteError) and exception.status in WORDS
    )


async def answer(datasette: Datasette, request: Request, exception: Exception) -> Response:
    """Answer an expected exception as a page or as JSON."""
    status = exception.status if isinstance(exception, (Base400, DatasetteError)) else 403
    title = WORDS.get(status, WORDS[400])
    if request.path.endswith(".json"):
        return Response.json({"ok": False, "status": status, "error": title}, status=status)
    # Datasette's messages are in English and may hold markup; one that tells of an SQL error helps who wrote the SQL.
    told = str(exception.message) if isinstance(exception, DatasetteError) and status == 400 else None
    html = await datasette.render_template("fejl.html", {"title": title, "told": told}, request=request)
    return Response.html(html, status=status)

"""Which address gives which page; beside each the same as JSON and CSV."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from rådscraper.serve import chart_routes, follow_routes, papers, row_pages, table_pages
from rådscraper.serve.asking import Pages
from rådscraper.serve.csv_cells import written
from rådscraper.serve.headers import NOT_INDEXED
from rådscraper.serve.metadata import DATABASE
from rådscraper.serve.pages.bodies import body, municipality
from rådscraper.serve.pages.cases import case
from rådscraper.serve.pages.changing import changes, questions, withdrawn
from rådscraper.serve.pages.front import front
from rådscraper.serve.pages.meeting import meeting
from rådscraper.serve.pages.numbers import numbers
from rådscraper.serve.pages.paper import paper
from rådscraper.serve.pages.people import person
from rådscraper.serve.pages.searching import searching
from rådscraper.serve.readable import checked
from rådscraper.serve.reading import asked_for, read

View = Callable[[Datasette, Request], Awaitable[Response]]

FORMATS = r"(?:\.(?P<format>json|csv))?$"
ID = r"(?P<id>[^/]+?)"


def _view(pages: Pages, template: str) -> View:
    async def view(datasette: Datasette, request: Request) -> Response:
        asked = asked_for(request)
        page = await read(datasette, pages, asked)
        headers = {} if page.is_indexed else {"x-robots-tag": "noindex, nofollow"}
        if asked.parts.get("format") == "json":
            body = json.dumps({"title": page.title, **page.data}, ensure_ascii=False, indent=1)
            return Response(body, page.status, headers, "application/json; charset=utf-8")
        if asked.parts.get("format") == "csv":
            return Response(written(page.rows), page.status, headers, "text/csv; charset=utf-8")
        told = {"title": page.title, "is_indexed": page.is_indexed, "follow": page.follow}
        context = {**page.data, **told, **_beside(request)}
        html = await datasette.render_template(template, context, request=request)
        return Response.html(html, page.status, headers)

    return view


def _beside(request: Request) -> dict[str, str]:
    """The addresses of the same page as JSON and CSV."""
    path = request.scope.get("raw_path", request.path.encode()).decode("ascii").partition("?")[0]
    query = f"?{request.query_string}" if request.query_string else ""
    return {"as_json": f"{path}.json{query}", "as_csv": f"{path}.csv{query}"}


ROBOTS = "User-agent: *\n" + "".join(f"Disallow: {path}\n" for path in (*NOT_INDEXED, "/bilag/", "/soeg"))


async def robots() -> Response:
    """Ask robots to leave what tells of persons."""
    return Response.text(ROBOTS)


async def nothing() -> None:
    """Tell that there is no page."""
    raise NotFound("Her er ingen side.")


CLOSED = (
    # What Datasette tells of itself and of the machine: paths, versions, threads, routes.
    r"^/-/(?!static/)",
    # The database's name in Datasette's other spelling, by which our pages of rows would be gone around.
    r"^/[^/]*~",
    # Other formats than these two: the file, bytes of a column, and what Datasette would give as a page in English.
    rf"^/{DATABASE}(?:/.*)?\.(?!(?:json|csv)$)[A-Za-z]\w*$",
)

ROUTES: tuple[tuple[str, Callable[..., Awaitable[object]]], ...] = (
    *((pattern, nothing) for pattern in CLOSED),
    *follow_routes.ROUTES,
    (rf"^/{FORMATS}", _view(front, "forside.html")),
    (rf"^/kommune/{ID}{FORMATS}", _view(municipality, "kommune.html")),
    (rf"^/organ/{ID}{FORMATS}", _view(body, "organ.html")),
    (rf"^/moede/{ID}{FORMATS}", _view(meeting, "moede.html")),
    (rf"^/sag/(?P<municipality>[^/]+)/(?P<id>.+?){FORMATS}", _view(case, "sag.html")),
    (rf"^/person/{ID}{FORMATS}", _view(person, "person.html")),
    (rf"^/soeg{FORMATS}", checked(_view(searching, "soeg.html"))),
    (rf"^/aendringer{FORMATS}", _view(changes, "aendringer.html")),
    (rf"^/tilbagetrukket{FORMATS}", _view(withdrawn, "tilbagetrukket.html")),
    (rf"^/spoergsmaal{FORMATS}", _view(questions, "spoergsmaal.html")),
    (rf"^/tal{FORMATS}", _view(numbers, "tal.html")),
    (chart_routes.ROUTE, chart_routes.chart),
    (r"^/robots\.txt$", robots),
    (papers.ROUTE, papers.paper),
    (rf"^/bilag/(?P<sha256>[0-9a-f]{{64}})/tekst{FORMATS}", checked(_view(paper, "bilag.html"))),
    (table_pages.DATABASE_ROUTE, checked(table_pages.database)),
    (row_pages.ROUTE, checked(row_pages.row)),
    (table_pages.ROUTE, checked(table_pages.table)),
)

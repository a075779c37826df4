"""Datasette on a database of ours: read-only, with our pages, descriptions and questions."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from datasette.app import Datasette
from datasette.plugins import pm

from rådscraper.serve import plugin
from rådscraper.serve.metadata import DATABASE, SETTINGS, metadata
from rådscraper.serve.table_database import TableDatabase
from rådscraper.store.schema import APPLICATION_ID, STEPS

HERE = Path(__file__).parent


class CannotServe(Exception):
    """The path can't be served; the message is one sentence that says why and what to do."""


class RaadDatasette(Datasette):
    """A Datasette of ours: the hooks in ``plugin`` act on no other. ``papers`` is the folder of the attachments."""

    # A value of the class, since Datasette calls hooks already while it is made.
    papers: Path = Path()


def application(path: Path, papers: Path) -> RaadDatasette:
    """Make the application; a crawl may write to the database meanwhile. Raises ``CannotServe``."""
    columns = _columns(path)
    if not pm.is_registered(plugin):
        pm.register(plugin, "raadscraper")
    made = RaadDatasette(
        [],
        metadata=metadata(columns),
        settings=SETTINGS,
        template_dir=str(HERE / "templates"),
        static_mounts=[("stil", str(HERE / "static"))],
    )
    made.papers = papers
    # Datasette adds an empty one where it is given no file.
    made.remove_database("_memory")
    # Mutable, which Datasette reads with mode=ro: an immutable one would not see what a crawl writes.
    made.add_database(TableDatabase(made, path=str(path), is_mutable=True), name=DATABASE)
    return made


def _columns(path: Path) -> dict[str, list[str]]:
    """Read which tables and views there are, and refuse what is no up-to-date database of ours."""
    if not path.is_file():
        raise CannotServe(f"there is no database {path}; crawl first (make crawl, make demo), or name it with DB=…")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
            (application_id,) = db.execute("PRAGMA application_id").fetchone()
            if application_id != APPLICATION_ID:
                raise CannotServe(f"{path} is no database of rådscraper; name one with DB=…")
            applied = {name for (name,) in db.execute("select name from _sqlite_migrations")}
            if {step.__name__ for step in STEPS} - applied:
                raise CannotServe(f"{path} was made by an older version; bring it up to date with scrapy reindex")
            names = [name for (name,) in db.execute("select name from sqlite_master where type in ('table', 'view')")]
            return {name: [row[1] for row in db.execute(f"PRAGMA table_xinfo([{name}])")] for name in names}
    except sqlite3.Error as error:
        raise CannotServe(f"{path} can't be read ({error})") from error

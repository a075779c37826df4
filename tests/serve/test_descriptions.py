"""Every table and column there is is described to people in Danish, and nothing is described that is not there."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from rådscraper.serve.descriptions import describe_column, described
from rådscraper.serve.labels import LABELS
from rådscraper.store.writer import Store

WITHOUT = ("sqlite_", "_sqlite_", "agenda_items_fts", "file_pages_fts")
"""SQLite's own tables, those of the migrations, and what the search is made of: no page shows them."""


@pytest.fixture(scope="module")
def columns(tmp_path_factory) -> dict[str, list[str]]:
    path = tmp_path_factory.mktemp("empty") / "raad.db"
    with Store.open(path):
        pass
    with closing(sqlite3.connect(path)) as db:
        names = [name for (name,) in db.execute("select name from sqlite_master where type in ('table', 'view')")]
        return {
            name: [row[1] for row in db.execute(f"pragma table_info([{name}])")]
            for name in names
            if not name.startswith(WITHOUT)
        }


def test_every_table_and_view_has_a_danish_title_and_description(columns):
    assert [name for name in columns if name not in described()] == []
    assert [name for name, told in described().items() if not told.title or not told.description] == []


def test_every_column_has_a_danish_description(columns):
    assert [(name, column) for name in columns for column in columns[name] if not describe_column(name, column)] == []


def test_nothing_is_described_that_is_not_there(columns):
    told = [(name, column) for name, one in described().items() for column in one.columns]
    assert [one for one in told if one[1] not in columns.get(one[0], ())] == []


def test_labels_are_of_columns_there_are(columns):
    assert [one for one in LABELS if one[1] not in columns.get(one[0], ())] == []

"""Whatever stands in an address, it is answered: what can't be asked is told as such and is no fault of ours."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rådscraper.serve.queries import QUERIES
from tests.conftest import examples

# Datasette leaves questions for other facets lying when one of them fails.
pytestmark = pytest.mark.filterwarnings("ignore:coroutine .* was never awaited")

TABLES = ("meetings", "agenda_items", "sections", "file_pages", "people", "revisions", "cases", "published_items",
          "item_attendance", "searchable_items", "agenda_items_fts_stems", "findes_ikke")  # fmt: skip
PAGES = ("/", "/soeg", "/kommune/koege", "/aendringer", "/tilbagetrukket", "/tal", "/spoergsmaal", "/raad")
COLUMNS = ("id", "title", "date", "rowid", "text", "outcome", "page", "findes_ikke", "", '"', "a b", "é", "\0")
LOOKUPS = (
    "exact",
    "not",
    "contains",
    "in",
    "notin",
    "arraycontains",
    "date",
    "isnull",
    "gt",
    "lte",
    "like",
    "glob",
    "?",
)
SWITCHES = ("_facet", "_facet_array", "_facet_date", "_facet_size", "_sort", "_sort_desc", "_search", "_searchmode",
            "_search_title", "_where", "_through", "_next", "_size", "_shape", "_labels", "_nl", "_col", "_nocol",
            "_nocount", "_json", "_json_infinity", "_timelimit", "_fts_table", "_fts_pk", "_filter_column",
            "_filter_op", "_filter_value", "_dl", "_stream", "_header", "_blob_column", "_format", "_show_sql",
            "sql")  # fmt: skip
FIELDS = ("q", "kommune", "udfald", "fra", "til", "siden", "dag", "moede", "organ", "emne", "ord", "sag", "punkter")
ODD = (
    *("", "1", "-1", "%", "*", '"', "[1,2]", "[", '{"a":1}', "null", "NaN", "1e400", "2021-01-01", "\0", "😀", "²"),
    *("9" * 30, "a,b", '"x" OR', "on", "off", "koege", "'; drop", "<script>", *COLUMNS),
)
VALUES = st.sampled_from(ODD) | st.text(max_size=8)
NAMES = (
    st.sampled_from((*SWITCHES, *FIELDS))
    | st.tuples(st.sampled_from(COLUMNS), st.sampled_from(LOOKUPS)).map("__".join)
    | st.text(max_size=8)
)
PATHS = (
    st.sampled_from(TABLES).map("/raad/{}".format)
    | st.sampled_from(QUERIES).map(lambda query: f"/raad/{query.name}")
    | st.sampled_from(PAGES)
    | st.tuples(st.sampled_from(TABLES), VALUES).map(lambda row: f"/raad/{row[0]}/{quote(row[1], safe='')}")
)


@examples(short=60, long=2_000)
@given(PATHS, st.sampled_from(["", ".json", ".csv"]), st.lists(st.tuples(NAMES, VALUES), max_size=4))
def test_no_address_is_a_fault(demo, path, ending, asked):
    query = urlencode([(name.encode(errors="replace"), value.encode(errors="replace")) for name, value in asked])
    assert demo.get(f"{path}{ending}?{query}").status_code < 500

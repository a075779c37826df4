"""A paper's page: what it belongs to, where it came from, and its text."""

from __future__ import annotations

import csv
import io

from parsel import Selector

from rådscraper.serve import paths
from rådscraper.serve.pages import paper
from tests.serve.asking import Served
from tests.serve.test_pages import seen


def files(demo: Served):
    return demo.json("/raad/files.json", _shape="array", _size="max", text_status__not="quarantined")


def pages(demo: Served, sha256: str):
    asked = {"_shape": "array", "_size": "max", "file_sha256": sha256, "_sort": "page"}
    return demo.json("/raad/file_pages.json", **asked)


def test_every_public_paper_has_a_page_with_its_text_and_whence_it_came(demo):
    found = files(demo)
    assert len(found) > 5
    for file in found:
        path = f"/bilag/{file['sha256']}/tekst"
        answer = demo.get(path)
        attached = demo.json("/raad/attachments.json", _shape="array", file_sha256=file["sha256"])
        assert attached
        assert "noindex" in answer.headers["x-robots-tag"]
        words = seen(answer.text)
        assert file["sha256"] in words
        links = Selector(answer.text).css("main a::attr(href)").getall()
        for one in attached:
            assert any(link.startswith(f"/moede/{one['meeting_id']}#punkt-") for link in links)
            assert one["url"] in links
        for page in pages(demo, file["sha256"]):
            assert " ".join((page["text"] or "").split()) in words
        told = list(csv.DictReader(io.StringIO(demo.page(f"{path}.csv"))))
        assert [int(row["page"]) for row in told] == [page["page"] for page in pages(demo, file["sha256"])]


def test_a_page_that_a_search_finds_is_where_the_search_leads_to(demo, monkeypatch):
    for module in (paths, paper):
        monkeypatch.setattr(module, "PAGES_OF_PAPER", 2)
    hit = next(one for one in demo.json("/soeg.json", q="brobygger*")["papers"] if one["page"] > 2)
    links = Selector(demo.page("/soeg", q="brobygger*")).css(".fund a::attr(href)").getall()
    (link,) = {one for one in links if one.endswith(f"#side-{hit['page']}") and hit["file_sha256"] in one}
    shown = Selector(demo.page(link.partition("#")[0]))
    assert "brobygger" in " ".join(shown.css(f"#side-{hit['page']} ::text").getall())
    assert {word[:9].lower() for word in shown.css("section mark::text").getall()} == {"brobygger"}
    assert "q=brobygger" in shown.css("a[rel=prev]").attrib["href"]
    assert len(shown.css("section[id^=side-]")) == 2
    assert shown.css("a[rel=prev]")


def test_a_long_paper_is_read_some_pages_at_a_time(demo, monkeypatch):
    monkeypatch.setattr(paper, "PAGES_OF_PAPER", 4)
    file = next(one for one in files(demo) if one["pages"] == 11)
    path, told = f"/bilag/{file['sha256']}/tekst", []
    while path:
        page = Selector(demo.page(path))
        told += page.css("section[id^=side-]::attr(id)").getall()
        step = page.css("a[rel=next]::attr(href)").get()
        path = f"/bilag/{file['sha256']}/tekst{step}" if step else ""
    assert told == [f"side-{n}" for n in range(1, 12)]

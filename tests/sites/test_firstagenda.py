"""The stand-in itself: session, API, documents, and the faults tests can ask for."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.sites.firstagenda import COOKIE, S3_HOST, STATIC_HOST, Fault, FirstAgendaSite, StoredFile
from tests.sites.traps import koege_site, real_id, trap_id

PORTAL = "dagsordener.koege.dk"
LIST = "/api/agenda/udvalgsliste"
FILES = {
    "bilag/11111111-aaaa-4aaa-8aaa-000000000001": StoredFile(b"%PDF-1.7 one"),
    "bilag/11111111-aaaa-4aaa-8aaa-000000000002": StoredFile(b"%PDF-1.7 two", host=STATIC_HOST),
    "dagsorden/22222222-aaaa-4aaa-8aaa-000000000001": StoredFile(b"%PDF-1.7 all"),
}
ONE, TWO, ALL = FILES


@pytest.fixture
def site() -> Iterator[FirstAgendaSite]:
    with FirstAgendaSite({"Udvalg": {}}, {"33333333-aaaa-4aaa-8aaa-000000000001": {"Id": "æ"}}, dict(FILES)) as running:
        yield running


@pytest.fixture
def browser(site: FirstAgendaSite) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=site.address, headers={"Host": PORTAL}, trust_env=False) as client:
        yield client


@pytest.fixture
def visitor(browser: httpx.Client) -> httpx.Client:
    """A browser that has its cookie."""
    browser.get("/", follow_redirects=True)
    assert COOKIE in browser.cookies
    return browser


def from_file_host(browser: httpx.Client, signed: str, **headers: str) -> httpx.Response:
    url = httpx.URL(signed)
    browser.cookies.clear()
    return browser.get(url.raw_path.decode(), headers={"Host": url.host, **headers})


def test_a_first_request_is_sent_for_a_cookie_and_back(site: FirstAgendaSite, browser: httpx.Client):
    first = browser.get(f"{LIST}?a=b")
    assert first.status_code == 302
    assert (
        first.headers["Location"]
        == f"/Home/AnonymousAuthentication?callback={'%2Fapi%2Fagenda%2Fudvalgsliste%3Fa%3Db'}"
    )
    second = browser.get(first.headers["Location"])
    assert (second.status_code, second.headers["Location"]) == (302, f"{LIST}?a=b")
    assert second.headers["Set-Cookie"].endswith("; path=/; HttpOnly")
    assert len(browser.cookies[COOKIE]) == 300
    third = browser.get(second.headers["Location"])
    assert third.json() == {"Udvalg": {}}
    assert [(each.status, each.had_cookie) for each in site.requests] == [(302, False), (302, False), (200, True)]


def test_answers_are_uncompressed_and_not_to_be_cached(visitor: httpx.Client):
    answer = visitor.get(LIST)
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert (answer.headers["Cache-Control"], answer.headers["Expires"]) == ("no-cache", "-1")
    assert not {"etag", "last-modified", "content-encoding"} & set(answer.headers)


def test_the_api_answers_as_recorded(visitor: httpx.Client):
    assert visitor.get("/api/agenda/apiVersion").content == b"1"
    known = visitor.get("/api/agenda/dagsorden/33333333-aaaa-4aaa-8aaa-000000000001?fritekst=undefined")
    assert known.content == '{"Id":"æ"}'.encode()
    assert visitor.get("/api/agenda/dagsorden/44444444-aaaa-4aaa-8aaa-000000000001").status_code == 404
    assert visitor.get("/api/agenda/soeg/?request.kriterie.moedeDato=2021").content == (
        b'{"Dagsordner":[],"AntalResultater":0,"MoreToBeSearched":false,"IkkePubliceredeMoeder":false}'
    )


def test_robots_txt_needs_no_cookie(browser: httpx.Client):
    assert browser.get("/robots.txt").text == "User-agent: *\nDisallow:\n"


@pytest.mark.parametrize(
    "address", [f"/vis/pdf/{ONE}/?redirectDirectlyToPdf=true", f"/Vis/Pdf/{TWO}?redirectDirectlyToPdf=true"]
)
def test_a_document_is_behind_a_signed_address(site: FirstAgendaSite, visitor: httpx.Client, address: str):
    first, second = (visitor.get(address) for _ in range(2))
    assert first.status_code == 302
    assert first.headers["Location"] != second.headers["Location"]
    served = from_file_host(visitor, first.headers["Location"])
    assert served.content.startswith(b"%PDF-")
    assert served.headers["Content-Type"] == "application/pdf"
    assert "document.pdf" in served.headers["Content-Disposition"]
    assert site.requests[-1].host in (S3_HOST, STATIC_HOST)
    assert not site.requests[-1].had_cookie


def test_a_meeting_is_one_pdf(visitor: httpx.Client):
    answer = visitor.get(f"/vis/pdf/{ALL}")
    assert from_file_host(visitor, answer.headers["Location"]).content == b"%PDF-1.7 all"


@pytest.mark.parametrize("query", ["", "?redirectDirectlyToPdf=false"])
def test_without_the_parameter_a_viewer_frames_the_signed_address(visitor: httpx.Client, query: str):
    page = visitor.get(f"/vis/pdf/{ONE}/{query}")
    assert page.status_code == 200
    assert page.headers["Content-Type"].startswith("text/html")
    signed = page.text.partition('<iframe src="')[2].partition('" id="pdfframe">')[0].replace("&amp;", "&")
    assert from_file_host(visitor, signed).content == b"%PDF-1.7 one"


def test_a_wrong_or_old_signature_is_forbidden(site: FirstAgendaSite, visitor: httpx.Client):
    signed = visitor.get(f"/vis/pdf/{ALL}").headers["Location"]
    assert from_file_host(visitor, signed + "0").status_code == 403
    site.forget_signatures()
    assert from_file_host(visitor, signed).status_code == 403


def test_a_cookie_sent_to_a_file_host_is_on_record(site: FirstAgendaSite, visitor: httpx.Client):
    signed = visitor.get(f"/vis/pdf/{ALL}").headers["Location"]
    from_file_host(visitor, signed, Cookie=f"{COOKIE}=given-away")
    assert site.requests[-1].had_cookie


def test_head_is_refused_for_documents(visitor: httpx.Client):
    assert visitor.head(f"/Vis/Pdf/{ONE}").status_code == 405


def test_a_session_ends_after_so_many_api_requests(site: FirstAgendaSite, visitor: httpx.Client):
    site.expire_session_after(2)
    assert [visitor.get(LIST).status_code for _ in range(3)] == [200, 200, 302]
    assert visitor.get(LIST, follow_redirects=True).status_code == 200


def test_an_ended_session_can_show_as_html(site: FirstAgendaSite, visitor: httpx.Client):
    site.expire_session_after(0, login_page=True)
    answer = visitor.get(LIST)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    site.expire_session_after(1, login_page=True)
    visitor.get("/", follow_redirects=True)
    assert visitor.get(LIST).json() == {"Udvalg": {}}


def test_a_fault_lasts_as_often_as_it_says(site: FirstAgendaSite, visitor: httpx.Client):
    site.fault("/api/agenda/", Fault(status=429, headers={"Retry-After": "1"}, times=2))
    answers = [visitor.get(LIST) for _ in range(3)]
    assert [each.status_code for each in answers] == [429, 429, 200]
    assert answers[0].headers["Retry-After"] == "1"


def test_faults_do_not_count_the_cookie_dance(site: FirstAgendaSite, browser: httpx.Client):
    site.fault(LIST, Fault(status=500, times=1))
    assert browser.get(LIST, follow_redirects=True).status_code == 500
    assert browser.get(LIST, follow_redirects=True).status_code == 200


def test_bodies_can_be_replaced_and_cut(site: FirstAgendaSite, visitor: httpx.Client):
    site.fault(LIST, Fault(body=b"<html></html>", media_type="text/html"))
    assert visitor.get(LIST).text == "<html></html>"
    site.fault(LIST, Fault(cut=5))
    assert visitor.get(LIST).content == b'{"Udv'
    site.clear_faults()
    assert visitor.get(LIST).json() == {"Udvalg": {}}


@pytest.mark.parametrize("fault", [Fault(close_after=4), Fault(content_length=1000)])
def test_an_answer_can_break_off(site: FirstAgendaSite, visitor: httpx.Client, fault: Fault):
    site.fault(LIST, fault)
    with pytest.raises(httpx.RemoteProtocolError):
        visitor.get(LIST)


def test_an_answer_can_be_slow(site: FirstAgendaSite, visitor: httpx.Client):
    site.fault(LIST, Fault(delay=0.2))
    started = time.monotonic()
    visitor.get(LIST)
    assert time.monotonic() - started >= 0.2


def test_a_fault_can_be_a_file_hosts(site: FirstAgendaSite, visitor: httpx.Client):
    site.fault(f"//{S3_HOST}/", Fault(status=503))
    signed = visitor.get(f"/vis/pdf/{ALL}").headers["Location"]
    assert from_file_host(visitor, signed).status_code == 503


def test_requests_are_recorded_in_order(site: FirstAgendaSite, visitor: httpx.Client):
    visitor.get(f"{LIST}?x=1", headers={"User-Agent": "prober"})
    last = site.requests[-1]
    assert (last.method, last.host, last.path, last.status) == ("GET", PORTAL, f"{LIST}?x=1", 200)
    assert last.user_agent == "prober"
    assert last.started >= site.requests[0].started


def test_a_whole_site_is_served(browser: httpx.Client):
    with FirstAgendaSite(*koege_site()) as koege:
        answer = browser.get(f"{koege.address}{LIST}", follow_redirects=True)
        listed = {
            entry["Id"] for group in answer.json()["Udvalg"].values() for body in group for entry in body["Moeder"]
        }
        assert {real_id("koege"), trap_id("proceedings")} < listed
        for publication in listed:
            agenda = json.loads(browser.get(f"{koege.address}/api/agenda/dagsorden/{publication}").content)
            assert agenda["Id"] == publication

"""The spider arguments: each narrows the crawl, and what can't be read is refused in one line."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.crawl.running import Run, crawl, crawl_words, finished, scrapy, started, wait_for
from tests.crawl.small import LISTING, agenda_path, published, site_of
from tests.sites.firstagenda import Fault, FirstAgendaSite
from tests.sites.shapes import Body
from tests.sites.traps_koege import HOST

BOARD = Body("koege", HOST, "Integrationsrådet", "Råd 2018-2021")
MEETINGS = {
    "2021-01-19": published("januar", "2021-01-19 18:00"),
    "2021-02-16": published("februar", "2021-02-16 18:00", body=BOARD),
    "2021-02-28": published("sidst", "2021-02-28 23:30"),
    "2021-03-16": published("marts", "2021-03-16 18:00", body=BOARD),
}
FEBRUARY = MEETINGS["2021-02-16"]
ITEM = FEBRUARY.agenda["Dagsordenpunkter"][0]["Id"]
ALL = list(MEETINGS)


@pytest.fixture(scope="module")
def site():
    with FirstAgendaSite(*site_of(*MEETINGS.values())) as running:
        yield running


NARROWED = {
    "since=2021-02-16 full=1": ALL[1:],
    "until=2021-02-28": ALL[:3],
    "since=2021-02-28 until=2021-02-28": ["2021-02-28"],
    "body=INTEGRATIONSRÅD": ["2021-02-16", "2021-03-16"],
    f"meeting={FEBRUARY.id.upper()}": ["2021-02-16"],
    f"meeting=https://{HOST}/vis?id={FEBRUARY.id}": ["2021-02-16"],
    f"meeting=https://{HOST}/vis?Referat-Integrationsraadet-d.16-02-2021&id={FEBRUARY.id}&punktid={ITEM}": ALL[1:2],
}


@pytest.fixture(scope="module")
def narrowed(tmp_path_factory):
    """Every narrowed crawl against a site of its own, several at a time."""

    def one(arguments):
        with FirstAgendaSite(*site_of(*MEETINGS.values())) as site:
            run = crawl("koege", site.address, tmp_path_factory.mktemp("narrowed"), *arguments.split())
            return run, [request.path for request in site.requests]

    with ThreadPoolExecutor(4) as pool:
        return dict(zip(NARROWED, pool.map(one, NARROWED), strict=True))


@pytest.mark.parametrize(("arguments", "days"), NARROWED.items())
def test_arguments_narrow_the_crawl(narrowed, arguments, days):
    run, paths = narrowed[arguments]
    assert run.status == 0, run.log
    assert sorted(row["date"] for row in run.rows("meetings")) == days
    asked = [path for path in paths if path.startswith("/api/agenda/dagsorden/")]
    assert sorted(asked) == sorted(agenda_path(MEETINGS[day]) for day in days)
    assert run.rows("crawls")[0]["meetings_listed"] == len(days)
    assert run.kinds() == []


@pytest.mark.parametrize("argument", ["body=ungdomsråd", f"meeting=https://{HOST}/vis"])
def test_arguments_that_fit_no_meeting_are_told(site, tmp_path, argument):
    run = crawl("koege", site.address, tmp_path, argument)
    assert run.kinds() == ["nothing_wanted"]
    assert run.rows("meetings") == []


def test_a_meeting_that_is_left_out_stays_as_it_was(site, tmp_path):
    crawl("koege", site.address, tmp_path)
    narrowed = crawl("koege", site.address, tmp_path, "since=2021-03-01")
    assert sorted(row["date"] for row in narrowed.rows("meetings", "status = 'minutes'")) == ALL


REFUSED = {
    "-a sinc=2021-01-01": "unknown argument 'sinc'",
    "-a since=2021-02-30": "since='2021-02-30'",
    "-a since=": "since=''",
    "-a since=2021-02-01 -a until=2021-01-31": "since=2021-02-01 is after until=2021-01-31",
    "-a base_url=127.0.0.1:8080": "base_url='127.0.0.1:8080'",
    "-a body=": "body is empty",
    "-a meeting=rubbish": "meeting='rubbish'",
    "-a full=yes": "full='yes'",
    "-a since": "-a",
    "-s RAAD_CONTACT=Åse": "RAAD_CONTACT='Åse'",
    "kalundborg": "name one site",
}


@pytest.fixture(scope="module")
def refused(tmp_path_factory):
    """Every refused command, several at a time; should one not be refused, it finds nobody at its address."""

    def one(words):
        given = ["crawl", "koege", "-a", "base_url=http://127.0.0.1:9", *words.split()]
        return scrapy(tmp_path_factory.mktemp("refused"), *given, settings={"LOG_LEVEL": "ERROR"})

    with ThreadPoolExecutor(4) as pool:
        return dict(zip(REFUSED, pool.map(one, REFUSED), strict=True))


@pytest.mark.parametrize(("words", "named"), REFUSED.items())
def test_what_cannot_be_read_is_refused_in_one_line(refused, words, named):
    assert_refused(refused[words], named)


@pytest.mark.parametrize(("words", "named"), [(["atlantis"], "no site 'atlantis'"), ([], "name one site")])
def test_a_crawl_is_of_one_site_that_is_known(tmp_path, words, named):
    assert_refused(scrapy(tmp_path, "crawl", *words, settings={"LOG_LEVEL": "ERROR"}), named)


def assert_refused(run: Run, named: str) -> None:
    assert run.status == 2
    assert run.output == ""
    (line,) = run.log.splitlines()
    assert named in line
    assert not list(run.folder.iterdir())


def test_a_refused_argument_leaves_an_existing_database_alone(site, tmp_path):
    crawl("koege", site.address, tmp_path)
    refused = crawl("koege", site.address, tmp_path, "until=i går")
    assert refused.status == 2
    assert "Traceback" not in refused.log
    assert [row["exit_status"] for row in refused.rows("crawls")] == [0]


def test_of_two_crawls_at_once_the_second_is_refused(tmp_path):
    with FirstAgendaSite(*site_of(*MEETINGS.values())) as site:
        site.fault(LISTING, Fault(delay=3, times=1))
        first = started(tmp_path, *crawl_words("koege", site.address))
        wait_for(lambda: any(one.path == LISTING for one in site.requests), first)
        second = crawl("koege", site.address, tmp_path, settings={"LOG_LEVEL": "ERROR"})
        assert first.poll() is None
        done = finished(first, tmp_path)
    (line,) = second.log.splitlines()
    assert second.status == 3
    assert f"raad.db is held by `scrapy crawl koege` (process {first.pid}, since 20" in line
    assert done.status == 0
    assert len(done.rows("crawls")) == 1
    assert len(done.rows("meetings")) == len(MEETINGS)

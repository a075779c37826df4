"""A visit to Aalborg: the application's numbers, one ``visreferat``, the overview pages, one page, one PDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from parsel import Selector

from rådscraper.clock import now
from rådscraper.doctor.asking import Answer, Asker, Hop
from rådscraper.doctor.findings import Examination, Verdict
from rådscraper.doctor.questions import by_key
from rådscraper.doctor.questions_aalborg import AALBORG
from rådscraper.doctor.reading import told_of
from rådscraper.doctor.visit import Visit
from rådscraper.items import DocumentType
from rådscraper.platforms.aalborg import AalborgApplicationSpider
from rådscraper.platforms.aalborg_pages import (
    Listing,
    MeetingLink,
    find_pdf,
    read_listing,
    seen_in_application,
    seen_in_page,
)

MOST_PROBES = 2
MEETING_LINK = "a[class*=moede-link]"
ACCORDION = "bui-accordion-item"


class AalborgVisit(Visit):
    """Asks the three hosts; what is known of them is the spider's."""

    def __init__(self, asker: Asker, examination: Examination, spider: type[AalborgApplicationSpider]) -> None:
        """Begin with nothing asked."""
        super().__init__(asker, examination, by_key(AALBORG))
        self.spider = spider
        self._links: list[MeetingLink] = []
        self._pages: list[MeetingLink] = []
        self._named: dict[str, None] = {}
        self._pdf: str | None = None
        self._hops: list[Hop] = []

    def ask(self, key: str, url: str, **how: Any) -> Answer | None:
        """Ask for an address, and remember the way its answer took."""
        answer = super().ask(key, url, **how)
        self._hops += answer.hops if answer else ()
        return answer

    def ask_all(self) -> None:
        """Ask for every list, then for one meeting in each of its three forms."""
        for number in self.spider.body_numbers:
            self._ask_number(number)
        self._ask_probes()
        for url, name in self.spider.overviews.items():
            self._ask_overview(url, name)
        self._tell_queries()
        self._ask_minutes()
        self._ask_page()
        self._ask_pdf()
        self._tell_hosts()

    def _tell_hosts(self) -> None:
        for host in dict.fromkeys(urlsplit(hop.url).netloc for hop in self._hops):
            hops = [hop for hop in self._hops if urlsplit(hop.url).netloc == host]
            cookies = sorted({name for hop in hops for name in hop.cookies})
            redirects = [hop for hop in hops if hop.location]
            told = (
                f"{host}: {len(hops)} answers, cookies set: {', '.join(cookies) or 'none'}, {len(redirects)} redirects"
            )
            self.note("hosts", Verdict.DIFFERS if redirects else Verdict.AS_EXPECTED, told)
            for hop in redirects:
                self.note("hosts", Verdict.DIFFERS, f"{hop.status} {hop.url} -> {hop.location}", hop.url)

    def _ask_number(self, number: int) -> None:
        url = f"{self.spider.application}/?Id={number}"
        answer = self.ask_ok("numbers", url)
        if answer is None:
            return
        self.examination.keep("aalborg_list", f"id_{number}", answer)
        listing = read_listing(answer.body, url)
        self._links += listing.links
        self._named.update(dict.fromkeys(listing.numbers))
        if not listing.links:
            self.note("numbers", Verdict.DIFFERS, f"the number {number} lists no meetings", url)
        else:
            self.note("numbers", Verdict.AS_EXPECTED, f"the number {number}: {_told(listing)}", url)
        marked = len(_parsed(answer).css(MEETING_LINK))
        if marked != len(listing.links):
            told = f"the number {number}: {marked} {MEETING_LINK}, but {len(listing.links)} links are read"
            self.note("numbers", Verdict.DIFFERS, told, url)
        self._note_problems("numbers", listing, url)

    def _ask_probes(self) -> None:
        known = self.spider.body_numbers
        around = [int(number) for number in self._named] + [max(known) + 1, min(known) + 1]
        unknown = [number for number in dict.fromkeys(around) if number not in known]
        for number in unknown[:MOST_PROBES]:
            url = f"{self.spider.application}/?Id={number}"
            answer = self.ask("probes", url)
            if answer is None:
                continue
            listing = read_listing(answer.body, url)
            if listing.links:
                self.examination.keep("aalborg_list", f"id_{number}", answer)
                self.note("probes", Verdict.NEW, f"the number {number} lists meetings: {_told(listing)}", url)
            else:
                told = f"the number {number} lists no meetings (answered {answer.status})"
                self.note("probes", Verdict.AS_EXPECTED, told, url)

    def _ask_overview(self, url: str, name: str) -> None:
        answer = self.ask_ok("overview", url)
        if answer is None:
            return
        self.examination.keep("aalborg_list", f"oversigt_{url.rpartition('/')[2]}", answer)
        listing = read_listing(answer.body, url)
        self._pages += [link for link in listing.links if link.page]
        accordions = len(_parsed(answer).css(ACCORDION))
        usual = bool(listing.links) and accordions > 0
        told = f"{name}: {_told(listing)}; {accordions} {ACCORDION}"
        self.note("overview", Verdict.AS_EXPECTED if usual else Verdict.DIFFERS, told, url)
        self._note_problems("overview", listing, url)

    def _tell_queries(self) -> None:
        names = Counter(name for link in self._links for name in parse_qs(link.query, keep_blank_values=True))
        told = ", ".join(f"{name} ({number} times)" for name, number in names.most_common())
        if told:
            self.note("query", Verdict.TOLD, f"{len(self._links)} links name: {told}")

    def _ask_minutes(self) -> None:
        link = _newest_held(self._links)
        if link is None:
            self.note("minutes", Verdict.NOT_ASKED, "no number lists a meeting that has been held")
            return
        url = f"{self.spider.application}/visreferat?{link.query}"
        answer = self.ask_ok("minutes", url)
        if answer is None:
            return
        self.examination.keep("aalborg_application", f"{link.starts_at.date()}", answer)
        seen = seen_in_application(answer.body)
        usual = seen.items > 0 and seen.texts > 0
        told = f"{link.title.printed!r}: {seen.items} items with titles, {seen.texts} of them with texts"
        self.note("minutes", Verdict.AS_EXPECTED if usual else Verdict.DIFFERS, told, url)
        self._tell_closed(answer)
        self._note_all("reading", told_of("aalborg_application", answer.body, url, "visreferat", _kind(link)), url)
        self._pdf = find_pdf(answer.body, url, link.starts_at)

    def _ask_page(self) -> None:
        link = _newest_held(self._pages)
        if link is None or link.page is None:
            self.note("page", Verdict.NOT_ASKED, "no overview page links to a meeting that has been held")
            return
        answer = self.ask_ok("page", link.page)
        if answer is None:
            return
        self.examination.keep("aalborg_page", f"side_{link.starts_at.date()}", answer)
        page = _parsed(answer)
        seen = seen_in_page(answer.body)
        slots = len(page.xpath("//*[@slot='heading']"))
        told = f"{seen.items} items, {seen.titled} titles, {len(page.css(ACCORDION))} {ACCORDION}, {slots} slot=heading"
        usual = seen.items > 0 and page.css(ACCORDION)
        self.note("page", Verdict.AS_EXPECTED if usual else Verdict.DIFFERS, told, link.page)
        self._note_all("reading", told_of("aalborg_page", answer.body, link.page, "the page", _kind(link)), link.page)
        self._pdf = self._pdf or find_pdf(answer.body, link.page, link.starts_at)

    def _ask_pdf(self) -> None:
        if self._pdf is None:
            self.note("pdf", Verdict.TOLD, "neither the application's answer nor the page names a PDF: nothing to ask")
            return
        answer = self.ask("pdf", self._pdf)
        if answer and self.judge_pdf("pdf", answer):
            self.examination.keep("pdf", "moede", answer)
            self._note_all("reading", told_of("pdf", answer.body, self._pdf, "the PDF", None), self._pdf)

    def _tell_closed(self, answer: Answer) -> None:
        page = _parsed(answer)
        lines = [" ".join(text.split()).casefold() for text in page.xpath("//body//text()").getall()]
        links = [href for href in page.css("a::attr(href)").getall() if "moedetitel=" not in href]
        words = {word: sum(line.startswith(word) for line in lines) for word in ("åben", "lukket", "bilag")}
        told = ", ".join(f"{number} lines begin with {word!r}" for word, number in words.items())
        example = f", as {links[0][:120]!r}" if links else ""
        self.note("closed", Verdict.TOLD, f"{told}; {len(links)} links{example}", answer.asked)

    def _note_problems(self, key: str, listing: Listing, url: str) -> None:
        for problem in listing.problems:
            self.note(key, Verdict.DIFFERS, f"{problem.kind}: {problem.message}", url)

    def _note_all(self, key: str, told: Iterable[tuple[Verdict, str]], url: str) -> None:
        for verdict, what in told:
            self.note(key, verdict, what, url)


def _told(listing: Listing) -> str:
    starts = sorted(link.starts_at.date() for link in listing.links)
    names = ", ".join(sorted({link.title.body_name or "no name" for link in listing.links}))
    return f"{len(starts)} meetings, {starts[0]} to {starts[-1]} ({names})" if starts else "no meetings"


def _newest_held(links: list[MeetingLink]) -> MeetingLink | None:
    held = [link for link in links if link.starts_at <= now()]
    return max(held, key=lambda link: link.starts_at, default=None)


def _kind(link: MeetingLink) -> DocumentType | None:
    return link.title.document_type


def _parsed(answer: Answer) -> Selector:
    return Selector(text=answer.body.decode("utf-8", "replace").replace("\0", "") or "<p>", type="html")

"""A visit to a site on FirstAgenda Publication: session, list, one publication of each kind, papers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from parsel import Selector

from rådscraper.doctor import agendas, listing
from rådscraper.doctor.asking import REDIRECTS, Answer, Asker
from rådscraper.doctor.comparing import compare
from rådscraper.doctor.findings import Examination, Verdict
from rådscraper.doctor.listing import Chosen
from rådscraper.doctor.questions import FIRSTAGENDA, by_key
from rådscraper.doctor.reading import blanks, read, told_headings, told_of
from rådscraper.doctor.visit import Visit, described
from rådscraper.document import Document, UnreadableDocument
from rådscraper.items import DocumentType
from rådscraper.media import pdf_behind_viewer
from rådscraper.platforms.firstagenda import API_HEADERS
from rådscraper.platforms.firstagenda_listing import Listing, UnreadableListing, parse_listing
from rådscraper.platforms.firstagenda_papers import papers_with_text

COOKIE = ".AspNet.Cookies"
FRAME = "#resultaterplaceholder"
LOGIN = "/Home/AnonymousAuthentication"
NOBODYS_ID = "00000000-0000-4000-8000-000000000000"
"""A well-formed id that names no meeting."""

ASKED_OF_KEYS = ("participants", "unseen", "supplementary")

_MORE_MINUTES = 2

KINDS = {"referat": "minutes", "dagsorden": "agenda", "tillaegsdagsorden": "supplementary agenda"}


class FirstAgendaVisit(Visit):
    """Asks one site; ``earlier`` is a folder an earlier visit kept its answers in."""

    def __init__(self, asker: Asker, examination: Examination, earlier: Path | None = None) -> None:
        """Begin with nothing asked."""
        super().__init__(asker, examination, by_key(FIRSTAGENDA))
        self.site = examination.base_url
        self.earlier = earlier
        self._agendas: list[tuple[Chosen, Answer, Any]] = []
        self._documents: list[Document] = []

    def ask_all(self) -> None:
        """Ask everything; without a list there is nothing more to ask for."""
        self._ask_session()
        listed = self._ask_listing()
        if listed is None:
            return
        chosen = listing.choose(listed)
        for one in chosen:
            self._ask_publication(one)
        self._tell_missing(chosen)
        if not self._has_closed_items():
            for one in listing.more_minutes(listed, chosen, _MORE_MINUTES):
                self._ask_publication(one)
        if self._agendas and not self._has_closed_items():
            self.note("closed", Verdict.TOLD, f"no closed item among {len(self._agendas)} publications: nothing to ask")
        self._tell_as_assumed()
        self._judge_texts()
        self._ask_unknown_id()
        self._ask_papers()

    def _ask_session(self) -> None:
        api = f"{self.site}/api/agenda/apiVersion"
        answer = self.ask("cookieless", api, headers=API_HEADERS, follow=False, with_cookies=False)
        if answer:
            to_login = answer.status in REDIRECTS and LOGIN.casefold() in (answer.location or "").casefold()
            verdict = Verdict.AS_EXPECTED if to_login else Verdict.DIFFERS
            self.note("cookieless", verdict, f"without a cookie: {described(answer)}", api)
        front = self.ask_ok("session", f"{self.site}/")
        if front:
            self.examination.keep("firstagenda_front", "forside", front)
            frames = len(Selector(text=front.body.decode("utf-8", "replace") or "<p>", type="html").css(FRAME))
            self.note(
                "session", Verdict.TOLD, f"the front page has {frames} {FRAME}, the frame scripts fill", front.asked
            )
            way = " -> ".join(f"{hop.status} {hop.url.partition('?')[0]}" for hop in front.hops)
            known = {name for answer in self._session_answers(front) for hop in answer.hops for name in hop.cookies}
            verdict = Verdict.AS_EXPECTED if COOKIE in known else Verdict.DIFFERS
            self.note("session", verdict, f"{way}; cookies set: {', '.join(sorted(known)) or 'none'}", front.asked)
            for name in sorted(known - {COOKIE}):
                self.note("session", Verdict.NEW, f"a cookie nobody has seen: {name}", front.asked)
        if version := self.ask_json("version", api, API_HEADERS):
            verdict = Verdict.AS_EXPECTED if version[1] == 1 else Verdict.DIFFERS
            self.note("version", verdict, f"apiVersion is {version[1]!r:.80}", api)

    def _session_answers(self, front: Answer) -> Iterable[Answer]:
        # The cookie may have been given on the way to robots.txt.
        return (front, *(robots.answer for robots in self.asker.robots.values() if robots.answer))

    def _ask_listing(self) -> Listing | None:
        url = f"{self.site}/api/agenda/udvalgsliste"
        found = self.ask_json("listing", url, API_HEADERS)
        if found is None:
            return None
        answer, value = found
        self.examination.keep("firstagenda_listing", "udvalgsliste", answer)
        self._compare("listing", "listing", value, "udvalgsliste", url)
        try:
            listed = parse_listing(answer.body, self.site)
        except UnreadableListing as error:
            self.note("listing", Verdict.DIFFERS, f"the crawler can't read it: {error}", url)
            return None
        size = f"{len(answer.body):,} bytes in {answer.seconds:.1f} s"
        caching = ", ".join(name for name in ("etag", "last-modified") if name in answer.headers) or "neither"
        self.note("listing", Verdict.TOLD, f"{size}; of ETag and Last-Modified it has {caching}", url)
        for verdict, told in listing.history(value, listed):
            self.note("history", verdict, told, url)
        self._tell_changes(listed, url)
        return listed

    def _tell_changes(self, listed: Listing, url: str) -> None:
        site = self.examination.site
        if self.earlier is None:
            advice = "no earlier list was named: --save a list now and hold it against one in a week with --earlier"
            self.note("ids", Verdict.TOLD, advice, url)
            return
        try:
            kept = listing.earlier_list(self.earlier, site)
            if kept is None:
                self.note("ids", Verdict.NOT_ASKED, f"{self.earlier} holds no list of {site}", url)
                return
            for verdict, told in listing.changed_ids(kept.read_bytes(), listed, self.site):
                self.note("ids", verdict, told, url)
        except (OSError, ValueError, LookupError, TypeError) as error:
            why = f"{type(error).__name__}: {error}"
            self.note("ids", Verdict.NOT_ASKED, f"the earlier list in {self.earlier} can't be read ({why})", url)

    def _tell_missing(self, chosen: list[Chosen]) -> None:
        for why in sorted(KINDS.keys() - {one.why for one in chosen}):
            self.note("publication", Verdict.TOLD, f"the site lists no {KINDS[why]}: nothing to ask", self.site)

    def _ask_publication(self, chosen: Chosen) -> None:
        publication = chosen.publication
        url = publication.source_url
        named = f"{publication.title} of {chosen.starts_at.date()}"
        found = self.ask_json("publication", url, API_HEADERS)
        if found is None:
            return
        answer, value = found
        self._agendas.append((chosen, answer, value))
        self.examination.keep("firstagenda", f"{chosen.why}_{chosen.starts_at.date()}", answer)
        self._compare("publication", "agenda", value, publication.title, url)
        identity = agendas.judge_identity(value, named, publication.id, chosen.starts_at)
        self._note_all("publication", identity, url)
        if publication.document_type is DocumentType.MINUTES:
            self._note_all("minutes", agendas.judge_minutes(value, named), url)
        self._note_all("closed", agendas.judge_closed(value, named), url)
        self._note_all("html", agendas.judge_html(value, named), url)
        self._note_all("reading", told_of("firstagenda", answer.body, url, named, publication.document_type), url)
        try:
            self._documents.append(read("firstagenda", answer.body, url)[0])
        except UnreadableDocument:
            return  # told_of has said so

    def _tell_as_assumed(self) -> None:
        """Answer the open questions that only show in keys where something differs."""
        if not self._agendas:
            return
        differs = {one.question.key for one in self.examination.findings if one.verdict is Verdict.DIFFERS}
        names = ", ".join(dict.fromkeys(chosen.publication.title for chosen, _, _ in self._agendas))
        for key in ASKED_OF_KEYS:
            if key not in differs:
                told = f"{self.questions[key].assumed}: so it is in the list and in {len(self._agendas)} publications"
                self.note(key, Verdict.AS_EXPECTED, f"{told} ({names})")

    def _judge_texts(self) -> None:
        if not self._agendas:
            return
        for verdict, told in told_headings(self._documents):
            self.note("html", verdict, told)
        texts = (agendas.fields_of(item) for _, _, value in self._agendas for item in agendas.items_of(value))
        found = blanks("".join(str(field.get("Html") or "") for fields in texts for field in fields))
        told = ", ".join(f"{blank} {number} times" for blank, number in found.most_common()) or "no empty paragraph"
        known = {"U+0020", "U+00A0", "&nbsp;", "&#160;"}
        self.note("blank", Verdict.AS_EXPECTED if set(found) <= known else Verdict.DIFFERS, told)

    def _ask_unknown_id(self) -> None:
        url = f"{self.site}/api/agenda/dagsorden/{NOBODYS_ID}"
        if answer := self.ask("unknown_id", url, headers=API_HEADERS, follow=False):
            usual = answer.status in (404, 410, 500)
            body = repr(answer.body[:80].decode("utf-8", "replace"))
            told = f"{described(answer)}, {len(answer.body)} bytes: {body}"
            self.note("unknown_id", Verdict.AS_EXPECTED if usual else Verdict.DIFFERS, told, url)

    def _ask_papers(self) -> None:
        if not self._agendas:
            return
        chosen, _, _ = self._agendas[0]
        if page := self.ask_ok("page", chosen.publication.url):
            kind = page.headers.get("content-type", "no content type")
            usual = page.body.lstrip()[:1] == b"<"
            self.note("page", Verdict.AS_EXPECTED if usual else Verdict.DIFFERS, f"200, {kind}", page.asked)
        if chosen.publication.pdf_url:
            self._ask_pdf("meeting_pdf", chosen.publication.pdf_url, f"dagsorden_{chosen.starts_at.date()}")
        attachments = (agendas.first_attachment(value) for _, _, value in self._agendas)
        attachment = next((one for one in attachments if one), None)
        if attachment is None:
            self.note("attachment", Verdict.TOLD, "no publication asked for has an attachment: nothing to ask")
        else:
            viewer = f"{self.site}/vis/pdf/bilag/{quote(attachment, safe='')}/"
            self._ask_pdf("attachment", f"{viewer}?redirectDirectlyToPdf=true", "bilag")
            self._ask_viewer(viewer)
        papers = [
            paper
            for one, answer, _ in self._agendas
            for paper in papers_with_text(answer.body, one.publication, self.site)
            if "/bilag/" in paper
        ]
        if papers:
            self._ask_pdf("item_pdf", papers[0], "punkt")
        else:
            self.note("item_pdf", Verdict.TOLD, "no single item without text was met: nothing to ask")

    def _ask_pdf(self, key: str, url: str, name: str) -> None:
        if (answer := self.ask(key, url)) and self.judge_pdf(key, answer):
            self.examination.keep("pdf", name, answer)

    def _ask_viewer(self, url: str) -> None:
        answer = self.ask_ok("viewer", url)
        if answer is None:
            return
        self.examination.keep("firstagenda_viewer", "vispdf", answer)
        frame = pdf_behind_viewer(answer.body)
        host = frame.partition("://")[2].partition("/")[0] if frame else ""
        usual = host in self.asker.hosts
        told = (
            f"a viewer whose iframe#pdfframe leads to {host or 'no address'}" if frame else "no iframe#pdfframe in it"
        )
        self.note("viewer", Verdict.AS_EXPECTED if usual else Verdict.DIFFERS, told, url)

    def _has_closed_items(self) -> bool:
        every = (item for _, _, value in self._agendas for item in agendas.items_of(value))
        return any(item.get("IsOpen") is False for item in every)

    def _compare(self, key: str, shape: str, value: object, where: str, url: str) -> None:
        for one in compare(shape, value, where):
            self.note(one.question or key, one.verdict, one.what, url, one.where)

    def _note_all(self, key: str, told: Iterable[tuple[Verdict, str]], url: str) -> None:
        for verdict, what in told:
            self.note(key, verdict, what, url)

"""Objects by the OParl 1.1 specification, for programs that know it.

A municipality is OParl's Body, a council or committee its Organization, a case (``case_number``) its Paper with a
Consultation for each item that treats it, an attachment its File. Ids are addresses under the public one, made of the
database's ids, so they are the same in every release. What the specification asks for and no site tells is left out:
there are no Memberships, since presence at a meeting proves none.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any
from urllib.parse import quote

from sqlite_utils import Database

from rådscraper.export.meetings import Row, WholeMeeting, filled, whole_meetings

SCHEMA = "https://schema.oparl.org/1.1/"
STATES = {"planned": "terminiert", "agenda_only": "eingeladen", "minutes": "durchgeführt"}
"""The specification's words for how far a meeting has come."""

DOCUMENTS = {"agenda": "invitation", "minutes": "resultsProtocol"}
Typed = tuple[str, dict[str, Any]]

PAPERS = """
select attachments.id, attachments.title, url, media_type, size, meeting_id, agenda_item_id
from attachments left join files on files.sha256 = file_sha256
where agenda_item_id = ? and url is not null order by position, attachments.id
"""
TREATED = """
select municipality_id, case_number, agenda_items.id, title, meeting_id, body_id, date
from agenda_items join meetings on meetings.id = meeting_id
where case_number is not null
order by municipality_id, case_number, starts_at, meeting_id, position
"""


class OParl:
    """Makes the objects of one release; ``base`` is the address under which they have their ids."""

    def __init__(self, db: Database, base: str):
        """Read from a release's database."""
        self._db = db
        self._base = base.rstrip("/")

    def objects(self) -> Iterator[Typed]:
        """Give every object with its type, the system first; File and AgendaItem also stand in what holds them."""
        yield "System", self._new("System", "", oparlVersion=SCHEMA, name="rådscraper", body=self._list("Body"))
        for row in self._db.table("municipalities").rows:
            yield "Body", self._body(row)
        for row in self._db.table("bodies").rows:
            yield "Organization", self._organization(row)
        for row in self._db.table("people").rows:
            yield "Person", self._person(row)
        for whole in whole_meetings(self._db):
            yield from self._of_meeting(whole)
        treated = self._db.query(TREATED)
        for (municipality, number), items in groupby(treated, lambda row: (row["municipality_id"], row["case_number"])):
            yield "Paper", self._paper(municipality, number, list(items))

    def _id(self, kind: str, key: str) -> str:
        return f"{self._base}/oparl/{kind.lower()}" + (f"/{quote(key, safe='')}" if key else "")

    def _list(self, kind: str, body: str | None = None) -> str:
        return f"{self._base}/oparl/list/{kind.lower()}" + (f"?body={quote(body, safe='')}" if body else "")

    def _new(self, kind: str, key: str, **told: Any) -> dict[str, Any]:
        return {"id": self._id(kind, key), "type": f"{SCHEMA}{kind}"} | filled(**told)

    def _body(self, row: Row) -> dict[str, Any]:
        key = row["id"]
        periods = self._db.execute(
            "select distinct period from bodies where municipality_id = ? and period is not null order by 1", [key]
        )
        terms = [self._new("LegislativeTerm", f"{key}:{period}", name=period) for (period,) in periods]
        lists = {kind.lower(): self._list(kind, key) for kind in ("Organization", "Person", "Meeting", "Paper", "File")}
        told = self._new(
            "Body",
            key,
            system=self._id("System", ""),
            name=row["name"] or key,
            shortName=key,
            website=row["website"],
            classification="Kommune",
            agendaItem=self._list("AgendaItem", key),
            **lists,
        )
        return told | {"legislativeTerm": terms}  # asked for also where there is none

    def _organization(self, row: Row) -> dict[str, Any]:
        return self._new(
            "Organization",
            row["id"],
            body=self._id("Body", row["municipality_id"]),
            name=row["name"],
            organizationType="Gremium",
            classification=row["classification"],
        )

    def _person(self, row: Row) -> dict[str, Any]:
        return self._new("Person", row["id"], body=self._id("Body", row["municipality_id"]), name=row["name"])

    def _of_meeting(self, whole: WholeMeeting) -> Iterator[Typed]:
        items = [self._item(whole, item) for item in whole.items]
        of_kind = {
            name: self._publication(whole, row)
            for kind, name in DOCUMENTS.items()
            for row in whole.documents
            if row["document_type"] == kind and (row["pdf_url"] or row["url"])
        }
        told = {file["id"] for file in of_kind.values()}
        more = [
            self._publication(whole, row)
            for row in whole.documents
            if (row["pdf_url"] or row["url"]) and self._id("File", row["id"]) not in told
        ]
        meeting, place = whole.meeting, whole.meeting["place"]
        present = {row["person_id"] for row in whole.attendances if row["status"] == "present"} - {None}
        yield (
            "Meeting",
            self._new(
                "Meeting",
                meeting["id"],
                name=whole.body["name"],
                meetingState=STATES[meeting["status"]],
                start=meeting["starts_at"],
                end=meeting["ends_at"],
                location=self._new("Location", meeting["id"], description=place) if place else None,
                organization=[self._id("Organization", whole.body["id"])],
                participant=[self._id("Person", person) for person in sorted(present)],
                agendaItem=items,
                auxiliaryFile=more,
                created=meeting["first_seen_at"],
                modified=meeting["changed_at"],
                web=meeting["url"],
                **of_kind,
            ),
        )
        for item in items:
            yield "AgendaItem", item
            for file in item.get("auxiliaryFile", ()):
                yield "File", file
        for file in (*of_kind.values(), *more):
            yield "File", file

    def _item(self, whole: WholeMeeting, item: Row) -> dict[str, Any]:
        return self._new(
            "AgendaItem",
            item["id"],
            meeting=self._id("Meeting", whole.meeting["id"]),
            order=item["position"],
            number=item["number"],
            name=item["title"],
            public=None if item["is_open"] is None else bool(item["is_open"]),
            consultation=self._id("Consultation", item["id"]) if item["case_number"] else None,
            result=None if item["outcome"] == "none" else item["outcome"],
            resolutionText=item["decision"],
            auxiliaryFile=self._attachments(item["id"], whole.municipality["id"], item["case_number"]),
            web=item["url"],
        )

    def _attachments(self, item: str, municipality: str, case_number: str | None) -> list[dict[str, Any]]:
        return [
            self._new(
                "File",
                row["id"],
                name=row["title"],
                mimeType=row["media_type"],
                size=row["size"],
                accessUrl=row["url"],
                meeting=[self._id("Meeting", row["meeting_id"])],
                agendaItem=[self._id("AgendaItem", item)],
                paper=[self._id("Paper", f"{municipality}:{case_number}")] if case_number else [],
            )
            for row in self._db.query(PAPERS, [item])
        ]

    def _publication(self, whole: WholeMeeting, row: Row) -> dict[str, Any]:
        return self._new(
            "File",
            row["id"],
            name=row["title"],
            mimeType="application/pdf" if row["pdf_url"] else "text/html",
            date=(row["published_at"] or "")[:10] or None,
            accessUrl=row["pdf_url"] or row["url"],
            meeting=[self._id("Meeting", whole.meeting["id"])],
            web=row["url"],
        )

    def _paper(self, municipality: str, number: str, treated: list[Row]) -> dict[str, Any]:
        key = f"{municipality}:{number}"
        return self._new(
            "Paper",
            key,
            body=self._id("Body", municipality),
            name=treated[0]["title"],
            reference=number,
            date=treated[0]["date"],
            auxiliaryFile=[file for item in treated for file in self._attachments(item["id"], municipality, number)],
            consultation=[
                self._new(
                    "Consultation",
                    item["id"],
                    paper=self._id("Paper", key),
                    agendaItem=self._id("AgendaItem", item["id"]),
                    meeting=self._id("Meeting", item["meeting_id"]),
                    organization=[self._id("Organization", item["body_id"])],
                )
                for item in treated
            ],
        )

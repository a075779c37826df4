"""The parts put together: a Document becomes Minutes."""

from __future__ import annotations

from rådscraper.document import Document
from rådscraper.items import DocumentType, Minutes
from rådscraper.parsing.agenda import is_free_form, parse_item, split_items, titles_carry_numbers
from rådscraper.parsing.decisions import Held, told_by_headings
from rådscraper.parsing.head import parse_head
from rådscraper.parsing.head_remarks import head_remarks
from rådscraper.parsing.open_closed_outline import split_at_open_words
from rådscraper.parsing.outline import outline
from rådscraper.parsing.parted import vote_problems
from rådscraper.parsing.partial_absence import apply_changes, part_listed
from rådscraper.parsing.withdrawals import apply_withdrawals

_FEWEST_UNDECIDED = 3
"""Items without a decision that make a paper of no printed kind an agenda; fewer may be minutes cut short."""

_FLAGS = {"true": True, "false": False}


def parse_minutes(document: Document, publication_id: str | None = None) -> Minutes:
    """Read what an agenda or a set of minutes says, as which publication; what it does not say is None."""
    outlined = outline(document)
    before, items = split_items(split_at_open_words(outlined.blocks))
    head = told_by_headings(parse_head(before), items)
    has_minutes = head.document_type is DocumentType.MINUTES
    held = Held(head.body_name, head.date, has_minutes, publication_id)
    numbered, free_form = titles_carry_numbers(items), outlined is not document and has_minutes and is_free_form(items)
    parsed = tuple(parse_item(item, held, numbered_title=numbered, is_free_form=free_form) for item in items)
    attendances, listed = part_listed(head.attendances, parsed)
    told = "\n".join(block.text for block in before)
    parsed = apply_withdrawals(apply_changes(parsed, (told,), listed), (told,))
    remarks = head_remarks(before, head, (item.title for item in parsed))
    decided = DocumentType.MINUTES if any(item.decision for item in parsed) else None
    if decided is None and len(parsed) >= _FEWEST_UNDECIDED:
        decided = DocumentType.AGENDA
    return Minutes(
        body_name=head.body_name,
        document_type=head.document_type or decided,
        date=head.date,
        start_time=head.start_time,
        end_time=head.end_time,
        place=head.place,
        attendances=attendances,
        items=parsed,
        description="\n".join(filter(None, (head.fields.get("description"), *remarks))) or None,
        case_number=head.case_number,
        document_number=head.document_number,
        body_is_historic=_FLAGS.get(head.fields.get("is_historic", "")),
        problems=(*outlined.problems, *vote_problems(parsed)),
    )

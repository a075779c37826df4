"""The HTML of one text field of FirstAgenda Publication, in both dialects, to blocks.

Word-made fields are in ``recorded/firstagenda/``, plain ones (``div.punkt``) in ``recorded/firstagenda_aarhus/``.
"""

from __future__ import annotations

import threading

from rådscraper.document import Block
from rådscraper.layouts.folding import replace_surrogates
from rådscraper.layouts.html_walker import Walker


def read_field(html: str) -> list[Block]:
    """Read the HTML of a field as a person would read the page; any text will do, nothing is raised.

    Section headings are the headings that stand in the field's shell: ``#sagsfremstillingContainer``, or the top, and
    the plain ``div`` in either. A heading deeper in the text is a paragraph. An empty section heading gives a heading
    without text, since it parts two sections.
    """
    html = html.replace("\0", "")
    try:
        served = html.encode()
    except UnicodeEncodeError:
        served = replace_surrogates(html).encode()
    walker = _SPARE.walker or Walker()
    # Not there while it reads, so that one that was interrupted is never used again.
    _SPARE.walker = None
    blocks = walker.read(served)
    _SPARE.walker = walker
    return blocks


class _Spare(threading.local):
    """A walker and its parser, kept by each thread: making a parser costs more than reading a short field."""

    walker: Walker | None = None


_SPARE = _Spare()

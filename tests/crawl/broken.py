"""A mistake of ours, as a pipeline: what it raises is nothing a reader of documents is known to raise."""

from __future__ import annotations

from dataclasses import replace

from rådscraper.items import Source


class BrokenReader:
    """Has every content read by a reader that does not exist."""

    def process_item(self, item: Source) -> Source:
        """Spoil a source after its originals are kept."""
        return replace(item, contents=tuple(replace(content, layout="of_the_future") for content in item.contents))

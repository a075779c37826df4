from __future__ import annotations

import pytest

from rådscraper.media import is_surely_whole, type_of_answer

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b' {"Udvalg":{}}', "application/json"),
        (b"[]", "application/json"),
        (b"\n<!DOCTYPE html>", "text/html"),
        (b"%PDF-1.7", "application/pdf"),
        (b"PK\x03\x04", "application/zip"),
        (b"{\\rtf1", "application/rtf"),
        (b"Punkt 1\n", "text/plain"),
        (b"", "text/plain"),
        (b"\0\1\2", "application/octet-stream"),
    ],
)
def test_the_bytes_say_what_an_answer_is(content, media_type):
    assert type_of_answer(content) == media_type


@pytest.mark.parametrize(
    ("content", "is_whole"),
    [
        (b"%PDF-1.4\n1 0 obj\n%%EOF\n", True),
        (b"%PDF-1.4\n1 0 obj\n", False),
        (b"%PDF-1.4\n%%EOF\n" + b"x" * 2000, False),
        (b"PK\x03\x04data PK\x05\x06" + b"\0" * 18, True),
        (b"PK\x03\x04data", False),
        (b"\xff\xd8\xff data \xff\xd9", True),
        (b"\xff\xd8\xff data", False),
        (OLE + b"data", False),  # nothing at its end says that it is the end
    ],
)
def test_a_file_is_whole_where_its_end_is_there(content, is_whole):
    assert is_surely_whole(content) is is_whole

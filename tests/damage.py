"""Bytes that hurt readers: whole files with bits turned, pieces cut out, repeated, or put in from another."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO

from hypothesis import strategies as st

SIGNATURES = (
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b'{"Moede": ',
    b"<html>",
    b"<h3>1. A</h3>",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
)


@st.composite
def damaged(draw: st.DrawFn, whole: Sequence[bytes], others: Sequence[bytes] = ()) -> bytes:
    """A file that is damaged here and there, and perhaps cut off; pieces of the others may be put in."""
    body = bytearray(draw(st.sampled_from(whole)))
    for kind in draw(st.lists(st.sampled_from(["turn", "write", "cut", "repeat", "splice"]), min_size=1, max_size=6)):
        place = draw(st.integers(0, max(len(body) - 1, 0)))
        end = place + draw(st.integers(1, 400))
        if kind == "turn" and body:
            body[place] ^= 1 << draw(st.integers(0, 7))
        elif kind == "write":
            body[place:end] = draw(st.binary(max_size=20))
        elif kind == "cut":
            del body[place:end]
        elif kind == "repeat":
            body[place:place] = body[place:end] * draw(st.integers(1, 5))
        else:
            other = draw(st.sampled_from(others or whole))
            start = draw(st.integers(0, len(other) - 1))
            body[place:place] = other[start : start + draw(st.integers(1, 400))]
    return bytes(body[: draw(st.integers(len(body) // 2, len(body)))] if draw(st.booleans()) else body)


@st.composite
def damaged_inside(draw: st.DrawFn, whole: Sequence[bytes], likely: str) -> bytes:
    """A zip file that is sound, with a part in it that is not, a ``likely`` one most often.

    Outside, checksums stop what is damaged.
    """
    with zipfile.ZipFile(BytesIO(draw(st.sampled_from(whole)))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = [name for name in parts if likely in name]
    chosen = draw(st.sampled_from([*names, *parts]))
    parts[chosen] = draw(damaged((parts[chosen],)))
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def any_bytes(whole: Sequence[bytes], others: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """Bytes for a reader: none of any kind, of another kind than it reads, and damaged ones of its own."""
    start = st.builds(lambda signature, rest: signature + rest, st.sampled_from(SIGNATURES), st.binary(max_size=400))
    return start | st.sampled_from(others) | damaged(whole, others) | damaged(whole, others)

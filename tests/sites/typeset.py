"""A page set in Helvetica, as PDF: the least a reader of type needs."""

from __future__ import annotations

from collections.abc import Sequence

TITLE, HEADING, TEXT = ("F2", 18), ("F2", 12), ("F1", 11)


def typeset(lines: Sequence[tuple[str, tuple[str, int]]]) -> bytes:
    """Set lines below each other, each in a font (bold is F2) and size; letters beyond Latin-1 are not to be had."""
    drawn, y = [], 800
    for text, (font, size) in lines:
        y -= 2 * size
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        drawn.append(f"BT /{font} {size} Tf 60 {y} Td ({escaped}) Tj ET")
    stream = "\n".join(drawn).encode("latin-1")
    fonts = "/F1 4 0 R /F2 5 0 R"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R "
        f"/Resources << /Font << {fonts} >> >> >>".encode(),
        *(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()
            for name in ("Helvetica", "Helvetica-Bold")
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + trailer

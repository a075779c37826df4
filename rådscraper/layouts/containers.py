"""Which files are containers (zip, OLE), and whether one may be opened."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from rådscraper.layouts.unreadable import FileStatus, UnreadableFile

ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

MOST_BYTES = 200_000_000
MOST_ENTRIES = 10_000

_LOCKED = "EncryptedPackage".encode("utf-16-le")
_IS_ENCRYPTED = 0x1
_WORD = "word/document"


def is_container(body: bytes) -> bool:
    """Whether the bytes begin as a zip file or one of the office files before 2007 does."""
    return body.startswith((*ZIP_SIGNATURES, OLE_SIGNATURE))


def is_zip(body: bytes) -> bool:
    """Whether the bytes begin as a zip file does."""
    return body.startswith(ZIP_SIGNATURES)


def check_word(body: bytes) -> None:
    """Raise ``UnreadableFile`` unless the bytes are a zip file of a reasonable size that holds a Word document."""
    if body.startswith(OLE_SIGNATURE):
        check_locked(body)
        raise UnreadableFile(
            "the file is of the kind Word, Excel and PowerPoint wrote before 2007 (.doc), which is not read",
            FileStatus.UNSUPPORTED,
        )
    names = check_zip(body)
    if not any(name.startswith(_WORD) for name in names):
        raise UnreadableFile("a zip file that holds no Word document (word/document.xml)", FileStatus.UNSUPPORTED)


def check_locked(body: bytes) -> None:
    """Raise ``UnreadableFile`` where the bytes are an office file behind a password."""
    if body.startswith(OLE_SIGNATURE) and _LOCKED in body:
        raise UnreadableFile("the office file is locked with a password", FileStatus.ENCRYPTED)


def check_zip(body: bytes) -> list[str]:
    """Name the parts of a zip file; raises ``UnreadableFile`` where it is broken, locked or would unpack to too much.

    Only the zip file's list of contents is read, nothing is unpacked.
    """
    try:
        with ZipFile(BytesIO(body)) as archive:
            entries = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UnreadableFile(f"the zip file is broken or cut off: {error}", FileStatus.FAILED) from error
    size = sum(entry.file_size for entry in entries)
    if size > MOST_BYTES or len(entries) > MOST_ENTRIES:
        message = f"the file would unpack to {len(entries)} parts of {size} bytes in all, more than is let in"
        raise UnreadableFile(message, FileStatus.QUARANTINED)
    if any(entry.flag_bits & _IS_ENCRYPTED for entry in entries):
        raise UnreadableFile("the zip file is locked with a password", FileStatus.ENCRYPTED)
    return [entry.filename for entry in entries]

"""Reads hostile files in children that may die: within 1 GiB of memory, 20 seconds of CPU and two minutes in all.

PDFium answers a failed allocation with ``abort()``, and a small file can ask for gigabytes. A child is kept for the
next file, because starting one costs more than reading; one that died, or grew large, is replaced. What a child
answers is JSON and not a pickle, so that a file that took it over can't reach further. It answers with a document, or
with the text of a file that it opens itself, so that nobody else has to hold it.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import queue
import signal
import struct
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from rådscraper.document import Block, BlockKind, Document
from rådscraper.items import FileText, Problem, TextSource
from rådscraper.layouts.unreadable import FileStatus, UnreadableFile

logger = logging.getLogger(__name__)

CHILDREN = 2

# Reader functions a child may be asked for, by name; "module:function" names any other.
READERS = {"pdf": "rådscraper.layouts.pdf:read_pdf", "docx": "rådscraper.layouts.docx:read_docx"}

_LENGTH = struct.Struct("!Q")
# ASCII, so that it starts in whatever locale; the child finds the package where this one lies.
_START = "import importlib; importlib.import_module('r\\u00e5dscraper.layouts.guarded_child').main()"
_ROOT = Path(__file__).resolve().parents[2]


def read_guarded(reader_name: str, body: bytes, url: str) -> Document:
    """Read a file in a guarded child; raises UnreadableFile, whose ``status`` says what kind of trouble there was.

    May be called from any thread; a file that brought its child down is not tried again.
    """
    return _POOL.read(READERS.get(reader_name, reader_name), body, url)


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take; the memory is that of the child, all told."""

    memory_bytes: int = 1 << 30
    cpu_seconds: int = 20
    wall_seconds: float = 120


class ReaderPool:
    """A few children, started when they are first needed."""

    def __init__(self, size: int = CHILDREN, limits: Limits = Limits()) -> None:
        """Have ``size`` children at most, each under the limits."""
        self._limits = limits
        self._places: queue.LifoQueue[_Child | None] = queue.LifoQueue()
        for _ in range(size):
            self._places.put(None)
        self._size = size

    def read(self, reader: str, body: bytes, url: str) -> Document:
        """Have a child call ``module:function`` on the bytes for a document; waits while all are busy."""
        answer = self._ask({"reader": reader, "url": url}, body)
        if "status" in answer:
            raise UnreadableFile(answer["message"], FileStatus(answer["status"]))
        return _document(answer)

    def read_text(self, reader: str, path: Path, **options: int) -> FileText:
        """Have a child call ``module:function`` on the path of a file for its text; waits while all are busy.

        What can't be read is told in what is returned, nothing is raised.
        """
        answer = self._ask({"reader": reader, "url": str(path), "path": str(path), "options": options}, b"")
        if "status" in answer:
            return FileText(FileStatus(answer["status"]), error=answer["message"])
        return _file_text(answer["text"])

    def _ask(self, request: dict[str, Any], body: bytes) -> dict[str, Any]:
        child = self._places.get()
        kept = None
        try:
            if child is not None and not child.is_alive():
                child.end()
                child = None
            child = child or _Child(self._limits)
            answer = child.ask(request, body)
            kept = None if answer.get("is_last") else child
        finally:
            if child is not None and kept is None:
                child.end()
            self._places.put(kept)
        return answer

    def close(self) -> None:
        """End the children; waits for what they are reading."""
        for _ in range(self._size):
            child = self._places.get()
            if child is not None:
                child.end()
        for _ in range(self._size):
            self._places.put(None)


class _Child:
    """A process that reads one file at a time."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        environment = dict(os.environ)
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(_ROOT), *sys.path]))
        if sys.getfilesystemencoding() == "utf-8":
            environment["PYTHONUTF8"] = "1"
        self._process = subprocess.Popen(  # noqa: S603 (our own interpreter and text)
            [sys.executable, "-c", _START, str(limits.memory_bytes), str(limits.cpu_seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )
        if not _read(self._output):
            self.end()
            raise RuntimeError(f"the reading child did not start: it exited with {self._process.returncode}")

    @property
    def _output(self) -> IO[bytes]:
        assert self._process.stdout is not None  # noqa: S101 (for the type checker)
        return self._process.stdout

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, request: dict[str, Any], body: bytes) -> dict[str, Any]:
        """Send a request and wait for the answer; a child that dies over it gives the answer ``quarantined``."""
        is_late = threading.Event()

        def end_late() -> None:
            is_late.set()
            self._process.kill()

        timer = threading.Timer(self._limits.wall_seconds, end_late)
        timer.daemon = True
        timer.start()
        try:
            assert self._process.stdin is not None  # noqa: S101
            head = json.dumps(request).encode()
            for part in (_LENGTH.pack(len(head)), head, _LENGTH.pack(len(body)), body):
                self._process.stdin.write(part)
            self._process.stdin.flush()
            answer = _read(self._output)
        except BrokenPipeError:
            answer = None
        finally:
            timer.cancel()
        if answer is not None:
            return dict(json.loads(answer))
        self._process.wait()
        message = _why(self._process.returncode, is_late.is_set(), self._limits)
        logger.warning("%s: %s", request["url"], message)
        return {"status": FileStatus.QUARANTINED, "message": message, "is_last": True}

    def end(self) -> None:
        """End the process and let go of its pipes."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    logger.debug("a dead child left bytes unread")


def _why(code: int, is_late: bool, limits: Limits) -> str:
    if is_late:
        return f"reading the file took longer than {limits.wall_seconds:g} seconds"
    if code == -signal.SIGXCPU:
        return f"reading the file took more than {limits.cpu_seconds} seconds of CPU time"
    name = signal.Signals(-code).name if code < 0 else f"exit status {code}"
    return f"reading the file ended the reader, out of memory or by a fault ({name})"


def _read(stream: IO[bytes]) -> bytes | None:
    """A message: eight bytes of length, then as many; None when the other end is gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    message = stream.read(length)
    return message if len(message) == length else None


def _document(answer: dict[str, Any]) -> Document:
    blocks = (
        Block(text, BlockKind(kind), level, name, href, page)
        for text, kind, level, name, href, page in answer["blocks"]
    )
    return Document(tuple(blocks), tuple(Problem(*problem) for problem in answer["problems"]))


def _file_text(answer: dict[str, Any]) -> FileText:
    texts = tuple((int(page), str(text)) for page, text in answer["texts"])
    return FileText(
        FileStatus(answer["status"]),
        texts,
        answer["pages"],
        answer["error"],
        answer["media_type"],
        TextSource(answer["source"]),
        tuple(map(str, answer["unseen"])),
    )


_POOL = ReaderPool()
atexit.register(_POOL.close)

"""The child of ``guarded``: reads files it is sent, one after another, until its input ends or a limit ends it."""

from __future__ import annotations

import importlib
import json
import os
import resource
import struct
import sys
import traceback
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from rådscraper.document import Document, UnreadableDocument
from rådscraper.layouts.unreadable import FileStatus

_LENGTH = struct.Struct("!Q")
# A child that has grown to this part of its memory makes way for a fresh one.
_GROWN = 1 / 3


def main() -> None:
    """Answer requests on standard input until it ends; the arguments are bytes of memory and seconds of CPU."""
    memory, cpu_seconds = int(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    _write(answers, b"ready")
    while (head := _read(requests)) is not None and (body := _read(requests)) is not None:
        _allow_cpu(cpu_seconds)
        _write(answers, _answer(json.loads(head), body))


def _allow_cpu(seconds: int) -> None:
    """Allow the next file its CPU time; the limit counts from the process's start."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    allowed = int(usage.ru_utime + usage.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _answer(request: dict[str, Any], body: bytes) -> bytes:
    """What a reader makes of a file as JSON: a document, the text of a file, or a status and a message."""
    try:
        module, _, function = request["reader"].partition(":")
        reader = getattr(importlib.import_module(module), function)
        answer: dict[str, Any]
        if "path" in request:
            answer = {"text": asdict(reader(Path(request["path"]), **request["options"]))}
        else:
            answer = _told(reader(body, request["url"]))
        answer["is_last"] = _has_grown()
        return json.dumps(answer).encode()
    except UnreadableDocument as error:
        return _refusal(str(error), getattr(error, "status", FileStatus.FAILED), is_last=False)
    except MemoryError:
        return _refusal("reading the file takes more memory than it may", FileStatus.QUARANTINED, is_last=True)
    except Exception as error:  # noqa: BLE001 (whatever a reader stumbles over, the crawl goes on)
        traceback.print_exc()
        return _refusal(f"the reader stumbled: {type(error).__name__}: {error}", FileStatus.FAILED, is_last=True)


def _has_grown() -> bool:
    # Not getrusage: what it calls the child's peak may be its parent's.
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:  # a system without /proc; its children are kept
        return False
    return pages * resource.getpagesize() > _GROWN * resource.getrlimit(resource.RLIMIT_AS)[0]


def _told(document: Document) -> dict[str, Any]:
    return {
        "blocks": [(b.text, b.kind, b.level, b.name, b.href, b.page) for b in document.blocks],
        "problems": [(problem.kind, problem.message, problem.url) for problem in document.problems],
    }


def _refusal(message: str, status: FileStatus, *, is_last: bool) -> bytes:
    return json.dumps({"status": status, "message": message[:1000], "is_last": is_last}).encode()


def _read(stream: IO[bytes]) -> bytes | None:
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    return stream.read(length)


def _write(stream: IO[bytes], message: bytes) -> None:
    stream.write(_LENGTH.pack(len(message)) + message)
    stream.flush()

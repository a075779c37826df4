"""A lock that the system frees by itself, and beside it a note of who took it and since when."""

from __future__ import annotations

import json
import logging
import os
import socket
import sys
from dataclasses import asdict, dataclass
from itertools import takewhile
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout

from rådscraper.clock import now

logger = logging.getLogger(__name__)


class HeldElsewhere(Exception):
    """Another process has the lock; the message says which one and since when, as far as that is known."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who took a lock; ``since`` is ISO 8601 with offset, ``pid`` is true on ``host`` only."""

    pid: int
    host: str
    command: str
    since: str

    @classmethod
    def here(cls) -> Self:
        """Tell about this process, from now on."""
        return cls(os.getpid(), socket.gethostname(), _command(), now().isoformat(timespec="seconds"))

    def __str__(self) -> str:
        """Say who, as part of a sentence."""
        place = "" if self.host == socket.gethostname() else f" on {self.host}"
        return f"`{self.command}` (process {self.pid}{place}, since {self.since})"

    def may_live(self) -> bool:
        """Tell whether the process may still be there; of another machine (or container) that can't be known."""
        if self.host != socket.gethostname():
            return True
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True  # there, and another user's
        return True


class Lock:
    """``<path>.lock``, held from the making of this object to ``release``, and ``<path>.holder``, who holds it.

    Only the lock decides: when a process ends, however it ends, the system frees it, and a note that was left is
    written over. The note is a file of its own since whoever tries the lock empties the lock's.
    """

    def __init__(self, path: Path) -> None:
        """Take the lock without waiting; raises ``HeldElsewhere``, and ``OSError`` where nothing can be written."""
        real = path.resolve()
        self._note = real.with_name(f"{real.name}.holder")
        # Not bound to a thread, so that whoever closes the store can let go of it.
        self._lock = FileLock(real.with_name(f"{real.name}.lock"), thread_local=False)
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            holder = _read(self._note)
            # Between taking a lock and noting it lies a moment in which the note is still a dead process's.
            raise HeldElsewhere(str(holder) if holder and holder.may_live() else "another process") from None
        try:
            if left := _read(self._note):
                logger.warning("%s ended without letting go of %s; taken over", left, path)
            self._write_note()
        except BaseException:
            self._lock.release()
            raise

    def release(self) -> None:
        """Let go; a second time does nothing."""
        if self._lock.is_locked:
            try:
                self._note.unlink(missing_ok=True)
            finally:
                self._lock.release()

    def _write_note(self) -> None:
        # Renamed into place, so that nobody reads half of it.
        draft = self._note.with_name(f"{self._note.name}.new")
        draft.write_text(json.dumps(asdict(Holder.here()), ensure_ascii=False), encoding="utf-8")
        draft.replace(self._note)


def _read(note: Path) -> Holder | None:
    try:
        return Holder(**json.loads(note.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None  # not there, or not ours: then nobody is known


def _command() -> str:
    """Tell what this process was started as, up to the first option: options may hold a password.

    Scrapy takes its command's name out of ``sys.argv``, so the words are those the interpreter was given.
    """
    program, given = Path(sys.argv[0]), sys.orig_argv
    starts = [n for n in range(1, len(given)) if given[n - 1] in ("-m", "-c") or given[n] == sys.argv[0] != "-c"]
    words = takewhile(lambda word: not word.startswith("-"), given[starts[0] + 1 :] if starts else ())
    names = {"__main__.py": program.parent.name, "-c": "python"}
    return " ".join([names.get(program.name, program.name), *words])

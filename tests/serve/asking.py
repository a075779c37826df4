"""Asking the served pages as a browser would, without a network."""

from __future__ import annotations

import asyncio
import gc
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from rådscraper.serve.application import application


class Served:
    """The application on the database of a folder, with a client."""

    def __init__(self, folder: Path) -> None:
        self.datasette = application(folder / "raad.db", folder / "files")
        self._loop = asyncio.new_event_loop()

    def get(
        self, path: str, *, method: str = "GET", headers: dict[str, str] | None = None, **query: Any
    ) -> httpx.Response:
        asking = self.datasette.client.request(method, path, params=query or None, headers=headers)
        answer: httpx.Response = self._loop.run_until_complete(asking)
        return answer

    def side_by_side(self, paths: list[str]) -> list[tuple[str, int]]:
        """Ask for pages at once, and tell in which order they are answered, and how."""
        answers: list[tuple[str, int]] = []

        async def ask(path: str) -> None:
            answer = await self.datasette.client.get(path)
            answers.append((path, answer.status_code))

        async def ask_all() -> None:
            await asyncio.gather(*map(ask, paths))

        self._loop.run_until_complete(ask_all())
        return answers

    def page(self, path: str, **query: Any) -> str:
        answer = self.get(path, **query)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[-600:])
        return answer.text

    def json(self, path: str, **query: Any) -> Any:
        answer = self.get(path, **query)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[-600:])
        return answer.json()

    def close(self) -> None:
        for database in self.datasette.databases.values():
            database.close()
        self._loop.close()
        with warnings.catch_warnings():
            # What Datasette left lying, so that it is no fault of a test that happens to run later.
            warnings.filterwarnings("ignore", "coroutine .* was never awaited", RuntimeWarning)
            gc.collect()


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Serve the database of a folder for a while."""
    made = Served(folder)
    try:
        yield made
    finally:
        made.close()

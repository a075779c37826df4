"""Vega-Lite as SVG, drawn on this machine so that no page needs a script.

The library keeps Python from doing anything else while it draws (a tenth of a second, the first time one), so it does
so in a process of its own, which begins with the first chart.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache, lru_cache
from typing import Any

KEPT = 500
"""Drawings that are kept: the same numbers give the same one."""
MOST_SECONDS = 30.0


def svg(spec: dict[str, Any]) -> str:
    """Draw a specification whose data stand in itself; waits, so it is for a thread."""
    return _drawn(json.dumps(spec, ensure_ascii=False, sort_keys=True))


def close() -> None:
    """End the process that draws, where there is one."""
    if _painter.cache_info().currsize:
        _painter().shutdown(cancel_futures=True)
        _painter.cache_clear()


@lru_cache(KEPT)
def _drawn(spec: str) -> str:
    try:
        return _painter().submit(_draw, spec).result(MOST_SECONDS)
    except BrokenProcessPool:
        _painter.cache_clear()  # the next chart begins another process
        raise


@cache
def _painter() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=_leave_with_parent)


def _leave_with_parent() -> None:
    """End this process when the one that serves ends, however that comes: a signal leaves no time to say so."""
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent:
            parent.join()
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()


def _draw(spec: str) -> str:
    # Here, since whoever shows no chart need not load it.
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[], format_locale="da-DK")
    return drawn

"""Recordings of other people's sites: read where they lie, never copied; tests skip, saying so, where they are not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDER = (ROOT / os.environ.get("RAAD_RECORDED", "../shared/recorded")).resolve()


def recorded(name: str) -> Path:
    """A recorded file; the test that asks for one that is not there is skipped."""
    path = FOLDER / name
    if not path.is_file():
        pytest.skip(f"the recording {name} is not here (RAAD_RECORDED)")
    return path

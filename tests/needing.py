"""Programs that some tests need and a machine may lack: skipped with a reason there, never where all is to be tried."""

from __future__ import annotations

import os

import pytest

IS_NOTHING_SKIPPED = bool(os.environ.get("CI") or os.environ.get("RAAD_SKIP_NOTHING"))


def needs(what: str, found: object) -> pytest.MarkDecorator:
    """Skip a test where something was not found, but not in CI: there it fails for want of it."""
    return pytest.mark.skipif(
        not (found or IS_NOTHING_SKIPPED), reason=f"{what} is not installed (make .browser/ready installs it)"
    )

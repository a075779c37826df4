"""How long Hypothesis looks: ``HYPOTHESIS_PROFILE=long`` for hours, else as long as a test suite may take."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile("short", deadline=None, derandomize=True)  # the same examples at every run
settings.register_profile(
    "long", deadline=None, max_examples=20_000, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "short"))


def few(number: int) -> settings:
    """At most so many examples; a hundred times as many in the long profile."""
    is_long = os.environ.get("HYPOTHESIS_PROFILE") == "long"
    return settings(max_examples=number * (100 if is_long else 1))

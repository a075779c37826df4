"""How long Hypothesis looks: an hour with ``HYPOTHESIS_PROFILE=long``, else as long as a test suite may take."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile("short", deadline=None, derandomize=True)  # the same examples at every run
settings.register_profile(
    "long", deadline=None, max_examples=5_000, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "short")
settings.load_profile(PROFILE)


def examples(*, short: int, long: int) -> settings:
    """So many examples at most, in either profile: what is slow to make gets fewer, what still finds faults more."""
    return settings(max_examples=long if PROFILE == "long" else short)

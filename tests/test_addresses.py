from __future__ import annotations

import pytest

from rådscraper.addresses import unsigned
from rådscraper.items import Problem

S3 = "https://firstagenda-4.s3.eu-west-1.amazonaws.com/9f3a"


@pytest.mark.parametrize(
    ("signed", "kept"),
    [
        (f"{S3}?X-Amz-Expires=300&X-Amz-Signature=1f", S3),
        (f"{S3}?response-content-type=a&x-amz-signature=1f", S3),
        ("https://staticresources.example/api/v1/signed/77?k=1f", "https://staticresources.example/api/v1/signed/77"),
        ("https://blob.example/a.pdf?sv=2020&sig=1f", "https://blob.example/a.pdf"),
        ("https://storage.example/a.pdf?X-Goog-Date=1&X-Goog-Signature=1f", "https://storage.example/a.pdf"),
        ("https://cdn.example/a.pdf?Expires=1&Key-Pair-Id=K1", "https://cdn.example/a.pdf"),
        ("https://dagsordener.koege.dk/vis?id=7&punktid=8", "https://dagsordener.koege.dk/vis?id=7&punktid=8"),
    ],
)
def test_signatures_are_cut_off_and_other_queries_stay(signed, kept):
    problem = unsigned(Problem("kind", f"in request <GET {signed}>, twice: {signed}", signed))
    assert problem == Problem("kind", f"in request <GET {kept}>, twice: {kept}", kept)


def test_a_problem_without_an_address_stays_as_it_is():
    assert unsigned(Problem("kind", "Hvad?")) == Problem("kind", "Hvad?")

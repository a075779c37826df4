"""The operative words decide; the wordings are met in real minutes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rådscraper.items import Outcome
from rådscraper.parsing.outcome import OPERATIVE, STEMS, TOLD, classify_decision


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (None, Outcome.NONE),
        ("  ", Outcome.NONE),
        ("Godkendt.", Outcome.APPROVED),
        ("Godkendt", Outcome.APPROVED),
        ("Godkendt med bemærkninger.", Outcome.APPROVED),
        ("Godkendt, med bemærkning om at sagen følges.", Outcome.APPROVED),
        ("Dagsordenen blev godkendt.", Outcome.APPROVED),
        ("Dagsorden og tillægsdagsorden godkendt.", Outcome.APPROVED),
        ("Herefter godkendt.", Outcome.APPROVED),
        ("Indstillingen fra borgmesteren godkendes.", Outcome.APPROVED),
        ("Økonomiudvalgets indstilling godkendt", Outcome.APPROVED),
        ("Vedtaget.", Outcome.APPROVED),
        ("Tiltrådt.", Outcome.APPROVED),
        (
            "Tilbagesendes Borgmesterens Afdeling med bemærkning, at byrådet i sit møde den 27. august 2025 har "
            "vedtaget Magistratens foranstående indstilling af 19. august 2025.",
            Outcome.APPROVED,
        ),
        ("Et flertal i udvalget kunne tiltræde indstillingen.", Outcome.APPROVED),
        ("Indstillingen blev godkendt med 9 stemmer imod 3. 2 undlod.", Outcome.APPROVED),
        ("For stemte 12 (A, B)\nImod stemte 3 (V)\nGodkendt.", Outcome.APPROVED),
        ("Punkt 6 udgår.\nGodkendt.", Outcome.APPROVED),
        ("Punkt 4 behandles som punkt 2.\nGodkendt.", Outcome.APPROVED),
        ("Rådet drøftede sagen. Indstillingen blev godkendt.", Outcome.APPROVED),
        ("Ad 1. Godkendt.\nAd 2. Godkendt.", Outcome.APPROVED),
        ("Ad 1. Godkendt. Ad 2. Udsat.", Outcome.OTHER),
        ("Ikke godkendt.", Outcome.REJECTED),
        ("Godkendt ikke.", Outcome.REJECTED),
        ("Indstillingen blev ikke vedtaget.", Outcome.REJECTED),
        ("Afvist.\nImod: 16 (A, F, O, Ø)", Outcome.REJECTED),
        ("Taget til efterretning.", Outcome.NOTED),
        ("Orienteringen blev taget til efterretning.", Outcome.NOTED),
        ("Til orientering med bemærkninger", Outcome.NOTED),
        ("Udvalget blev orienteret om arkitekturugen i uge 41.", Outcome.NOTED),
        ("Drøftet.\nRådet tilslutter sig ideen.", Outcome.DISCUSSED),
        ("Drøftedes.", Outcome.DISCUSSED),
        ("Arrangementet blev drøftet.", Outcome.DISCUSSED),
        ("Udvalget drøftede og stillede spørgsmål til forvaltningen.", Outcome.DISCUSSED),
        ("Punktet videreføres til næste møde, da rådet ikke er beslutningsdygtigt d.d.", Outcome.POSTPONED),
        ("Sagen blev udsat uden behandling.", Outcome.POSTPONED),
        ("Udvalget drøftede sagen. Udvalget besluttede herefter at udsætte sagens behandling.", Outcome.POSTPONED),
        ("Sagen sendes tilbage til forvaltningen og genoptages i december.", Outcome.POSTPONED),
        ("Anbefales.", Outcome.RECOMMENDED),
        ("Indstilles godkendt.", Outcome.RECOMMENDED),
        ("Ad 1. Anbefales taget til efterretning.", Outcome.RECOMMENDED),
        ("Økonomiudvalget anbefaler indstillingen.", Outcome.RECOMMENDED),
        ("Udgår.", Outcome.WITHDRAWN),
        ("Sagen blev taget af dagsordenen.", Outcome.WITHDRAWN),
        ("Fremsendes til Teknisk Udvalg til behandling i henhold til beslutning i byrådets møde.", Outcome.OTHER),
        ("Foreningen har søgt midler og har fået afslag på deres ansøgning.", Outcome.OTHER),
        ("Drøftelse af aktiviteter i Integrationsrådet.", Outcome.OTHER),
        ("Punktet vil være til orientering til næste integrationsrådsmøde.", Outcome.OTHER),
        ("Birthe Kragelund blev valgt til formand med 4 stemmer for og 2 imod.", Outcome.OTHER),
        ("Der var ingen bemærkninger til dagsordenen.", Outcome.OTHER),
        ('Listen ønskede tilført: "Forslaget bør afvises." Godkendt.', Outcome.APPROVED),
    ],
)
def test_operative_words_decide(text, outcome):
    assert classify_decision(text) is outcome


@given(st.text())
def test_any_text_has_an_outcome(text):
    assert (classify_decision(text) is Outcome.NONE) == (not text.strip())


@pytest.mark.parametrize("pattern", [pattern for _, pattern in (*OPERATIVE, *TOLD)])
def test_every_wording_holds_a_stem(pattern):
    """A row whose words no stem opens would never be asked."""
    assert any(stem in pattern for stem in STEMS)

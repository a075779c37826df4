"""``make screenshots``: the pictures of docs/using.md, taken of a demo crawled for them."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from tests.crawl.running import ROOT
from tests.demo import crawl_demo
from tests.serve.browser.chromium import browser
from tests.serve.test_command import serving
from tests.serve.test_pages import COUNCIL, VOTED_DOWN

FOLDER = ROOT / "docs" / "images"
COLORS = 48

SHOTS = {
    "forside": ("/", "tour", 1180),
    "soegning": ("/soeg?q=skoler&kommune=soenderborg", "tour", 720),
    "moede": (f"/moede/{COUNCIL}:2021-03-23T18:00", "tour", 1180),
    "sag": ("/sag/koege/2020-004711", "tour", 900),
    "aendringer": (f"/aendringer?moede={VOTED_DOWN}", "tour", 620),
    "spoergsmaal": ("/raad/delte_afstemninger?kommune=koege&fra=2021-01-01&til=", "tour", 820),
    "tal": ("/tal", "tour", 1150),
    "tabel": ("/raad/agenda_items?outcome=postponed", "tour", 860),
    "telefon": (f"/moede/{COUNCIL}:2021-03-23T18:00", "phone", 844),
}
"""Of each picture: the page, the width of the window (``WIDTHS``), and how much of the page from its top. Meetings are
invented ones: nobody real is in a picture by name."""

LOADED = """async () => {
    for (const one of document.images) { one.loading = "eager"; await one.decode(); }
    return document.documentElement.scrollHeight;
}"""


def main() -> int:
    """Take every picture anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as temporary:
        folder = crawl_demo(Path(temporary))
        with serving(folder) as address:
            for name, (path, width, height) in SHOTS.items():
                with browser(address, folder / f"profile-{name}", width) as window:
                    window.open(path)
                    across, most = window.page.evaluate("innerWidth"), window.page.evaluate(LOADED)
                    png = window.page.screenshot(
                        clip={"x": 0, "y": 0, "width": across, "height": min(height, most)}, full_page=True
                    )
                    _keep(name, png)
    return 0


def _keep(name: str, png: bytes) -> None:
    """Keep a picture in few colours, which a page of text has anyhow."""
    place = FOLDER / f"{name}.png"
    Image.open(io.BytesIO(png)).convert("RGB").quantize(COLORS).save(place, optimize=True)
    print(f"{place.relative_to(ROOT)}: {place.stat().st_size // 1024} kB")


if __name__ == "__main__":
    sys.exit(main())

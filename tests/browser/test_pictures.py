"""The README's pictures can be made again."""

from pathlib import Path

from playwright.sync_api import Browser

from infra.packaging.build import ROOT
from tests.browser.pictures import FOLDER, make


def test_every_picture_of_the_readme_can_be_made_again(tmp_path: Path, browser: Browser) -> None:
    made = {path.name for path in make(tmp_path, browser)}
    shown = (ROOT / "README.md").read_text(encoding="utf-8")
    assert made == {path.name for path in FOLDER.iterdir()}
    assert all(f"docs/images/{name}" in shown for name in made)
    assert all((tmp_path / name).stat().st_size < 80_000 for name in made)

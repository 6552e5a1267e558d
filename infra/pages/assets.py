"""Builds the static files of the pages: `make assets`, after a change in `assets/` alone.

What it makes is committed: set-up needs no Node (docs/decisions/built-assets-are-committed.md).
"""

import base64
import hashlib
import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from infra.packaging.build import ROOT

SOURCES = Path(__file__).parent / "assets"
STATIC = Path(__file__).parent / "static"
MANIFEST = ROOT / "functions" / "intake" / "pages" / "manifest.json"
TOOLS = SOURCES / "node_modules" / ".bin"
NOTICE = "THIRD-PARTY-NOTICE.txt"
# Browsers that can do without are served plain pages; these understand the module's syntax.
TARGET = "es2020"


def build() -> dict[str, Path]:
    """Every file anew, under names that hold their content's hash; by plain name."""
    _run("npm", "ci", "--silent")
    with tempfile.TemporaryDirectory() as folder:
        made = list(_bundles(Path(folder)))
        for old in STATIC.glob("*"):
            old.unlink()
        STATIC.mkdir(exist_ok=True)
        static_files = {path.name: _named_by_content(path) for path in made}
    (STATIC / NOTICE).write_bytes((SOURCES / NOTICE).read_bytes())
    _write_manifest(static_files)
    return static_files


def sources_digest() -> str:
    """Hashes everything that the static files are made from."""
    digest = hashlib.sha256()
    for path in sorted(SOURCES.iterdir()):
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:20]


def _bundles(folder: Path) -> Iterator[Path]:
    sheet, flipped, script = (folder / name for name in ("app.css", "app-rtl.css", "app.js"))
    raw, turned = folder / "raw.css", folder / "turned.css"
    load = SOURCES / "node_modules" / "govuk-frontend" / "dist"
    _run("sass", "--no-source-map", f"--load-path={load}", "app.scss", str(raw))
    _run("rtlcss", str(raw), str(turned))
    for source, target in ((raw, sheet), (turned, flipped)):
        _bundle(source, target)
    _bundle(SOURCES / "app.mjs", script, "--bundle", "--format=esm")
    icon = folder / "icon.svg"
    icon.write_bytes((SOURCES / "icon.svg").read_bytes().strip())
    yield from (sheet, flipped, script, icon)


def _bundle(source: Path, target: Path, *options: str) -> None:
    common = ("--minify", f"--target={TARGET}", "--legal-comments=none", "--log-level=error")
    _run("esbuild", str(source), f"--outfile={target}", *common, *options)


def _named_by_content(path: Path) -> Path:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    named = STATIC / f"{path.stem}-{digest}{path.suffix}"
    named.write_bytes(path.read_bytes())
    return named


def _write_manifest(named: dict[str, Path]) -> None:
    files = {
        name: {"name": path.name, "integrity": _integrity(path)} for name, path in named.items()
    }
    content = {"sources": sources_digest(), "files": files}
    MANIFEST.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _integrity(path: Path) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(path.read_bytes()).digest()).decode()


def _run(tool: str, *arguments: str) -> None:
    program = tool if tool == "npm" else str(TOOLS / tool)
    subprocess.run([program, *arguments], cwd=SOURCES, check=True)  # noqa: S603  # our own


if __name__ == "__main__":
    build()

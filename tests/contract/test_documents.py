"""What documents, comments and docstrings name exists: files, links, versions."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from infra.packaging.build import ROOT
from tests.documents import MADE, documents, files, links, quoted, text_of, texts

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
ENDINGS = "py|md|yaml|yml|json|toml|html|txt|in|csv|svg|png|mjs|scss"
# Nobody writes these with a backtick in a comment, and they are meant all the same.
PLAIN_PATH = re.compile(
    rf"(?<![\w/.`-])(?:docs|tests|functions|shared|infra|bench)/[\w./-]*\.(?:{ENDINGS})\b"
)
PATH = re.compile(rf"[\w.{{}},*-]*[\w{{}}]/[\w./{{}},*-]*|[\w-]+\.(?:{ENDINGS})")
ADDRESS = re.compile(r"\(https?://[^)]*\)")
GENERATED = {"bench/results.json", "compiled/"}
# Beside the files of a repository, wherever it is hosted.
HOSTED = {"../../issues", "../../pulls"}
LONGEST = 140


def test_every_quoted_path_exists() -> None:
    known = {parent for path in files() for parent in (path, *path.parents)}
    endings = {path.parts[-n:] for path in known for n in range(1, len(path.parts) + 1)}
    paths = [
        *(
            (one.document, path)
            for one in quoted()
            if PATH.fullmatch(one.words)
            for path in _spread(one.words)
        ),
        *((path.as_posix(), each) for path, text in texts() for each in PLAIN_PATH.findall(text)),
    ]
    missing = [(document, path) for document, path in paths if not _exists(path, endings)]
    assert missing == []


def _spread(path: str) -> Iterator[str]:
    """`words/{fr,en}.json` is two paths."""
    if found := re.search(r"\{([^}]*)\}", path):
        for each in found[1].split(","):
            yield from _spread(path.replace(found[0], each, 1))
    else:
        yield path


def _exists(path: str, endings: set[tuple[str, ...]]) -> bool:
    parts = PurePosixPath(path).parts
    if parts[0] in MADE or path in GENERATED or PurePosixPath(path).stem == "NAME":
        return True
    if "*" in path:
        return any(ROOT.glob(path)) or any(ROOT.glob(f"**/{path}"))
    return parts in endings


def test_every_link_leads_somewhere() -> None:
    broken = []
    for link in links():
        if link.words in HOSTED:
            continue
        target, _, heading = link.words.partition("#")
        page = (ROOT / link.document).parent / target if target else ROOT / link.document
        if not page.exists() or (heading and heading not in _headings(page)):
            broken.append(link)
    assert broken == []


def _headings(page: Path) -> set[str]:
    """As the platforms name them: small letters, hyphens for spaces, nothing else but letters."""
    titles = re.findall(r"^#+ (.*)$", text_of(page.resolve().relative_to(ROOT)), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in titles}


def test_no_line_of_a_document_is_longer_than_one_reads() -> None:
    """Rows of a table and addresses can't be broken."""
    long = [
        f"{path}:{number}"
        for path in documents()
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if len(ADDRESS.sub("", line)) > LONGEST and not line.startswith("|")
    ]
    assert long == []


def test_the_readme_names_every_function() -> None:
    readme = text_of(Path("README.md"))
    functions = [path for path in (ROOT / "functions").iterdir() if (path / "app.py").exists()]
    assert len(functions) == 9
    assert [path.name for path in functions if f"| `functions/{path.name}/` |" not in readme] == []


def test_the_python_that_is_asked_for_is_the_same_everywhere() -> None:
    (least,) = re.findall(r'requires-python = ">=([\d.]+)"', text_of(Path("pyproject.toml")))
    assert f"python3 ≥ {least}" in text_of(Path("README.md"))
    assert f"Redress needs Python {least} or later" in MAKEFILE

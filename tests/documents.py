"""What the project's documents, comments and docstrings quote: commands, targets, paths, links."""

import ast
import io
import os
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from infra.packaging.build import ROOT

# Made on a machine, or fetched: no part of the repository.
MADE = {".git", ".venv", ".redress", ".aws-sam", "build", "node_modules", "screenshots"}
CACHES = re.compile(r"__pycache__|\..*_cache|\.hypothesis|.*\.egg-info")
COMMENTED = {".yaml", ".yml", ".toml", ".in", ".cfnlintrc", "Makefile"}
CODE = ("functions", "shared", "infra", "tests", "bench")
SPAN = re.compile(r"`([^`]+)`")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
COMMENT = re.compile(r"#[ #]*(.*)$", re.MULTILINE)
SHELLS = {"", "sh", "console"}


@dataclass(frozen=True)
class Quoted:
    """Words in a document, and which."""

    document: str
    words: str


@cache
def files() -> tuple[Path, ...]:
    """Every file of the repository, as `git ls-files` would name them, without git."""
    return tuple(sorted(_files()))


def _files() -> Iterator[Path]:
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [one for one in folders if one not in MADE and not CACHES.fullmatch(one)]
        yield from (Path(folder, name).relative_to(ROOT) for name in names if name not in MADE)


def documents() -> list[Path]:
    return [path for path in files() if path.suffix == ".md"]


def text_of(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def quoted() -> tuple[Quoted, ...]:
    """Every span of code and every line of a shell block, in documents, comments and docstrings."""
    return tuple(
        Quoted(path.as_posix(), " ".join(words.split()))
        for path, text in texts()
        for words in (*SPAN.findall(FENCE.sub("", text)), *_shell_lines(text))
    )


def links() -> Iterator[Quoted]:
    """Every link of a document into the repository."""
    for path in documents():
        for target in LINK.findall(FENCE.sub("", text_of(path))):
            if not re.match(r"\w+:", target):
                yield Quoted(path.as_posix(), target)


def texts() -> Iterator[tuple[Path, str]]:
    """Each document, and the comments and docstrings of each file of code."""
    for path in files():
        if path.suffix == ".md":
            yield path, text_of(path)
        elif COMMENTED & {path.suffix, path.name}:
            yield path, "\n".join(COMMENT.findall(text_of(path)))
        elif path.suffix == ".py" and path.parts[0] in CODE:
            yield from ((path, one) for one in (*_docstrings(path), _comments(path)))


def _docstrings(path: Path) -> Iterator[str]:
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(ast.parse(text_of(path))):
        if isinstance(node, owners) and (text := ast.get_docstring(node)):
            yield text


def _comments(path: Path) -> str:
    tokens = tokenize.generate_tokens(io.StringIO(text_of(path)).readline)
    return "\n".join(one.string.lstrip("# ") for one in tokens if one.type == tokenize.COMMENT)


def _shell_lines(text: str) -> Iterator[str]:
    for language, block in FENCE.findall(text):
        if language in SHELLS:
            yield from (line.removeprefix("$ ") for line in block.splitlines())

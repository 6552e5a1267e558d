"""What the templates and the views say, read off their sources."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import FileSystemLoader, nodes

from functions.intake.pages.web import rendering

ENVIRONMENT = rendering.environment(FileSystemLoader(rendering.SOURCES))
TEMPLATES = sorted(
    path.relative_to(rendering.SOURCES).as_posix() for path in rendering.SOURCES.rglob("*.html")
)
VIEWS = sorted(rendering.HERE.rglob("*.py"))
READ = ("title", "alt", "placeholder", "aria-label", "label")
_LETTER = re.compile(r"[^\W\d_]")


def source(name: str) -> str:
    return (rendering.SOURCES / name).read_text(encoding="utf-8")


def named() -> set[str]:
    """Keys, or beginnings of keys (`clock.`), that a template or a view may ask for."""
    return {key for name in TEMPLATES for key in _in_template(name)} | {
        key for path in VIEWS for key in _in_view(path)
    }


def literal_text(name: str) -> list[str]:
    """Text that a template says itself, in the language of whoever wrote it."""
    found = _Literals()
    found.feed("".join(_data(name)))
    return found.said


def _in_template(name: str) -> Iterator[str]:
    """Every text constant: a key may stand in a list that is gone through."""
    for node in ENVIRONMENT.parse(source(name)).find_all(nodes.Const):
        if isinstance(node.value, str):
            yield node.value


def _in_view(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def asked(name: str) -> Iterator[str]:
    """The keys that a template asks `t` for, word by word."""
    for call in ENVIRONMENT.parse(source(name)).find_all(nodes.Call):
        function, key = call.node, next(iter(call.args), None)
        if (
            isinstance(function, nodes.Name)
            and function.name == "t"
            and isinstance(key, nodes.Const)
        ):
            yield str(key.value)


def _data(name: str) -> Iterator[str]:
    """The template without what is filled in, for which a sign stands."""
    for _, kind, value in ENVIRONMENT.lex(source(name)):
        if kind == "data":
            yield value
        elif kind == "variable_begin":
            yield "0"


class _Literals(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said += [value for name, value in attrs if value and name in READ and _says(value)]

    def handle_data(self, data: str) -> None:
        if _says(data):
            self.said.append(data)


def _says(text: str) -> bool:
    return bool(_LETTER.search(text))

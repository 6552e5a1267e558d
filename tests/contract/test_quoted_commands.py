"""What documents, comments and docstrings quote can be typed: commands, targets, modules."""

import re
import shlex
from pathlib import Path

import click
import pytest

from infra.cli import redress
from infra.packaging.build import ROOT
from tests.documents import CODE, Quoted, quoted

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = re.compile(r"^make ([\w =.-]+?)(?:\s*#.*)?$")
COMMAND = re.compile(r"(?:^|[\s(])(?:\.venv/bin/)?redress ([^|;&)]*)")
SUBSTITUTED = re.compile(r'"\$\([^)]*\)"')  # the shell puts a value there


def _commands() -> list[Quoted]:
    return [
        Quoted(one.document, f"redress {found}".strip())
        for one in quoted()
        if one.words.startswith(("redress", ".venv/bin/redress")) or ".venv/bin/" in one.words
        for found in COMMAND.findall(SUBSTITUTED.sub("VALUE", one.words) + " ")
    ]


def _mistake(words: str) -> str | None:
    """What the command line would say of a command, whose places are left open (`CASE`, `…`)."""
    tokens = [one.strip("[]") for one in shlex.split(words, comments=True)[1:]]
    command: click.Command = redress
    context = click.Context(command)
    while isinstance(command, click.Group) and tokens and not tokens[0].startswith("-"):
        name = tokens.pop(0)
        if (found := command.get_command(context, name)) is None:
            return f"no command {name}"
        command, context = found, click.Context(found, context)
    try:
        given, left, _ = command.make_parser(context).parse_args(tokens)
        for parameter in command.params:
            if isinstance(parameter.type, click.Choice) and given.get(parameter.name or ""):
                parameter.type.convert(given[parameter.name or ""], parameter, context)
    except click.UsageError as error:
        return error.format_message()
    return f"too much: {left}" if left else None


def test_every_quoted_command_is_one_that_redress_has() -> None:
    told = {(one.document, one.words): _mistake(one.words) for one in _commands()}
    assert {place: mistake for place, mistake in told.items() if mistake} == {}
    assert len(told) > 40


@pytest.mark.parametrize(
    "words",
    [
        "redress undo",
        "redress policy undo",
        "redress policy plan FILE --everything",
        "redress policy recalculate --direction sideways",
        "redress local tick NOW --now T",
    ],
)
def test_a_command_that_does_not_exist_is_found(words: str) -> None:
    assert _mistake(words)


def test_every_quoted_target_is_one_of_the_makefile() -> None:
    targets = [
        (one.document, word)
        for one in quoted()
        for found in TARGETS.findall(one.words)
        for word in found.split()
    ]
    assert [place for place in targets if not _can_be_made(place[1])] == []
    assert len(targets) > 20


def _can_be_made(word: str) -> bool:
    """A target, `build-LOGICAL_ID`, or a variable that the Makefile reads."""
    variable, is_set, _ = word.partition("=")
    if is_set:
        return f"$({variable})" in MAKEFILE
    return bool(re.search(rf"^{re.escape(word)}:", MAKEFILE, re.MULTILINE)) or bool(
        re.match(r"build-\w|-[jk]$", word)
    )


def test_every_quoted_module_can_be_run() -> None:
    modules = {
        name
        for one in quoted()
        for name in re.findall(r"python -m ([a-z_.]+)", one.words)
        if name.split(".")[0] in CODE
    }
    assert [name for name in modules if not _runs(ROOT / name.replace(".", "/"))] == []
    assert len(modules) > 4


def _runs(place: Path) -> bool:
    source = place.with_suffix(".py")
    if not source.exists():
        return (place / "__main__.py").exists()
    return '__name__ == "__main__"' in source.read_text(encoding="utf-8")

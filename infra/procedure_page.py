"""docs/procedure.md, made from the acts of the procedure: statuses, commands and roles.

`python -m infra.procedure_page` writes it; a test holds the page, and the diagram, to the code.
"""

from collections.abc import Mapping
from inspect import getdoc
from pathlib import Path

from infra.procedure_words import LETTERS, MEANS, SHORT
from shared.domain.procedure.command import Command, Statuses
from shared.domain.procedure.table import ACTS, ADMITTED
from shared.domain.vocabulary import CommandName, Status

PAGE = Path(__file__).parent.parent / "docs" / "procedure.md"

Transition = tuple[Status, CommandName, Status]  # before, by what, after


def transitions() -> set[Transition]:
    """What each command leads to, whatever it says."""
    return {one for act in ACTS.values() for one in _ways(act, act.leads_to)}


def possible_transitions() -> set[Transition]:
    """What a command leads to if it says so: not taken up, agreed, failed, not agreed to."""
    return {one for act in ACTS.values() for one in _ways(act, act.may_lead_to)}


def _ways(act: type[Command], leads: Mapping[Status, Statuses]) -> set[Transition]:
    return {
        (before, act.name, after)
        for after, all_before in leads.items()
        for before in all_before
        if before != after
    }


def page_text() -> str:
    parts = [_head(), _statuses(), _diagram(), _table(), _commands()]
    return "\n\n".join(parts) + "\n"


def _head() -> str:
    return """# The procedure

Made from the code by `python -m infra.procedure_page`; a test holds it there. Each command says
in `shared/domain/procedure/` who may do it and when. What isn't in the table is refused: 404 for a
case that one may not know of, 409 otherwise, with what is possible now."""


def _statuses() -> str:
    rows = [f"| `{one}` | {SHORT[one]} | {MEANS[one]} |" for one in Status]
    return "\n".join(["## Statuses", "", "| status | | what it means |", "|---|---|---|", *rows])


def _diagram() -> str:
    lines: dict[tuple[str, str], list[str]] = {}
    for before, name, after in transitions() | possible_transitions():
        lines.setdefault((before, after), []).append(name)
    shown = [
        f"    {before} --> {after}: {', '.join(sorted(names))}"
        for (before, after), names in sorted(lines.items())
    ]
    return "\n".join(
        ["## Where each command leads", "", "```mermaid", "stateDiagram-v2", *shown, "```"]
    )


def _table() -> str:
    legend = ", ".join(f"{letter} {role}" for role, letter in LETTERS.items() if letter != "·")
    head = " | ".join(SHORT[one] for one in Status)
    rows = [f"| `{name}` | {_cells(name)} |" for name in ADMITTED]
    return "\n".join(
        [
            "## Statuses × commands × roles",
            "",
            f"{legend} (a contact who was alerted);",
            "· the system itself. O and S act on cases of their own agency, those who belong to",
            "none on any. Nobody acts on a case that concerns them, or anybody above or below",
            "them.",
            "",
            f"| command | {head} |",
            f"|---|{'---|' * len(Status)}",
            *rows,
        ]
    )


def _cells(name: CommandName) -> str:
    who = "".join(letter for role, letter in LETTERS.items() if role in ACTS[name].by)
    return " | ".join(who if status in ADMITTED[name] else "" for status in Status)


def _commands() -> str:
    rows = [f"| `{name}` | {_does(name)} |" for name in ADMITTED]
    return "\n".join(["## Commands", "", "| command | what it does |", "|---|---|", *rows])


def _does(name: CommandName) -> str:
    """The first sentence of the command's docstring, as a part of a sentence."""
    sentence = (getdoc(ACTS[name]) or "").partition("\n")[0].removesuffix(".")
    return sentence[:1].lower() + sentence[1:]


if __name__ == "__main__":
    PAGE.write_text(page_text(), encoding="utf-8")

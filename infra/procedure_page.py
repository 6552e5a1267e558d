"""docs/procedure.md, made from the tables that the code asks: statuses, commands and roles.

`python -m infra.procedure_page` writes it; a test holds the page, and the diagram, to the code.
"""

from collections.abc import Mapping
from pathlib import Path

from infra.procedure_words import DEPENDS, DOES, LEADS, LETTERS, MEANS, SHORT
from shared.domain.access import RIGHTS
from shared.domain.procedure.table import ADMITTED
from shared.domain.vocabulary import CommandName, Status

PAGE = Path(__file__).parent.parent / "docs" / "procedure.md"


def transitions(leads: Mapping[str, Mapping[str, str]]) -> set[tuple[str, str, str]]:
    """Status before, command, status after."""
    return {
        (before, name, after)
        for before, ways in leads.items()
        for after, names in ways.items()
        for name in names.split()
    }


def page_text() -> str:
    parts = [_head(), _statuses(), _diagram(), _table(), _commands()]
    return "\n\n".join(parts) + "\n"


def _head() -> str:
    return """# The procedure

Made from the code by `python -m infra.procedure_page`; a test holds it there. Who may do what is
`shared/domain/access.py`, when it may be done `shared/domain/procedure/table.py`. What isn't in the
table is refused: 404 for a case that one may not know of, 409 otherwise, with what is possible
now."""


def _statuses() -> str:
    rows = [f"| `{one}` | {SHORT[one]} | {MEANS[one]} |" for one in Status]
    return "\n".join(["## Statuses", "", "| status | | what it means |", "|---|---|---|", *rows])


def _diagram() -> str:
    lines: dict[tuple[str, str], list[str]] = {}
    for before, name, after in transitions(LEADS) | transitions(DEPENDS):
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
    who = "".join(letter for role, letter in LETTERS.items() if name in RIGHTS[role])
    return " | ".join(who if status in ADMITTED[name] else "" for status in Status)


def _commands() -> str:
    rows = [f"| `{name}` | {DOES[name]} |" for name in ADMITTED]
    return "\n".join(["## Commands", "", "| command | what it does |", "|---|---|", *rows])


if __name__ == "__main__":
    PAGE.write_text(page_text(), encoding="utf-8")

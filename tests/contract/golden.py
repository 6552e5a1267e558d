"""Golden files: the contract of the expanded template, written out for whoever reviews a change.

`python -m tests.contract.golden` shows how the template differs from them. `--write NAME…` writes
the named ones anew, so that the difference stands in the change that is reviewed. A test only
compares.
"""

import difflib
import sys
from pathlib import Path

from tests.contract import short_forms
from tests.contract.facts import FACTS, Expanded, current

FOLDER = Path(__file__).with_name("golden")
ABOUT = {
    "alarms": "When somebody is told that Redress is ill.",
    "delivery": "What is tried how often, and where it goes when that was in vain.",
    "edge": "What the public reaches: the API without its routes, and the static files.",
    "functions": "What runs, with how much time and memory, and what it is told.",
    "interface": "What whoever deploys may choose, and what they are told.",
    "kept": "What an update must not replace. A change of a line here loses data, or a name that\n"
    "# others hold: a mailed address, an exported key, a line in a client's settings.",
    "permissions": "Who may do what where, and under which condition.",
    "policy": "How deadlines come into force and go out of it.",
    "sign-in": "How staff sign in.",
    "stores": "What holds data, and how it is protected. Policies of access are in permissions.",
}


def text_of(name: str, template: Expanded) -> str:
    return f"# {ABOUT[name]}\n{short_forms.dump(FACTS[name](template))}"


def difference(name: str, template: Expanded) -> str:
    """A unified diff from the golden file to the template; empty where they agree."""
    path = FOLDER / f"{name}.yaml"
    held = path.read_text(encoding="utf-8") if path.exists() else ""
    lines = difflib.unified_diff(
        held.splitlines(),
        text_of(name, template).splitlines(),
        f"golden/{name}.yaml",
        "template.yaml, expanded",
        lineterm="",
    )
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    template = current()
    if arguments[:1] == ["--write"]:
        for name in arguments[1:]:
            (FOLDER / f"{name}.yaml").write_text(text_of(name, template), encoding="utf-8")
        return 0
    found = [text for name in FACTS if (text := difference(name, template))]
    sys.stdout.write("".join(f"{text}\n" for text in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

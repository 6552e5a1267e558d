"""The mail that the local cloud took; the emulator forgets it when it stops, we don't."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from infra.local.workspace import Place
from shared.domain.instants import to_text


def sent(place: Place) -> list[dict[str, Any]]:
    """One entry per receiver, oldest first."""
    return _earlier(place) + _current(place)


def keep(place: Place) -> None:
    """Before a stop."""
    _file(place).write_text(json.dumps(sent(place), ensure_ascii=False), encoding="utf-8")


def _current(place: Place) -> list[dict[str, Any]]:
    address = f"{place.endpoint}/_ministack/ses/messages"
    with urlopen(address, timeout=30) as answer:  # noqa: S310  # our own process
        accounts = json.load(answer)["messages"]
    return [
        {
            "to": receiver,
            "subject": each["Subject"],
            "text": each["BodyText"] or "",
            "html": each["BodyHtml"] or "",
            "sent_at": to_text(datetime.fromtimestamp(float(each["Timestamp"]), UTC)),
        }
        for messages in accounts.values()
        for each in messages
        for receiver in each["To"]
    ]


def _earlier(place: Place) -> list[dict[str, Any]]:
    if not _file(place).exists():
        return []
    kept: list[dict[str, Any]] = json.loads(_file(place).read_text(encoding="utf-8"))
    return kept


def _file(place: Place) -> Path:
    return place.state / "mail.json"

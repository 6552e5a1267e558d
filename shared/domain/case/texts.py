"""Texts: the words of a case, kept apart from its chain, which holds their hash."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shared.domain.case.events import canonical, sha256
from shared.domain.vocabulary import Audience, Role, TextKind


@dataclass(frozen=True)
class Text:
    """Words that somebody wrote.

    `audience` is who may read it beside the office: `complainant`, `agency` or `internal`.
    """

    text_id: str
    kind: TextKind
    audience: Audience
    author: Role
    written_at: datetime
    body: Mapping[str, Any]

    @property
    def fingerprint(self) -> str:
        return sha256(canonical(self.body))

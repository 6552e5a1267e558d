"""An export: the chains in a folder, to be verified on any machine, without personal data.

Of a text it holds the hash of the words as they were found, and not the words.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path

from infra.audit.records import Record, Signed, settled
from shared.aws.attestations import PREFIX
from shared.domain.audit.chain import Kept
from shared.domain.case.events import POLICY_CHAIN, Event, canonical, from_document, to_document

EVENTS, TEXTS, CASES, HEADS, KEY = (
    *("events.jsonl", "texts.jsonl", "cases.jsonl"),
    *("heads", "audit-key.der"),
)


@dataclass(frozen=True)
class ExportedRecord:
    """Reads what `export` wrote; asks no AWS."""

    folder: Path
    chains: dict[str, list[Event]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with (self.folder / EVENTS).open(encoding="utf-8") as lines:
            for line in lines:
                written = json.loads(line)
                event = from_document(written["event"], written["hash"])
                self.chains.setdefault(written["chain"], []).append(event)

    @cached_property
    def tips(self) -> Mapping[str, tuple[str, int]]:
        with (self.folder / CASES).open(encoding="utf-8") as lines:
            written = [json.loads(line) for line in lines]
        return {one["reference"]: (one["head"], one["seq"]) for one in written}

    @cached_property
    def text_hashes(self) -> Mapping[str, Mapping[str, Kept]]:
        found: dict[str, dict[str, Kept]] = {}
        with (self.folder / TEXTS).open(encoding="utf-8") as lines:
            for one in map(json.loads, lines):
                of_chain = found.setdefault(one["chain"], {})
                of_chain[one["text"]] = Kept(one["sha256"], one["audience"])
        return found

    def references(self) -> Sequence[str]:
        found = self.chains.keys() | self.tips.keys()
        return [POLICY_CHAIN, *sorted(found - {POLICY_CHAIN})]

    def events(self, reference: str) -> Sequence[Event]:
        return self.chains.get(reference, [])

    def tip(self, reference: str) -> tuple[str, int] | None:
        return self.tips.get(reference)

    def texts(self, reference: str) -> Mapping[str, Kept]:
        return self.text_hashes.get(reference, {})

    def signed(self) -> Sequence[Signed]:
        paths = sorted((self.folder / HEADS).glob("*.json"))
        return [Signed(f"{PREFIX}{path.name}", path.read_bytes()) for path in paths]

    def public_key(self) -> bytes | None:
        path = self.folder / KEY
        return path.read_bytes() if path.exists() else None


def export(record: Record, folder: Path) -> int:
    """Writes everything that a verification needs; answers how many chains there are."""
    (folder / HEADS).mkdir(parents=True, exist_ok=True)
    references = record.references()
    with (
        (folder / EVENTS).open("w", encoding="utf-8") as chains,
        (folder / TEXTS).open("w", encoding="utf-8") as texts,
        (folder / CASES).open("w", encoding="utf-8") as cases,
    ):
        for one in references:
            events, tip = settled(record, one)
            chains.writelines(_event_lines(one, events))
            texts.writelines(_text_lines(one, record.texts(one)))
            if tip is not None:
                cases.write(canonical({"reference": one, "head": tip[0], "seq": tip[1]}) + "\n")
    for signed in record.signed():
        (folder / HEADS / signed.name.removeprefix(PREFIX)).write_bytes(signed.body)
    if (key := record.public_key()) is not None:
        (folder / KEY).write_bytes(key)
    return len(references)


def _event_lines(chain: str, events: Sequence[Event]) -> Iterator[str]:
    for event in events:
        written = {"chain": chain, "hash": event.hash, "event": to_document(event)}
        yield canonical(written) + "\n"


def _text_lines(chain: str, texts: Mapping[str, Kept]) -> Iterator[str]:
    for text_id, text_hashes in texts.items():
        yield canonical({"chain": chain, "text": text_id} | asdict(text_hashes)) + "\n"

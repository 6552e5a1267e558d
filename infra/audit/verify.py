"""Every chain against itself, its case, and what was signed of it."""

import base64
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key

from infra.audit.records import Record, Signed, settled
from shared.domain.audit.attestation import Attestation, links
from shared.domain.audit.chain import Attested, BrokenLink, broken_texts, verify
from shared.domain.case.events import POLICY_CHAIN, Event, sha256

Heads = Mapping[str, Sequence[Attested]]


@dataclass(frozen=True)
class Vouched:
    """The signed heads by chain, what is wrong with the attestations, and their last day."""

    heads: Heads
    broken: tuple[BrokenLink, ...]
    until: date | None


def vouched(record: Record) -> Vouched:
    """An attestation whose signature doesn't hold vouches for nothing."""
    broken: list[BrokenLink] = []
    good: list[tuple[str, str]] = []
    key = record.public_key()
    for one in record.signed():
        text = _text_of(one, key)
        if text is None:
            broken.append(BrokenLink(one.name, 0, "the signature is not that of the audit key"))
        else:
            good.append((one.name, text))
        if one.touched:
            broken.append(BrokenLink(one.name, 0, "somebody tried to delete or replace it"))
    heads: dict[str, list[Attested]] = {}
    linked = links(text for _, text in good)
    for (name, _), (attestation, reason) in zip(good, linked, strict=True):
        if reason is not None:
            broken.append(BrokenLink(name, 0, reason))
        _add(heads, attestation)
    return Vouched(heads, tuple(broken), linked[-1][0].day if linked else None)


def _add(heads: dict[str, list[Attested]], attestation: Attestation) -> None:
    for head in attestation.heads:
        heads.setdefault(head.reference, []).append(Attested(head, attestation.day))


def _text_of(signed: Signed, key: bytes | None) -> str | None:
    """Returns what was signed; None when the signature doesn't hold."""
    public = load_der_public_key(key) if key else None
    if not isinstance(public, ec.EllipticCurvePublicKey):
        return None
    try:
        body = json.loads(signed.body)
        text = str(body["attestation"])
        public.verify(
            base64.b64decode(body["signature"]), sha256(text).encode(), ec.ECDSA(hashes.SHA256())
        )
    except (InvalidSignature, ValueError, KeyError, TypeError):
        return None
    return text


def broken_links(
    record: Record, references: Sequence[str], heads: Heads, advance: Callable[[], None]
) -> Iterator[BrokenLink]:
    """Yields each chain's first broken link, after the texts that don't fit its sound part."""
    for reference in references:
        yield from _broken(record, reference, heads.get(reference, ()))
        advance()


def everything(record: Record, heads: Heads) -> Sequence[str]:
    """Lists every chain, also one of which nothing is left but a signature."""
    found = record.references()
    return [*found, *sorted(heads.keys() - set(found))]


def _broken(record: Record, reference: str, attested: Sequence[Attested]) -> Iterator[BrokenLink]:
    events, tip = settled(record, reference)
    fault = _fault(reference, events, tip, attested)
    sound = events if fault is None else events[: max(fault.seq - 1, 0)]
    yield from broken_texts(reference, sound, record.texts(reference))
    if fault is not None:
        yield fault


def _fault(
    reference: str,
    events: Sequence[Event],
    tip: tuple[str, int] | None,
    attested: Sequence[Attested],
) -> BrokenLink | None:
    if tip is None and reference != POLICY_CHAIN:
        fault = verify(reference, events, attested=attested)
        return fault or BrokenLink(reference, len(events), "there is no case to this chain")
    head, length = tip or (None, None)
    return verify(reference, events, head, length, attested)

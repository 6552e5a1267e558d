"""Scanners that run beside the examiner, where no service looks into the bucket."""

from dataclasses import dataclass
from pathlib import Path

from shared.domain.evidence.evidence import Malware

# The test file of the European Institute for Computer Antivirus Research, in two halves, so that
# no scanner takes this source for it.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_PIECE = 1 << 20


@dataclass(frozen=True)
class SignatureScanner:
    """Knows files by byte sequences, wherever in the file they stand."""

    signatures: tuple[bytes, ...] = (EICAR,)

    def scan(self, path: Path) -> Malware:
        longest = max(len(one) for one in self.signatures)
        tail = b""
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                window = tail + piece
                if any(one in window for one in self.signatures):
                    return Malware.INFECTED
                tail = window[-longest:]
        return Malware.CLEAN

"""The kind of a file by its name, and the tricks that names play on people."""

import unicodedata

from shared.domain.evidence.kinds import KINDS, Kind

LONGEST_NAME = 255
_ACTIVE_ENDS = """
    app asp aspx bat chm cmd com cpl dll docm dotm exe hta htm html iso jar js jse jsp lnk msi php
    phtml pif ps1 py reg scr sh shtml svg swf url vbe vbs wsf xht xhtml xlsm xml xps
"""
_ACTIVE = frozenset(_ACTIVE_ENDS.split())
# Joiners and direction marks belong to Arabic writing; overrides of the direction don't.
_ARABIC_MARKS = "\u200c\u200d\u200e\u200f"
_KNOWN = {extension: kind for kind in KINDS.values() for extension in kind.extensions}


def kind_of_name(name: str) -> Kind | None:
    """Returns the kind that the name's end stands for; None for a deceiving name, too.

    A name deceives when another type stands before its end (`letter.pdf.jpg`, `photo.exe.png`),
    when it holds characters that aren't seen or that turn the text around, or a path.
    """
    if not 0 < len(name) <= LONGEST_NAME or name != name.strip() or not _is_plain(name):
        return None
    stem, *ends = [part.strip().casefold() for part in name.split(".")]
    if not stem or not ends:
        return None
    kind = _KNOWN.get(ends[-1])
    before = [end for end in ends[:-1] if end in _ACTIVE or _KNOWN.get(end) not in (None, kind)]
    return None if before else kind


def _is_plain(name: str) -> bool:
    return not any(
        letter in "/\\" or unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
        for letter in name
        if letter not in _ARABIC_MARKS
    )


def kind_of_media_type(media_type: str) -> Kind | None:
    bare = media_type.partition(";")[0].strip().casefold()
    return next((kind for kind in KINDS.values() if bare in kind.media_types), None)

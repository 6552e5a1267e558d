"""What people type, read as they meant it: what can be put right is not refused.

Phones, word processors and messengers put marks into texts that nobody sees: directions of writing,
page breaks, dashes that don't break. Digits come in many scripts.
"""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Directions and isolates, which make a text read as another than it is (UTS 55), what only layout
# or a byte order needs, and tags. What joins or parts letters (ZWJ, ZWNJ) belongs to the words.
_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x9f]")
_DIALLED = re.compile(r"\+?[0-9]{6,15}")
_NOT_DIALLED = frozenset("/().·,\t")
_BASE32 = re.compile("[A-Z2-7]")
_LONGEST_NUMBER = 8  # thousands of digits are an error to int()
_LONGEST_AROUND = 300  # characters in which a reference or a code is looked for


def plain(text: str) -> str:
    """Drops what nobody sees, ends each line with \\n, and composes letters (NFC).

    An apostrophe or a dash that an old Windows program wrote as a control is read as what it was.
    NUL and halves of letters stay, for the caller to refuse.
    """
    seen = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", _CONTROL.sub(_of_windows, seen))


def one_line(text: str) -> str:
    """The same without line ends and tabs, which become spaces."""
    return " ".join(plain(text).split())


def _of_windows(control: re.Match[str]) -> str:
    try:
        return control[0].encode("latin-1").decode("cp1252") if control[0] >= "\x80" else ""
    except UnicodeDecodeError:
        return ""


def digits(text: str) -> str:
    """Digits of whatever script as 0 to 9."""
    return "".join(
        str(unicodedata.digit(one)) if one.isdecimal() and not one.isascii() else one
        for one in text
    )


def number(text: str) -> int | None:
    """A whole number of at most eight digits, of whatever script; None for what is none."""
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_NUMBER else None


def telephone(text: str) -> str | None:
    """The number as it is dialled, with its plus if it has one; None when it is none."""
    said = digits(unicodedata.normalize("NFKC", plain(text))).strip()
    said = said.removeprefix("tel:").removeprefix("Tel:")
    number = "".join(one for one in said if not _parts_numbers(one))
    return number if _DIALLED.fullmatch(number) else None


def _parts_numbers(one: str) -> bool:
    return one in _NOT_DIALLED or unicodedata.category(one) in ("Zs", "Pd", "Cf", "Cc")


def compact(text: str) -> str:
    """Capital letters and digits alone, of whatever script the digits were."""
    said = digits(unicodedata.normalize("NFKC", text[:_LONGEST_AROUND])).upper()
    return "".join(one for one in said if one.isascii() and one.isalnum())


def parts(text: str) -> str:
    """Capital letters and digits, with one hyphen wherever something else stood."""
    said = digits(unicodedata.normalize("NFKC", plain(text[:_LONGEST_AROUND]))).upper()
    return re.sub("[^0-9A-Z]+", "-", said).strip("-")


def code(text: str) -> str:
    """The letters of an access code (base32), without what stands between or before them.

    0, 1 and 8 are no letters of it, and read as those that they look like.
    """
    last = text[:_LONGEST_AROUND].rpartition(":")[2]
    letters = compact(last).translate(str.maketrans("018", "OIB"))
    return "".join(_BASE32.findall(letters))


def address(text: str) -> str | None:
    """A mail address as mail servers take it, the domain in ASCII; None for what can't be one."""
    said = one_line(unicodedata.normalize("NFKC", text)).removeprefix("mailto:")
    local, at, domain = said.rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return f"{local}@{ascii_domain}" if at else None

"""The types of files that can be taken as evidence."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A type of file, served under the first of its `extensions`; people are told the first
    `told` of them."""

    name: str
    media_type: str
    extensions: tuple[str, ...]
    other_media_types: tuple[str, ...] = ()
    told: int = 1

    @property
    def media_types(self) -> tuple[str, ...]:
        return (self.media_type, *self.other_media_types)


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

KINDS: Mapping[str, Kind] = {
    one.name: one
    for one in (
        Kind("pdf", "application/pdf", ("pdf",)),
        Kind("jpeg", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), ("image/jpg", "image/pjpeg")),
        Kind("png", "image/png", ("png",)),
        Kind("word", _WORD, ("docx",)),
        Kind("text", "text/plain", ("txt",)),
        Kind("film", "video/mp4", ("mp4", "mov", "3gp"), ("video/quicktime", "video/3gpp"), 3),
        Kind("sound", "audio/mp4", ("m4a",), ("audio/x-m4a", "audio/m4a")),
        Kind("mp3", "audio/mpeg", ("mp3",), ("audio/mp3",)),
        Kind("ogg", "audio/ogg", ("ogg", "opus", "oga"), ("audio/opus", "application/ogg")),
    )
}

"""The layout of letters: the same blocks as plain text and as HTML, escaped in one place."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from shared.messages import RIGHT_TO_LEFT

_PAGE = (
    '<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>{title}</title></head>'
    '<body style="font-family:sans-serif;line-height:1.5;max-width:40em">{body}</body></html>'
)


@dataclass(frozen=True)
class Link:
    address: str


@dataclass(frozen=True)
class Lines:
    lines: Sequence[str]


Block = str | Link | Lines


def as_text(blocks: Sequence[Block]) -> str:
    return "\n\n".join(_plain(block) for block in blocks) + "\n"


def as_html(language: str, title: str, blocks: Sequence[Block]) -> str:
    return _PAGE.format(
        language=escape(language),
        direction="rtl" if language in RIGHT_TO_LEFT else "ltr",
        title=escape(title),
        body="".join(_marked_up(block) for block in blocks),
    )


def _plain(block: Block) -> str:
    if isinstance(block, Link):
        return block.address
    if isinstance(block, Lines):
        return "\n".join(f"- {line}" for line in block.lines)
    return block


def _marked_up(block: Block) -> str:
    if isinstance(block, Link):
        address = escape(block.address)
        return f'<p><a href="{address}" dir="ltr">{address}</a></p>'
    if isinstance(block, Lines):
        return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in block.lines)}</ul>"
    return f"<p>{escape(block)}</p>"

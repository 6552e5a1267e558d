"""The page behind an alert's link: it asks first, since mail readers open links by themselves."""

from html import escape

from chalice.app import Request, Response

from shared import messages

_PAGE = """<!doctype html>
<html lang="{language}" dir="{direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title></head>
<body><main><h1>{title}</h1><p>{words}</p>{form}</main></body>
</html>
"""
_FORM = '<form method="post"><button type="submit">{button}</button></form>'


def wants_page(request: Request) -> bool:
    """A browser's form, rather than a program, is asking."""
    return "text/html" in str(request.headers.get("accept", ""))


def asking(language: str, reference: str) -> Response:
    button = escape(messages.text(language, "take.button"))
    words = messages.text(language, "take.ask", reference=reference)
    return _page(language, words, _FORM.format(button=button), 200)


def taken(language: str, reference: str) -> Response:
    return _page(language, messages.text(language, "take.done", reference=reference), "", 200)


def unknown(language: str) -> Response:
    return _page(language, messages.text(language, "take.unknown"), "", 404)


def too_late(language: str, reference: str) -> Response:
    return _page(language, messages.text(language, "take.late", reference=reference), "", 409)


def _page(language: str, words: str, form: str, status: int) -> Response:
    body = _PAGE.format(
        language=language,
        direction="rtl" if language == "ar" else "ltr",
        title=escape(messages.text(language, "take.title")),
        words=escape(words),
        form=form,
    )
    return Response(body, {"Content-Type": "text/html; charset=utf-8"}, status)

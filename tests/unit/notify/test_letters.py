"""A letter's words in two forms, and nothing of them as markup or header."""

from functions.notify.letters.layout import Lines, Link, as_html, as_text


def test_both_forms_say_the_same() -> None:
    blocks = ("Hello,", Lines(["one", "two"]), Link("https://redress.example.org/desk"))
    assert as_text(blocks) == "Hello,\n\n- one\n- two\n\nhttps://redress.example.org/desk\n"
    html = as_html("en", "A title", blocks)
    assert "<p>Hello,</p><ul><li>one</li><li>two</li></ul>" in html
    assert '<a href="https://redress.example.org/desk" dir="ltr">' in html


def test_markup_in_words_is_never_markup_in_a_letter() -> None:
    evil = '<script>"&'
    html = as_html("en", evil, (evil, Lines([evil]), Link(f"https://x/{evil}")))
    assert "<script>" not in html and "&lt;script&gt;&quot;&amp;" in html


def test_arabic_is_written_from_right_to_left() -> None:
    assert '<html lang="ar" dir="rtl">' in as_html("ar", "عنوان", ("نص",))

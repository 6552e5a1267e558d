"""What somebody may type to make a page do more than show it."""

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "javascript:alert(1)",
    "{{7*7}}{% raise %}${7*7}",
    "<a href=javascript:alert(1)>x</a>",
    "<base href=https://evil.example.org/>",
    "<style>@import 'https://evil.example.org/'</style>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
)
EVERYTHING = " ".join(PAYLOADS)

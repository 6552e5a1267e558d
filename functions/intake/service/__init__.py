"""Use cases: what the API and the pages do, each written once.

Nothing here knows of HTTP. The library that compares texts is imported by whoever first asks for
duplicates: it is a fifth of a start.
"""

from typing import TYPE_CHECKING

from shared.runtime.lazy import modules_of

if TYPE_CHECKING:
    from functions.intake.service import similarity as similarity
else:
    __getattr__ = modules_of(__name__)

"""One process that has answered JSON and then is asked for its first page: the difference is the
page's. `python -m bench.first_page FOLDER_OF_COMPILED_TEMPLATES` prints milliseconds."""

import sys
import time
from pathlib import Path

from functions.intake.pages.web import rendering
from tests.browser.office import Office


def main(compiled: Path) -> None:
    rendering.COMPILED = compiled
    office = Office(1)
    office.get("/health")
    began = time.perf_counter()
    office.answer("GET", "/", {"accept": "text/html"}, "")
    print((time.perf_counter() - began) * 1000)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

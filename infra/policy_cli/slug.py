"""Identifiers made from names that people wrote."""

import re


def slug(text: str) -> str:
    """Lower case, each run of anything but letters and digits one underscore, none at the ends.

    `Pest Infestation - Residential` becomes `pest_infestation_residential`. A replay maps a
    register's words to the category ids of a preset by this rule.
    """
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")

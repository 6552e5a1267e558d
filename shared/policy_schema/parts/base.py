"""What all parts of a policy have in common: each is declared once, for the file and the document.

Defaults are the domain's, which reads documents of before that leave a field out.
"""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """Immutable, and nothing in it that isn't named."""

    model_config = ConfigDict(extra="forbid", frozen=True)

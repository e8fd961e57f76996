"""What all nouns have in common.

Pure.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A value: frozen, strict about its fields, documented by the sentences under them."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

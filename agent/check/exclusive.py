"""Words of which one excludes the others of its row, and what is wrong where one stands for another. Data."""

from __future__ import annotations

from agent.text.words import word_set
from agent.types import Reason

INSTEAD = [
    (word_set("morning afternoon evening night noon midnight dawn dusk"), Reason.DATE_WRONG),
    (word_set("hour hours day days night nights week weeks month months quarter year years decade decades"),
     Reason.DATE_WRONG),
    (word_set("last this next previous coming past"), Reason.DATE_WRONG),
    (word_set("early mid late"), Reason.DATE_WRONG),
    (word_set("spring summer autumn fall winter"), Reason.DATE_WRONG),
    (word_set("first second third fourth fifth sixth seventh eighth ninth tenth last final"),
     Reason.FIGURE_VALUE),
    (word_set("all some most many few several none half every"), Reason.FIGURE_VALUE),
    (word_set("north south east west northern southern eastern western northeast northwest southeast"
              " southwest"), Reason.NAME_PLACE),
]  # fmt: skip
"""Words of which one excludes the others of its row."""

"""Which styles keep text from a reader's eyes. Pure.

Where it cannot be told (a colour over a picture, a sheet that is not in the page) text counts as visible;
where a reader could only just make it out, as hidden.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from agent.collect.calc import calculated
from agent.collect.css import Colour, colour, contrast, is_clear, px

Style = Mapping[str, str]
"""Value by property, as it finally holds for one element."""

FAINT = 0.1
"""Opacity up to which text counts as hidden."""
TINY = 3.0
"""Font size in pixels up to which text counts as hidden."""
PALE = 1.2
"""Contrast ratio up to which text counts as hidden; the least a reader should be given is 4.5."""
FAR = 900.0
"""Pixels to the left or above from which a position counts as off the screen."""
SCREEN = 1280.0
"""Pixels of the width that a page is taken to be shown in."""

_SHIFT = re.compile(r"(translate(?:x|y|3d)?)\(([^)]*)\)")
_FLAT = re.compile(
    r"scale(?:x|y|3d)?\(\s*[+-]?0*\.?0*\s*[,)]|matrix\(\s*0\s*,\s*0\s*,\s*0|rotate[xy]\(\s*-?90deg|scale\(\s*0?\.0\d"
)
_CLIPPED = re.compile(
    r"inset\(\s*(?:50|[6-9]\d|100)%|circle\(\s*0(?:px|%)?\b|ellipse\(\s*0(?:px|%)?\b"
    r"|polygon\(\s*(0(?:px|%)?\s+0(?:px|%)?)(?:\s*,\s*\1)*\s*\)"
)
_RECT = re.compile(r"rect\(([^)]*)\)")


@dataclass(frozen=True)
class Seen:
    """What an element hands down to those inside it."""

    colour: Colour | None = (0, 0, 0)
    background: Colour | None = (255, 255, 255)
    clear: bool = False
    visible: bool = True
    font: float = 16.0
    opacity: float = 1.0
    zoom: float = 1.0

    @property
    def readable(self) -> bool:
        """Whether text of the element's own can be read."""
        if not self.visible or self.clear or self.font * self.zoom <= TINY:
            return False
        if self.colour is None or self.background is None:
            return True
        return contrast(self.colour, self.background) > PALE


def inside(outer: Seen, style: Style, root: float = 16.0) -> Seen:
    """Return what holds inside an element of this style within `outer`; `root` is the size of one rem."""
    seen = replace(
        outer,
        visible=_visibility(outer.visible, style.get("visibility", "")),
        font=_font(outer.font, style, root),
        opacity=outer.opacity * _share(style.get("opacity", "")),
        zoom=outer.zoom * _share(style.get("zoom", "")),
    )
    ink = style.get("-webkit-text-fill-color") or style.get("color", "")
    if ink and ink not in ("inherit", "currentcolor", "unset"):
        seen = replace(seen, colour=colour(ink), clear=is_clear(ink))
    return replace(seen, background=_background(outer.background, style))


def gone(style: Style, seen: Seen) -> bool:
    """Tell whether an element of this style is out of sight with everything inside it."""
    if style.get("display") == "none" or style.get("content-visibility") == "hidden":
        return True
    if seen.opacity <= FAINT or re.search(r"opacity\(\s*0?\.?0*%?\s*\)", style.get("filter", "")):
        return True
    return _elsewhere(style, seen.font) or _cut_away(style, seen.font) or _squeezed(style, seen.font)


def _elsewhere(style: Style, em: float) -> bool:
    """Off the screen, behind the page, or turned on edge."""
    positioned = style.get("position") in ("absolute", "fixed")
    if positioned and style.get("z-index", "").startswith("-"):
        return True
    moved = style.get("position") in ("absolute", "fixed", "relative", "sticky")
    sides = ("left", "top", "right", "bottom") if moved else ()
    for side in (*sides, "margin", "margin-left", "margin-top", "text-indent", "inset-inline-start"):
        if _far(style.get(side, ""), em):
            return True
    turned = f"{style.get('transform', '')} {style.get('scale', '')} {style.get('translate', '')}"
    if _FLAT.search(turned) or style.get("scale") in ("0", "0%"):
        return True
    shifts = [part for found in _SHIFT.finditer(turned) for part in found[2].split(",")]
    return any(abs(px(part, em) or 0) >= FAR for part in (*shifts, *style.get("translate", "").split()))


def _far(stated: str, em: float) -> bool:
    """Tell whether one of the lengths lies off the screen.

    A calculation is done for a box as wide as the screen and for one of no width; where it cannot be, one
    length in it that is long enough will do, of whatever sign.
    """
    if "(" in stated:
        done = [calculated(stated, em, whole) for whole in (0.0, SCREEN)]
        if None not in done:
            return any(_off(length or 0) for length in done)
        return any(abs(px(part, em) or 0) >= FAR for part in re.split(r"[\s()*,]+", stated))
    lengths = [px(part, em) or 0 for part in stated.split()]
    return any(map(_off, lengths))


def _off(length: float) -> bool:
    return length <= -FAR or length >= 5 * FAR


def _cut_away(style: Style, em: float) -> bool:
    if _CLIPPED.search(style.get("clip-path", "") or style.get("-webkit-clip-path", "")):
        return True
    if (rect := _RECT.search(style.get("clip", ""))) is None:
        return False
    sides = [px(part, em) for part in re.split(r"[\s,]+", rect[1].strip())]
    known = [side for side in sides if side is not None]
    return len(known) == 4 and (known[2] - known[0] <= 1 or known[1] - known[3] <= 1)


def _squeezed(style: Style, em: float) -> bool:
    """In a box of no size whose content may not spill over."""
    overflow = f"{style.get('overflow', '')} {style.get('overflow-x', '')} {style.get('overflow-y', '')}"
    if not re.search(r"hidden|clip|scroll|auto", overflow):
        return False
    sizes = (px(style.get(name, ""), em) for name in ("height", "width", "max-height", "max-width"))
    return any(size is not None and size <= 1 for size in sizes)


def _visibility(outer: bool, stated: str) -> bool:
    if stated in ("hidden", "collapse"):
        return False
    return True if stated == "visible" else outer


def _share(stated: str) -> float:
    """Return a share that is stated as a number or in percent; 1 where none is."""
    found = re.fullmatch(r"\+?([\d.]+)(%?)", stated)
    if found is None:
        return 1.0
    try:
        return float(found[1]) / (100 if found[2] else 1)
    except ValueError:
        return 1.0


def _font(outer: float, style: Style, root: float) -> float:
    stated = style.get("font-size", "")
    size = px(stated, root if stated.endswith("rem") else outer)
    return outer if size is None else size


def _background(outer: Colour | None, style: Style) -> Colour | None:
    stated = style.get("background-color", "")
    if re.search(r"url\(|gradient\(|var\(", f"{stated} {style.get('background-image', '')}"):
        return None
    if not stated or is_clear(stated) or re.fullmatch(r"none|inherit|unset|initial", stated):
        return outer
    return colour(stated)

"""The part of CSS that can hide text: rules, declarations, lengths, colours. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

Declarations = dict[str, tuple[str, bool]]
"""Lower-cased value by property, and whether it was marked as important."""
Colour = tuple[int, int, int]

_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
_BLOCK = re.compile(r"[^;{}]*\{[^{}]*\}?")
_MARKS = re.compile(r"<!--|-->")
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)", re.DOTALL)
_FONT_SIZE = re.compile(r"(?:^|\s)([\d.]+(?:px|pt|r?em|%|v[wh])|0)(?=[\s/]|$)")
_LENGTH = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*([a-z%]*)")
_WIDTH_QUERY = re.compile(r"\((min|max)-width:\s*([^)]+)\)")
_SCREEN_PX = 1280.0
_PX = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78, "q": 0.945}
_RELATIVE = {"em": 1.0, "rem": 1.0, "ex": 0.5, "ch": 0.5, "lh": 1.2, "rlh": 1.2, "%": 0.01}
_VIEW = {"vw": 12.8, "vh": 7.2, "vmin": 7.2, "vmax": 12.8, "dvw": 12.8, "dvh": 7.2, "svh": 7.2, "lvh": 7.2}
_SIZES = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0,
    "x-large": 24.0, "xx-large": 32.0,
}  # fmt: skip
_NAMED: dict[str, Colour] = {
    "white": (255, 255, 255), "black": (0, 0, 0), "snow": (255, 250, 250), "ivory": (255, 255, 240),
    "ghostwhite": (248, 248, 255), "whitesmoke": (245, 245, 245), "floralwhite": (255, 250, 240),
    "mintcream": (245, 255, 250), "azure": (240, 255, 255), "aliceblue": (240, 248, 255),
    "honeydew": (240, 255, 240), "seashell": (255, 245, 238), "linen": (250, 240, 230),
    "lightyellow": (255, 255, 224), "lavenderblush": (255, 240, 245), "oldlace": (253, 245, 230),
    "gray": (128, 128, 128), "grey": (128, 128, 128), "silver": (192, 192, 192),
    "gainsboro": (220, 220, 220), "lightgray": (211, 211, 211), "lightgrey": (211, 211, 211),
    "red": (255, 0, 0), "green": (0, 128, 0), "blue": (0, 0, 255), "yellow": (255, 255, 0),
    "lime": (0, 255, 0), "aqua": (0, 255, 255), "cyan": (0, 255, 255), "fuchsia": (255, 0, 255),
    "magenta": (255, 0, 255), "maroon": (128, 0, 0), "navy": (0, 0, 128), "olive": (128, 128, 0),
    "purple": (128, 0, 128), "teal": (0, 128, 128), "orange": (255, 165, 0),
}  # fmt: skip
_FUNCTION = re.compile(r"(rgba?|hsla?)\(([^)]*)\)")


class Rule(NamedTuple):
    """One selector list and what it declares."""

    selector: str
    declared: Declarations


def rules_of(sheet: str) -> Iterator[Rule]:
    """Yield the rules of a style sheet that hold on a wide screen, in order."""
    yield from _rules(_MARKS.sub(" ", _COMMENT.sub(" ", sheet)), 0)


def declarations_of(text: str) -> Declarations:
    """Return what a list of declarations says; of two for one property the later holds."""
    found: Declarations = {}
    for declaration in _COMMENT.sub(" ", text).split(";"):
        name, colon, value = declaration.partition(":")
        if not colon:
            continue
        name = _unescaped(name).strip().lower()
        value = " ".join(_unescaped(value).lower().split())
        important = value.endswith("important") and "!" in value
        if important:
            value = value[: value.rindex("!")].strip()
        elif found.get(name, ("", False))[1]:
            continue
        found[name] = (value, important)
        found.update(_longhands(name, value, important))
    return found


def _longhands(name: str, value: str, important: bool) -> Declarations:
    """Return what a shorthand sets besides itself, so that of both the later holds."""
    if name == "font" and (size := _FONT_SIZE.search(value)):
        return {"font-size": (size[1], important)}
    if name == "background":
        return {"background-color": (value, important), "background-image": (value, important)}
    if name == "inset":
        parts = value.split()
        return {"top": (parts[0], important), "left": (parts[-1], important)} if parts else {}
    return {}


def px(value: str, em: float = 16.0) -> float | None:
    """Return a length in pixels on a screen of 1280 by 720, or None where that cannot be told."""
    value = value.strip()
    if value in _SIZES:
        return _SIZES[value]
    found = _LENGTH.fullmatch(value)
    if found is None:
        return None
    number, unit = float(found[1]), found[2]
    for table, factor in ((_PX, 1.0), (_RELATIVE, em), (_VIEW, 1.0)):
        if unit in table:
            return number * table[unit] * factor
    return None


def colour(value: str) -> Colour | None:
    """Return the colour a value names, mixed with white where it is partly clear; None if it names none."""
    for found in _FUNCTION.finditer(value):
        return _mixed(found[1], re.split(r"[\s,/]+", found[2].strip()))
    for token in value.split():
        if token in _NAMED:
            return _NAMED[token]
        if re.fullmatch(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", token):
            digits = token[1:] if len(token) > 5 else "".join(digit * 2 for digit in token[1:])
            parts = [int(digits[place : place + 2], 16) for place in range(0, len(digits), 2)]
            return _over_white((parts[0], parts[1], parts[2]), [*parts, 255][3] / 255)
    return None


def is_clear(value: str) -> bool:
    """Tell whether a colour lets everything through."""
    if "transparent" in value.split():
        return True
    if re.fullmatch(r"#(?:[0-9a-f]{3}0|[0-9a-f]{6}0[0-9a-f])", value):
        return True
    found = _FUNCTION.search(value)
    parts = re.split(r"[\s,/]+", found[2].strip()) if found else []
    return len(parts) == 4 and _share(parts[3]) <= 0.05


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of WCAG 2.2 (relative luminance), 1 for equal and 21 for black on white."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _rules(sheet: str, depth: int) -> Iterator[Rule]:
    place = 0
    while (opening := sheet.find("{", place)) >= 0:
        head = sheet[place:opening].rsplit(";", 1)[-1].strip()
        closing = _closing(sheet, opening)
        body = sheet[opening + 1 : closing]
        place = closing + 1
        if not head.startswith("@"):
            yield Rule(head, declarations_of(_BLOCK.sub(";", body)))
            if depth < 5 and "{" in body:
                yield from (_nested(head, rule) for rule in _rules(body, depth + 1))
        elif depth < 5 and _applies(head.lower()):
            yield from _rules(body, depth + 1)


def _nested(outer: str, rule: Rule) -> Rule:
    here = f":is({outer})"
    inner = rule.selector
    return Rule(inner.replace("&", here) if "&" in inner else f"{here} {inner}", rule.declared)


def _closing(sheet: str, opening: int) -> int:
    depth = 0
    for brace in re.finditer(r"[{}]", sheet[opening:]):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return opening + brace.start()
    return len(sheet)


def _applies(head: str) -> bool:
    """Tell whether a group of rules holds on a wide screen; media features but its width are granted."""
    if head.startswith(("@supports", "@layer", "@container", "@scope")):
        return True
    if not head.startswith("@media"):
        return False
    return any(_query(one) for one in head.removeprefix("@media").split(","))


def _query(query: str) -> bool:
    if re.search(r"\b(?:print|speech|not)\b|prefers-|orientation:\s*portrait", query):
        return False
    for bound, value in _WIDTH_QUERY.findall(query):
        limit = px(value) or 0.0
        if (bound == "min") != (limit <= _SCREEN_PX):
            return False
    return True


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text

    def plain(found: re.Match[str]) -> str:
        code = int(found[1], 16) if found[1] else 0
        return chr(code) if found[1] and 0 < code <= 0x10FFFF else found[2] or ""

    return _ESCAPE.sub(plain, text)


def _mixed(kind: str, parts: list[str]) -> Colour | None:
    import colorsys

    try:
        clear = _share(parts[3]) if len(parts) > 3 else 1.0
        if kind.startswith("rgb"):
            red, green, blue = (
                round(_share(part) * 255) if part.endswith("%") else round(float(part)) for part in parts[:3]
            )
            return _over_white((red, green, blue), clear)
        hue = float(parts[0].removesuffix("deg")) / 360
        mixed = colorsys.hls_to_rgb(hue % 1, _share(parts[2]), _share(parts[1]))
        return _over_white((round(mixed[0] * 255), round(mixed[1] * 255), round(mixed[2] * 255)), clear)
    except (ValueError, IndexError, OverflowError):
        return None


def _share(value: str) -> float:
    try:
        return float(value[:-1]) / 100 if value.endswith("%") else float(value)
    except ValueError:
        return 1.0


def _over_white(mixed: Colour, share: float) -> Colour:
    red, green, blue = (round(max(0, min(255, part)) * share + 255 * (1 - share)) for part in mixed)
    return red, green, blue


def _luminance(mixed: Colour) -> float:
    linear = [part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in mixed]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

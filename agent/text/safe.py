"""Foreign text made safe to show: no character that moves a cursor, hides or reorders text. Pure."""

from __future__ import annotations

import re

_HIDDEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and newline, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional marks, embeddings, overrides, isolates
    "\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb"  # zero width, invisible operators, annotations
    "\u2028\u2029"  # line and paragraph separators
    "\ud800-\udfff"  # lone surrogates: no encoder takes them
    "\U000e0000-\U000e007f"  # tag characters: ASCII that nobody sees
)
_UNSAFE = re.compile(f"[{_HIDDEN}]")


def printable(text: str) -> str:
    r"""Return the text with every control and reordering character shown as its escape, such as `\x1b`.

    Newlines and tabs stay: several lines may be passed at once. The ranges are those of ECMA-48 (C0, C1)
    and of Unicode's bidirectional algorithm (UAX 9).
    """
    return _UNSAFE.sub(_shown, text)


def one_line(text: str) -> str:
    """Return the text on one line, runs of white space as one space, everything else as `printable`."""
    return printable(" ".join(text.split()))


def json_safe(document: str) -> str:
    """Return a JSON document with the same characters as JSON escapes: an equal value, safe to print."""
    return _UNSAFE.sub(_json_escape, document)


def _shown(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _json_escape(match: re.Match[str]) -> str:
    return "".join(f"\\u{unit:04x}" for unit in _utf16(ord(match[0])))


def _utf16(code: int) -> tuple[int, ...]:
    if code < 0x10000:
        return (code,)
    rest = code - 0x10000
    return (0xD800 + (rest >> 10), 0xDC00 + (rest & 0x3FF))

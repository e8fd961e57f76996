"""A sentence is words for a reader: no address, no markup, no mark of ours, nothing for a program. Pure."""

from __future__ import annotations

import re

from agent.text.fence import CLOSE, OPEN
from agent.text.machine import for_machines
from agent.text.safe import printable
from agent.types import Claim, Finding, Reason

_ADDRESS = re.compile(
    r"\b(?:https?|ftp|file|data|javascript|mailto):\S|\bwww\.\w"
    r"|\b[\w-]+\.(?:com|org|net|io|info|biz|ru|cn|xyz|top|co|me|app|dev|gov|edu)\b(?:/\S*)?|\S@\w+\.\w",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"!?\[[^\]\n]*\]\([^)\n]*\)|</?[a-zA-Z!][^>\n]*>?|`|\*\*|__|~~|^#{1,6} |^\s*[-*+] (?=\S)"
    r"|^> |\{[{%]|&#?\w+;|(?<!\w)\*(?=\S)[^*\n]+\*(?!\w)"
)
_MARK = re.compile(r"\[(?!\d{1,2} [A-Z][a-z]+(?: \d{4})?\])[^\]]*\]")
"""Anything in square brackets but the date of a day, which is our own note."""


def check_plain(claim: Claim) -> list[Finding]:
    """Return what makes the claim more than words; the source's own sentence may hold what it holds."""
    text = claim.text
    if for_machines(text):
        return [_failed(Reason.TEXT_INSTRUCTION, "It speaks to a program, not to a reader.")]
    if any(text in c.quote for c in claim.citations):
        return []
    own = [m for m in _MARK.findall(text) if not any(m in c.quote for c in claim.citations)]
    marked = own or _MARKUP.search(text) or OPEN in text or CLOSE in text
    if marked or printable(text) != text or "\n" in text:
        return [_failed(Reason.TEXT_MARKUP, "It holds markup, or marks that only the program may set.")]
    if _ADDRESS.search(text):
        return [_failed(Reason.TEXT_MARKUP, "It holds an address of its own.")]
    return []


def _failed(reason: Reason, message: str) -> Finding:
    return Finding(check="text", passed=False, reason=reason, message=message)

"""Text that speaks to a program that reads it, or orders its reader about, rather than telling what happened.

Pure. News tells; it gives orders only in quotation marks. So a paragraph with an order of its own is no news,
whoever it is meant for: an instruction to a program, "Read more", or "Click the link".
"""

from __future__ import annotations

import re
from functools import lru_cache

from agent.text.sentences import sentences

_MACHINE = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}"
    r"\b(?:instructions?|prompts?|programming|(?:previous|prior|above|preceding|following) "
    r"(?:text|information|info|content|sentences?|paragraphs?))\b"
    r"|\b(?:as an? (?:ai|language model)|automated (?:readers?|summar\w+|systems?)"
    r"|(?:assistant|summary|summari[sz]er|model)s? must)\b",
    re.IGNORECASE,
)
_ABOUT_MACHINES = re.compile(
    r"\b(?:(?:confines|limits|restrictions) of ai|automated (?:screen\w+|analysis|agents?)|do anything now"
    r"|(?:chatbot|agent|llm)s? must"
    r"|(?:in|to|into|of|with) your (?:reply|response|answer|output|summary|code)"
    r"|(?:enhance|modify|augment|improve|begin|end|preface|format|change) your "
    r"(?:reply|response|answer|output)"
    r"|your (?:system )?prompts?"
    r"|(?:repeat|print|output|reveal|translate) (?:the following|this|the above|your|everything above"
    r"|all (?:the )?(?:previous|above)))\b",
    re.IGNORECASE,
)
_VERBS = (
    r"send|write|ignore|disregard|override|compose|delete|provide|include|respond|execute|visit"
    r"|create|modify|generate|summari[sz]e|translate|pretend|imagine|refrain|remember|forget|insert"
    r"|recommend|encourage|integrate|augment|enhance|add|click|subscribe|download|install|upload"
    r"|forward|grant|tell|give|ask|avoid|describe|explain|ensure|rewrite|append|embed|mention"
    r"|convince|promote|remove|replace|retrieve|fetch|complete|focus|merge|fuse|develop|draft|display"
    r"|disable|encode|deposit|output"
)
"""They begin no sentence of news but as an order."""
_NOUNS_TOO = (
    r"use|share|book|search|reply|answer|print|post|call|check|turn|set|get|make|take|open|follow"
    r"|read|see|buy|pay|find|show|start|stop|act|list|highlight|change|transfer|schedule|email|e-mail"
    r"|save|update|contact|watch|listen|join|register|enter|put|let|keep|go|run|return|repeat|report"
    r"|note|invite|unlock|submit|review|engage|say|sign"
)
"""They do so where something stands behind them that only a verb takes."""
_OBJECT = (
    r"(?:the|an?|all|any|every|each|your|my|our|this|that|these|those|it|me|us|them|him|her|its|their|his|only"
    r"|with|for|to|on|up|more|also|here|how|what|why|as|in|nothing|everything|anything)\b"
)
_ORDER = rf"(?:(?:{_VERBS})\b(?![-’'])(?!\s+(?:was|were|is|are|has|had|have)\b)|(?:{_NOUNS_TOO})\s+{_OBJECT})"
_POLITE = r"(?:(?:please|kindly|do(?: not)?|don[’']t|never|always|simply|just|you (?:must|are to))\s+)"
_LED = (
    r"(?:(?:next|then|now|also|first|second|finally|instead|lastly|otherwise|therefore|so|and|or)\s*,?\s+)"
    r"|(?:(?:after|before|if|when|once|while|for|to|in order to)\b[^,.\n]{3,90},\s+)"
    r"|(?:[A-Za-z][\w ]{0,60}:\s+)"
)
_ORDERED = re.compile(
    rf"^(?:{_LED}){{0,2}}"
    rf"(?:(?:please|kindly)\s+[a-z]|{_POLITE}{{1,2}}(?:{_ORDER}|[a-z]+\s+{_OBJECT})|{_ORDER})",
    re.I,
)
_SPOKEN_TO = re.compile(
    r"^(?:(?:user|assistant|system|human|ai|todo|instructions?|prompt)\s*:|note to\b"
    r"|dear (?:ai|assistant|model)\b|hello,?\s+(?:ai|assistant|chatgpt|gpt)\b)"
    r"|^(?:you are|you're|you will be|act as)\s+(?:now\s+|going to\s+)?(?:an?|the|my|play|pretend)\b",
    re.I,
)
_CODE = re.compile(
    r"\w\.\w+\(|\w\([\"']|\bdef \w+\(|^\s*(?:import|from) \w+(?:\.\w+)*(?: import|\s*$)|\bhref=|\{\{"
    r"|</?[a-z]+(?:\s[^>]*)?>|\w+\s*=\s*[\w\"'\[{(]+[^.]*[)\]}]",
    re.M,
)
_FENCE = "```"
"""What stands around code in text that people write for programs."""


def for_machines(text: str) -> bool:
    """Return whether a text speaks to a program that reads it; nothing else in it can be trusted either."""
    return bool(_MACHINE.search(text))


def orders(sentence: str) -> bool:
    """Return whether a sentence is an order, is spoken to a program, or is code."""
    told = sentence.strip()
    spoken = _ORDERED.match(told) or _SPOKEN_TO.match(told) or _ABOUT_MACHINES.search(told)
    return bool(spoken or _CODE.search(told))


def is_news(text: str, place: int, last: int | None = None) -> bool:
    """Return whether what stands at a place of an article, or all up to another one, may be told.

    Not so in a text for machines, nor in a paragraph that holds an order, nor between marks of code.
    """
    until = place + 1 if last is None else last
    return not any(start < until and place < end for start, end in no_news(text))


@lru_cache(maxsize=2048)
def no_news(text: str) -> tuple[tuple[int, int], ...]:
    """Return what may not be told of an article: first character of each part, and one past its last."""
    if for_machines(text):
        return ((0, len(text)),)
    found, at = list[tuple[int, int]](), 0
    if _FENCE in text:
        found.append((text.index(_FENCE), text.rindex(_FENCE) + len(_FENCE)))
    for paragraph in text.split("\n\n"):
        if any(orders(paragraph[span.start : span.end]) for span in sentences(paragraph)):
            found.append((at, at + len(paragraph)))
        at += len(paragraph) + 2
    return tuple(found)

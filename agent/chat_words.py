"""The turns of phrase by which people ask for a briefing, or say something about the answer before. Pure."""

from __future__ import annotations

import re

BRIEFING = re.compile(
    r"^(?:please\s+|can you\s+|could you\s+)?"
    r"(?:/brief\b|brief (?:me|us)\b|(?:write|give|make|prepare)\s+(?:me\s+|us\s+)?(?:a|another)\s+"
    r"(?:new\s+|full\s+|long\s+)?(?:briefing|report|situation report)\b)\s*(?:on|about|for)?\s*",
    re.I,
)
EXPLAIN = re.compile(
    r"\b(?:why|how come|on what (?:basis|grounds)|where (?:do|did|does) (?:you|it|that))\b.*"
    r"\b(?:say|saying|said|write|wrote|claim|get|give|know|come)\b|\bhow do you know\b",
    re.I,
)
_REST = r"(?:sources?|passages?|evidence|citations?|references?)"
SOURCES = re.compile(
    rf"\b(?:{_REST}|articles?)\s+(?:of|for|behind|to|used)\b"
    rf"|^(?:show|give|list|open|what are)\s+(?:me\s+)?(?:the\s+|its\s+|your\s+|all\s+)*{_REST}\b"
    r"|^/sources\b|^(?:and\s+)?who\s+(?:said|says|reported|reports|wrote|claims?)\s+(?:so|that|this|it)\b"
    r"|\baccording to whom\b|^says who\b",
    re.I,
)
SHORTEN = re.compile(
    r"\b(?:shorter|shorten|half as long|in half|briefer|more briefly|condense|cut it|a third as long"
    r"|in (?:one|two|three|a few) sentences?|sum (?:it|that|this) up|summari[sz]e (?:it|that|this)|tl;?dr)\b",
    re.I,
)
TABLE = re.compile(
    r"\b(?:as|in|into)\s+(?:a\s+)?(?:table|tabular form)\b|^(?:a\s+)?table\b"
    r"|\b(?:make|show) (?:me )?a table\b",
    re.I,
)
CHANGED = re.compile(
    r"\bwhat(?:'s|’s| is| has| have)?\s+(?:changed|new|different)\b"
    r"|\bany(?:thing)?\s+(?:new|change[sd]?|updates?)\b|^(?:any\s+)?(?:updates?|news)\b[?.!]*$",
    re.I,
)
COMPARE = re.compile(
    r"\bcompar(?:e|ed|ing|ison)\b|\bversus\b|\bdifferen(?:t|ce)\s+(?:from|to|between)\b", re.I
)
ORDINALS = {
    word: number
    for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), 1
    )
}
_PIECE = r"(?:sentence|claim|point|line)"
SENTENCE = re.compile(
    rf"\b(?:(?P<word>{'|'.join(ORDINALS)}|last)|(?P<digits>\d{{1,2}})(?:st|nd|rd|th))\s+(?:{_PIECE}|one)\b"
    rf"|\b{_PIECE}\s+(?:no\.?\s*|number\s+)?(?P<number>\d{{1,2}})\b",
    re.I,
)
_NAME = r"[^?.!,;]+?"
_END = r"\s*(?=[?.!,;]|$)"
ONLY = re.compile(
    rf"\b(?:only|just)\s+(?:from\s+|in\s+|by\s+|what\s+)?(?P<name>{_NAME})"
    rf"(?:\s+(?:says?|reports?|writes?))?{_END}"
    rf"|\b(?:according to|as reported by|as told by|in the words of)\s+(?P<teller>{_NAME}){_END}",
    re.I,
)
WITHOUT = re.compile(
    rf"\b(?:without|except|excluding|leave out|leaving out|not from|but not)\s+(?P<name>{_NAME}){_END}", re.I
)
ALL = re.compile(r"\b(?:all|every|any)\s+(?:the\s+)?(?:outlets?|sources?|media|papers?)\b", re.I)
LEAD_IN = re.compile(
    r"^(?:(?:and|but|so|ok(?:ay)?|now|then|also|what about|how about|what of)\b[\s,]*)+", re.I
)
BACK = re.compile(
    r"\b(?:it|its|that|this|these|those|they|them|their|he|she|his|her|him|there|then|the same)\b", re.I
)
ANYTHING = re.compile(
    r"\b(?:what|which things?)\s+(?:did|do|could|have|had)\s+(?:we|you|they|one|people|anyone)\s+"
    r"(?:already\s+)?(?:know|known|hear|heard|learn|learned)\b"
    r"|\bwhat\s+(?:was|is|were|has been|had been)\s+(?:already\s+)?"
    r"(?:known|reported|said|happening|going on)\b"
    r"|\bwhat(?:'s|’s)\s+(?:happening|going on)\b|\bwhat\s+(?:happened|has happened)\b|\btell me(?: more)?\b"
    r"|\bmore(?: on (?:it|this|that))?\b|\bplease\b|\bagain\b|\babout (?:it|this|that)\b",
    re.I,
)
"""Questions for whatever there is, which leave the subject to the question before."""
ANSWER = re.compile(
    r"\b(?:make|show|give|put|turn|write|tell|me|us|it|that|this|the|with|to|a|an|please|answer|briefing|text"
    r"|figures?|numbers?|one|since|then|now|in|of|as|from|before|earlier|previous|same|long|last|weeks?|months?"
    r"|days?|years?|version|all|there|was|were|is|are|has|have|been)\b|['’]s\b",
    re.I,
)
"""Words beside a turn of phrase that still leave the answer before as what is meant."""
PRESS = re.compile(
    r"\s*\b(?:outlets?|sources?|media|press|papers?|newspapers?|news sites?|sites?|journalists?)\s*$", re.I
)
"""Words that say that the ones before them name outlets."""

"""The turns of phrase by which people ask for a briefing, or say something about the answer before. Pure."""

from __future__ import annotations

import re

COURTESY = re.compile(
    r"^(?:(?:please|pls|plz|kindly|sorry|alright|all right|well|right|fine|never ?mind|ok(?:ay)?|hi|hello|hey"
    r"|thanks|thank you|then|(?:can|could|would|will) you(?: please| kindly)?|i(?:['’]d| would) like you to)"
    r"\b[\s,.!:;–-]*)+"
    r"|[\s,]*\b(?:please|pls|plz|thanks|thank you|then|thx)\s*(?=[?.!]*$)",
    re.I,
)
"""What is said for politeness' sake before and after what is asked."""
SMALL_TALK = re.compile(
    r"(?:(?:hi|hello|hey|good (?:morning|afternoon|evening)|thanks?(?: you)?|thx|bye|cheers|great|perfect"
    r"|nice|got it|ok(?:ay)?|fine|yes|no|never ?mind|that(?:['’]s| is) (?:all|it|fine|great)|for now|a lot"
    r"|there|very much|so much)\b[\s,.!?–-]*)+",
    re.I,
)
"""Words that ask nothing."""
BRIEFING = re.compile(
    r"^(?:/brief\b|brief (?:me|us)\b|(?:write|give|make|prepare)\s+(?:me\s+|us\s+)?(?:a|another)\s+"
    r"(?:new\s+|full\s+|long\s+)?(?:briefing|report|situation report)\b)\s*(?:on|about|for)?\s*",
    re.I,
)
OPENER = re.compile(
    r"^(?:back to|(?:any|what(?:['’]?s| is) the) (?:news|word|latest|story) (?:on|about|with|of|from)"
    r"(?!\s+(?:that|this|it|them|him|her)\b)|tell (?:me|us) about"
    r"|who(?:['’]s| is| was| are) (?!(?:he|she|it|they|that|this|\w+ing)\b))",
    re.I,
)
"""Words that open a subject of their own, however short."""
_THING = r"(?:you|it|that|this|the|these|those)"
ASKING = re.compile(r"\b(?:when|where|who|whom|whose|why|how)\b", re.I)
"""Words that ask for something else of the same subject, though they name none."""
REQUESTED = re.compile(
    r"^(?:back to|tell (?:me|us) about|explain(?: to (?:me|us))?|summari[sz]e(?: what)?|describe"
    r"|(?:give|show) (?:me|us)\b.{0,40}?\b(?:points?|facts?|overview|summary|details?) (?:on|about|of))\b\s*",
    re.I,
)
"""How something is asked for, which says nothing of what."""
EXPLAIN = re.compile(
    rf"\b(?:why|how come|on what (?:basis|grounds))\b(?:\s+(?:do|did|does|are|is))?\s+{_THING}\b.*"
    r"\b(?:say|saying|said|write|wrote|claim|get|give|know)\b|\bhow do you (?:know|get)\b"
    rf"|\bwhere\s+(?:do|did|does)\s+{_THING}\b.*\b(?:come|get|take|have|find)\b"
    r"|^(?:but\s+)?why\s+(?:at least\s+|about\s+)?(?P<bare>\d[\d.,]*)"
    r"|\bis\s+(?:that|it|this|\d[\d.,]*)\s+(?:right|true|correct|certain)\b",
    re.I,
)
_REST = r"(?:sources?|passages?|evidence|citations?|references?)"
SOURCES = re.compile(
    rf"\b(?:{_REST}|articles?)\s+(?:of|for|behind|to|used)\b"
    rf"|^(?:(?:and|but)\s+)?(?:show|give|list|open|what are|what(?:['’]s| is))\s+(?:me\s+|us\s+)?"
    rf"(?:the\s+|its\s+|your\s+|all\s+)*{_REST}\b"
    rf"|^(?:and\s+|the\s+|your\s+|any\s+)*{_REST}\s*[?.!]*$|^/sources\b"
    r"|^(?:and\s+)?who\s+(?:said|says|reported|reports|wrote|claims?)\s+(?:so|that|this|it)\b"
    rf"|^(?:and\s+)?(?:which|what|whose)\s+(?:{_REST}|outlets?|papers?|articles?)\s+(?:is|are|was|were|say|says|said)"
    r"\s+(?:that|this|these|those|it|so)\b"
    r"|^(?:and\s+)?where\s+(?:is|are|was|does)\s+(?:that|this|it|these|those)\s+(?:come\s+)?from\b"
    r"|\baccording to whom\b|^says who\b",
    re.I,
)
SHORTEN = re.compile(
    r"\b(?:shorter|shorten|half as long|half the (?:length|words|size)|(?:in|by|to|cut) half|briefer"
    r"|more briefly|condense"
    r"|cut (?:it|that|this)|(?:a|one) (?:third|quarter) (?:as long|of the length)|too long"
    r"|in (?:one|two|three|a few) sentences?|sum (?:it|that|this) up|summari[sz]e (?:it|that|this)|tl;?dr)\b",
    re.I,
)
TABLE = re.compile(
    r"\b(?:as|in|into)\s+(?:a\s+)?(?:table|tabular form)\b|^(?:a\s+)?table\b"
    r"|\b(?:make|show) (?:me )?a table\b",
    re.I,
)
CHANGED = re.compile(
    r"\bwhat(?:'s|’s|s| is| has| have)?\s+(?:changed|new|different)\b"
    r"|\bany(?:thing)?\s+(?:new|change[sd]?|updates?)\b|^(?:any\s+)?(?:updates?|news)(?:\s+(?:on|about)\s+(?:it|that|this|them))?\b[?.!]*$",
    re.I,
)
COMPARE = re.compile(
    r"\bcompar(?:e|ed|es|ing|ison)\b|\bversus\b|\bdifferen(?:t|ce)\s+(?:from|to|between)\b", re.I
)
BOTH = re.compile(r"\b(?:the two|both|them)\b", re.I)
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
ONLY_LAST = re.compile(rf"^(?:(?:and|but|now)\s+)?(?P<name>{_NAME})\s+only{_END}", re.I)
SAID_BY = re.compile(
    rf"\bwhat\s+(?:do|does|did|have|has|had)\s+(?P<name>{_NAME})\s+"
    r"(?:say|said|report|reported|write|written|tell|told)\b(?:\s+(?:on|of|about)\b)?",
    re.I,
)
TOLD_BY = re.compile(rf"\b(?:in|from|by|using)\s+(?P<name>(?:the\s+)?{_NAME}){_END}", re.I)
TELLER = re.compile(
    r"\bwhat\s+(?:did|does|has|had)\s+the\s+(?P<name>\w+)\s+(?:say|said|report|reported|write|written|tell|told)\b",
    re.I,
)
"""A question for what somebody tells who is named by one common word."""
WITHOUT = re.compile(
    rf"\b(?:without|except|excluding|leave out|leaving out|not from|but not)\s+(?P<name>{_NAME}){_END}", re.I
)
OTHERS = re.compile(r"\b(?:everybody|everyone|all the|the) (?:else|others?|rest)\b", re.I)
ALL = re.compile(
    r"\b(?:all|every|any)\s+(?:the\s+)?(?:outlets?|sources?|media|papers?)\b"
    r"|\b(?:drop|remove|lift|clear|forget|undo)\s+(?:the\s+|that\s+|this\s+)?"
    r"(?:outlets?\s+|source\s+)?(?:filter|limit|limits|restriction)\b",
    re.I,
)
LANGUAGE = re.compile(
    rf"\b(?:only\s+)?in\s+(?P<name>\w+)(?:\s+(?:{_REST}|articles?|outlets?|press|media|papers?|only))?\s*(?=[?.!,;:]|$)",
    re.I,
)
LEAD_IN = re.compile(
    r"^(?:(?:and|but|so|ok(?:ay)?|now|then|also|alright|what about|how about|what of|or)\b[\s,]*)+", re.I
)
BACK = re.compile(
    r"\b(?:it|its|that|this|these|those|they|them|their|he|she|his|her|him|there|then|the same)\b", re.I
)
DEFINITE = re.compile(r"\bthe\b", re.I)
ANYTHING = re.compile(
    r"\b(?:what|which things?)\s+(?:did|do|could|have|had)\s+(?:we|you|they|one|people|anyone)\s+"
    r"(?:already\s+)?(?:know|known|hear|heard|learn|learned)\b"
    r"|\bwhat\s+(?:was|is|were|has been|had been)\s+(?:already\s+)?"
    r"(?:known|reported|said|happening|going on)\b"
    r"|\bwhat(?:'s|’s)\s+(?:happening|going on)\b|\b(?:(?:take|use|include|add)\s+)?everything\b"
    r"|\bwhat\s+(?:happened|has happened)\b|\btell me(?: more)?\b"
    r"|\bmore(?: on (?:it|this|that))?\b|\bplease\b|\bagain\b|\babout (?:it|this|that)\b|\bdrop that\b",
    re.I,
)
"""Questions for whatever there is, which leave the subject to the question before."""
BEFORE_THAT = re.compile(r"\b(?:before|prior to|earlier than)\s+(?:that|then)\b", re.I)
OPEN = re.compile(
    r"(?:\W|\b(?:what|which|tell|give|show|brief|bring|me|us|is|are|was|were|has|have|been|the|a|an|of|in|on|for|to|up"
    r"|please|main|big|biggest|top|key|latest|newest|current|most|important|whats|s|new|news|story|stories"
    r"|headlines?|topics?|events?|developments?|situation|state|affairs|things|look|like|picture|overview|summary"
    r"|update|updates|going|happening|happened|everything|anything|any|now|right|today|day|week|world|there|about"
    r"|know|known|did|do|we|you|they|people|reported|said)\b)+",
    re.I,
)
"""A question that names nothing: what it asks for is the day's news."""
ANSWER = re.compile(
    r"\b(?:make|show|give|put|turn|write|tell|cut|list|lay|words?|half|me|us|it|that|this|the|with|to|a|an|please|pls|answer|briefing"
    r"|text|figures?|numbers?|one|since|then|now|in|of|as|from|before|earlier|previous|same|long|length|last"
    r"|weeks?|months?|days?|years?|version|all|there|what|was|were|is|are|has|have|been|reported|known|said|two"
    r"|both|early|mid|late|would|could|can|you|kindly|by)\b|['’]s\b",
    re.I,
)
"""Words beside a turn of phrase that still leave the answer before as what is meant."""
COMMANDS = ("make", "show", "give", "please", "shorter", "sources", "source", "table", "compare", "changed")
"""Words of commands, which are recognised when a letter is wrong or missing."""
PRESS = re.compile(
    r"\s*\b(?:outlets?|sources?|media|press|papers?|newspapers?|news sites?|sites?|journalists?|ones?)\s*$",
    re.I,
)
"""Words that say that the ones before them name outlets."""
FROM = re.compile(
    r"^\s*(?:outlets?|sources?|media|press|papers?|newspapers?|news sites?|sites?|journalists?)\s+"
    r"(?:from|of|in|based in)\s+",
    re.I,
)
"""The same, before the ones that name where they are from."""

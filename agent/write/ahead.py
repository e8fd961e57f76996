"""What a sentence tells of the future, and whether it still lay ahead when the story was last news.

Pure.
"""

from __future__ import annotations

import re
from functools import lru_cache

from agent.write.clause import outright

_WILL = re.compile(
    r"(?<!the )(?<!political )(?<!free )(?<!good )(?<!last )\bwill\b(?! of\b)"
    r"|\b(?:is|are) (?:due|scheduled|slated|(?:set|expected|planning|preparing|likely|poised|about) to)\b"
    r"|(?<!aim )(?<!goal )(?<!idea )(?<!task )(?<!plan )(?<!purpose )(?<!question )(?<!point )(?<!hope )"
    r"(?<!way )\b(?:is|are) to (?!the\b|an?\b|blame\b|this\b|that\b)"
    r"|\b(?:falls on|to be held|prepares? to|heading for)\b",
    re.IGNORECASE,
)
_PLANS = re.compile(r"(?P<before>[\w’'.-]+),?\s+(?:(?:now|also|still|reportedly)\s+)?(?P<verb>plans? to)\b")
_NOUN_BEFORE = re.compile(
    r"^(?:.*[’']s?|[a-z’'-]*(?:ed|ing|al|ive|ate|ary|ous|ful|ic)|\d+|current|recent|[Hh]is|her|its|their|our|my|the|an?|no|any"
    r"|these|those|this|that|some|new|old|further|such|of|with|on|for|about|against|to|under|in|by|from|and|or"
    r"|has|have|had|made|make|makes|draw|drew|laid|lay|over|secret|what|which|Their|Its|Our|My|The|An?|No|Any)$"
)
"""Words after which “plan” is a thing, not something that somebody does."""


@lru_cache(maxsize=8192)
def ahead(text: str) -> bool:
    """Return whether a sentence tells, outside quotations and asides, of something still to come."""
    told = outright(text)
    return bool(_WILL.search(told)) or any(
        _does(*found.group("before", "verb")) for found in _PLANS.finditer(told)
    )


def _does(before: str, verb: str) -> bool:
    """Return whether “plan” is a verb here: “officials plan to”, “the council plans to”."""
    if _NOUN_BEFORE.match(before):
        return False
    many = before.endswith("s") or before in {"they", "who", "we"}
    return many or before in {"he", "she", "it"} if verb == "plan to" else True

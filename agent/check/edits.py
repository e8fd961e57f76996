"""A sentence that nearly stands in the source differs from it by a few edits, and each edit must be harmless.

Where a claim repeats most of a cited sentence, the words of both can be laid side by side. What stands in the
place of another name, figure, month, office, or on the other side of an opposite, is wrong there, wherever
else in the text it may occur; so is a dropped "not", "may" or "allegedly", and an addition found nowhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from agent.check.align import Alignment
from agent.check.cause import CLAIMED, GIVEN
from agent.check.exclusive import INSTEAD
from agent.check.hedges import rounds, same_value
from agent.check.opposites import opposite
from agent.check.sidebyside import Edit, edits, folded_words, stretch
from agent.text.figures import Figure, figures
from agent.text.names import names
from agent.text.normalise import Word, words
from agent.text.roles import compatible, role_name
from agent.text.stance import ACCUSING, COMING, NEGATION, POSSIBLE
from agent.text.words import LIGHT, STOP_WORDS, fold, key, terms, word_set
from agent.types import Finding, Reason

_NEAR = 0.7
"""Share of the claim's words that must stand in the sentence in their order."""
_WHOLE = 0.85
"""Or the share of the sentence that stands in the claim, which adds something to it."""
_COPIED = 0.9
"""Share from which another word is no retelling: who retells changes more than that."""
_FEWEST = 6
"""And so many of them."""
_KEPT = 2
"""Words that must go on unchanged behind a dropped word: else its whole clause was left out."""
_LEAD = 12
"""Characters before an edit in which a "may" governs what stands there."""
_REACH = 4
"""Words before the place where the sentence goes on, among which a dropped "may" still governs it."""
_CALENDAR = [
    word_set("monday tuesday wednesday thursday friday saturday sunday"),
    word_set("january february march april may june july august september october november december"),
]


Rule = Callable[[Edit], tuple[Reason, bool, str] | None]


def check_edits(claim: str, aligned: Alignment) -> list[Finding]:
    """Return a finding for each edit of a nearly verbatim claim that changes what it says."""
    near = nearly_verbatim(claim, aligned)
    if near is None:
        return []
    matcher, number = near
    absent = frozenset(w.term.key for w in aligned.missing)
    found_edits = edits(claim, aligned.source[number].text, matcher, absent)
    problems = [problem for edit in found_edits for rule in _RULES if (problem := rule(edit)) is not None]
    return [
        Finding(check="support", passed=False, reason=reason, refutes=refutes, message=message)
        for reason, refutes, message in dict.fromkeys(problems)
    ]


def nearly_verbatim(claim: str, aligned: Alignment) -> tuple[SequenceMatcher[str], int] | None:
    """Return how a claim matches the sentence that it nearly repeats, and its number; None where none is."""
    mine = words(claim)
    found = [(_matcher(mine, words(aligned.source[n].text)), n) for n in aligned.best]
    best = max(found, key=lambda f: f[0][1], default=None)
    if best is None:
        return None
    (matcher, share), number = best
    same = share * len(mine)
    if same < _FEWEST or (share < _NEAR and same < _WHOLE * len(words(aligned.source[number].text))):
        return None
    return matcher, number


def _matcher(mine: Sequence[Word], theirs: Sequence[Word]) -> tuple[SequenceMatcher[str], float]:
    matcher = SequenceMatcher(None, folded_words(theirs), folded_words(mine), autojunk=False)
    return matcher, sum(block.size for block in matcher.get_matching_blocks()) / max(len(mine), 1)


def _names(edit: Edit) -> tuple[Reason, bool, str] | None:
    subject = len(edit.mine) == len(edit.theirs) == 1 and _is_name(edit.source, edit.theirs[0].start)
    mine, theirs = (
        [w for w in side if w.text[0].isupper() and (subject or _names_somebody(text, w.start))]
        for side, text in ((edit.mine, edit.claim), (edit.theirs, edit.source))
    )
    theirs = theirs or [w for w in edit.theirs if w.text[0].isupper() and edit.theirs[-1] is not w]
    if (
        not mine
        or not theirs
        or fold(mine[0].text) in STOP_WORDS
        or any(_alike(a.text, b.text) for a in mine for b in theirs)
    ):
        return None
    sides = [set(folded_words(side)) for side in (mine, theirs)]
    if sides[1] & edit.elsewhere:
        return None
    held = [[bool(side & row) for row in _CALENDAR] for side in sides]
    if held[0] != held[1]:
        return None
    reason = Reason.DATE_WRONG if any(held[0]) else Reason.NAME_OWNER
    told, given = stretch(edit.claim, mine), stretch(edit.source, theirs)
    return reason, True, f"The source has “{given}” where the sentence has “{told}”."


def _instead(edit: Edit) -> tuple[Reason, bool, str] | None:
    mine, theirs = ({fold(w.text) for w in side} for side in (edit.mine, edit.theirs))
    for row, reason in INSTEAD:
        told, given = mine & row, theirs & row
        if len(told) == len(given) == 1 and not {w.removesuffix("s") for w in told} & {
            w.removesuffix("s") for w in given
        }:
            message = f"The source has “{min(given)}” where the sentence has “{min(told)}”."
            return reason, True, message
    return None


def _names_somebody(text: str, start: int) -> bool:
    """Tell whether a capital means a name: not where only the sentence begins with it."""
    return not _opens(text, start) or _is_name(text, start)


def _is_name(text: str, start: int) -> bool:
    return any(name.start == start for name in names(text))


def _opens(text: str, start: int) -> bool:
    return not text[:start].strip(" “\"'‘(")


def _alike(one: str, other: str) -> bool:
    """Tell whether two words may name the same: equal, one the other's people, or its letters."""
    a, b = fold(one).removesuffix("'s"), fold(other).removesuffix("'s")
    short, long = sorted((a, b), key=len)
    return a == b or (len(short) > 2 and long.startswith(short[: max(3, len(short) - 2)])) or one.isupper()


def _values(edit: Edit) -> tuple[Reason, bool, str] | None:
    mine, theirs = _inside(edit.claim, edit.mine), _inside(edit.source, edit.theirs)
    for f in mine:
        rivals = [g for g in theirs if (g.kind == "ordinal") == (f.kind == "ordinal")]
        if f.dimension == "ratio" and not any(g.dimension == "ratio" for g in rivals):
            continue  # a share may be what two figures come to: that is for the figures' check
        if rivals and not any(_same(f, g) for g in rivals):
            g = rivals[0]
            reason = Reason.FIGURE_VALUE
            if f.low == g.low and f.high == g.high:
                reason = Reason.FIGURE_CURRENCY if f.currency != g.currency else Reason.FIGURE_UNIT
            return reason, True, f"The source has {g.text} where the sentence has {f.text}."
    return None


def _inside(text: str, side: Sequence[Word]) -> list[Figure]:
    if not side:
        return []
    return [f for f in figures(text) if f.start < side[-1].end and f.end > side[0].start]


def _same(f: Figure, g: Figure) -> bool:
    if f.dimension != g.dimension:
        return False
    return same_value(f, g) or rounds(f, *g.base)


def _opposites(edit: Edit) -> tuple[Reason, bool, str] | None:
    mine, theirs = ({key(w.text) for w in side} for side in (edit.mine, edit.theirs))
    for word in edit.mine:
        if any(opposite(key(word.text), other) for other in theirs - mine):
            return Reason.SUPPORT_DIRECTION, True, f"The cited text says the opposite of “{word.text}”."
    return None


def _copied(edit: Edit) -> bool:
    """Tell whether the claim is the sentence but for a word or two."""
    return edit.share >= _COPIED or edit.share >= 1 - 1.5 / max(len(words(edit.claim)), 1)


def _goes_on(edit: Edit) -> bool:
    """Tell whether a dropped word left its clause behind: the words after it, or all of a copied sentence."""
    return edit.behind >= _KEPT or (_copied(edit) and len(edit.theirs) <= _KEPT)


def _denials(edit: Edit) -> tuple[Reason, bool, str] | None:
    mine, theirs = edit.here(), edit.there()
    added, dropped = NEGATION.search(mine), NEGATION.search(theirs)
    if bool(added) == bool(dropped) or not _goes_on(edit):
        return None
    bare = not any(t.weight > LIGHT for t in (*terms(mine), *terms(theirs)))
    if not bare and NEGATION.search(edit.source if added else edit.claim):
        return None
    cue = added or dropped
    word = cue.group() if cue else ""
    return (
        Reason.SUPPORT_NEGATION, True,
        f"The sentence and the cited text disagree on whether it is so (“{word}”).",
    )  # fmt: skip


_DOUBTS = (
    (ACCUSING, Reason.SUPPORT_ATTRIBUTION, "The cited text tells this as somebody's allegation"),
    (POSSIBLE, Reason.SUPPORT_MODALITY, "The cited text tells this as merely possible"),
    (COMING, Reason.SUPPORT_MODALITY, "The cited text tells this as a plan"),
)


def _certainty(edit: Edit) -> tuple[Reason, bool, str] | None:
    if not edit.theirs or not _goes_on(edit):
        return None
    dropped = stretch(edit.source, edit.theirs[-_REACH:])
    start, end = edit.theirs[0].start, edit.theirs[-1].end
    rest = edit.source[:start] + edit.source[end:]
    kept = _doubts(edit.claim) - _doubts(rest) or _doubts(edit.here())
    if edit.mine and POSSIBLE.search(edit.claim[max(0, edit.mine[0].start - _LEAD) : edit.mine[0].start]):
        return None  # "may push for" holds as little as "may seek"
    for cue, reason, message in _DOUBTS:
        word = cue.search(dropped)
        if word and not kept and not _elsewhere(word.group(), dropped[word.end() :], edit.source[end:]):
            return reason, True, f"{message} (“{word.group()}”), the sentence as a fact."
    return None


_OTHER_CLAUSE = re.compile(r"[:;]|\s[–—-]\s")
_OF_NEXT_WORD = word_set("potential potentially possible possibly probably likely apparently remains")


def _elsewhere(cue: str, dropped: str, behind: str) -> bool:
    """Tell whether a dropped "may" governs another clause than the retold one, or a word that went too."""
    if _OTHER_CLAUSE.search(dropped) or _OTHER_CLAUSE.match(behind) or behind.lstrip()[:1] in (":", ";"):
        return True
    return cue in _OF_NEXT_WORD and bool(terms(dropped))


def _doubts(text: str) -> Counter[str]:
    return Counter(m.group() for cue, _, _ in _DOUBTS for m in cue.finditer(text))


def _offices(edit: Edit) -> tuple[Reason, bool, str] | None:
    mine, theirs = role_name(edit.here()), role_name(edit.there())
    if not mine or not theirs or compatible(mine, theirs):
        return None
    return (
        Reason.NAME_ROLE, True,
        f"The source says “{edit.there()}”, the sentence “{edit.here()}”.",
    )  # fmt: skip


def _swapped(edit: Edit) -> tuple[Reason, bool, str] | None:
    """Doubt a word that stands in the place of another, in a sentence that is otherwise the source's own."""
    if not _copied(edit):
        return None
    mine, theirs = ([t for t in terms(side) if t.weight > LIGHT] for side in (edit.here(), edit.there()))
    if len(mine) != 1 or len(theirs) != 1 or mine[0].key not in edit.absent or mine[0].number:
        return None
    message = f"The source has “{theirs[0].text}” where the sentence has “{mine[0].text}”."
    return Reason.SUPPORT_LOW, False, message


def _causes(edit: Edit) -> tuple[Reason, bool, str] | None:
    cue = CLAIMED.search(edit.here())
    if cue is None or GIVEN.search(edit.source):
        return None
    message = f"The cited sentence does not say that the one came of the other (“{cue.group()}”)."
    return Reason.SUPPORT_CAUSE, False, message


def _additions(edit: Edit) -> tuple[Reason, bool, str] | None:
    if any(t.weight > LIGHT for t in terms(edit.there())):
        return None
    new = [t for t in terms(edit.here()) if t.weight > LIGHT and t.key in edit.absent]
    if len(new) < 2:
        return None
    return Reason.SUPPORT_LOW, False, f"Nothing in the cited text stands behind “{edit.here()}”."


_RULES: tuple[Rule, ...] = (
    _names,
    _instead,
    _values,
    _opposites,
    _denials,
    _certainty,
    _offices,
    _swapped,
    _causes,
    _additions,
)

"""Whether a claim and its source give a quotation to the same speaker."""

from __future__ import annotations

from agent.text.normalise import stem, words
from agent.text.quotes import Quote
from agent.text.sentences import sentences
from agent.text.speakers import Speaker, names_in

_ROLE_SHARE = 0.5
"""Share of the words of a role that have to stand where the source speaks of the speaker."""
_BEFORE = 4
"""Sentences, the quotation's own among them, in which the one stands whom "he" means."""
_EMPTY = frozenset(
    {"the", "a", "an", "of", "in", "at", "for", "on", "and", "who", "by", "from", "its", "his", "her"}
)


def same_voice(claimed: Speaker | None, quote: Quote, text: str) -> bool | None:
    """Return whether the source's speaker can be the claim's; None where it cannot be told.

    A shared name is enough, and so is a role that the source gives to its speaker. A claim that names nobody
    says nothing wrong.
    """
    if claimed is None or not words(claimed.text):
        return True
    source = quote.speaker
    if claimed.names:
        if source is not None and source.names:
            vague = source.pronoun and source.text.casefold().startswith("the ")
            return bool(claimed.names & source.names) or (None if vague else False)
        return True if claimed.names & names_in(_near(quote, text)) else None
    if claimed.pronoun:
        return True
    if source is not None and source.pronoun and not source.names:
        return _fits_pronoun(claimed, quote, text)
    role = _content(claimed.text)
    described = _content(_described(source, quote, text))
    if not role or len(role & described) >= _ROLE_SHARE * len(role):
        return True
    return None if source is None else False


def _fits_pronoun(claimed: Speaker, quote: Quote, text: str) -> bool | None:
    """Tell whether "he said" may be the claim's speaker: a role of him stands in the sentences before."""
    role = _content(claimed.text)
    ahead = [s for s in sentences(text) if s.start <= quote.start][-_BEFORE:]
    told = _content(text[ahead[0].start : quote.start]) if ahead else frozenset()
    return True if not role or len(role & told) >= _ROLE_SHARE * len(role) else None


def _content(text: str) -> frozenset[str]:
    return frozenset(stem(w.text) for w in words(text) if w.text.casefold() not in _EMPTY)


def _described(source: Speaker | None, quote: Quote, text: str) -> str:
    """Return what the source says about its speaker: every sentence with their name, quotations left out."""
    if source is None:
        return _near(quote, text)
    parts = [source.text]
    for span in sentences(text):
        sentence = text[span.start : span.end]
        if source.names & names_in(sentence):
            parts.append(sentence)
    return " ".join(parts)


def _near(quote: Quote, text: str) -> str:
    """Return the sentence of a quotation and the ones beside it."""
    spans = sentences(text)
    at = next((n for n, s in enumerate(spans) if s.start <= quote.start < s.end), 0)
    chosen = spans[max(at - 1, 0) : at + 2]
    return text[chosen[0].start : quote.start] + " " + text[quote.end : chosen[-1].end] if chosen else text

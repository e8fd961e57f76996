from agent.types import Draft, DraftClaim, DraftSection
from agent.write.bind import bind
from tests.makers import TEXT, make_article, make_evidence

FIRST, SECOND = "The harbour of Port Marren was closed on Monday.", "At least 12 ships were waiting outside."


def drafted(text: str, *labels: int) -> Draft:
    claim = DraftClaim(text=text, kind="reported", labels=labels)
    return Draft(sections=(DraftSection(key="lead", heading="", claims=(claim,)),), complete=True)


def test_a_label_becomes_the_span_of_its_sentence() -> None:
    evidence = [make_evidence(make_article(), FIRST, 1), make_evidence(make_article(), SECOND, 2)]
    (section,) = bind(drafted(SECOND, 2), evidence)
    (citation,) = section.claims[0].citations
    assert TEXT[citation.start : citation.end] == citation.quote == SECOND


def test_words_that_stand_in_the_sentence_are_cited_alone() -> None:
    evidence = [make_evidence(make_article(), FIRST, 1)]
    (section,) = bind(drafted("Port Marren was closed on Monday.", 1), evidence)
    assert section.claims[0].citations[0].quote == "Port Marren was closed on Monday."


def test_a_label_that_was_never_given_out_cites_nothing() -> None:
    (section,) = bind(drafted(FIRST, 7), [make_evidence(make_article(), FIRST, 1)])
    assert section.claims[0].citations == ()

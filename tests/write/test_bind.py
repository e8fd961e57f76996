from agent.types import Draft, DraftClaim, DraftSection, Plan, PlanSection
from agent.write.bind import bind
from tests.makers import TEXT, make_article, make_evidence

FIRST, SECOND = "The harbour of Port Marren was closed on Monday.", "At least 12 ships were waiting outside."
THIRD = "Ferries stayed in port."


def section(key: str, heading: str | None = None, most: int = 5) -> PlanSection:
    return PlanSection(key=key, heading=heading, asks="?", kinds=("reported",), min=0, max=most)


def plan(*sections: PlanSection) -> Plan:
    return Plan(name="short", language="en", max_words=100, sections=sections)


PLAN = plan(section("lead"), section("outlook", "Outlook", 2), section("themes", most=3))


def part(key: str, *texts: str, heading: str = "", label: int = 1) -> DraftSection:
    claims = tuple(DraftClaim(text=text, kind="reported", labels=(label,)) for text in texts)
    return DraftSection(key=key, heading=heading, claims=claims)


def drafted(text: str, label: int) -> Draft:
    return Draft(sections=(part("lead", text, label=label),), complete=True)


def draft(*parts: DraftSection) -> Draft:
    return Draft(sections=parts, complete=True)


def test_a_label_becomes_the_span_of_its_sentence() -> None:
    evidence = [make_evidence(make_article(), FIRST, 1), make_evidence(make_article(), SECOND, 2)]
    (bound,) = bind(drafted(SECOND, 2), PLAN, evidence)
    (citation,) = bound.claims[0].citations
    assert TEXT[citation.start : citation.end] == citation.quote == SECOND


def test_words_that_stand_in_the_sentence_are_cited_alone() -> None:
    evidence = [make_evidence(make_article(), FIRST, 1)]
    (bound,) = bind(drafted("Port Marren was closed on Monday.", 1), PLAN, evidence)
    assert bound.claims[0].citations[0].quote == "Port Marren was closed on Monday."


def test_a_label_that_was_never_given_out_cites_nothing() -> None:
    (bound,) = bind(drafted(FIRST, 7), PLAN, [make_evidence(make_article(), FIRST, 1)])
    assert bound.claims[0].citations == ()


def test_sections_stand_in_the_order_of_the_plan_and_unknown_ones_are_dropped() -> None:
    bound = bind(draft(part("themes", FIRST), part("rumours", SECOND), part("lead", THIRD)), PLAN, [])
    assert [(s.key, s.claims[0].text) for s in bound] == [("lead", THIRD), ("themes", FIRST)]


def test_a_heading_of_the_plan_cannot_be_changed_by_the_writer() -> None:
    written = draft(part("outlook", FIRST, heading="Doom"), part("themes", SECOND, heading="Ships"))
    assert [s.heading for s in bind(written, PLAN, [])] == ["Outlook", "Ships"]


def test_a_section_under_a_heading_of_the_plan_is_one_piece() -> None:
    (bound,) = bind(draft(part("outlook", FIRST), part("outlook", SECOND)), PLAN, [])
    assert [claim.text for claim in bound.claims] == [FIRST, SECOND]


def test_sentences_beyond_the_most_of_a_section_are_kept_apart() -> None:
    (bound,) = bind(draft(part("outlook", FIRST, SECOND, THIRD)), PLAN, [])
    assert [claim.text for claim in bound.claims] == [FIRST, SECOND]
    assert [claim.text for claim in bound.surplus] == [THIRD]


def test_several_pieces_of_a_section_share_its_room() -> None:
    written = draft(part("themes", FIRST, SECOND, heading="A"), part("themes", THIRD, "Gulls.", heading="B"))
    one, other = bind(written, PLAN, [])
    assert (len(one.claims), len(other.claims), len(other.surplus)) == (2, 1, 1)


def test_a_sentence_told_twice_in_a_section_counts_once() -> None:
    (bound,) = bind(draft(part("outlook", FIRST, FIRST.upper(), f" {FIRST}", SECOND)), PLAN, [])
    assert [claim.text for claim in bound.claims] == [FIRST, SECOND]
    assert bound.surplus == ()


def test_every_claim_has_an_id_of_its_own() -> None:
    written = draft(part("themes", FIRST, heading="A"), part("themes", SECOND, heading="B"))
    names = [claim.id for s in bind(written, PLAN, []) for claim in s.claims]
    assert len(names) == len(set(names)) == 2

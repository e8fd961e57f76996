from agent.write.order import in_order
from agent.write.pool import Candidate
from tests.makers import make_evidence
from tests.write.makers import told


def candidate(text: str, days_ago: float = 0) -> Candidate:
    return Candidate(make_evidence(told(text[:5], "Orrin Post", text, days_ago=days_ago), text), text, 0, 1.0)


def test_sentences_read_oldest_first() -> None:
    new, old = candidate("The dam gave way."), candidate("The dam leaked.", days_ago=3)
    assert in_order([new, old]) == [old, new]


def test_a_person_is_introduced_before_the_bare_surname() -> None:
    bare = candidate("On Sunday the mayor and Brandt left for Orrin.", days_ago=1)
    full = candidate("Engineer Ida Brandt came back from Orrin.")
    assert in_order([bare, full]) == [full, bare]


def test_the_name_of_a_group_introduces_nobody() -> None:
    group = candidate("Vellmark Democrats met in Orrin.")
    named = candidate("Democrats lost the mill at Orrin.", days_ago=1)
    assert in_order([group, named]) == [named, group]


def test_an_introduction_does_not_jump_over_months() -> None:
    bare = candidate("The mayor and Brandt left for Orrin.", days_ago=60)
    full = candidate("Engineer Ida Brandt came back from Orrin.")
    assert in_order([full, bare]) == [bare, full]

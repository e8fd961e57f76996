from agent.write.tolls import overtaken, toll
from tests.write.makers import evidence_of, told

NEW = "The flood at Orrin has killed at least 60 people."
OLD = "The flood at Orrin has killed at least 45 people."


def test_a_toll_is_a_count_of_dead() -> None:
    assert toll(NEW) == {60}
    assert toll("The flood at Orrin has killed 60 people in 12 raids.") == {60}
    assert toll("At least 60 people walked to Orrin.") == frozenset()


def test_a_toll_that_two_newer_outlets_correct_is_overtaken() -> None:
    evidence = evidence_of(
        told("a", "Orrin Post", NEW),
        told("b", "Vellmark Radio", NEW.replace("at least ", "")),
        told("c", "Coast Courier", OLD, days_ago=4),
    )
    assert overtaken(evidence) == {3}


def test_a_toll_of_one_outlet_against_two_is_left_out_even_if_it_is_the_newest() -> None:
    evidence = evidence_of(
        told("a", "Orrin Post", OLD, days_ago=1),
        told("b", "Vellmark Radio", OLD, days_ago=1),
        told("c", "Coast Courier", NEW),
    )
    assert overtaken(evidence) == {3}


def test_where_no_two_outlets_agree_every_toll_stays() -> None:
    evidence = evidence_of(told("a", "Orrin Post", NEW), told("c", "Coast Courier", OLD, days_ago=4))
    assert overtaken(evidence) == frozenset()


def test_a_sentence_that_names_old_and_new_stays() -> None:
    both = "The flood at Orrin has killed 60 people, not 45 dead as first reported."
    evidence = evidence_of(
        told("a", "Orrin Post", NEW), told("b", "Vellmark Radio", NEW), told("c", "Coast Courier", both)
    )
    assert overtaken(evidence) == frozenset()

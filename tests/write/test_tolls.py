from agent.write.tolls import overtaken, toll
from tests.write.makers import evidence_of, told

NEW = "The flood at Orrin has killed at least 60 people."
OLD = "The flood at Orrin has killed at least 45 people."
ALSO_NEW, ALSO_OLD = (f"Rescuers in Vellmark have counted {n} dead since the river rose." for n in (60, 45))


def test_a_toll_is_a_count_of_dead() -> None:
    assert toll(NEW) == {60}
    assert toll("The flood at Orrin has killed 60 people in 12 raids.") == {60}
    assert toll("At least 60 people walked to Orrin.") == frozenset()


def test_a_toll_that_two_newer_origins_correct_is_overtaken() -> None:
    evidence = evidence_of(
        told("a", "Orrin Post", NEW),
        told("b", "Vellmark Radio", ALSO_NEW),
        told("c", "Coast Courier", OLD, days_ago=4),
    )
    assert overtaken(evidence) == {3}


def test_a_toll_of_one_origin_against_two_is_left_out_even_if_it_is_the_newest() -> None:
    evidence = evidence_of(
        told("a", "Orrin Post", OLD, days_ago=1),
        told("b", "Vellmark Radio", ALSO_OLD, days_ago=1),
        told("c", "Coast Courier", NEW),
    )
    assert overtaken(evidence) == {3}


def test_copies_of_a_toll_are_one_voice_however_many_outlets_print_them() -> None:
    copies = [told(f"copy{n}", f"Mirror {n}", NEW) for n in range(10)]
    evidence = evidence_of(told("a", "Orrin Post", OLD), told("b", "Vellmark Radio", ALSO_OLD), *copies)
    assert overtaken(evidence) == set(range(3, 13))


def test_where_no_two_origins_agree_every_toll_stays() -> None:
    evidence = evidence_of(told("a", "Orrin Post", NEW), told("c", "Coast Courier", OLD, days_ago=4))
    assert overtaken(evidence) == frozenset()


def test_a_sentence_that_names_old_and_new_stays() -> None:
    both = "The flood at Orrin has killed 60 people, not 45 dead as first reported."
    evidence = evidence_of(
        told("a", "Orrin Post", NEW), told("b", "Vellmark Radio", NEW), told("c", "Coast Courier", both)
    )
    assert overtaken(evidence) == frozenset()

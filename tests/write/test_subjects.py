import pytest

from agent.write.subjects import SUBJECTS, subject


def heading(text: str) -> str | None:
    found = subject(text)
    return found.heading if found else None


def test_a_sentence_belongs_to_the_subject_of_which_it_uses_most_words() -> None:
    assert heading("The army sent troops and a warship to guard the market.") == "Armed forces and security"
    assert heading("It rained.") is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Lawmakers want a say in how the dam is run.", "Congress and politics"),
        ("The ambassador of Vellmark left on Monday.", "Diplomacy"),
        ("Migrants slept in the station of Orrin.", "Borders and migration"),
    ],
)
def test_one_word_is_enough_where_it_means_nothing_else(text: str, named: str) -> None:
    assert heading(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "Most of the government of Vellmark employs people who live in Orrin.",
        "Vellmark spent billions of dollars on wells and roads.",
        "Prices are up, and budgets are already moving.",
        "Until the weekend the White House had kept out of the campaign.",
        "Orrin was for years the best ally in the war on mud.",
        "Heads of state travel on diplomatic papers.",
        "He sold the mill and took part in a treat for the village.",
    ],
)
def test_one_word_that_may_mean_anything_is_not(text: str) -> None:
    assert heading(text) is None


def test_a_sentence_that_says_as_much_of_two_subjects_belongs_to_none() -> None:
    assert heading("The ambassador spoke to the migrants.") is None


def test_no_two_subjects_have_the_same_heading() -> None:
    assert len({one.heading for one in SUBJECTS}) == len(SUBJECTS)


def test_what_means_nothing_else_is_one_of_a_subjects_words() -> None:
    assert all(one.plain <= one.forms for one in SUBJECTS)

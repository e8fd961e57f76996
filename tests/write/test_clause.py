import pytest

from agent.write.clause import main_clause, outright, report, unquoted


def words(text: str) -> str:
    return " ".join(text.split())


def test_a_quotation_is_no_part_of_what_the_sentence_says() -> None:
    assert (
        words(unquoted("The mayor called it “a disaster of 1931” on Monday."))
        == "The mayor called it on Monday."
    )


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The dam, which was built in 1931, gave way on Monday.", "The dam , gave way on Monday."),
        ("In a long speech, Ida Brandt said the dam was built in 1931.", "In a long speech, Ida Brandt said"),
        ("It was built in 1931, Vellmark said Monday.", "It was built in 1931, Vellmark said Monday."),
        ("After she had left Orrin, the dam gave way.", "the dam gave way."),
        ("The dam gave way as the wall, which was old, fell in 1931.", "The dam gave way as the wall"),
    ],
    ids=["relative clause", "reported", "reported before", "fronted", "nested"],
)  # fmt: skip
def test_the_main_clause_is_what_the_sentence_tells_itself(text: str, left: str) -> None:
    assert words(main_clause(text)) == left


def test_positions_stay_what_they_were() -> None:
    text = "The dam, which was old, gave way in 2019."
    assert main_clause(text).index("2019") == outright(text).index("2019") == text.index("2019")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ida Brandt said the dam could fail.", "Ida Brandt"),
        ("The dam could fail, said the hydrologist Per Aas.", "the hydrologist Per Aas."),
        ("The dam could soon fail, Ida Brandt said on Monday.", "Ida Brandt"),
        ("According to Ida Brandt, the dam could fail.", "Ida Brandt"),
        ("The dam could fail, in the judgment of Ida Brandt, an engineer.", "Ida Brandt, an engineer."),
    ],
)
def test_the_owner_of_a_view_is_found_before_and_behind_it(text: str, speaker: str) -> None:
    told = report(text)
    assert told is not None
    assert words(told.speaker) == speaker
    assert "could" in told.said


def test_what_a_relative_clause_says_is_not_what_is_reported() -> None:
    told = report("An official said the mayor kept a list of villages that could be flooded.")
    assert told is not None
    assert "could" not in told.said


def test_a_verb_behind_a_relative_clause_is_kept() -> None:
    told = report("Farmers who lost their sheep may leave the valley, said the mayor of Orrin.")
    assert told is not None
    assert "may leave" in told.said


def test_a_plain_statement_reports_nobody() -> None:
    assert report("The dam gave way on Monday.") is None

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.text.words import key
from agent.write.openings import Known, dangling, printable_form


@pytest.mark.parametrize(
    "text",
    [
        "He said the dam would hold until the end of the week.",
        "The move came two days after a storm in Vellmark.",
        "The warning came as the rain set in over Vellmark.",
        "The building cost 80 million crowns, a sixth less than planned.",
        "The lower figure left out those who went missing at Orrin.",
        "In her view the dam should never have been built there.",
        "On the drive, Brandt told Aas that the dam was lost.",
        "A week later, the dam at Orrin gave way.",
        "Brandt brought this to the attention of the province in May.",
        "People here talk less about the dam than about unpaid salaries.",
        "The company, though, denies that the dam had cracks.",
        "The official said that the dam was safe in spring.",
        "The 31-year-old built the first dam in the valley.",
        "Part of it was swept away by the flood on Monday.",
        "These cracks were known to the province since 2019.",
        "Brandt resigned on that day and left the province.",
        "Ida Brandt calls the operation a breach of provincial law.",
        "Vellmark convened the meeting, with three mayors in the room.",
        "The same day Brandt testified, five mayors sent a letter to Vellmark.",
        "Brandt later sent word to the mayors of the valley.",
        "Ida Brandt left Orrin an hour or two after that.",
        "At one point, Ida Brandt shut both gates of the dam.",
        "Despite the movement, Vellmark kept the road to Orrin closed.",
    ],
)
def test_an_opening_that_points_backwards_dangles(text: str) -> None:
    assert dangling(text)


@pytest.mark.parametrize(
    "text",
    [
        "The dam of Orrin in Vellmark gave way on Monday.",
        "The government of Vellmark closed the road to Orrin.",
        "Ida Brandt said that she would resign if the dam failed.",
        "It was clear by Monday that the dam at Orrin had failed.",
        "A farmer from Orrin said he had lost all his sheep.",
        "Parliament will debate the dam this week, said Ida Brandt.",
        "Vellmark convened the meeting of three mayors in Orrin.",
        "Orrin wrote a letter to Vellmark, and the letter was read out in parliament.",
        "Ida Brandt wrote that “the operation” had been a mistake.",
    ],
)
def test_what_names_what_it_speaks_of_stands_alone(text: str) -> None:
    assert not dangling(text)


def test_the_thing_that_is_asked_about_needs_no_introduction() -> None:
    text = "The dam gave way on Monday and flooded three villages."
    assert dangling("The dam was built in 1931 and flooded three villages.")
    assert not dangling(text, Known(words=frozenset({key("dam")})))


def test_a_thing_the_story_keeps_speaking_of_needs_no_introduction_within_a_sentence() -> None:
    text = "Vellmark convened the meeting, with three mayors in the room."
    assert not dangling(text, Known(things=frozenset({key("meeting")})))


def test_a_surname_that_others_tell_of_carries_a_pronoun() -> None:
    text = "Brandt warned that she would resign."
    assert dangling(text)
    assert not dangling(text, Known(names=frozenset({"Brandt"})))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("ORRIN, Jan 4 (Northern Wire) — Rain fell all day.", "Rain fell all day."),
        ("Vellmark (CNN) Rain fell all day.", "Rain fell all day."),
        ("The next day, Ida Brandt resigned.", "Ida Brandt resigned."),
        ("But the dam held.", "The dam held."),
        ("The same day Brandt testified, it rained.", "The same day Brandt testified, it rained."),
        ("Butter is dear in Orrin.", "Butter is dear in Orrin."),
    ],
)
def test_datelines_and_linking_words_are_left_out(text: str, printed: str) -> None:
    assert printable_form(text) == printed


@given(st.text(max_size=120))
def test_the_printed_form_ends_as_the_sentence_ends(text: str) -> None:
    assert printable_form(text)[1:] in text

import pytest

from agent.write.views import by_expert, is_view


@pytest.mark.parametrize(
    "text",
    [
        "Per Aas, a geologist, warned that a second wave could reach Orrin.",
        "A second wave would drown the valley, wrote analysts at the Orrin Institute.",
        "Ida Brandt, who teaches engineering in Vellmark, said the wall might crack.",
        "Mayor Ida Brandt warned that the wall might crack.",
        "Per Aas said he feared that sheep may drown.",
    ],
)
def test_a_modal_word_in_the_reporters_own_words_makes_a_view(text: str) -> None:
    assert is_view(text)


@pytest.mark.parametrize(
    "text",
    [
        "President Ida Brandt warned on Monday that she would defend the valley.",
        "Ida Brandt vowed that the valley would be rebuilt.",
        "Ida Brandt threatened sanctions that could hurt Vellmark.",
        "Ida Brandt told the council in a letter that she was “reading, and may be in a position to write”.",
        "Mr Aas said he isn’t concerned that the report could be damaging.",
        "Ida Brandt denied that the wall could crack.",
        "An aide to Ida Brandt said she kept a list of villages that could be flooded.",
    ],
    ids=["own plan", "vow", "threat", "modal in a quotation", "calm", "denied", "aside"],
)
def test_plans_denials_and_quoted_modals_are_no_views(text: str) -> None:
    assert not is_view(text)


@pytest.mark.parametrize(
    "text",
    [
        "The wall might crack, said Lena Holt, a former committee counsel.",
        "Economists at the Bank of Vellmark say prices may rise.",
        "Ida Brandt, who follows the valley for an insurer, said prices may rise.",
    ],
)
def test_the_title_of_whoever_speaks_makes_an_expert(text: str) -> None:
    assert by_expert(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ida Brandt said the findings of Special Counsel Per Aas may be printed.",
        "Ida Brandt, who met former Security Adviser Per Aas, said he could return.",
        "Mayor Ida Brandt warned that the wall might crack.",
    ],
)
def test_the_title_of_somebody_spoken_of_does_not(text: str) -> None:
    assert not by_expert(text)

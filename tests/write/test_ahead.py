import pytest

from agent.write.ahead import ahead


@pytest.mark.parametrize(
    "text",
    [
        "Parliament will debate the dam on Friday.",
        "The council plans to close the road.",
        "Officials plan to open the spillway.",
        "The mayor said the council will vote on Friday.",
        "Two hearings are to fill most of the week.",
        "The vote is scheduled for Friday.",
    ],
)
def test_what_is_to_come_lies_ahead(text: str) -> None:
    assert ahead(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ida Brandt’s 2017 plan to close the road has been blocked.",
        "The council has no immediate plans to repair the wall.",
        "Villagers wrote about Per Aas’s plan to sell the mill.",
        "The mayor declined to answer and said the council “will let the facts speak”.",
        "The mayor resigned because the council will not meet.",
        "There is no political will in Orrin.",
        "The aim is to save the wall.",
    ],
    ids=["owned", "none", "noun", "quoted", "subordinate", "noun will", "aim"],
)
def test_a_plan_as_a_thing_a_quotation_or_a_reason_does_not(text: str) -> None:
    assert not ahead(text)

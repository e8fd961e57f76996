from datetime import timedelta

import pytest

from agent.types import Article
from agent.write import roles
from agent.write.pool import Candidate
from agent.write.story import Story
from agent.write.when import event_day
from tests.makers import NOW, make_evidence
from tests.write.makers import told

STORY = Story(
    asked={"dam": 1.0},
    about={},
    named=frozenset(),
    subject=frozenset(),
    counting=False,
    latest=NOW,
)


def candidate(text: str, days_ago: float = 0) -> Candidate:
    article: Article = told("a", "Orrin Post", text, days_ago=days_ago)
    return Candidate(make_evidence(article, text), text, 0, 1.0)


@pytest.mark.parametrize(
    "text",
    [
        "The reservoir may stay empty for years, warned hydrologist Per Aas.",
        "A failed repair would ruin the valley, in the judgment of Ida Brandt, a former counsel.",
        "Ida Brandt said the dam could fail again.",
    ],
)
def test_a_view_on_what_may_follow_with_its_owner_is_an_implication(text: str) -> None:
    assert roles.implications(STORY)(candidate(text)) > 0


@pytest.mark.parametrize(
    "text",
    [
        "Some 26,100 hectares lie below the dam, in the estimate of experts who say it may be less.",
        "The dam could fail again if the rain goes on.",
        "Ida Brandt said she could not have known of the cracks.",
        "Ida Brandt was appointed in May 2017, according to the province.",
        "Ida Brandt told the province she would resign.",
    ],
    ids=["estimate", "no owner", "past", "month of May", "plan"],
)  # fmt: skip
def test_what_is_no_attributed_view_is_no_implication(text: str) -> None:
    assert roles.implications(STORY)(candidate(text)) == 0


def test_the_lead_must_take_up_the_question() -> None:
    fit = roles.lead(STORY)
    assert fit(candidate("The dam gave way on Monday.")) > 0
    assert fit(candidate("Sheep were lost on Monday.")) == 0


def test_a_question_of_how_many_wants_a_figure_in_the_lead() -> None:
    counting = Story(STORY.asked, {}, frozenset(), frozenset(), counting=True, latest=NOW)
    fit = roles.lead(counting)
    assert fit(candidate("The dam killed 60 people.")) > fit(candidate("The dam killed many people."))


def test_the_lead_prefers_the_newest_days() -> None:
    fit = roles.lead(STORY)
    text = "The dam gave way on its northern side."
    assert fit(candidate(text)) > fit(candidate(text, days_ago=6)) > fit(candidate(text, days_ago=20))


def test_background_is_older_and_told_as_past() -> None:
    fit = roles.background(STORY)
    assert fit(candidate("The dam was built in 1931.")) > 0
    assert fit(candidate("The dam gave way.", days_ago=12)) > 0
    assert fit(candidate("The dam gave way.")) == 0
    assert fit(candidate("The dam will be inspected.", days_ago=12)) == 0


def test_developments_are_events_of_the_last_days() -> None:
    fit = roles.developments(STORY)
    assert fit(candidate("The army sent boats to the dam.")) > 0
    assert fit(candidate("The army sent boats to the dam.", days_ago=12)) == 0
    assert fit(candidate("The army has guarded the dam for decades.")) == 0


def test_the_conclusion_tells_what_lies_ahead() -> None:
    fit = roles.conclusion(STORY, NOW)
    assert fit(candidate("Parliament will debate the dam on February 6.")) > 0
    assert fit(candidate("Parliament debated the dam on February 2.")) == 0
    assert fit(candidate("“We will see,” said Ida Brandt of the dam.")) == 0


def test_a_plan_that_has_been_overtaken_is_stale() -> None:
    text = "Parliament will debate the dam on Wednesday."
    assert roles.stale(candidate(text, days_ago=12), STORY)
    assert not roles.stale(candidate(text), STORY)


def test_a_section_of_the_users_own_takes_what_shares_words_with_its_question() -> None:
    fit = roles.asked("What became of the sheep?")
    assert fit(candidate("Farmers lost 900 sheep.")) > fit(candidate("The dam gave way."))


def test_the_day_of_an_event_is_the_one_it_names() -> None:
    day = event_day(candidate("The dam gave way on Monday."))
    assert day == (NOW - timedelta(days=1)).date()


def test_what_happened_months_ago_is_background_whenever_it_is_told() -> None:
    text = "In October, the mayor closed the dam for repairs."
    assert roles.developments(STORY)(candidate(text)) == 0
    assert roles.background(STORY)(candidate(text)) > 0


def test_news_of_the_day_is_no_background_though_it_speaks_of_old_times() -> None:
    text = "In a long speech, Ida Brandt said she trusted Per Aas, who left the dam thirty years ago."
    assert roles.background(STORY)(candidate(text)) == 0
    assert roles.developments(STORY)(candidate(text)) > 0


def test_a_view_that_time_may_have_answered_is_no_implication() -> None:
    fit = roles.implications(STORY)
    assert fit(candidate("Ida Brandt said the dam could fail again.", days_ago=8)) == 0
    assert fit(candidate("Hydrologist Per Aas said the dam could fail again.", days_ago=8)) > 0
    assert fit(candidate("Hydrologist Per Aas said the dam could fail again.", days_ago=15)) == 0


def test_the_conclusion_tells_of_no_day_that_has_passed() -> None:
    fit = roles.conclusion(STORY, NOW)
    assert fit(candidate("Per Aas will speak on January 31.", days_ago=4)) == 0
    assert fit(candidate("Per Aas will speak on February 6.", days_ago=4)) > 0
    assert roles.conclusion(STORY, NOW + timedelta(days=30))(candidate("Per Aas will speak on Friday.")) == 0


def test_a_plan_without_a_day_is_a_conclusion_only_in_the_last_articles() -> None:
    fit = roles.conclusion(STORY, NOW)
    assert fit(candidate("The council will repair the dam.")) > 0
    assert fit(candidate("The council will repair the dam.", days_ago=3)) == 0
    assert (
        roles.conclusion(STORY, NOW + timedelta(days=30))(candidate("The council will repair the dam.")) == 0
    )


def test_a_plan_whose_day_has_passed_is_stale_at_once() -> None:
    text = "The council will vote on February 2."
    assert roles.stale(candidate(text, days_ago=2), STORY)


def test_the_lead_prefers_news_to_history() -> None:
    fit = roles.lead(STORY)
    assert fit(candidate("The dam gave way in the night.")) > fit(candidate("The dam gave way in 1953."))


def test_the_lead_prefers_what_happened_to_what_will_some_day() -> None:
    fit = roles.lead(STORY)
    assert fit(candidate("The council closed the dam.")) > fit(candidate("The council will close the dam."))
    assert fit(candidate("The council will close the dam on February 6.")) > fit(
        candidate("The council will close the dam.")
    )


def test_a_theme_of_a_narrow_question_keeps_to_it() -> None:
    free = roles.anything(STORY)
    beside = candidate("Sheep were lost on Monday.")
    assert roles.focused(free, STORY, "What has Ida Brandt said about the dam?")(beside) == 0
    assert roles.focused(free, STORY, "What is happening at the dam?")(beside) > 0
    assert (
        roles.focused(free, STORY, "What has Ida Brandt said about the dam?")(candidate("The dam leaks.")) > 0
    )

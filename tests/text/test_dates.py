from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.text.dates import DateMention, dates

WEDNESDAY = datetime(2026, 2, 4, 9, tzinfo=UTC)


def only(text: str, published: datetime | None = WEDNESDAY) -> DateMention:
    found = dates(text, published)
    assert len(found) == 1, [m.text for m in found]
    return found[0]


@pytest.mark.parametrize(
    "written",
    [
        "Feb. 3, 2026",
        "February 3, 2026",
        "February 3rd, 2026",
        "3 February 2026",
        "3 Feb. 2026",
        "the 3rd of February 2026",
        "Tuesday, February 3, 2026",
        "Tue 3 Feb 2026",
        "2026-02-03",
        "Tuesday",
        "Tuesday night",
        "yesterday",
        "February 3",
        "3 February",
    ],
)
def test_every_notation_of_one_day_means_that_day(written: str) -> None:
    found = only(f"The dam failed on {written}.")
    assert (found.first, found.last) == (date(2026, 2, 3), date(2026, 2, 3))
    assert found.precision == "day"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("It opened in March 2024.", date(2024, 3, 1), date(2024, 3, 31)),
        ("Sales fell in the second quarter of 2025.", date(2025, 4, 1), date(2025, 6, 30)),
        ("Sales fell in 2025.", date(2025, 1, 1), date(2025, 12, 31)),
        ("Prices rose last week.", date(2026, 1, 26), date(2026, 2, 1)),
        ("Prices rose last month.", date(2026, 1, 1), date(2026, 1, 31)),
        ("Prices rose last year.", date(2025, 1, 1), date(2025, 12, 31)),
        ("It burned over the weekend.", date(2026, 1, 31), date(2026, 2, 1)),
        ("They met on New Year's Eve.", date(2025, 12, 31), date(2025, 12, 31)),
        ("The market was quiet in the 1990s.", date(1990, 1, 1), date(1999, 12, 31)),
        ("The fair ran from June 3-5, 2025.", date(2025, 6, 3), date(2025, 6, 5)),
        ("She left three days ago.", date(2026, 2, 1), date(2026, 2, 1)),
        ("Bids were due in spring 2027.", date(2027, 3, 1), date(2027, 5, 31)),
    ],
)
def test_a_wider_date_means_all_its_days(text: str, first: date, last: date) -> None:
    found = only(text)
    assert (found.first, found.last) == (first, last)


def test_late_january_lies_at_its_end() -> None:
    found = only("The count stood at nine in late January.")
    assert found.first is not None
    assert found.first > date(2026, 1, 15)
    assert found.last == date(2026, 1, 31)
    assert found.vague


def test_a_weekday_of_something_past_is_the_latest_one() -> None:
    assert only("The bridge collapsed on Friday.").first == date(2026, 1, 30)


def test_the_weekday_of_publication_is_the_day_itself() -> None:
    assert only("The court ruled on Wednesday.").first == date(2026, 2, 4)


@pytest.mark.parametrize(
    "text",
    [
        "The court will rule on Friday.",
        "The search is to end on Friday.",
        "The result is expected on Friday.",
        "The report would be published on Friday.",
        "Schools will stay shut until Friday.",
        "On Friday the council will vote.",
    ],
)
def test_a_weekday_of_something_to_come_is_the_next_one(text: str) -> None:
    assert only(text).first == date(2026, 2, 6)


def test_what_somebody_said_on_a_weekday_is_past_though_it_is_about_the_future() -> None:
    assert only("The firm said on Friday that it would close the plant.").first == date(2026, 1, 30)


def test_a_missing_year_is_the_nearest_that_the_tense_allows() -> None:
    assert only("He has been on the list since October 24.").first == date(2025, 10, 24)
    assert only("The vote will be held on March 8.").first == date(2026, 3, 8)
    october = datetime(2025, 10, 31, tzinfo=UTC)
    assert only("The work began on February 3.", october).first == date(2025, 2, 3)


@pytest.mark.parametrize(
    "text",
    [
        "It may rain, he sat down and they march on.",
        "Mrs. May said no; the March on Rome failed.",
        "Theresa May resigned.",
        "They employ 2,025 people and 2030 workers.",
        "The second man came first.",
        "She won 4-6 and scored 12.5 points.",
        "Prices fall when springs break.",
    ],
)
def test_words_that_only_look_like_dates_are_none(text: str) -> None:
    assert dates(text, WEDNESDAY) == []


def test_a_weekday_that_is_not_that_day_is_a_clash() -> None:
    assert only("It is set for Monday, February 3, 2026.").clash
    assert not only("It is set for Tuesday, February 3, 2026.").clash


def test_a_day_the_calendar_does_not_have_is_a_clash() -> None:
    assert only("It opened on February 30, 2025.").clash
    assert only("It opened on 2025-02-30.").clash


def test_without_a_day_of_publication_only_full_dates_are_resolved() -> None:
    found = dates("It fell on Tuesday, rose on 3 May 2024 and will end on 4 June.", None)
    assert [m.first for m in found] == [None, date(2024, 5, 3), None]


def test_a_mention_carries_its_days_and_its_place() -> None:
    text = "It burned on 3 February 2026."
    mention = only(text).mention()
    assert (mention.kind, mention.value) == ("date", "2026-02-03")
    assert text[mention.start : mention.end] == mention.text == "3 February 2026"


@given(st.dates(date(1900, 1, 2), date(2099, 12, 30)), st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y"]))
def test_a_full_date_always_reads_back(day: date, style: str) -> None:
    found = only(f"It happened on {day.strftime(style)}.", None)
    assert (found.first, found.last, found.clash) == (day, day, False)


@given(
    st.text(alphabet=st.sampled_from("may MAY March3 Tues,day.2026-—'’\n 1Q4 last week of in"), max_size=80)
)
def test_any_text_gives_ordered_spans_that_do_not_overlap(text: str) -> None:
    found = dates(text, WEDNESDAY)
    assert all(text[m.start : m.end] == m.text for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(first <= last for m in found for first, last in m.readings)


def test_the_year_of_the_second_of_two_months_is_that_of_the_first() -> None:
    found = dates("Losses grew between May and June 2022, and from 3 May to 4 June 2021.", WEDNESDAY)
    assert [m.first for m in found] == [
        date(2022, 5, 1),
        date(2022, 6, 1),
        date(2021, 5, 3),
        date(2021, 6, 4),
    ]


def test_a_vote_announced_for_the_weekday_of_publication_is_that_day() -> None:
    assert only("The council will vote on Wednesday.").first == date(2026, 2, 4)


@pytest.mark.parametrize("text", ["Black Friday deals", "The Good Friday agreement", "Cyber Monday sales"])
def test_named_weekdays_are_no_dates(text: str) -> None:
    assert dates(text, WEDNESDAY) == []


@pytest.mark.parametrize(
    "text",
    [
        "Voters rejected a plan to raise the tax on Friday.",
        "Until Friday, there was hope.",
        "She moved to announce on Friday that she would resign.",
    ],
)
def test_a_word_of_the_future_elsewhere_does_not_move_a_past_weekday(text: str) -> None:
    assert only(text).first == date(2026, 1, 30)


def test_beginning_in_a_year_is_the_whole_year() -> None:
    found = only("He taught there, beginning in 2007.")
    assert (found.text, found.last) == ("2007", date(2007, 12, 31))


def test_this_friday_lies_ahead_where_its_own_clause_is_not_in_the_past() -> None:
    published = datetime(2026, 2, 3, 12, tzinfo=UTC)
    ahead = dates(
        "Scholars have asked the two to speak about more than coal when they meet this Friday.", published
    )
    behind = dates("The envoy arrived this Monday.", published)
    assert ahead[0].first == date(2026, 2, 6)
    assert behind[0].first == date(2026, 2, 2)


OCTOBER = datetime(2025, 10, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "On Nov. 12, after the bank of Vellmark had failed, the mayor asked the guards to lock it.",
        "On Nov. 12, the miners, who had waited for weeks, walked out.",
        "The mine was shut on Nov. 12.",
        "Nov. 12 brought the first snow to Orrin.",
    ],
)
def test_what_is_told_as_past_happened_before_it_was_published(text: str) -> None:
    assert only(text, OCTOBER).first == date(2024, 11, 12)


@pytest.mark.parametrize(
    "text",
    [
        "The council called an election for Nov. 12.",
        "The hearing was moved to Nov. 12.",
        "She praised the law, which takes effect Nov. 12.",
        "On Nov. 12, the mayor, who was born in Orrin, will open the bridge.",
        "The United Miners of Orrin march on Nov. 12.",
    ],
)
def test_what_is_arranged_or_told_by_another_clause_may_still_lie_ahead(text: str) -> None:
    assert only(text, OCTOBER).first == date(2025, 11, 12)


@given(
    st.dates(date(2024, 3, 1), date(2027, 12, 30)),
    st.dates(date(2024, 1, 1), date(2024, 12, 31)),
    st.sampled_from(
        ["The dam failed on {}.", "On {}, after a storm, the dam failed.", "The toll, of {}, fell."]
    ),
)
def test_a_past_tense_reading_is_never_after_publication_when_an_earlier_one_is_at_hand(
    published: date, day: date, sentence: str
) -> None:
    moment = datetime(published.year, published.month, published.day, 12, tzinfo=UTC)
    found = only(sentence.format(f"{day:%B} {day.day}"), moment)
    earlier = [days for days in found.readings if days[0] <= published]
    assert found.first is None or found.first <= published or not earlier


def test_poised_to_happen_on_a_weekday_is_the_next_one() -> None:
    assert only("With Orr poised to be elected Friday after a bitter race, few slept.").first == date(
        2026, 2, 6
    )

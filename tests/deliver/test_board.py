"""Stories and bursts as lines of a terminal: nothing is wider than it, nothing foreign gets through."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest

from agent.deliver.board import Shown, board, story_lines
from agent.deliver.burst_lines import burst_lines, replay_lines
from agent.deliver.sparkline import blocks
from agent.types import (
    Contribution,
    Replay,
    Spike,
    Story,
    StoryArticle,
    StoryChange,
    StoryReport,
    StoryVersion,
    ToldSpike,
)
from tests.makers import NOW

LONG = (
    "Passengers taken off the Norlinje ferry that ran aground on the reef off Skarnholm early in the morning"
)


def story(**other: object) -> Story:
    values = {
        "id": "story-1a2b3c4d5e6f", "headline": LONG, "article_ids": ("a", "b"), "origins": 1,
        "first_published": NOW - timedelta(days=2), "last_published": NOW, "outlets": ("Wire", "Post"),
        "phase": "developing", "who": ("Ines Okoro", "Norlinje"), "where": ("Skarnholm",),
    }  # fmt: skip
    return Story.model_validate({**values, **other})


def whole(said: str = LONG) -> StoryReport:
    article = StoryArticle(
        article_id="a", publisher=said, headline=said, url=None, language="en", published=None,
        retrieved=NOW, after=f"repeats {said}",
        earlier=(StoryVersion(content_hash="0" * 64, headline=said, since=NOW),),
    )  # fmt: skip
    burst = ToldSpike(noticed=spike(said), height=spike(said), independent_origins=1, article_ids=("a",))
    return StoryReport(
        story=story(headline=said, who=(said,)),
        articles=(article,),
        spikes=(burst,),
        watched_by=(said,),
        changes=(change(),),
    )


def test_a_story_tells_who_repeats_whom_what_was_changed_and_that_it_bursts() -> None:
    text = "\n".join(story_lines(whole("Ferry sinks"), UTC, 120))
    assert "3 Feb 12:00  Ferry sinks: Ferry sinks (repeats Ferry sinks)" in text
    assert "from 3 Feb 12:00: Ferry sinks" in text
    assert "▲ 14 articles on “Ferry sinks”." in text
    assert "found by: Ferry sinks" in text
    assert "(1 article) was joined to story-1a2b3c4d5e6f by hand" in text


def spike(label: str = LONG) -> Spike:
    return Spike(
        about="story-1a2b3c4d5e6f", label=label, start=NOW - timedelta(hours=6), end=NOW, observed=14,
        expected=1.5, p_value=0.001, explanation=f"14 articles on “{label}”.", rests_on=None,
        origins=tuple(Contribution(outlet=name, count=7, expected=0.7) for name in ("Wire", "Post")),
    )  # fmt: skip


@pytest.mark.parametrize("width", [60, 80, 99, 100, 120, 160])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    shown = [Shown(story(), tuple(range(24)), spikes=True), Shown(story(phase="fading"), (0,) * 24)]
    lines = board(shown, "9 more stories, told by fewer: --all shows them.", "2 stories", UTC, width)
    lines += story_lines(whole(), UTC, width)
    lines += burst_lines(spike(), NOW, [(1.0, 0.5)] * 72, 1, UTC, width)
    lines += replay_lines(replayed(), UTC, width)
    assert max(map(len, lines)) <= width


def test_a_screen_of_ten_stories_fits_into_24_lines_of_80_columns() -> None:
    lines = board([Shown(story(), (1,) * 24, spikes=True)] * 10, "more", "10 stories", UTC, 80)
    assert len(lines) <= 24
    assert lines[1].startswith("developing  ▲ Passengers taken off")
    assert lines[2].startswith("1a2b3c4d    2 outlets · 1 origin · 1 Feb 12:00 – 3 Feb 12:00")
    assert lines[-2].startswith("▲ more coverage than usual")


def test_persons_and_places_stand_beside_a_story_where_there_is_room() -> None:
    wide = board([Shown(story(), (1,) * 24)], "", "1 story", UTC, 140)
    assert "Ines Okoro, Norlinje, Skarnholm" in "\n".join(wide)


def test_copies_are_called_what_they_are() -> None:
    copies = " ".join("\n".join(burst_lines(spike(), NOW, [(1.0, 0.5)], 1, UTC, 80)).split())
    assert "All its articles have 1 independent origin" in copies
    assert "independent origin" not in "\n".join(burst_lines(spike(), NOW, [(1.0, 0.5)], 2, UTC, 80))


def test_control_characters_of_a_headline_do_not_reach_the_terminal() -> None:
    evil = "\x1b]0;owned\x07\x1b[31mFerry\r\nsinks"
    lines = board([Shown(story(headline=evil, who=(evil,)), (1,))], "", "1 story", UTC, 120)
    lines += story_lines(whole(evil), UTC, 80)
    lines += burst_lines(spike(evil), NOW, [(1.0, 0.5)], 1, UTC, 80)
    assert not {char for line in lines for char in line if ord(char) < 32 or char == "\x7f"}


def change() -> StoryChange:
    return StoryChange(
        kind="merged", by="hand", story="story-1a2b3c4d5e6f", other="story-b", article_ids=("a",), at=NOW
    )


def replayed(**other: object) -> Replay:
    told = (NOW, "story-1a2b3c4d5e6f", LONG)
    values = {"first": NOW - timedelta(days=9), "last": NOW, "alarms": (spike(),), "fixed": (told,)}
    return Replay.model_validate({**values, **other})


def test_a_replay_says_what_the_fixed_rule_told_beside_each_spike() -> None:
    lines = "\n".join(replay_lines(replayed(), UTC, 80))
    assert "1 spike would have been told" in " ".join(lines.split())
    assert "The fixed rule: 3 February 2026, 12:00." in lines
    assert "told 1 time, 0 of them where no spike was." in " ".join(lines.split())
    silent = "\n".join(replay_lines(replayed(fixed=()), UTC, 80))
    assert "The fixed rule: silent." in silent
    assert "would have told nothing." in " ".join(silent.split())
    assert replay_lines(Replay(young="Too young."), UTC, 80) == ["Too young."]


def test_blocks_show_the_highest_in_full_and_nothing_as_nothing() -> None:
    assert blocks([0, 1, 8]) == " ▂█"
    assert blocks([1, 1, 1, 1], width=2) == "██"
    assert blocks([1, 2], most=8) == "▂▃"

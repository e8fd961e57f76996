"""The page of a check: each sentence beside its passage, and nothing of either that could run."""

from __future__ import annotations

import re
from datetime import UTC

import pytest

from agent.deliver.findings import findings_page
from agent.deliver.verdicts import shown
from agent.text.safe import one_line
from agent.types import CheckedSentence, CheckReport, Citation, Finding, Mention, Reason, SourceEntry, Verdict
from tests.deliver.foreign import PAYLOADS, Skeleton
from tests.deliver.makers import at

PASSAGE = "It rained. The river rose by 3 metres on Tuesday. Nobody was hurt. Schools stayed shut."


def report(
    said: str = "The river rose by 9 metres.", passage: str = PASSAGE, name: str = "Post"
) -> CheckReport:
    """Return a report on one sentence that its passage refutes; the name stands in all other fields."""
    cited = Citation(article_id="a1", content_hash="h1", start=0, end=len(passage), quote=passage)
    figure = Mention(kind="figure", value="9", text=said[18:19], start=18, end=19)
    finding = Finding(
        check="figures", passed=False, reason=Reason.FIGURE_VALUE, refutes=True,
        message=f"The source gives 3. {name}", mention=figure, citation=cited,
    )  # fmt: skip
    sentence = CheckedSentence(
        text=said, start=4, end=31, line=2, citations=(cited,), publishers=(name,),
        verdict=Verdict(claim_id="s1", label="refuted", findings=(finding,)),
    )  # fmt: skip
    source = SourceEntry(
        number=1, article_id="a1", content_hash="h1", publisher=name, title=name, published=at(2, 6),
        url="https://post.example/1",
    )  # fmt: skip
    counts = {"supported": 0, "refuted": 1, "not_enough_info": 0, "unchecked": 0}
    return CheckReport(file=name, sentences=(sentence,), counts=counts, skipped=(name,), sources=(source,))


def page(checked: CheckReport) -> str:
    return findings_page([checked], UTC)


HARMLESS = Skeleton(page(report()))


def test_the_nearest_sentence_is_marked_among_its_neighbours_and_the_figure_in_the_sentence() -> None:
    document = page(report())
    assert "It rained. <mark>The river rose by 3 metres on Tuesday.</mark> Nobody was hurt. …" in document
    assert "Nobody was hurt. Schools stayed shut." in document
    assert 'The river rose by <span class="m bad">9</span> metres.' in document
    assert "✗ refuted" in HARMLESS.text
    assert "2 May 2031" in HARMLESS.text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_can_add_a_tag_or_an_attribute(payload: str) -> None:
    checked = report(f"The river rose by 9 metres. {payload}", f"{PASSAGE[:50]} {payload}", payload)
    shown_ = Skeleton(page(checked))
    assert {tag for tag in shown_.tags if tag not in HARMLESS.tags} == set()
    assert not any(value and payload in value for tag, name, value in shown_.values if name != "content")
    assert one_line(payload) in " ".join(shown_.text.split())


def test_the_page_asks_for_nothing_and_holds_no_script() -> None:
    document = page(report())
    assert "script" not in document
    assert "default-src &#39;none&#39;" in document
    assert not re.search(r"url\(|@import|<img|<link|\ssrc=|\sstyle=", document)


def test_a_sentence_that_no_passage_speaks_of_says_so() -> None:
    whole = report()
    finding = Finding(check="citations", passed=False, reason=Reason.CITATION_MISSING)
    alone = whole.sentences[0].model_copy(
        update={
            "citations": (),
            "publishers": (),
            "verdict": Verdict(claim_id="s1", label="not_enough_info", findings=(finding,)),
        }
    )
    bare = whole.model_copy(update={"sentences": (alone,), "sources": ()})
    assert "No passage speaks of it." in page(bare)
    assert "? not enough info" in shown(bare)


@pytest.mark.parametrize("hidden", ["\x1b[2J", "\u202e", "\u200b", "\x9b"])
def test_no_character_that_moves_a_cursor_or_turns_text_round_is_printed(hidden: str) -> None:
    checked = report(f"The river rose by 9{hidden} metres.", f"{PASSAGE}{hidden}", f"Post{hidden}")
    for printed in (page(checked), shown(checked)):
        assert hidden not in printed
    assert max(map(len, shown(checked).splitlines())) <= 80

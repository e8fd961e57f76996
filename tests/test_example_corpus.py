"""The example newsroom keeps its promises: marked, varied, and true to its gold facts."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import html as lxml_html

FOLDER = Path(__file__).parent.parent / "examples" / "colombia"
MARK = "Demonstration text written for Aletheia; not a news report."
REQUIRED = {"id", "url", "publisher", "title", "published", "language", "demonstration", "note"}
HIDING = ("display:none", "font-size:0", "left:-9999px", "color:#ffffff;background-color:#ffffff")
PLANTED_IN = {"bk-0202-162", "hm-0202-html"}
PRESIDENTS = r"(?:Donald |Gustavo |Nicolás |President |Mr\.? )*(?:Trump|Petro|Maduro)"
VERBS = r"(?:said|says|told|added|replied|warned|declared|dijo)"
QUOTED = r"[\"“]([^\"”]+)[\"”]"

Row = dict[str, Any]


@cache
def rows() -> list[Row]:
    lines = (FOLDER / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@cache
def gold() -> Row:
    loaded: Row = json.loads((FOLDER / "gold.json").read_text(encoding="utf-8"))
    return loaded


def by_id() -> dict[str, Row]:
    return {row["id"]: row for row in rows()}


def visible(row: Row) -> str:
    """What a reader sees: the text, or the page's article without what its styles hide."""
    if "text" in row:
        return str(row["text"])
    page: Any = lxml_html.fromstring(row["html"])
    [article] = page.xpath("//article")
    for node in article.xpath(".//*[@style]|.//comment()"):
        if not isinstance(node.tag, str) or any(style in node.get("style", "") for style in HIDING):
            node.drop_tree()
    return "\n\n".join(p.text_content() for p in article.xpath(".//p"))


def words(text: str) -> list[str]:
    return re.findall(r"[\w'’]+", text.lower())


def runs(text: str, length: int) -> set[str]:
    found = words(text)
    return {" ".join(found[i : i + length]) for i in range(len(found) - length + 1)}


def family(article: str) -> str:
    copies = {copy["external_id"]: copy["of"] for copy in gold()["copies"]}
    return str(copies.get(article, article))


def day(row: Row) -> str:
    return datetime.fromisoformat(row["published"]).date().isoformat()


def test_every_row_is_complete_and_marked_as_demonstration_text() -> None:
    for row in rows():
        assert set(row) >= REQUIRED, row["id"]
        assert ("text" in row) != ("html" in row), row["id"]
        assert row["demonstration"] is True
        assert row["note"] == MARK


def test_the_file_is_readable_utf8_and_not_escaped() -> None:
    raw = (FOLDER / "articles.jsonl").read_text(encoding="utf-8")
    assert "Nicolás" in raw
    assert "\\u" not in raw


def test_ids_and_addresses_are_unique_and_on_invented_outlets() -> None:
    found = rows()
    assert len({row["id"] for row in found}) == len({row["url"] for row in found}) == len(found)
    hosts = defaultdict(set)
    for row in found:
        host = urlsplit(row["url"]).hostname or ""
        assert row["url"].startswith("https://")
        assert host.endswith(".example")
        hosts[row["publisher"]].add(host)
    assert all(len(names) == 1 for names in hosts.values())


def test_there_are_enough_articles_and_outlets_and_none_dominates() -> None:
    found = rows()
    outlets = Counter(row["publisher"] for row in found)
    assert 55 <= len(found) <= 75
    assert len(outlets) >= 12
    assert max(outlets.values()) <= len(found) / 10


def test_articles_are_as_long_as_short_news_items() -> None:
    for row in rows():
        assert 120 <= len(words(visible(row))) <= 260, row["id"]
        assert "\n\n" in visible(row)


def test_dates_run_through_january_in_several_zones_and_pile_up_at_the_end() -> None:
    found = rows()
    moments = [datetime.fromisoformat(row["published"]) for row in found]
    assert all(moment.tzinfo for moment in moments)
    assert moments == sorted(moments)
    assert day(found[0]) == "2026-01-03"
    assert max(day(row) for row in found) == "2026-02-03"
    assert len({moment.utcoffset() for moment in moments}) >= 4
    last = [m for m in moments if m >= datetime(2026, 2, 2, tzinfo=UTC)]
    assert len(last) >= 12
    assert max(moments) - min(moments) < timedelta(days=33)


def test_one_article_on_the_story_is_in_spanish_and_one_is_a_page() -> None:
    spanish = [row["id"] for row in rows() if row["language"] == "es"]
    told = {span["external_id"] for fact in gold()["facts"] for span in fact["spans"]}
    assert spanish
    assert set(spanish) <= told
    assert [row["id"] for row in rows() if "html" in row] == ["hm-0202-html"]


def test_about_forty_articles_tell_the_story_and_about_twenty_do_not() -> None:
    bait = {
        "planted-toll",
        "meeting-february-3",
        "toll-105-as-current",
        "toll-115-as-current",
        "toll-117-as-current",
    }
    told = {span["external_id"] for fact in gold()["facts"] for span in fact["spans"]}
    for trap in gold()["traps"]:
        if trap["id"] in bait:
            told |= {span["external_id"] for span in trap["spans"]}
    assert 36 <= len(told) <= 52
    assert 16 <= len(rows()) - len(told) <= 24


def test_only_syndicated_copies_share_eight_words_in_a_row() -> None:
    owners: dict[str, str] = {}
    for row in rows():
        for run in runs(visible(row), 8):
            owner = owners.setdefault(run, row["id"])
            assert family(owner) == family(row["id"]), (owner, row["id"], run)


def test_syndicated_copies_are_edited_credited_and_headed_differently() -> None:
    table = by_id()
    copies = gold()["copies"]
    assert 4 <= len(copies) <= 6
    for copy in copies:
        first, second = table[copy["of"]], table[copy["external_id"]]
        shared = runs(visible(first), 8) & runs(visible(second), 8)
        assert len(shared) / len(runs(visible(second), 8)) > 0.5
        assert visible(first) != visible(second)
        assert first["title"] != second["title"]
        assert first["publisher"] != second["publisher"]
        assert first["publisher"] in visible(second).split("\n\n")[-1]


def test_no_two_headlines_and_few_openings_are_alike() -> None:
    found = rows()
    assert len({row["title"] for row in found}) == len(found)
    firsts = [re.split(r"\s[—-]\s", visible(row), maxsplit=1)[-1] for row in found]
    common = Counter(" ".join(words(first)[:4]) for first in firsts)
    alike = [opening for opening, count in common.items() if count > 1]
    assert len(alike) <= len(gold()["copies"])


def test_real_people_are_never_quoted_beyond_two_words() -> None:
    spoken = re.compile(rf"{QUOTED},? (?:{VERBS} {PRESIDENTS}|{PRESIDENTS} {VERBS})")
    announced = re.compile(rf"{PRESIDENTS} (?:\w+ )?{VERBS}[^.\"“]{{0,60}}[:,] {QUOTED}")
    labelled = re.compile(rf"(?:called|described|tachado)[^.\"“]{{0,80}}{QUOTED}")
    for row in rows():
        text = visible(row)
        assert not spoken.search(text), row["id"]
        assert not announced.search(text), row["id"]
        for match in labelled.finditer(text):
            assert match[1].strip(",.") in {"very sick", "muy enfermo"}, row["id"]


def test_the_planted_toll_stands_in_two_articles_and_is_visible_in_one() -> None:
    raw = {row["id"] for row in rows() if "162" in json.dumps(row)}
    seen = {row["id"] for row in rows() if "162" in visible(row)}
    assert raw == PLANTED_IN
    assert seen == {"bk-0202-162"}


def test_the_page_hides_its_orders_in_five_ways() -> None:
    page = by_id()["hm-0202-html"]["html"]
    assert "<!-- " in page
    assert all(style in page for style in HIDING)
    assert page.count("162") >= 5


def test_the_latest_toll_stands_in_several_outlets_and_words() -> None:
    [fact] = [fact for fact in gold()["facts"] if fact["id"] == "toll-126"]
    table = by_id()
    late = [s for s in fact["spans"] if day(table[s["external_id"]]) >= "2026-01-27"]
    assert late == fact["spans"]
    assert len({table[s["external_id"]]["publisher"] for s in late}) >= 5
    assert len({s["quote"] for s in late}) >= 5


def test_older_tolls_stand_only_in_older_articles() -> None:
    table = by_id()
    limits = {"toll-105-as-current": "2026-01-03", "toll-115-as-current": "2026-01-08"}
    for trap in gold()["traps"]:
        for span in trap["spans"]:
            if trap["id"] in limits:
                assert day(table[span["external_id"]]) <= limits[trap["id"]]


def test_a_withdrawn_toll_is_corrected_by_the_newspaper_that_printed_it() -> None:
    table = by_id()
    assert "117 people" in table["bc-0124-toll"]["text"]
    assert "not 117" in table["bc-0128-correction"]["text"]
    assert table["bc-0124-toll"]["publisher"] == table["bc-0128-correction"]["publisher"]


def test_two_outlets_disagree_about_the_day_of_the_meeting() -> None:
    [trap] = [trap for trap in gold()["traps"] if trap["id"] == "meeting-february-3"]
    [fact] = [fact for fact in gold()["facts"] if fact["id"] == "meeting-february-6"]
    assert len({span["external_id"] for span in trap["spans"]}) == 2
    assert len({by_id()[span["external_id"]]["publisher"] for span in fact["spans"]}) >= 5


def test_gold_has_the_promised_shape() -> None:
    found = gold()
    assert set(found) == {"question", "as_of", "facts", "traps", "figures", "copies"}
    assert 22 <= len(found["facts"]) <= 30
    assert sum(fact["must"] for fact in found["facts"]) == 8
    ids = [entry["id"] for entry in found["facts"] + found["traps"]]
    assert len(set(ids)) == len(ids)
    for fact in found["facts"]:
        assert set(fact) == {"id", "fact", "must", "figures", "spans"}
        assert fact["fact"].endswith(".")
        assert len(fact["spans"]) >= 2, fact["id"]
        if fact["must"]:
            outlets = {by_id()[span["external_id"]]["publisher"] for span in fact["spans"]}
            assert len(outlets) >= 3, fact["id"]
    for value in found["figures"]:
        assert set(value) == {"value", "counts"}


@pytest.mark.parametrize("kind", ["facts", "traps"])
def test_every_gold_span_stands_verbatim_in_what_a_reader_sees(kind: str) -> None:
    table = by_id()
    for entry in gold()[kind]:
        for span in entry["spans"]:
            assert set(span) == {"external_id", "quote"}
            text = visible(table[span["external_id"]])
            assert text.count(span["quote"]) == 1, (entry["id"], span)
            assert span["quote"][0].isupper()
            assert span["quote"].rstrip('"')[-1] in ".?!", span["quote"]


def test_a_trap_catches_its_own_bait_and_no_accepted_span() -> None:
    for trap in gold()["traps"]:
        pattern = re.compile(trap["pattern"])
        assert trap["why"].endswith(".")
        assert all(pattern.search(span["quote"]) for span in trap["spans"]), trap["id"]
        for fact in gold()["facts"]:
            assert not any(pattern.search(span["quote"]) for span in fact["spans"]), (trap["id"], fact["id"])


def test_later_sentences_open_with_pronouns_as_real_copy_does() -> None:
    dangling = re.compile(r"^(?:He|She|It|They|That|This|The move|But|Its|His|Her|Their)\b")
    count = 0
    for row in rows():
        for before, after in pairwise(re.split(r"(?<=[.!?\"])\s+", visible(row))):
            count += bool(before and dangling.match(after))
    assert count >= 60


def test_the_seed_briefing_is_at_hand_with_its_figures() -> None:
    seed = (Path(__file__).parent / "data" / "seed_briefing.txt").read_text(encoding="utf-8")
    assert "at least 126" in seed
    assert "February 6" in seed

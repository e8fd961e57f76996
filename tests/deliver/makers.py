"""A small briefing made by hand, with every part filled; its story is invented."""

from __future__ import annotations

from datetime import UTC, datetime

from agent.types import (
    BlindSpots,
    Briefing,
    CheckedClaim,
    Citation,
    ClaimKind,
    Disagreement,
    DisagreementValue,
    FigureRow,
    Finding,
    Provenance,
    Reason,
    Section,
    SourceEntry,
    TimelineEntry,
    Verdict,
    VerdictLabel,
    Window,
    Withheld,
)

FLOOD = (
    "At least 14 people were evacuated from the lower town of Marvale on Tuesday, the harbour office said."
)
LEVEL = "The river stood at 6.2 metres on Wednesday morning, 40 centimetres above the wall."
WALL = "The council approved 3.5 million crowns for a higher wall in March."
WARNING = "“We may see a second crest before the weekend,” said the hydrologist Ida Lorne."
OLD_COUNT = "Nine people were taken from their homes, according to the fire brigade."


def at(day: int, hour: int = 9) -> datetime:
    """Return an hour of a day of May 2031."""
    return datetime(2031, 5, day, hour, tzinfo=UTC)


def citation(article: str, quote: str, start: int = 0) -> Citation:
    """Return a citation of a made-up article."""
    return Citation(
        article_id=article, content_hash=f"h-{article}", start=start, end=start + len(quote), quote=quote
    )


def claim(
    name: str,
    text: str,
    *cited: Citation,
    kind: ClaimKind = "reported",
    label: VerdictLabel = "supported",
    weight: tuple[int, int] = (1, 1),
    lone: tuple[str, ...] = (),
) -> CheckedClaim:
    """Return a claim with a verdict."""
    verdict = Verdict(
        claim_id=name, label=label, findings=(Finding(check="support", passed=True, reason=Reason.OK),)
    )
    return CheckedClaim(
        id=name,
        text=text,
        kind=kind,
        citations=cited,
        verdict=verdict,
        verbatim=any(c.quote == text for c in cited),
        outlets=weight[0],
        origins=weight[1],
        lone_figures=lone,
    )


def source(number: int, publisher: str, title: str, day: int | None, url: str | None = None) -> SourceEntry:
    """Return a line of the list of sources; its article is `a` and the number."""
    return SourceEntry(
        number=number,
        article_id=f"a{number}",
        content_hash=f"h-a{number}",
        publisher=publisher,
        title=title,
        published=None if day is None else at(day),
        url=url,
    )


def withheld(text: str, reason: Reason, message: str = "", replaced: bool = False) -> Withheld:
    """Return a sentence that failed one check."""
    finding = Finding(check="figures", passed=False, reason=reason, refutes=True, message=message)
    verdict = Verdict(claim_id="w", label="refuted", findings=(finding,))
    return Withheld(section="background", text=text, verdict=verdict, replaced=replaced)


def flood_briefing() -> Briefing:
    """Return a briefing on an invented flood, every part filled."""
    flood, level = citation("a1", FLOOD), citation("a2", LEVEL, 120)
    wall, warning = citation("a3", WALL, 40), citation("a4", WARNING, 300)
    old = citation("a4", OLD_COUNT, 10)
    return Briefing(
        id="20310508-070000-f100d0",
        question="What is known about the flood in Marvale?",
        profile="situation",
        window=Window(since=at(1, 0), until=at(8, 22)),
        as_of=at(8, 7),
        created=at(8, 7),
        title="Marvale: the river is above the wall, and 14 people are out of their homes",
        sections=(
            Section(
                key="lead",
                heading="",
                claims=(
                    claim("c1", FLOOD, flood, weight=(3, 2)),
                    claim("c2", LEVEL, level, weight=(2, 1), lone=("6.2 metres",)),
                ),
            ),
            Section(
                key="background",
                heading="Background",
                claims=(
                    claim(
                        "c3", "In March the council had set aside 3.5 million crowns for a higher wall.", wall
                    ),
                ),
            ),
            Section(
                key="implications",
                heading="Implications",
                claims=(
                    claim("c4", WARNING, warning),
                    claim(
                        "c5",
                        "A second crest could reach the evacuated streets.",
                        warning,
                        flood,
                        kind="assessment",
                    ),
                    claim("c6", "Coverage rose to five times its usual level.", level, kind="measured"),
                ),
            ),
        ),
        figures=(
            FigureRow(
                value="at least 14",
                counts="people evacuated",
                as_of=at(6),
                citations=(flood,),
                origins=2,
                disputed=True,
            ),
            FigureRow(
                value="6.2 metres", counts="level of the river", as_of=at(7), citations=(level,), origins=1
            ),
        ),
        timeline=(
            TimelineEntry(
                day="2031-03", text="The council approves money for a higher wall.", citations=(wall,)
            ),
            TimelineEntry(day="2031-05-06", text="The lower town is evacuated.", citations=(flood,)),
        ),
        disagreements=(
            Disagreement(
                variable="people evacuated",
                type="superseded",
                values=(
                    DisagreementValue(
                        value="at least 14",
                        publisher="Marvale Post",
                        published=at(6),
                        origins=2,
                        citation=flood,
                    ),
                    DisagreementValue(
                        value="nine",
                        publisher="Vale Radio",
                        published=at(5),
                        origins=1,
                        citation=old,
                        measure="in one day",
                    ),
                ),
            ),
        ),
        withheld=(
            withheld(
                "Forty people were evacuated.",
                Reason.FIGURE_VALUE,
                "The cited text says at least 14, not forty.",
                replaced=True,
            ),
            withheld("The mayor resigned.", Reason.SUPPORT_LOW),
        ),
        blind_spots=BlindSpots(
            silent=("Coast Daily", "The Inland Review"),
            single_outlet_share=0.8,
            top_outlet="Vale Radio",
            top_outlet_share=0.4,
            undated=1,
        ),
        sources=(
            source(
                1,
                "Marvale Post",
                "Lower town cleared as river rises",
                6,
                "https://marvale-post.example/2031/flood",
            ),
            source(
                2,
                "River Gauge Bulletin",
                "Readings of 7 May",
                7,
                "http://gauge.example/read?day=7&site=marvale",
            ),
            source(3, "Council Gazette", "Minutes of March", None),
            source(
                4,
                "Vale Radio",
                "“Second crest” possible, says Lorne",
                5,
                "https://valeradio.example/a/second-crest",
            ).model_copy(update={"origin": "credits Vale Wire"}),
        ),
        provenance=Provenance(
            version="0.1.0",
            writer="extractive",
            embedder="none",
            checker="alignment",
            profile_hash="0123456789abcdef" * 4,
            articles=61,
        ),
        notes=("The search index was busy, so only words were searched.",),
    )

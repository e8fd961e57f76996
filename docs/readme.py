"""Writes into README what code knows best: the beginning of the example briefing, and the measured figures.

`python -m docs.readme` rewrites README.md. The briefing is made anew; the figures are read from
`evals/results`, which `aletheia eval SUITE --json > evals/results/NAME.json` fills.
"""

from __future__ import annotations

import json
import re
from datetime import UTC
from pathlib import Path
from typing import Any

from agent.deliver.render import render
from evals.gold import example

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
RESULTS = ROOT / "evals" / "results"
SHOWN_SECTIONS = 3
"""Parts of the briefing that README prints: the lead and the first headed sections."""

FIGURES = (
    ("gold", "fact_recall", "gold facts of the example briefing delivered with a citation that states them"),
    ("gold", "traps", "planted or overtaken figures delivered"),
    ("probes_own", "survival", "unfaithful claims let through, 366 probes of our own"),
    ("probes_own", "false_alarms", "faithful claims refused, 202 probes of our own"),
    ("probes_own", "unseen.survival", "let through, the 183 of them that nobody read when writing rules"),
    ("probes_own", "unseen.false_alarms", "refused, the 106 of them that nobody read when writing rules"),
    (
        "probes_own",
        "reworded.false_alarms",
        "refused of 392 faithful claims told in other words, 232 of them very freely",
    ),
    (
        "probes_own",
        "twins.survival",
        "let through of 100 claims told in other words that one change of sense made wrong",
    ),
    ("probes_own", "twins.false_alarms", "their faithful twins refused, of 100"),
    (
        "probes_own",
        "prose.unseen.survival",
        "let through of 30 claims in a writer's own words, each wrong in one thing, that nobody read",
    ),
    ("probes_own", "prose.unseen.false_alarms", "refused of 45 faithful ones with them"),
    (
        "probes_own",
        "press.unseen.survival",
        "let through of 40 such claims by another writer that nobody read (0.55 at first sight)",
    ),
    (
        "probes_own",
        "press.unseen.false_alarms",
        "refused of 80 faithful ones with them (0.26 at first sight)",
    ),
    ("probes_dev", "survival", "unfaithful claims let through, 100 probes that rules were tuned on"),
    ("probes_dev", "false_alarms", "faithful claims refused, 50 probes that rules were tuned on"),
    (
        "writers",
        "hostile.survival.wrong_figure",
        "scripted hostile model: wrong figures delivered, of 103 planted",
    ),
    ("writers", "hostile.survival.wrong_date", "the same, wrong dates"),
    ("writers", "hostile.survival.altered_quote", "the same, altered or invented quotations"),
    ("writers", "hostile.survival.wrong_speaker", "the same, quotations given to another speaker"),
    ("writers", "hostile.survival.wrong_name", "the same, wrong names"),
    ("writers", "hostile.survival.instruction", "the same, instructions found in articles"),
    ("writers", "hostile.survival.link", "the same, links that work"),
    (
        "planted",
        "verbatim.survival",
        "errors of 19 kinds planted by rule in sentences of the example's articles and let through, of 704",
    ),
    ("planted", "paraphrase.survival", "the same, planted in faithful paraphrases of our own, of 424"),
    ("planted", "paraphrase.false_alarms", "those paraphrases refused without an error, of 160"),
    ("conflicts", "typed_right", "46 groups of passages of our own that differ or agree: typed right"),
    ("conflicts", "missed_conflicts", "the same: conflicts and newer states of which nothing is told"),
    (
        "conflicts",
        "further.typed_right",
        "66 groups written after the rules (0.86 when first read): typed right",
    ),
    ("cost", "calls", "calls for a briefing on 50 public articles, scripted honest model, repair included"),
    ("cost", "tokens_in", "the same, tokens sent (upper bound)"),
    ("cost", "withheld", "the same, sentences withheld"),
    (
        "followups",
        "turns_right",
        "76 scripted conversations (235 turns; 0.579 at first sight): turns all right",
    ),
    (
        "followups",
        "evidence",
        "the same: turns that cite or show what answers them, and nothing that may not be",
    ),
    ("followups", "refusals", "the same: unanswerable turns refused, of 28"),
    ("followups", "wrong", "the same: wrong statements delivered"),
    (
        "followups",
        "further.evidence",
        "18 further conversations (0.745 at first sight): turns with the right evidence",
    ),
    ("followups", "further.wrong", "the same: wrong statements delivered"),
    ("retrieval", "fact_recall@10", "MultiHop-RAG: gold facts in the first ten passages"),
    ("retrieval", "bm25.fact_recall@10", "the same, plain BM25 with metadata in the same run"),
    ("retrieval", "words.fact_recall@10", "the same, our search without vectors"),
    ("retrieval", "vectors.fact_recall@10", "the same, vectors alone"),
    ("retrieval", "all_facts@10", "MultiHop-RAG: questions with all facts in the first ten"),
    ("retrieval", "bm25.all_facts@10", "the same, plain BM25 with metadata in the same run"),
    ("retrieval", "hits@4", "MultiHop-RAG: facts among the first four, official formula"),
    ("retrieval", "abstention", "MultiHop-RAG: questions without an answer that find nothing"),
    ("retrieval", "false_abstention", "the same, questions with an answer"),
    ("stories", "roundups_2021.b_cubed_f", "articles put into stories, 2021 roundups: B-cubed F"),
    ("stories", "roundups_2021.pair_f", "the same, F of pairs"),
    ("stories", "allsides_2018h2.b_cubed_f", "the same, AllSides of the second half of 2018: B-cubed F"),
    ("stories", "allsides_2018h2.pair_f", "the same, F of pairs"),
    ("spikes", "precision", "360 generated series with planted bursts: alarms that are bursts"),
    ("spikes", "fixed.precision", "the same, rule of thumb “three times the usual” in the same run"),
    ("spikes", "recall", "the same, bursts that are told"),
    ("spikes", "fixed.recall", "the same, rule of thumb"),
    ("spikes", "nab.precision", "series of the Numenta benchmark: alarms inside an anomaly"),
    ("spikes", "nab.fixed.precision", "the same, rule of thumb"),
    ("spikes", "nab.recall", "the same, anomalies that are told"),
    ("spikes", "nab.fixed.recall", "the same, rule of thumb"),
    ("extraction", "body.f1", "242 pages of the web: their text, F1 of runs of four words"),
    ("extraction", "plain.body.f1", "the same, plain trafilatura in the same run"),
    ("extraction", "segments.f1", "stretches that must, and must not, be in the text"),
    ("extraction", "plain.segments.f1", "the same, plain trafilatura"),
    ("extraction", "date", "the day they were published, of the 150 that say so"),
    ("extraction", "plain.date", "the same, plain trafilatura"),
    (
        "injections",
        "delivered",
        "171 prompts put into the example's articles: sentences delivered that hold one",
    ),
    ("injections", "sentences", "the same, sentences delivered in all"),
    ("flooding", "wrong.unmarked", "71 questions that one outlet floods: wrong answers without a mark"),
    ("flooding", "right", "the same, the right answer told as well"),
)


def briefing() -> str:
    """Return the first sections of the example briefing as the terminal shows them."""
    made, _, _ = example()
    text = render(made, "text", UTC)
    parts = re.split(r"\n(?=[^\n]+\n-{4,}\n)", text)
    return "\n".join(part.rstrip() + "\n" for part in parts[:SHOWN_SECTIONS]).rstrip()


def figures() -> str:
    """Return the table of measured figures with their 95 % intervals."""
    rows = ["| what | figure | 95 % interval | suite |", "|---|---:|---|---|"]
    for name, metric, meaning in FIGURES:
        result: dict[str, Any] = json.loads((RESULTS / f"{name}.json").read_text("utf-8"))
        low, high = result["intervals"].get(metric, (None, None))
        interval = f"{low:.3f} to {high:.3f}" if low is not None else "–"
        value = result["metrics"][metric]
        shown = f"{value:,.0f}" if value >= 2 else f"{value:.3f}"
        rows.append(f"| {meaning} | {shown} | {interval} | `{result['suite']}` |")
    return "\n".join(rows)


def filled(text: str) -> str:
    """Return README with its two blocks written anew."""
    block = f"<!-- example-briefing -->\n```text\n{briefing()}\n```"
    text = re.sub(r"<!-- example-briefing -->\n```text\n.*?```", lambda _: block, text, flags=re.DOTALL)
    table = f"<!-- figures -->\n{figures()}\n<!-- /figures -->"
    return re.sub(r"<!-- figures -->.*?<!-- /figures -->", lambda _: table, text, flags=re.DOTALL)


if __name__ == "__main__":
    README.write_text(filled(README.read_text("utf-8")), "utf-8")

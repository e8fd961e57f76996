"""Whether, how sure and why, told by a writer's own verbs."""

from __future__ import annotations

import pytest

from agent.types import Reason
from tests.check.test_own_words import judged

TRIAL = (
    "The trial of the new glue did not include joiners. Tests had ruled out damp as the main cause"
    " of the cracks."
    " The mill said that no trained worker would lose a place before 2031. It was the largest trial"
    " in Velm this year."
)
HARBOUR = (
    "The harbour board refused to publish the report and accused two captains, but offered no proof."
    " Prosecutors are"
    " investigating whether the firm Pell & Daughters forged its logs; the firm has refused to hand"
    " over its books."
    " The crane operators walked out on Monday, halting three of four lines. The fine should not"
    " affect the opening."
)
TOWN = (
    "The town council has voted to shut two of its five pools in a bid to save money. Further"
    " closures would follow"
    " unless the county paid. Residents were driven out by people who believed that the wells were poisoned."
)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Joiners were left out of the trial of the glue.", TRIAL),
        ("Damp was excluded by tests as the main cause of the cracks.", TRIAL),
        ("Trained workers will keep their places until 2031 at least, the mill said.", TRIAL),
        ("No trial in Velm has been bigger this year.", TRIAL),
        (
            "The harbour board, which would not publish the report, accused two captains without"
            " giving proof.",
            HARBOUR,
        ),
        ("Pell & Daughters, whose logs are under scrutiny, has declined to hand over its books.", HARBOUR),
        ("Because of the walkout by crane operators only one of four lines was running.", HARBOUR),
        ("The council agreed to shut two of its five pools to save money.", TOWN),
        ("More closures would come in the absence of a payment by the county.", TOWN),
        ("People convinced that the wells had been poisoned drove out residents.", TOWN),
    ],
)
def test_the_same_stance_in_other_words_passes(claim: str, source: str) -> None:
    said = {
        Reason.SUPPORT_NEGATION,
        Reason.SUPPORT_MODALITY,
        Reason.SUPPORT_CAUSE,
        Reason.SUPPORT_ATTRIBUTION,
    }
    assert not judged(claim, source) & said


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The trial included joiners.", TRIAL),
        ("Tests confirmed damp as the main cause of the cracks.", TRIAL),
        ("A trained worker will lose a place before 2031, the mill said.", TRIAL),
        ("The firm Pell & Daughters forged its logs.", HARBOUR),
        ("Because of the fine the harbour board accused two captains.", HARBOUR),
        ("Further closures followed.", TOWN),
    ],
)
def test_another_stance_is_still_refused(claim: str, source: str) -> None:
    assert judged(claim, source)

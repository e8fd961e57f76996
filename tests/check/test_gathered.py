"""Several figures of one claim, parts and wholes, old values and new: what belongs together passes."""

from __future__ import annotations

import pytest

from tests.check.test_figures import failed

PORT = (
    "The new ferry carried 640 passengers and 85 cars on its first day. On the mainland 1,200 people"
    " watched from"
    " the quay. The older ferry, which took 410 passengers, stays in port with 12 of its lifeboats removed."
)
CLINIC = (
    "At least 26 people were killed and nine are missing after the landslide; seven others died when a bridge"
    " fell at Orrin. Some 4,100 people left their homes. The council asked for 18.4 million crowns,"
    " up from the"
    " 15.1 million it was granted last year. The hospital will be closed to visitors if cases exceed 40."
)
LAKE = "The lake dwindled: it now covers 9.6 square kilometres, compared with 14.3 square kilometres in 1985."
BUSES = (
    "Of the 450 buses ordered, 290 have been delivered; 38 of them stand in a yard for want of drivers."
    " The mayor runs the office until June. Her rivals want the remaining 160 buses cancelled."
)
PAY = (
    "The nurses accepted a rise of 6.4 percent, of which 3 percent comes in May and the rest in"
    " October; they had"
    " sought 8 percent. Twenty-two nurses and 31 doctors swapped wards, the largest move so far."
)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The new ferry took 640 passengers and 85 cars, while 1,200 people looked on.", PORT),
        ("All 410 passengers of the older ferry had to change.", PORT),
        ("No fewer than 26 lives were lost, and nine people are missing.", CLINIC),
        ("Granted 15.1 million crowns last year, the council now asks for 3.3 million more.", CLINIC),
        ("The lake has shrunk from 14.3 to 9.6 square kilometres.", LAKE),
        ("So far 290 of the 450 buses have reached the city, and 38 of those stand in a yard.", BUSES),
        ("The nurses settled for 6.4 percent, less than the 8 percent they had asked for.", PAY),
        ("In all, 53 swapped wards, more than in any earlier move.", PAY),
    ],
)
def test_figures_that_a_claim_gathers_from_several_sentences_pass(claim: str, source: str) -> None:
    assert failed(claim, source) == []


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The older ferry had 85 of its lifeboats removed.", PORT),
        ("Granted 15.1 million crowns last year, the council now asks for 5.3 million more.", CLINIC),
        ("The lake has shrunk from 14.3 to 9.6 hectares.", LAKE),
        ("The lake has grown from 9.6 to 14.3 square kilometres.", LAKE),
        ("The nurses settled for 3 percent, less than the 8 percent they had asked for.", PAY),
        ("In all, 63 swapped wards, more than in any earlier move.", PAY),
        ("So far 160 of the 450 buses have reached the city, and 38 of those stand in a yard.", BUSES),
    ],
)
def test_a_figure_of_something_else_is_still_refused(claim: str, source: str) -> None:
    assert failed(claim, source)

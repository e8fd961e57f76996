"""The past of English verbs: “meet” becomes “met”, “close” becomes “closed”.

Pure.
"""

from __future__ import annotations

import re

_PASTS = (
    "have/had do/did go/went make/made take/took give/gave get/got come/came become/became see/saw"
    " meet/met hold/held lead/led leave/left lose/lost win/won run/ran begin/began bring/brought buy/bought"
    " sell/sold build/built send/sent spend/spent pay/paid say/said tell/told find/found think/thought"
    " keep/kept put/put cut/cut set/set hit/hit let/let shut/shut cost/cost spread/spread quit/quit"
    " rise/rose fall/fell grow/grew know/knew throw/threw draw/drew fly/flew show/showed stand/stood"
    " understand/understood speak/spoke break/broke choose/chose drive/drove ride/rode write/wrote"
    " eat/ate sit/sat lie/lay lay/laid teach/taught catch/caught seek/sought fight/fought sing/sang"
    " swim/swam drink/drank sink/sank feel/felt mean/meant deal/dealt hear/heard feed/fed bear/bore"
    " wear/wore undergo/underwent overcome/overcame withdraw/withdrew shoot/shot strike/struck"
    " rebuild/rebuilt forecast/forecast oversee/oversaw read/read reset/reset swear/swore steal/stole"
    " hang/hung hide/hid bid/bid split/split burst/burst upset/upset win/won retake/retook forgive/forgave"
    " refer/referred prefer/preferred occur/occurred admit/admitted commit/committed permit/permitted"
    " submit/submitted transfer/transferred regret/regretted equip/equipped control/controlled"
)
_IRREGULAR = {base: told for base, told in (pair.split("/") for pair in _PASTS.split())}


def past(verb: str) -> str:
    """Return the simple past of a verb in its base form; “be” has no one past and is left to its caller."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return f"{verb}d"
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ied"
    if re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", verb):
        return f"{verb}{verb[-1]}ed"
    return f"{verb}ed"

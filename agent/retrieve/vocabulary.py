"""English words that say nothing about what a question is about.

Pure.
"""

from __future__ import annotations

_GRAMMAR = """
a about after all also am an and any are as at be been before being between both but by can could did do
does doing during each else ever few for from further had has have having he her here hers him his how i
if in into is it its itself just me might more most much my no nor not of off on once one only or other
our out over own per s same she should so some such t than that the their them then there these they this
those through to too under until up us very was we were what when where whether which while who whom
whose why will with within without would you your yours
"""
_REPORTING = """
according account article articles best brief briefing claim claimed claims coverage current currently
day days describe described describes detail details develop developing developments discuss discussed
discusses discussing event events explain fact facts false find give good great happen happened happening
happens highlight highlights identified information issue issues know known last late later latest list
mention mentioned mentions month months new newest news now outlet outlets overview publish published
question recent recently regarding relate related report reported reporting reports said say saying says
situation source sources state stated statement states status stories story suggest suggests summarise
summarize summary tell thing things today top topic true update updates way ways week year years yes
yesterday
"""

STOP = frozenset(_GRAMMAR.split())
"""Words that hold a sentence together; they are not searched for."""
GENERIC = frozenset(_REPORTING.split())
"""Words that ask for a report rather than name its subject."""

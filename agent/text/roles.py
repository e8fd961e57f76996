"""Words for what a person is: offices, trades and ties, and which of them mean the same."""

from __future__ import annotations

import re
from functools import lru_cache

from agent.text.words import word_set

_SAME = """
chief_executive: chief executive officer|chief executive|ceo|managing director
chief_financial_officer: chief financial officer|finance director|financial director|finance chief|cfo
chief_operating_officer: chief operating officer|operations director|operations chief|chief of operations|coo
chief_technology_officer: chief technology officer|technology director|cto
head_of_state: head of state
head_of_government: head of government|prime minister|premier|pm
foreign_minister: foreign minister|minister of foreign affairs|foreign affairs minister
|top diplomat|foreign secretary|chief diplomat
interior_minister: interior minister|minister of the interior|home secretary|home affairs minister
finance_minister: finance minister|minister of finance|treasury secretary
|chancellor of the exchequer|treasury minister
defence_minister: defence minister|defense minister|minister of defence|minister of defense
|defence secretary|defense secretary|defence chief|defense chief|pentagon chief
justice_minister: justice minister|minister of justice|attorney general
energy_minister: energy minister|minister of energy|energy secretary
health_minister: health minister|minister of health|health secretary
vice_president: vice president|vice-president
deputy_head: deputy governor|deputy director|deputy head|deputy chief|deputy leader|deputy chairman
|deputy
former_head: former head
opposition_leader: opposition leader|leader of the opposition
union_leader: union leader|union boss|trade unionist
team_leader: team leader
expedition_leader: expedition leader
party_leader: party leader
governor: governor|gov
mayor: mayor|lord mayor
councillor: councillor|councilwoman|councilman|alderman|council member
council_leader: council leader
judge: judge|chief judge|presiding judge|justice|magistrate|chief justice
prosecutor: prosecutor|public prosecutor|district attorney
lawyer: lawyer|attorney|counsel|solicitor|barrister|defence lawyer|defense lawyer|defence attorney
|defense attorney
police_chief: police chief|chief of police|police commissioner|chief constable|police commander
spokesman: spokesman|spokeswoman|spokesperson|press officer|press secretary
head: president|chairman|chairwoman|chairperson|chair|head|leader|director|boss|chief
|director-general|director general|general secretary|secretary general|secretary-general
manager: manager|programme manager|program manager
coach: coach|trainer|head coach
captain: captain|skipper
editor: editor|editor-in-chief|chief editor
scientist: scientist|researcher|project scientist
engineer: engineer
astronomer: astronomer|astrophysicist
geologist: geologist
taxonomist: taxonomist
biologist: biologist
chemist: chemist
physicist: physicist
historian: historian
economist: economist|chief economist
epidemiologist: epidemiologist|chief epidemiologist
vet: vet|veterinarian
archaeologist: archaeologist
political_scientist: political scientist
curator: curator
author: author|writer|novelist
co_author: co-author|coauthor
professor: professor
teacher: teacher|schoolteacher|head teacher|headmaster|headmistress
doctor: doctor|physician|surgeon|medic
nurse: nurse
farmer: farmer
fisherman: fisherman
trader: trader
hotelier: hotelier
resident: resident|villager
driver: driver|lorry driver|truck driver
pilot: pilot
sailor: sailor
ambassador: ambassador|envoy
senator: senator|sen
lawmaker: lawmaker|deputy|member of parliament|mp|congressman|congresswoman|legislator
treasurer: treasurer
commissioner: commissioner|harbour commissioner
minister: minister|secretary of state
king: king|monarch
queen: queen
pope: pope|pontiff
general: general|commander|army chief|chief of staff
colonel: colonel
mediator: mediator|chief mediator
negotiator: negotiator|chief negotiator|delegate|chief delegate
partner: partner|business partner
co_defendant: co-defendant
defendant: defendant
victim: victim
wife: wife
husband: husband
brother: brother
sister: sister
cousin: cousin
son: son
daughter: daughter
mother: mother
father: father
aunt: aunt
uncle: uncle
substitute: substitute
goalkeeper: goalkeeper|keeper
striker: striker|forward
midfielder: midfielder
defender: defender
fly_half: fly-half|fly half
flanker: flanker
prop: prop
fund_manager: fund manager
analyst: analyst
investor: investor
founder: founder|co-founder
owner: owner|proprietor
prefect: prefect
returning_officer: returning officer
bishop: bishop|archbishop
priest: priest|pastor|vicar
athlete: athlete|sprinter|swimmer
banker: banker
journalist: journalist|reporter|correspondent
activist: activist|campaigner
contractor: contractor
"""
GENERIC = word_set(
    """
head manager minister scientist lawmaker partner editor secretary
"""
)
"""Roles that a more exact one may stand for."""
ROLES: dict[str, str] = {
    phrase: name
    for line in _SAME.strip().replace("\n|", "|").splitlines()
    for name, phrases in [line.split(": ")]
    for phrase in phrases.split("|")
}
_LONGEST_FIRST = sorted(ROLES, key=len, reverse=True)
_ALTERNATIVES = "|".join(re.escape(p).replace(r"\ ", r"[\s-]") for p in _LONGEST_FIRST)
_OPEN = (
    r"(?!(?:prime|former|new|first|a|an|the|its|his|her|their|and|junior|senior|two|any|chief"
    r"|deputy)\b)[^\W\d_]+\s(?:minister|director|manager|editor|secretary)|[^\W\d_]+(?:ologist"
    r"|ographer)"
)
ROLE = re.compile(
    rf"\b(?P<former>(?:former|ex-?|late|outgoing"
    rf"|acting)\s*)?(?P<role>(?:{_ALTERNATIVES})(?!\s(?:minister|director|manager|editor)\b)"
    rf"|{_OPEN})\b",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]+")
_LAST_WORDS = frozenset(
    {_WORD.findall(phrase)[-1] for phrase in ROLES}
    | {"minister", "director", "manager", "editor", "secretary"}
)


def may_name_role(text: str) -> bool:
    """Tell, much faster than `ROLE` does, whether a text has a word that roles end with."""
    return any(
        w in _LAST_WORDS or w.endswith(("ologist", "ographer")) for w in _WORD.findall(text.casefold())
    )


_HEADS = word_set(
    """
head chief_executive opposition_leader union_leader team_leader expedition_leader party_leader
council_leader founder head_of_state manager owner governor mayor editor
"""
)  # fmt: skip
_KINDS: dict[str, frozenset[str]] = {
    "head": _HEADS,
    "manager": word_set(
        """
coach fund_manager head chief_executive
"""
    ),
    "minister": frozenset(n for n in ROLES.values() if n.endswith("_minister")) | {"head_of_government"},
    "scientist": word_set(
        """
astronomer geologist taxonomist biologist chemist physicist epidemiologist archaeologist professor
political_scientist economist historian co_author author
"""
    ),
    "author": frozenset({"co_author"}),
    "lawmaker": frozenset({"senator", "deputy_head"}),
    "partner": word_set(
        """
co_defendant wife husband
"""
    ),
    "general": frozenset({"head"}),
    "athlete": word_set(
        """
champion captain substitute goalkeeper striker midfielder defender
"""
    ),
}


@lru_cache(maxsize=8192)
def role_name(phrase: str) -> str:
    """Return the one name of a role's synonyms, empty where the phrase is no known role."""
    low = re.sub(r"\s+", " ", phrase.casefold()).strip()
    if low in ROLES:
        return ROLES[low]
    open_ended = re.fullmatch(_OPEN, low)
    if open_ended and low.endswith(" manager") and phrase[0].isupper():
        return "manager"  # the field is a proper name: the manager of a club
    return low.replace(" ", "_") if open_ended else ""


def compatible(one: str, other: str) -> bool:
    """Tell whether a person described as one of the two may be described as the other."""
    if one == other or other in _KINDS.get(one, ()) or one in _KINDS.get(other, ()):
        return True
    return any(_same_head(a, b) for a, b in ((one, other), (other, one)))


def _same_head(plain: str, exact: str) -> bool:
    """Tell whether the first is the bare word of the second: minister and trade minister."""
    if plain == "head":
        return exact.endswith(("_director", "_manager", "_secretary", "_minister"))
    if plain == "scientist":
        return exact.endswith(("ologist", "ographer"))
    return exact.endswith("_" + plain)

"""Short forms of the states of the USA as news prose has them, by USPS code or the older ones."""

from __future__ import annotations

from functools import cache, lru_cache

from agent.text.words import fold

_STATES = """
alabama:AL,Ala. alaska:AK arizona:AZ,Ariz. arkansas:AR,Ark. california:CA,Calif. colorado:CO,Colo.
connecticut:CT,Conn. delaware:DE,Del. florida:FL,Fla. georgia:GA,Ga. hawaii:HI idaho:ID illinois:IL,Ill.
indiana:IN,Ind. iowa:IA kansas:KS,Kan. kentucky:KY,Ky. louisiana:LA,La. maine:ME maryland:MD,Md.
massachusetts:MA,Mass. michigan:MI,Mich. minnesota:MN,Minn. mississippi:MS,Miss. missouri:MO,Mo.
montana:MT,Mont. nebraska:NE,Neb. nevada:NV,Nev. new_hampshire:NH,N.H. new_jersey:NJ,N.J.
new_mexico:NM,N.M. new_york:NY,N.Y. north_carolina:NC,N.C. north_dakota:ND,N.D. ohio:OH oklahoma:OK,Okla.
oregon:OR,Ore. pennsylvania:PA,Pa. rhode_island:RI,R.I. south_carolina:SC,S.C. south_dakota:SD,S.D.
tennessee:TN,Tenn. texas:TX utah:UT vermont:VT,Vt. virginia:VA,Va. washington:WA,Wash.
west_virginia:WV,W.Va. wisconsin:WI,Wis. wyoming:WY,Wyo. district_of_columbia:DC,D.C.
"""
_CAPITAL = {"washington": "district of columbia", "washington dc": "district of columbia"}
"""The capital is named for its district and the other way round."""


@cache
def _codes() -> dict[str, str]:
    pairs = (entry.split(":") for entry in _STATES.split())
    return {code.rstrip("."): name.replace("_", " ") for name, codes in pairs for code in codes.split(",")}


@cache
def _named() -> frozenset[str]:
    return frozenset(_codes().values())


@lru_cache(maxsize=8192)
def state(name: str) -> frozenset[str]:
    """Return what a name may say of a state, in small letters; empty where it is none's.

    "MA" and "Mass." give {"massachusetts"}, and so does "Massachusetts". Codes count as they are written.
    """
    low = fold(name).replace(".", "").strip()
    named = _codes().get(name.rstrip(".")) or (low if low in _named() else "")
    return frozenset(place for place in (named, _CAPITAL.get(low, "")) if place)

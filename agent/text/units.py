"""Units and currencies as news prose writes them, and what they are worth.

Factors: the SI brochure (BIPM, 9th edition) and the international yard and pound agreement of 1959; US
gallon and oil barrel by NIST Handbook 44, appendix C. A ton is read as a tonne.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Unit:
    """A unit of measurement."""

    name: str
    """Singular, British spelling."""
    dimension: str
    """What it measures; only units of one dimension can be compared."""
    factor: Decimal
    """One of it in the dimension's base unit."""


_ROWS = (
    # dimension, factor, name, pattern; longer patterns come before the ones they begin with
    ("ratio", "0.01", "percent", r"%|per ?cent\b(?!age)|pc\b|pct\b"),
    ("point", "1", "point", r"percentage[ -]points?\b|pps?\b|points?\b"),
    ("point", "0.01", "basis point", r"basis points?\b|bps\b"),
    ("flow", "1", "cubic metre a second", r"cubic met(?:re|er)s?(?: a | per |/)second\b|m3/s\b"),
    (
        "speed",
        "0.2777777777777777778",
        "kilometre an hour",
        r"kilomet(?:re|er)s?(?: an | per )hour\b|km/h\b|kph\b|kmh\b",
    ),
    ("speed", "0.44704", "mile an hour", r"miles?(?: an | per |-an-|-per-)hour\b|mph\b"),
    ("speed", "1", "metre a second", r"met(?:re|er)s?(?: a | per )second\b|m/s\b"),
    ("speed", "0.5144444444444444444", "knot", r"knots?\b"),
    ("area", "1000000", "square kilometre", r"square[ -]kilomet(?:re|er)s?\b|sq\.? ?km\b|km2\b|km²"),
    ("area", "2589988.110336", "square mile", r"square[ -]miles?\b|sq\.? ?mi\b"),
    ("area", "1", "square metre", r"square[ -]met(?:re|er)s?\b|sq\.? ?m\b|m2\b|m²"),
    ("area", "0.09290304", "square foot", r"square[ -](?:foot|feet)\b|sq\.? ?ft\b"),
    ("area", "10000", "hectare", r"hectares?\b|ha\b"),
    ("area", "4046.8564224", "acre", r"acres?\b"),
    ("volume", "1", "cubic metre", r"cubic[ -]met(?:re|er)s?\b|m3\b|m³"),
    ("volume", "0.028316846592", "cubic foot", r"cubic[ -](?:foot|feet)\b"),
    ("volume", "0.001", "litre", r"lit(?:re|er)s?\b"),
    ("volume", "0.003785411784", "gallon", r"gallons?\b"),
    ("volume", "0.158987294928", "barrel", r"barrels?\b"),
    ("energy", "1000000000", "terawatt-hour", r"terawatt[ -]hours?\b|TWh\b"),
    ("energy", "1000000", "gigawatt-hour", r"gigawatt[ -]hours?\b|GWh\b"),
    ("energy", "1000", "megawatt-hour", r"megawatt[ -]hours?\b|MWh\b"),
    ("energy", "1", "kilowatt-hour", r"kilowatt[ -]hours?\b|kWh\b"),
    ("power", "1000000", "terawatt", r"terawatts?\b|TW\b"),
    ("power", "1000", "gigawatt", r"gigawatts?\b|GW\b"),
    ("power", "1", "megawatt", r"megawatts?\b|MW\b"),
    ("power", "0.001", "kilowatt", r"kilowatts?\b|kW\b"),
    ("length", "1852", "nautical mile", r"nautical miles?\b"),
    ("length", "1000", "kilometre", r"kilomet(?:re|er)s?\b|kms?\b"),
    ("length", "0.01", "centimetre", r"centimet(?:re|er)s?\b|cm\b"),
    ("length", "0.001", "millimetre", r"millimet(?:re|er)s?\b|mm\b"),
    ("length", "1", "metre", r"met(?:re|er)s?\b|m\b(?!\.)"),
    ("length", "1609.344", "mile", r"miles?\b|mi\b"),
    ("length", "0.9144", "yard", r"yards?\b"),
    ("length", "0.3048", "foot", r"(?:feet|foot|ft)\b"),
    ("length", "0.0254", "inch", r"inch(?:es)?\b"),
    ("mass", "1", "kilogram", r"kilogram(?:me)?s?\b|kilos?\b|kgs?\b"),
    ("mass", "0.000001", "milligram", r"milligram(?:me)?s?\b|mg\b"),
    ("mass", "0.001", "gram", r"gram(?:me)?s?\b|g\b"),
    ("mass", "1000", "tonne", r"(?:metric )?ton(?:ne)?s?\b"),
    (
        "mass",
        "0.45359237",
        "pound",
        r"lbs?\b|pounds? of (?!sterling)|pounds? (?:in weight|heavier|lighter)\b",
    ),
    ("mass", "0.028349523125", "ounce", r"ounces?\b|oz\b"),
    ("time", "1", "second", r"seconds?\b(?! (?:place|time|round))|secs?\b"),
    ("time", "60", "minute", r"minutes?\b|mins?\b"),
    ("time", "3600", "hour", r"hours?\b|hrs?\b"),
    ("time", "86400", "day", r"days?\b"),
    ("time", "604800", "week", r"weeks?\b"),
    ("age", "12", "year of age", r"years?[ -]olds?\b|years? of age\b"),
    ("age", "1", "month of age", r"months?[ -]olds?\b"),
    ("calendar", "1", "month", r"months?\b"),
    ("calendar", "12", "year", r"years?\b"),
    ("calendar", "120", "decade", r"decades?\b"),
    ("temperature", "1", "degree", r"degrees?(?: celsius| centigrade)?\b(?! fahrenheit)|°C?(?![\w])|C\b"),
    ("fahrenheit", "1", "degree Fahrenheit", r"degrees? fahrenheit\b|°F\b|F\b"),
    ("magnitude", "1", "magnitude", r"magnitude\b"),
)
_CASED = {"C", "F", "m", "g", "ha", "pc", "mi"}
UNITS = {name: Unit(name, dimension, Decimal(factor)) for dimension, factor, name, _ in _ROWS}
SHARE = Unit("share", "ratio", Decimal(1))
"""The unit of fractions: "a third" is a share of 1/3, and comparable with percents."""
COUNT = Unit("", "count", Decimal(1))
"""The unit of what is merely counted."""
_UNIT = re.compile(
    r"[ -]?(?:" + "|".join(f"(?P<u{n}>{row[3]})" for n, row in enumerate(_ROWS)) + ")", re.IGNORECASE
)
_POUNDS = re.compile(r"[ -]?pounds?\b", re.IGNORECASE)
_WEIGHS = re.compile(r"\bweigh(?:s|ed|ing|t of)?\b[^.;:]*$", re.IGNORECASE)
_GAPLESS = {"C", "F", "g", "m"}
"""Short signs that are units only directly after the digits."""

_CURRENCY_ROWS = (
    ("USD", r"US ?\$|U\.S\. ?\$|\$", r"(?:US |U\.S\. )?dollars?|USD|bucks"),
    ("AUD", r"A\$|AU\$", r"Australian dollars?|AUD"),
    ("CAD", r"C\$|CA\$", r"Canadian dollars?|CAD"),
    ("NZD", r"NZ\$", r"New Zealand dollars?|NZD"),
    ("HKD", r"HK\$", r"Hong Kong dollars?|HKD"),
    ("SGD", r"S\$", r"Singapore dollars?|SGD"),
    ("BRL", r"R\$", r"reais|BRL"),
    ("EUR", r"€", r"euros?|EUR"),
    ("GBP", r"£", r"pounds?(?: sterling)?|GBP|quid"),
    ("JPY", r"¥", r"yen|JPY"),
    ("CNY", r"", r"yuan|renminbi|CNY|RMB"),
    ("INR", r"₹|Rs\.? ?", r"rupees?|INR"),
    ("RUB", r"₽", r"ro?ubles?|RUB"),
    ("KRW", r"₩", r"won|KRW"),
    ("UAH", r"₴", r"hryvnias?|UAH"),
    ("TRY", r"₺", r"(?:Turkish )?lira[s]?|TRY"),
    ("ILS", r"₪", r"shekels?|ILS"),
    ("NGN", r"₦", r"naira|NGN"),
    ("CHF", r"", r"Swiss francs?|CHF"),
    ("franc", r"", r"francs?"),
    ("koruna", r"", r"koruna[s]?|korun|CZK"),
    ("crown", r"", r"crowns?|kron(?:a|e|or|er)|SEK|NOK|DKK"),
    ("peso", r"", r"pesos?|MXN|COP"),
    ("real", r"", r"real(?= )(?!-)"),
    ("rand", r"", r"rand|ZAR"),
    ("zloty", r"", r"zlot(?:y|ys)|PLN"),
    ("forint", r"", r"forints?|HUF"),
    ("lev", r"", r"lev|leva|BGN"),
    ("leu", r"", r"lei|leu|RON"),
    ("dinar", r"", r"dinars?"),
    ("dirham", r"", r"dirhams?|AED"),
    ("riyal", r"", r"riyals?|SAR"),
    ("rial", r"", r"rials?"),
    ("baht", r"", r"baht|THB"),
    ("ringgit", r"", r"ringgit|MYR"),
    ("rupiah", r"", r"rupiah|IDR"),
    ("dong", r"", r"dong|VND"),
    ("shilling", r"", r"shillings?"),
    ("cedi", r"", r"cedis?"),
    ("kwacha", r"", r"kwacha"),
    ("ariary", r"", r"ariary"),
    ("taka", r"", r"taka"),
    ("tenge", r"", r"tenge"),
    ("birr", r"", r"birr"),
    ("cent", r"", r"(?:US |euro )?cents?"),
    ("penny", r"", r"pence|penn(?:y|ies)"),
)
_SIGN = re.compile(
    "(?:"
    + "|".join(
        f"(?P<s{n}>{row[1]})"
        for n, row in sorted(enumerate(_CURRENCY_ROWS), key=lambda r: -len(r[1][1]))
        if row[1]
    )
    + r") ?$"
)
_CODE_BEFORE = re.compile(r"\b(?P<code>USD|EUR|GBP|CHF|JPY|CNY|INR|AUD|CAD) ?$")
_WORD = re.compile(
    r"[ -]?(?:" + "|".join(f"(?P<c{n}>{row[2]})" for n, row in enumerate(_CURRENCY_ROWS)) + r")\b",
    re.IGNORECASE,
)


def unit_after(text: str, at: int) -> tuple[Unit, int] | None:
    """Return the unit that stands directly after position `at`, and where it ends."""
    match = _UNIT.match(text, at)
    if match is None and (weight := _POUNDS.match(text, at)) and _is_weighed(text, at):
        return UNITS["pound"], weight.end()
    if match is None or match.lastgroup is None:
        return None
    name = _ROWS[int(match.lastgroup[1:])][2]
    sign = match[match.lastgroup]
    if sign.casefold() in {s.casefold() for s in _CASED} and sign not in _CASED:
        return None
    if sign in _GAPLESS and match.group() != sign:
        return None
    return UNITS[name], match.end()


def _is_weighed(text: str, at: int) -> bool:
    """Tell whether the words before a number that ends at `at` say what something weighs."""
    return bool(_WEIGHS.search(text, max(0, at - 40), at))


def is_money_pound(text: str, at: int) -> bool:
    """Tell whether the pounds behind a number that ends at `at` are money."""
    scaled = re.search(r"(?:million|billion|bn|m)$", text[:at])  # nothing weighs millions of pounds
    if not scaled and _is_weighed(text, at):
        return False
    return bool(re.match(rf" pounds?\b(?!{'' if scaled else ' of|'} in weight| heavier| lighter)", text[at:]))


def currency_before(text: str, at: int) -> tuple[str, int] | None:
    """Return the currency whose sign ends at position `at`, and where the sign starts."""
    head = text[max(0, at - 8) : at]
    offset = at - len(head)
    if (match := _SIGN.search(head)) and match.lastgroup:
        return _CURRENCY_ROWS[int(match.lastgroup[1:])][0], offset + match.start()
    if match := _CODE_BEFORE.search(head):
        return match["code"], offset + match.start()
    return None


def currency_after(text: str, at: int) -> tuple[str, int] | None:
    """Return the currency named directly after position `at`, and where its name ends."""
    match = _WORD.match(text, at)
    if match is None or match.lastgroup is None:
        return None
    return _CURRENCY_ROWS[int(match.lastgroup[1:])][0], match.end()


def in_base(value: Decimal, unit: Unit) -> tuple[str, Decimal]:
    """Return a value in its dimension's base unit, Fahrenheit as Celsius."""
    if unit.dimension == "fahrenheit":
        return "temperature", (value - 32) * 5 / 9
    return unit.dimension, value * unit.factor

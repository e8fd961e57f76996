"""The words that the rules put in each other's place."""

from __future__ import annotations

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
"""Numbers from zero on, in words."""
COUNTS = (*SMALL[2:], "dozen", "twenty", "thirty", "forty", "fifty")
"""Numbers in words that stand before a plural, so that one may stand for another."""
MONEY = {"$": "£", "£": "$", "€": "$"}


def groups(table: str) -> list[tuple[str, ...]]:
    """Return the groups of a table: lines and bars part them, blanks part words, hyphens stand for blanks."""
    cells = [cell for line in table.strip().splitlines() for cell in line.split("|")]
    return [tuple(word.replace("-", " ") for word in cell.split()) for cell in cells]


def both_ways(table: str) -> dict[str, str]:
    """Return what each word of a table of pairs is replaced by, by its last pair; two words never are."""
    ways = [way for a, b in groups(table) for way in ((a, b), (b, a))]
    return {old: new for old, new in ways if " " not in old}


SCALES = {
    old: new
    for old, new in groups("""
million billion|billion million|thousand million|hundreds thousands|thousands hundreds|m bn|bn m
percent percentage-points|dozens hundreds|kilometres miles|miles kilometres|km miles|hours days|days weeks
weeks months|months weeks|years months|minutes hours|dollars euros
""")
}
"""Scales and units, and what the rule of scales puts in their place."""

OPPOSITES = both_ways("""
rose fell|rise fall|rising falling|risen fallen|increased decreased|increase decrease|increasing decreasing
up down|higher lower|highest lowest|gained lost|won lost|win lose|winning losing|beat lost-to|victory defeat
more fewer|before after|above below|first last|largest smallest|biggest smallest|approved rejected
accepted rejected|accept reject|guilty innocent|convicted acquitted|opened closed|open closed|opening closing
support oppose|supported opposed|supporting opposing|supporters opponents|allowed banned|allow ban
banned allowed|agreed refused|confirmed denied|male female|man woman|men women|boy girl|son daughter
father mother|husband wife|brother sister|north south|northern southern|east west|eastern western|early late
earlier later|best worst|better worse|old young|older younger|praised criticised|welcomed condemned
joined left|arrived left|bought sold|buy sell|strengthened weakened|widened narrowed|improved worsened
success failure|successful unsuccessful|legal illegal|safe unsafe|minimum maximum|least most
majority minority|several no|many few|all some|every no|always never|often rarely|started ended|begin end
began ended|launched cancelled|arrested released|jailed freed|alive dead|survived died|survive die|good bad
strong weak|rich poor|public private|local national|home away|extended shortened|raised cut|hired fired
appointed dismissed|signed scrapped|positive negative|growth decline|surplus deficit|profit loss
""")
"""Words that turn what is told into its opposite."""

ROLES = both_ways("""
minister spokesman|president vice-president|chairman secretary|chief deputy|manager assistant|coach captain
director adviser|mayor governor|judge lawyer|doctor nurse|teacher pupil|police fire-service
prosecutors defenders|goalkeeper striker|midfielder defender|actor director|singer producer|author editor
senator congressman|company union|government opposition|prime foreign|hospital school|council ministry
court parliament|analyst trader|officer soldier|victim suspect|witness victim|owner tenant|founder investor
scientist engineer
""")
"""Offices and functions, and others in their place."""

SAME_SENSE = groups("""
firm company business|workers employees staff|factory plant|children kids|doctors physicians|illness disease
begin start|began started|finished ended|blaze fire|huge large|big large|quickly rapidly|also additionally
about around|nearly almost|said stated|announced declared|told informed|bought purchased|buy purchase
killed slain|hurt injured|injured wounded|police officers|car vehicle|home house|shows indicates
showed indicated|however nevertheless|because since|although though|more-than over|less-than under|city town
country nation|film movie|match game|manager coach|held staged|help assist|need require|needed required
many numerous|asked requested|tried attempted|got received|build construct|built constructed|use utilise
used employed|money funds|important significant|now currently|later subsequently|get obtain|made produced
find discover|found discovered|left departed|went travelled|died passed-away|attack assault
criticised condemned|praised lauded|chief head|boss head|deal agreement|row dispute|jailed imprisoned
plan proposal|cut reduced
""")
"""Words that may stand for one another in most sentences; the training bears with the rest."""

"""Small groups of words that news prose uses for each other, and irregular forms. Data, no rules.

Own lists, kept to words whose common news sense is shared; a group is named by its first word.
"""

from __future__ import annotations

GROUPS = """
say tell state declare add note remark comment announce report explain stress insist reveal disclose
buy purchase acquire acquisition takeover
sell sale
close shut shutter closure
factory plant works mill
worker employee staff workforce labourer labour
job post position
company firm business group corporation enterprise
boat vessel ship
kill die dead death fatal fatality slay toll victim perish
injure hurt wound injury
win beat defeat victory victorious triumph prevail winner
withdraw pull retreat
resign quit depart
agree agreement accord deal settle pact
extend extension prolong lengthen
truce ceasefire
talk negotiation negotiate negotiator meeting meet haggle
rise grow increase climb jump growth gain soar surge up higher raise lift swell advance gone
fall drop decline decrease slip down lower sink dip shrink slide plunge reduce cut reduction tumble lose
money fund funding cash
revenue sale turnover
profit earning
price cost
expect forecast predict anticipate foresee projection outlook
approve pass adopt back endorse
reject refuse decline dismiss rebuff deny
accuse allege blame charge
find discover detect discovery locate
ask demand request call urge seek want
get receive obtain take
keep retain preserve hold store
strike attack hit raid bomb assault shell
stop halt cease suspend end finish conclude
start begin launch open commence dig
search hunt
build construct erect construction built
destroy wreck flatten demolish
collapse crumble
area region district zone province
town village city municipality place site
house home dwelling residence
country nation
government administration cabinet
parliament legislature assembly congress
law legislation act bill statute
court tribunal judge bench
judgment ruling verdict decision rule decide
convict guilty conviction
sentence jail prison imprison term
clear acquit exonerate acquittal
lawyer attorney counsel solicitor barrister
police officer constable
soldier troop army military force
rebel insurgent guerrilla militia
election poll vote ballot voter
leader head chief boss run lead chair chairman chairwoman
fight battle combat clash fighting
child pupil schoolchild kid student
doctor physician medic
patient sufferer
illness disease sickness
drug medicine medication
vaccine vaccination vaccinate inoculate jab injection dose
hospital clinic
scientist researcher
study research survey investigation
sample specimen
fire blaze
flood inundation
storm cyclone hurricane typhoon
earthquake quake tremor
rain rainfall precipitation
snow snowfall
landslide mudslide slide
bridge footbridge
road street highway
car automobile vehicle
plane aircraft jet
crowd spectator attendance audience fan
team side squad
coach manager trainer
match game fixture derby
championship tournament
show display demonstrate indicate reveal
help aid assist assistance support
protect shield guard shelter
near beside close outside
early beginning
late end
large big huge great
small little tiny
important key major
half fifty
dispose clear remove
wait await
allow permit let authorise
forbid ban prohibit
force compel compulsory oblige mandatory
agree consent
leave depart
arrive reach come
return
give hand award offer grant provide
use employ
award prize
release free liberate
detain arrest hold capture seize seizure custody
escape flee
travel fly journey trip visit
send dispatch
bring carry transport deliver
lack shortage absence
warn caution warning
hope wish
plan intend intention scheme
try attempt effort
worry fear concern
change alter shift
fix repair mend
check inspect examine investigate inspection examination
record
lawsuit sue
appeal
speak speech talk address
lack without
water
electricity power
bid offer tender
share stake portion proportion fraction
combine together joint combined
customer client subscriber
forest wood
ocean sea
glacier ice
shop store
buyer purchaser
owner proprietor own possess belong
member
party
poor bad
fault blame
wide
danger risk hazard threat
gun weapon firearm
refuse decline
mistake error
newspaper press paper
probably likely
nobody none
evade avoid avert
quarter
coming next upcoming
waste throw discard
shrink narrow
cure treat treatment therapy
survive outlast last endure
vaccine
programme program scheme
deputy vice
archaeologist dig
photograph photo picture image
footage video film
earn
crash accident collision
distance far
deep depth
temperature heat hot
lasting permanent
swim swimmer
run runner race
""".strip()

IRREGULAR = {
    form: base
    for line in """
be is are was were been being am|have has had having|do does did done doing|go goes went gone|
say said|tell told|win won|fall fell fallen|rise rose risen|buy bought|sell sold|take took taken|
give gave given|get got gotten|come came|see saw seen|know knew known|think thought|find found|
leave left|keep kept|hold held|bring brought|begin began begun|build built|send sent|spend spent|
lose lost|pay paid|meet met|lead led|read read|stand stood|understand understood|hear heard|
make made|run ran|sit sat|write wrote written|speak spoke spoken|break broke broken|
choose chose chosen|drive drove driven|fly flew flown flight|grow grew grown growth|
throw threw thrown|draw drew drawn|swim swam swum|sing sang sung|sink sank sunk|drink drank drunk|
ring rang rung|shoot shot|strike struck stricken|steal stole stolen|seek sought|teach taught|
catch caught|fight fought|feel felt|sleep slept|sweep swept|lie lay lain|lay laid|bear born borne|
wear wore worn|tear tore torn|swear swore sworn|freeze froze frozen|rule ruled ruling|
shrink shrank shrunk|flee fled|feed fed|bleed bled|breed bred|speed sped|hide hid hidden|
ride rode ridden|bite bit bitten|eat ate eaten|forbid forbade forbidden|forget forgot forgotten|
wake woke woken|weave wove woven|deal dealt|dig dug|hang hung|swing swung|spin spun|
die died dying death dead|child children|man men|woman women|person people|foot feet|tooth teeth|
mouse mice|life lives|wife wives|knife knives|leaf leaves|half halves|loss losses lost|
analysis analyses|crisis crises|basis bases|high highest higher|low lowest lower|sale sales|
long length|strong strength|weigh weight|prove proof proven|choose choice|succeed success|
arrive arrival|refuse refusal|propose proposal|survive survivor survival|approve approval|
renew renewal|sign signature|marry marriage|carry carries carried|behave behaviour|believe belief|
advise advice|thin thinned|lift lifted|deny denial denied denies|try tried tries trial|
cost costs costing|hurt hurts|expansion expand|decision decide decided|explosion explode|
invasion invade|collision collide|suspension suspend|extension extend|detection detect|
inflation inflate|reduction reduce|production produce|introduction introduce|construction construct|
acquisition acquire|resume resumption|resign resignation|destroy destruction|
investigate investigation investigator|receive reception receipt|permit permission|admit admission|
submit submission|assume assumption|describe description|subscribe subscription subscriber|
recommend recommendation|weaken weak weakened|measure measurement|move movement|
govern government governor|settle settlement|announce announcement|agree agreement|pay payment|
treat treatment|ship shipment|employ employment employee employer
""".replace("\n", "").split("|")
    for base, *forms in [line.split()]
    for form in [base, *forms]
}

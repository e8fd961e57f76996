"""In which country well-known outlets have their seat whose addresses do not tell. Pure.

Facts anybody can look up, noted by hand; what a user says of an outlet goes before them.
"""

from __future__ import annotations

from functools import cache

_HOMES = """
ae: alarabiya.net gulfnews.com khaleejtimes.com skynewsarabia.com thenationalnews.com
ar: ambito.com batimes.com clarin.com cronista.com infobae.com pagina12.com perfil.com
at: diepresse.com
au: theconversation.com
bd: bdnews24.com dhakatribune.com prothomalo.com thedailystar.net
bo: la-razon.com
br: brasil247.com globo.com
ca: ledevoir.com nationalpost.com theglobeandmail.com thestar.com
cl: emol.com latercera.com
cn: caixinglobal.com cgtn.com sixthtone.com xinhuanet.com
co: bluradio.com colombiareports.com elcolombiano.com elespectador.com eltiempo.com lasillavacia.com
co: noticiascaracol.com semana.com thebogotapost.com
cr: nacion.com ticotimes.net
cu: 14ymedio.com
de: dw.com handelsblatt.com
do: diariolibre.com listindiario.com
ec: elcomercio.com eluniverso.com
eg: egyptindependent.com madamasr.com
es: agenciaefe.com efe.com elconfidencial.com elpais.com elperiodico.com lavanguardia.com
fr: afp.com euronews.com france24.com
gb: bbc.com economist.com ft.com middleeasteye.net opendemocracy.net reuters.com sky.com theguardian.com
gb: thetimes.com
gt: prensalibre.com
hk: hongkongfp.com scmp.com
id: antaranews.com detik.com kompas.com tempo.co thejakartapost.com
ie: irishtimes.com
il: haaretz.com i24news.tv jpost.com timesofisrael.com ynetnews.com
in: business-standard.com firstpost.com hindustantimes.com indianexpress.com indiatimes.com livemint.com
in: ndtv.com news18.com thehindu.com wionews.com
iq: kurdistan24.net rudaw.net
ir: tasnimnews.com tehrantimes.com
jp: asahi.com kyodonews.net nikkei.com
ke: nation.africa
kr: chosun.com joins.com koreaherald.com
lb: al-akhbar.com almayadeen.net lorientlejour.com
ma: hespress.com moroccoworldnews.com
mm: irrawaddy.com mizzima.com
mx: animalpolitico.com milenio.com reforma.com
my: freemalaysiatoday.com malaymail.com malaysiakini.com
ng: dailytrust.com premiumtimesng.com punchng.com thisdaylive.com vanguardngr.com
ni: confidencial.digital laprensani.com
np: kathmandupost.com
pa: prensa.com
ph: abs-cbn.com gmanetwork.com inquirer.net philstar.com rappler.com
pk: dawn.com geo.tv
pr: elnuevodia.com
py: ultimahora.com
qa: aljazeera.com aljazeera.net thepeninsulaqatar.com
ru: interfax.com rt.com sputnikglobe.com sputniknews.com tass.com
sa: aawsat.com arabnews.com
sg: channelnewsasia.com straitstimes.com todayonline.com
sv: elfaro.net elsalvador.com laprensagrafica.com
th: bangkokpost.com nationthailand.com
tr: dailysabah.com hurriyetdailynews.com trtworld.com
tw: taipeitimes.com
ua: kyivindependent.com kyivpost.com ukrinform.net unian.info
us: abcnews.com abcnews.go.com ajc.com apnews.com arstechnica.com axios.com barrons.com bloomberg.com
us: bostonglobe.com breitbart.com businessinsider.com buzzfeednews.com cbsnews.com chicagotribune.com
us: cnbc.com cnet.com cnn.com csmonitor.com dailycaller.com dallasnews.com defensenews.com democracynow.org
us: denverpost.com engadget.com espn.com forbes.com foreignaffairs.com foreignpolicy.com fortune.com
us: foxbusiness.com foxnews.com houstonchronicle.com huffpost.com inquirer.com insightcrime.org latimes.com
us: marketwatch.com mercurynews.com miamiherald.com military.com motherjones.com msnbc.com
us: nationalreview.com nbcnews.com newsday.com newsmax.com newsweek.com newyorker.com npr.org nypost.com
us: nytimes.com oregonlive.com pbs.org politico.com propublica.org realclearpolitics.com reason.com
us: rferl.org rollcall.com salon.com seattletimes.com semafor.com sfchronicle.com slate.com sportingnews.com
us: startribune.com stripes.com tampabay.com techcrunch.com telemundo.com theatlantic.com thedailybeast.com
us: theepochtimes.com thehill.com theintercept.com themarshallproject.org thenation.com theverge.com
us: time.com univision.com upi.com usatoday.com vice.com voanews.com vox.com washingtonexaminer.com
us: washingtonpost.com washingtontimes.com wired.com wsj.com zdnet.com
ve: efectococuyo.com el-nacional.com eluniversal.com talcualdigital.com telesurenglish.net telesurtv.net
vn: vnexpress.net
za: news24.com
"""


@cache
def homes() -> dict[str, str]:
    """Return the country of each outlet that is known, as an ISO 3166 code in lower case, by its domain."""
    rows = (line.split(": ") for line in _HOMES.split("\n") if line)
    return {site: code for code, sites in rows for site in sites.split()}

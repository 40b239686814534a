"""Tables of English words that resolution asks: no logic, each table says what it is for.

Words are in lower case. The tables are of kinds of words (prepositions, offices, nouns of
acts), never of names; names are in `stance/data/`.
"""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a text, for tables that are easier to read as running text."""
    return frozenset(text.split())


# Function words

PREPOSITIONS = word_set(
    """
    about above across after against along alongside amid amidst among amongst around as at atop
    before behind below beneath beside besides between beyond by concerning despite during except
    following for from in including inside into like near of off on onto opposite outside over past
    per regarding since through throughout to toward towards under underneath unlike until up upon
    versus via with within without
    """
)
"""What follows one is no subject; but see `BOTH`."""

BOTH = word_set("after before since until as than")
"""Prepositions that begin a clause where a verb follows: "after Kim left"."""

BEGINS_CLAUSE = word_set(
    """
    and but or nor yet so that when while because although though if unless whether whom where
    which why how what than once whereas after before since until as even however meanwhile
    """
)

DETERMINERS = word_set(
    """
    the a an this that these those its his her their our my no both all some each every
    """
)

WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
"""A pattern of the names of days."""

DAYS = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december
    """
)
"""With a capital, but no part of a name."""

HOLIDAYS = word_set(
    "christmas diwali easter eid hanukkah lent nowruz passover pentecost ramadan thanksgiving"
) | {"election day", "independence day", "labor day", "memorial day", "veterans day"}

RELATIVES = word_set("who which that whom")

# Verbs, and what is none

SPEECH = word_set(
    """
    said says asked added wrote writes replied retorted insisted recalled noted explained argued
    told continued declared tweeted warned
    """
)
"""Verbs that stand before their subject after a quotation: "...," said Kim."""

DEEDS = word_set(
    """
    backed backs banned bans barred bars blocked blocks expelled expels fined fines fired fires
    imposed imposes jailed jails revoked revokes sanctioned sanctions sentenced sentences signed
    signs struck sued sues suspended suspends vetoed vetoes voted votes
    """
)
"""Verbs of what is done rather than said, though what follows may read like somebody's words."""

BEFORE_VERBS = word_set(
    """
    again already also always even ever first himself herself itself themselves just later long
    never now often once only still soon then today tomorrow too twice yesterday has had have
    """
)
"""What stands between a name and its verb without changing who does it."""

NOT_VERBS = PREPOSITIONS | word_set(
    """
    and or but nor who whom whose which that where when while because although though if than as
    the a an this these those each his her its their our my your both what so not aide aides
    allegation allies ally ambassador backers campaign chief coach critics delegation demand
    embassy envoy forces group head leader leaders military minister ministers official officials
    people policy president sanctions side soldiers spokesman spokeswoman state team troops voters
    two three four five six seven eight nine ten several many most some
    """
)
"""Words that follow a name without being its verb."""

# Nouns of acts and words

UTTERANCES = word_set(
    """
    account accusation accusations admission allegation allegations announcement answer
    appeal argument assertion assessment attack attacks call calls claim claims comment
    comments complaint concern concerns condemnation criticism critique declaration
    defence defense demand demands denial description endorsement essay explanation fear
    fears letter message op-ed opinion order pledge plea post praise prediction promise
    promises proposal question questions quote rebuke remark remarks reply report response
    rhetoric ruling speech statement statements story suggestion testimony threat threats
    tweet tweets view views vow warning warnings words writing
    """
)
"""What belongs to somebody and speaks for them: "Kim's remarks" are Kim's."""

TEXTS = UTTERANCES | word_set("banner document draft list paper poll study survey timetable")
"""What speaks as a source and is nobody."""

SPEAKS_FOR_OWNER = word_set(
    "account banner camp filing leaflet manifesto newsletter office page website"
)
"""What else speaks for whom it belongs to: "her office said"."""

ACTS = UTTERANCES | word_set(
    """
    abuse aggression aid alliance apology approval assault assistance attempt attempts backing ban
    bid blessing blockade bombing boycott campaign charge charges complaints contempt cooperation
    conduct crackdown criticisms decision decisions defiance denunciation disdain drive duties duty
    effort efforts embrace enmity
    failure feud fight friendship hatred help hostility indictment insult insults intervention
    invasion jab lawsuit levies levy loyalty measure measures move moves offensive opposition
    outrage partnership plan policy prosecution protest
    protests push quarrel reaction rebuff refusal rejection relationship reprisal resistance
    retaliation salvo sanctions scorn solidarity strike strikes suit support suspicion sympathy
    step steps tariff tariffs ties treatment trust verdict veto war wish withdrawal wrath
    """
)
"""What belongs to somebody and is their doing: "Russia's invasion of"."""

COMES_FROM = word_set(
    """
    anger applause assurance attack attacks backing backlash complaints condemnation criticism
    demands derision endorsement endorsements fire fury help ire mockery opposition outcry outrage
    pledge pledges praise pressure protest protests pushback reaction rebuke rebukes resistance
    response scorn support sympathy threat threats warning warnings
    """
)
"""What is drawn from somebody: "fierce criticism from Pyongyang"."""

# Persons

TITLES = word_set(
    """
    admiral ambassador archbishop author bishop captain chair chairman chairwoman chancellor chief
    coach colonel commander commissioner congressman congresswoman councillor critic director editor
    elder envoy executive founder general governor head imam judge justice king lawmaker lawyer
    leader lieutenant manager mayor minister negotiator nominee officer opponent organiser owner
    pastor premier president prime professor prosecutor queen rabbi rebel representative rival ruler
    secretary senator sergeant spokesman spokesperson spokeswoman star strategist superintendent
    finance foreign interior defence defense former then vice deputy presidential candidate
    """
)
"""Words in lower case before a person's name that are part of how he is called."""

TITLE_MODIFIERS = word_set(
    "finance foreign interior defence defense former then vice deputy presidential prime"
)
"""Of `TITLES`, those that only go before another."""

QUALIFIERS = word_set(
    "acting assistant deputy ex ex-president former incoming outgoing prime regional vice"
)
"""What makes an office another one: "the deputy governor" is not the governor."""

ENVOYS = word_set(
    "ambassador ambassadors attaché attache chargé charge consul consuls envoy envoys"
)
"""Whoever sends one home acts against the country: "the Canadian ambassador"."""

DELEGATES = ENVOYS | word_set(
    "delegate delegates delegation negotiator negotiators representative representatives"
)
"""Who, unnamed, speaks for the country that sent them: "the representative of Pakistan"."""

MEMBERS = word_set(
    """
    activists delegates deputies fighters lawmakers leaders legislators members negotiators
    officials representatives senators
    """
)
"""Who act for a body: "members of the league"."""

FEMALE_NOUNS = word_set(
    """
    woman mother wife daughter sister queen actress girl girlfriend grandmother widow aunt niece
    lady congresswoman chairwoman spokeswoman businesswoman princess
    """
)
MALE_NOUNS = word_set(
    """
    man father husband son brother king actor boy boyfriend grandfather widower uncle nephew
    congressman chairman spokesman businessman prince
    """
)

RELATIVES_OF = word_set(
    """
    adviser advisers aide aides ally allies attorney attorneys boss boyfriend brother brothers
    campaign colleague colleagues cousin critic critics daughter daughters doctor father fiancee
    friend friends girlfriend husband lawyer lawyers manager mother opponent opponents parents
    predecessor rival rivals running-mate side sides sister sisters son sons spokesman spokesperson
    spokeswoman staff successor supporter supporters team wife
    """
)
"""People of somebody: "his lawyer" is a person of his own, never "he"."""

PARTIES = word_set(
    """
    conservative conservatives democrat democratic democrats gop labour liberal liberals
    libertarian libertarians republican republicans tory tories
    """
)
"""Sides that a person belongs to: "the GOP nominee" is a person, and "the Republican" may be."""

PARTY_NAMES = {
    "conservative party": "conservative conservatives tory tories",
    "democratic party": "democrat democrats democratic dems",
    "green party": "greens",
    "labour party": "labour",
    "liberal democrats": "lib-dems libdems",
    "libertarian party": "libertarian libertarians",
    "republican party": "gop republican republicans",
}
"""What news calls parties, by their names; all with a capital."""

COLLECTIVES = word_set(
    """
    activists advocates analysts athletes authors campaigners citizens clerics conservationists
    councillors councilors critics crowd demonstrators dissidents dockers dockworkers doctors
    drivers economists editors employees engineers environmentalists
    executives experts families fans farmers fighters firefighters fishermen gunmen historians
    immigrants insurgents investors islanders jihadists journalists judges jurors lawmakers lawyers
    legislators lobbyists merchants migrants militants miners monks mothers nurses opponents
    organisers organizers owners parents passengers pastors patients physicians pilots players
    priests progressives prosecutors protesters rebels refugees relatives reporters researchers
    residents scholars scientists senators separatists settlers shareholders soldiers strikers
    students supporters survivors teachers tenants traders tribes unions veterans villagers
    volunteers voters witnesses women workers writers
    """
)
"""People who act together without a name; who are officials stand in `OFFICIAL`."""

SYNONYMS = {
    "adm": ("admiral",),
    "brig": ("brigadier",),
    "capt": ("captain",),
    "ceo": ("executive", "boss"),
    "col": ("colonel",),
    "congressman": ("representative", "lawmaker"),
    "congresswoman": ("representative", "lawmaker"),
    "executive": ("boss",),
    "gen": ("general",),
    "gov": ("governor",),
    "justice": ("judge",),
    "lt": ("lieutenant",),
    "mp": ("lawmaker",),
    "pm": ("minister", "premier"),
    "maj": ("major",),
    "pres": ("president",),
    "prof": ("professor",),
    "rep": ("representative", "congressman", "congresswoman", "lawmaker"),  # of no gender
    "representative": ("lawmaker",),
    "sgt": ("sergeant",),
    "sen": ("senator", "lawmaker"),
    "senator": ("lawmaker",),
}
"""What else the bearer of a title is called."""

# Organisations

MOUTHPIECES = word_set("spokesman spokeswoman spokesperson statement report officials")
"""Unnamed people whose words are their organisation's."""

OFFICIAL = word_set(
    """
    administration army authorities cabinet delegation diplomats embassy forces government
    governments leaders leadership military ministry officials parliament regime state media
    """
)
"""A country's people in office stand for it: "Ukrainian officials"."""

KNOWN_BODIES = word_set(
    """
    airbus al-qaeda al-shabaab alibaba aramco arcelormittal asean astrazeneca boeing bundesbank
    bundesrat bundestag bytedance caricom chevron cosatu eskom europol eurostat exxonmobil
    facebook fatah fidesz folketing frelimo frontex gazprom glencore google greenpeace hamas
    hezbollah hizballah hizbollah huawei interpol knesset likud lufthansa mercosur microsoft
    moderna netflix novartis opec oxfam petrobras pfizer podemos renamo riksdag rosatom rosneft
    ryanair samsung sejm siemens spotify stortinget syriza taliban tencent tiktok totalenergies
    toyota twitter unesco unhcr unicef unilever verkhovna volkswagen zanu-pf
    """
)
"""Bodies of one word that everybody knows, and that are neither persons nor places."""

DOCUMENTS = word_set(
    """
    accord act agreement amendment bill code constitution convention deal law legislation measure
    ordinance pact resolution rule statute treaty
    """
)
"""A law or a treaty: "the law" may be an Act, "the deal" an Accord."""

LAWS = DOCUMENTS | word_set("charter compact decree directive protocol regulation")
"""What laws and treaties are called by the heads of their names."""


def is_law_name(name: str) -> bool:
    """Whether the head of a name is a law's: "Shared Borders Act"."""
    return name.rpartition(" ")[2].lower() in LAWS


LAW_MATTERS = word_set(
    "amnesty ban budget duty levy moratorium quota subsidy surcharge tariff tax toll"
)
"""What a law may be called by what it brings: "the levy" of a Levy Act."""

ORGANISATION_KINDS: tuple[frozenset[str], ...] = (
    word_set(
        """
        airline bank brand business carmaker carrier chain chipmaker company conglomerate
        consortium contractor corporation developer drugmaker enterprise firm giant group insurer
        lender maker manufacturer miner operator producer publisher retailer startup start-up
        subsidiary supplier utility
        """
    ),
    word_set("association alliance chamber federation guild industry league lobby organisation")
    | word_set("organization society institute foundation charity group confederation"),
    word_set("club collective team group organisation organization society charity"),
    word_set("union federation confederation guild brotherhood"),
    word_set("party movement coalition bloc alliance front"),
    word_set("court tribunal bench"),
    word_set("council board committee panel"),
    word_set("commission body authority agency regulator watchdog inspectorate office ombudsman"),
    word_set("ministry department office bureau service agency administration treasury"),
    word_set("parliament senate congress assembly legislature chamber house"),
    word_set("broadcaster channel journal magazine network newspaper outlet paper site station")
    | word_set("agency daily monthly tabloid website weekly"),
    word_set("college school university institute think-tank"),
    word_set("army force forces guard militia navy police"),
    word_set("campaign administration government team"),
    word_set("church diocese"),
)
"""Nouns that one organisation may be called by turns; some are in several rows."""

WILDCARDS = ORGANISATION_KINDS[0] | word_set(
    "agency body charity club group institution network organisation organization team"
)
"""Nouns for an organisation whose name does not say what it is."""

BUSINESSES = word_set(
    """
    bottler brewer broker builder dealer distributor exporter grower importer planemaker refiner
    shipper smelter steelmaker trader
    """
)
"""What a company may be called for what it does, where it is called so beside its name."""

COMPANY_WORDS = word_set(
    """
    aerospace airlines airways automotive beverages biotech breweries capital care cement chemicals
    copper corp dairies diagnostics energy estates farms ferries fisheries foods gas group holdings
    hydro inc industries insurance investments labs lines logistics ltd media metals micro minerals
    mining motors oil overseas partners petroleum pharma pharmaceuticals power properties railways
    resources robotics semiconductors shipping solar steel studios systems technologies telecom
    terminals textiles tobacco trading ventures
    """
)
"""What names of companies end with."""

NAME_HEADS = word_set(
    """
    academy archive caucus center centre circle clinic collective cooperative directorate ensemble
    factory festival forum fund gallery hospital laboratory library mill mine mission museum
    observatory orchestra plant port refinery registry school secretariat shipyard smelter
    syndicate theater theatre trust
    """
)
"""What else a body may be called after its name, where this has the word: "the forum"."""

PLACE_HEADS = word_set(
    """
    airport archipelago atoll avenue basin bay beach border bridge canal coast corridor darya desert
    gulf highlands hills island islands lake mountain mountains ocean park peninsula reef river road
    sea shoal shore square stadium strait street valley zone
    """
)
"""What places are called by the last word of their names, which no company is."""

NAME_KINDS = {
    **dict.fromkeys(word_set("gazette guardian herald mail news post times tribune"), "newspaper"),
    **dict.fromkeys(word_set("radio television tv"), "broadcaster"),
    **dict.fromkeys(word_set("bancorp bank"), "bank"),
    **dict.fromkeys(word_set("airlines airways"), "airline"),
    **dict.fromkeys(COMPANY_WORDS, "company"),
    **dict.fromkeys(word_set("farmers fishers growers traders weavers"), "association"),
    **dict.fromkeys(
        word_set(
            """
            attendants cleaners dockers doctors drivers electricians engineers firefighters
            lecturers machinists metalworkers miners nurses pilots seafarers steelworkers teachers
            teamsters workers
            """
        ),
        "union",
    ),
    **dict.fromkeys(word_set("afc athletic cf fc rovers wanderers"), "club"),
}
"""Words of names that say what they are without being called so: "the Post" is a newspaper."""

ORGANISATION_NOUNS = frozenset().union(*ORGANISATION_KINDS)
"""What an organisation may be called after its first mention: "the union", "the paper"."""

"""Words that are names and something else besides, and words beside which a name stands."""

from __future__ import annotations

from council.names import FIRST_NAMES, NO_NAME

# First names that are everyday words too. Alone they are words; beside a name, or where a name is told, names.
GIVEN = frozenset(
    """june jan dean dawn grant glen hazel heather jade jay ray jean lee eve gene pat frank nick mark
    april august autumn summer may grace faith hope charity joy rose lily daisy poppy ivy iris violet holly olive
    willow fern myrtle primrose bryony flora ruby amber pearl opal crystal coral ginger bill rob bob jack harry will
    art guy drew miles dale cliff clay heath reed rich chuck jimmy robin martin jasper rocky sunny sky star angel
    blessing precious patience prudence constance mercy comfort gift favour goodness goodluck prince princess queen
    king duke earl happiness peace promise prosper praise glory trinity victor pius innocent godwill patrick
    raja khan begum bibi shah sultan malik aziz bash ash basil sage rowan sorrel dolly carol candy cherry penny
    bunny kitty buddy sonny gaye merry melody harmony bliss sterling major dash chance hunter chase archer
    mason carter tyler taylor cooper parker jackson marina gale storm skye dot dotty nan sue pip wren jewel
    noble lance rod herb tad ted norm gill jules josh lou kit don cat jet ember bay tilly misty nova lark
    mo van lance lady linden forest brook brooke paris chelsea florence sydney savannah india asia china georgia
    saffron hyacinth sapphire emerald ebony scarlet sienna indigo marigold lavender honey raven phoenix destiny
    serenity felicity verity liberty justice tempest clemency teal maverick ace blaze cedar juniper delta harper
    devon kent florida israel jesus moses""".split()
)
# Surnames that are everyday words too.
SURNAMES = frozenset(
    """brown green white black gray grey young long short little king prince bishop abbot pope knight noble baker cook
    cooper carter carpenter mason smith turner tailor taylor walker weaver webb wright potter porter butler gardener
    gardner farmer fisher fletcher forester hunter miller marshall parker page palmer shepherd singer skinner slater
    spencer steward stone sawyer thatcher tyler ward warden waters bell bird best bond bush butcher cross cole day dale
    dean drake field fields finch flowers ford fox frost glass gold golden hall hand hare hart hawk hill hills holland
    holmes hope house hood hunt lake lane law lawn love lord major marsh may mills moon moore nash north parks peacock
    pike pond poole price rich rivers robin rose rowe savage sharp singer snow sparrow spring stack steel summers swan
    swift temple underwood wade wall walls waterman wells west winter winters wise wolf wood woods worth banks barber
    barker barnes beach berry blackwood block bolt boot bowler brook brooks buck bull burns castle chambers church
    clay coal constable crane dance dear duck east english fish french german gates gill grave graves haddock heath
    herring hook horn hyde joy kidd lamb last leaf lily lock low moody nail newman oak park parish peck penny pepper
    person pickles pitt plant pool power proud pye quick read reader salmon salt sands seal shaw shore silver
    small sole speed spoon starling strange street strong sugar sweet tanner trout tree tripp vale vine wake
    water weir whale wheeler wild wilder winner wren yard york khan sun song wan bi an ho ali rain""".split()
)
# Of the first names above, what somebody says to be: "I'm rich".
ADJECTIVES = frozenset(
    "frank rich merry sunny innocent noble blessing happiness major lady king queen van".split()
)
# And those that go on with a sentence: "my son will come".
VERBS = frozenset(
    "will may mark sue bill rob drew guy miles rich chase hunter pat dash chance art van day".split()
)
# What a person does or has, after a name: "my son will has autism".
AFTER_A_PERSON = frozenset(
    """is isn't isnt was wasn't has hasn't hasnt had who lives lived needs wants cannot can't cant died passed got gets
    does doesn't doesnt did goes went keeps said says and aged moved moves left told put puts never always at""".split()
)
KIN = (
    "mum|mam|mom|mummy|mother|dad|daddy|father|son|daughter|wife|husband|hubby|partner|fianc[ée]e?|girlfriend|boyfriend"
    "|ex|sister|brother|nan|nana|gran|granny|grandma|grandad|grandmother|grandfather|grandson|granddaughter|uncle|aunt"
    "|auntie|aunty|cousin|neighbour|neighbor|friend|mate|carer|landlord|landlady|tenant|lodger|flatmate|baby|child|kid"
    "|lad|boy|girl|niece|nephew|twins?|stepson|stepdaughter|mother in law|father in law|son in law|daughter in law"
    "|teacher|keyworker|support worker|social worker|doctor|gp|solicitor|officer|manager|bloke|lady|guy|lodger"
)
# A word after one of these names a thing: "a bonza", "my leccy". Not after "the": the Okafors.
DETERMINERS = frozenset("a an any some no your our each every another more".split())

# What may follow a first name and is no surname; NO_NAME has the rest.
FUNCTION = NO_NAME | frozenset(
    """lives lived live left leaves died dies needs wants wanted came come comes went goes gone moved moves keeps keep
    kept works worked helped helps rang phoned called rings told asked takes took makes made gets pays paid owns who
    that which if then there than while where when as or nor yet so because although though however how just also only
    please want need pay get make take put puts find report apply renew cancel change check book order claim complain
    use used using may might must would could shall will won't aged age old years ltd limited house street road lane
    bin bins council tax home school park town centre library team office department service services letter parking
    permit garden rubbish collection next last this these more most some any every each both half down up out over
    away here ill sick pregnant abroad today yesterday tomorrow morning afternoon evening hits hit said says sees saw
    madam mate guys folks all everybody mentioned again already really still even ever now ok okay dont doesnt isnt
    hasnt wasnt didnt cant its hes shes theyre im ive id youre thats theres whats has was were been being are""".split()
)
SURE = FIRST_NAMES - GIVEN

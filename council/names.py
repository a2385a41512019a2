"""Which words are names of people: common first names, and words that are never a name."""

from __future__ import annotations

# What a name ends before, and what is none.
NO_NAME = frozenset(
    """a about address after again all alone also am an and another any are as asking at back bad be because
    been before behind being bin bins born broken but by call called calling can cant card child cold
    come concerned could council dad dark day dead did disabled do does doing done dont down due email
    enquiring enquiry every everyone fed feeling few fine first flat for from getting give going gone
    good got had happy has hasnt have havent having he hello her here hes hi him his hope house how i ill
    im in interested is isnt it its ive just ladies last late left letter like living look looking lost
    me missed missing moving mr mrs my need needing nearly never next no nobody not nothing now number of
    off oh ok on one only or our out over overdue please phone postcode quite really recycling reg
    registered regarding reporting ring ringing road same says see she should so some somebody someone
    something sorry speaking spelled spelt still stuck such sure tenant thank thanks that thats the their
    them then there theres these they thing this those to today told tomorrow tonight too trying unsure
    until up urgent us very wait waiting want wanting was wasnt we well were what whats when where which
    who why will with wondering wont worried would wrong yeah yes yet you your yours mobile dob date
    speak talk know tell think thought say said mum mother father wife husband son daughter friend
    neighbour monday tuesday wednesday thursday friday saturday sunday january february march april june
    july august september october november december marlbury english polish welsh""".split()
)
# First names that many people in Britain have (of the most given, and of the most borne, in England, Wales and
# Scotland), less those that are everyday words.
FIRST_NAMES = frozenset(
    """aaron abdul abigail adam adrian agnes ahmed aisha alan alex alexander alexandra ali alice alison allan
    amanda amelia amina amir amy andrea andrew angela anita ann anna anne annie anthony antonio arthur
    ashley audrey ava barbara barry beatrice ben benjamin bernard beth bethany betty beverley brenda
    brian bridget bruce callum cameron carl carmen carol caroline catherine charles charlotte cheryl
    chloe chris christina christine christopher claire clare clive colin connor craig cynthia daniel
    darren dave david dawn dean deborah debbie denise dennis derek diana diane donald donna doreen doris
    dorothy douglas duncan dylan edith edward eileen elaine eleanor elizabeth ella ellen emily emma eric
    erica esther ethan eva evelyn fatima fiona frances francis frank fred gareth gary gavin geoff
    geoffrey george georgia gerald gillian gladys glen gordon graham grant greg gwen hannah harold
    harriet harry hassan hazel heather helen henry howard hugh ian ibrahim irene isabel isabella ivan
    jack jackie jacob jacqueline jade james jamie jan jane janet janice jason jasmine jay jayne jean
    jeffrey jennifer jenny jeremy jessica jill jim jo joan joanna joanne joe joel john jonathan jordan
    joseph josh joshua joyce judith julia julian julie june karen karl kate kath katherine kathleen
    kathryn katie keith kelly ken kenneth kerry kevin kieran kim kirsty kyle laura lauren lawrence leah
    lee leanne leonard lesley leslie lewis liam lilian linda lindsay lisa liz lorna lorraine louis louise
    lucy luke lydia lynn lynne maggie malcolm mandy marc marcus margaret maria marie marilyn marion
    marjorie martin mary matthew maureen max megan melanie melissa michael michelle mike mohamed mohammed
    molly monica morag muhammad muriel nadia naomi natalie natasha nathan neil niall nicholas nick nicola
    nigel noah noel nora norma norman oliver olivia omar oscar owen pamela pat patricia patrick paul
    paula pauline peggy peter phil philip phyllis priya rachel ralph raymond rebecca reece rhys richard
    rita robert roger roland ron ronald ross roy russell ruth ryan sally sam samantha samuel sandra sarah
    scott sean sharon sheila shirley simon sophia sophie stacey stanley stella stephanie stephen steve
    steven stewart stuart sue susan suzanne sylvia tara terence teresa terry thomas tim timothy tina toby
    tom tony tracey tracy trevor valerie vanessa vera veronica vicky victoria vincent violet wayne wendy
    william yasmin yusuf yvonne zara zoe""".split()
)

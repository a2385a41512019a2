"""Finding the article in residents' own words, when no enquiry fits.

Recall at 1 and at 3 is printed (`pytest -s tests/kb/test_search.py`) and must not fall below what was measured.
"""

from __future__ import annotations

import string
from concurrent.futures import ThreadPoolExecutor

import pytest

from kb.articles import Articles
from kb.search import MOST_WORDS, ArticleSearch

# What a resident might write or say, and the article that should come first.
QUESTIONS = {
    "waste/missed-bins": [
        "the bin men didn't come to us this morning",
        "my recycling wasn't taken",
        "everyone else's bin was emptied but not mine",
        "my bin is still full, the lorry drove past",
    ],
    "waste/collection-days": [
        "what day is my bin collected",
        "which bin do I put out this week",
        "are the bins collected on bank holidays",
        "when do bins go out over christmas",
    ],
    "waste/new-bins": [
        "someone has stolen my wheelie bin",
        "the lid on my bin is broken",
        "can I have a bigger bin, there are seven of us",
        "I need help putting my bins out because of my back",
    ],
    "waste/garden-waste": [
        "how much is the brown bin",
        "how do I sign up for garden waste",
        "where do I put my grass cuttings",
    ],
    "waste/what-goes-in-which-bin": [
        "can I put foil in the recycling",
        "which bin do nappies go in",
        "what do I do with old batteries",
        "are yoghurt pots recyclable",
    ],
    "waste/bulky-items": [
        "I want to get rid of an old sofa",
        "will you pick up a fridge",
        "how much to collect a mattress",
    ],
    "waste/recycling-centre": [
        "is the tip open on Sunday",
        "can I take rubble to the dump",
        "do I need a permit for a van at the tip",
    ],
    "streets/potholes": [
        "there's a massive hole in the road outside my house",
        "I tripped on a broken pavement",
        "a pothole has damaged my car, who pays",
    ],
    "streets/fly-tipping": [
        "somebody has dumped a mattress in the alley",
        "there is rubbish left all over the lane",
        "fly tippers again behind the garages",
    ],
    "streets/street-lights": [
        "the street light outside my house is out",
        "a lamp post keeps flickering",
    ],
    "streets/litter-and-cleaning": [
        "there's dog poo all over the path",
        "graffiti on the wall by the park",
        "there are needles in the playground",
        "a dead fox in the road",
    ],
    "council_tax/your-bill": [
        "why has my council tax gone up",
        "I think I'm in the wrong band",
        "I've paid too much council tax, can I have it back",
    ],
    "council_tax/discounts": [
        "I live on my own, do I get money off",
        "I'm a student, do I pay council tax",
        "my mum has dementia, is there a discount",
    ],
    "council_tax/support": [
        "I'm on a low income and need help with council tax",
        "I'm on universal credit, can I get a council tax reduction",
    ],
    "council_tax/arrears": [
        "I can't afford my council tax and got a summons",
        "bailiffs have been round",
        "can I set up a payment plan",
    ],
    "council_tax/ways-to-pay": [
        "how do I set up a direct debit",
        "can I pay in cash at a shop",
        "I want to change the date my payment comes out",
    ],
    "council_tax/moving-home": [
        "I'm moving house next month",
        "my tenant has moved out",
        "change of address",
    ],
    "benefits/housing-benefit": [
        "can I get help with my rent",
        "how do I claim housing benefit",
    ],
    "parking/blue-badges": [
        "how do I renew my blue badge",
        "I've lost my disabled parking badge",
    ],
    "parking/permits": [
        "I need a visitor parking permit",
        "how much is a resident permit",
        "I've got a new car and need to change my permit",
    ],
    "parking/parking-fines": [
        "I got a parking ticket and want to appeal",
        "how do I pay a PCN",
    ],
    "parking/bus-passes": [
        "when can I get my free bus pass",
        "I've lost my bus pass",
    ],
    "libraries/renewals": [
        "can I keep my library books a bit longer",
        "my book is overdue, what is the fine",
    ],
    "libraries/using-the-library": [
        "how do I join the library",
        "can I print something at the library",
    ],
    "registrars/births": [
        "we've just had a baby, how do we register her",
        "I need a copy of a birth certificate",
    ],
    "registrars/deaths": ["my dad has died, what do I do", "how do I get a death certificate"],
    "housing/homelessness": [
        "I'm being evicted and have nowhere to go",
        "I'm sleeping on a friend's sofa",
    ],
    "housing/repairs": [
        "there's mould in my bedroom",
        "my boiler has broken and I'm a council tenant",
    ],
    "environment/noise": [
        "my neighbour plays loud music all night",
        "next door's dog never stops barking",
        "there's a bonfire next door and smoke everywhere",
    ],
    "environment/pests": [
        "I've got rats in my garden",
        "there's a wasps nest in the roof",
    ],
    "planning/do-i-need-permission": [
        "do I need permission for a conservatory",
        "how high can my fence be",
    ],
    "contact/complaints": [
        "I want to complain about a member of staff",
        "I'd like to say thank you to the crew",
    ],
    "contact/case-status": [
        "what's happening with the thing I reported",
        "any news on my case reference",
    ],
    "contact/call-backs": ["can someone ring me back later", "I missed your call"],
    "contact/contact-us": ["what are your opening hours", "what is your phone number"],
    "contact/emergencies": ["who do I ring in an emergency out of hours"],
    "contact/other-organisations": [
        "there's a power cut in my street",
        "I need to talk to HMRC about my tax code",
    ],
}
ASKED = [(question, name) for name, questions in QUESTIONS.items() for question in questions]

NONSENSE = [
    "",
    "   ",
    "?",
    "🙂🙂",
    "asdf qwer zxcv",
    "what is it",
    "can you help me please",
    "yes",
    "no not that one",
    "why did the chicken cross the ocean",
    "who won the football",
    "tell me a joke",
    "do you love me",
    "what is the capital of peru",
    "12345678",
    "привет как дела",
]


@pytest.fixture(scope="module")
def search(articles: Articles) -> ArticleSearch:
    return ArticleSearch(articles)


def found(search: ArticleSearch, words: str, limit: int = 3) -> list[str]:
    return [hit.article.name for hit in search.find(words, limit)]


def recall(search: ArticleSearch, within: int) -> tuple[float, list[str]]:
    """The share of the questions whose article is among the first few, and the others."""
    lost = [
        f"{words!r} -> {found(search, words)}"
        for words, name in ASKED
        if name not in found(search, words)[:within]
    ]
    return 1 - len(lost) / len(ASKED), lost


def test_there_are_questions_for_every_article(articles: Articles) -> None:
    assert len(ASKED) >= 60
    assert set(QUESTIONS) == {article.name for article in articles}


@pytest.mark.parametrize(("within", "floor"), [(1, 0.93), (3, 0.98)])
def test_the_right_article_is_found(search: ArticleSearch, within: int, floor: float) -> None:
    share, lost = recall(search, within)
    print(f"\nrecall at {within}: {share:.3f} of {len(ASKED)} questions", *lost, sep="\n  ")
    assert share >= floor


def test_an_answer_worth_giving_is_not_weak(search: ArticleSearch) -> None:
    weak = [
        words for words, name in ASKED if found(search, words)[:1] == [name] and search.find(words)[0].weak
    ]
    assert len(weak) <= 0.15 * len(ASKED), weak


@pytest.mark.parametrize("words", NONSENSE)
def test_nonsense_finds_nothing_or_only_a_guess(search: ArticleSearch, words: str) -> None:
    assert [(hit.article.name, round(hit.score, 1)) for hit in search.find(words) if not hit.weak] == []


@pytest.mark.parametrize(
    "words",
    [
        'bin"',
        '"missed bin',
        "bin*",
        "bin AND",
        "NOT bin",
        "bin OR",
        "NEAR(bin tip)",
        "title:bin",
        "title : bin",
        "^bin",
        "bin - tip",
        "(bin",
        "bin)",
        "{title} : bin",
        "bin'; DROP TABLE articles; --",
        "bin + tip",
        "bin\0tip",
        string.punctuation,
        f"bin {string.punctuation} bin",
    ],
)
def test_signs_that_mean_something_to_the_index_do_no_harm(search: ArticleSearch, words: str) -> None:
    search.find(words)
    assert found(search, "missed bin")[0] == "waste/missed-bins"


def test_signs_around_the_words_change_nothing(search: ArticleSearch) -> None:
    assert found(search, 'My "BIN" wasn\'t -emptied- (again)!!!') == found(
        search, "my bin wasn't emptied again"
    )


def test_the_best_comes_first_and_no_more_than_asked_for(search: ArticleSearch) -> None:
    hits = search.find("council tax bin library parking", limit=5)
    assert len(hits) == 5
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len(search.find("council tax", limit=1)) == 1


def test_an_article_is_found_by_nearly_each_of_its_own_keywords(
    search: ArticleSearch, articles: Articles
) -> None:
    lost = [
        f"{keyword} of {article.name}: {found(search, keyword)}"
        for article in articles
        for keyword in article.keywords
        if article.name not in found(search, keyword)
    ]
    # Of "any news" the index keeps only "new", which says little.
    assert len(lost) <= 2, lost


def test_one_form_of_a_word_finds_the_others(search: ArticleSearch) -> None:
    assert found(search, "potholes")[0] == found(search, "pothole")[0] == "streets/potholes"
    assert found(search, "recycled")[:1] == found(search, "recycling")[:1]


def test_a_very_long_message_is_read_only_so_far(search: ArticleSearch) -> None:
    padding = " ".join(f"zzyzx{number}" for number in range(MOST_WORDS))
    assert found(search, f"pothole {padding}")[0] == "streets/potholes"
    assert found(search, f"{padding} pothole") == []


def test_the_index_serves_many_threads_at_once(search: ArticleSearch) -> None:
    with ThreadPoolExecutor(8) as threads:
        answers = set(threads.map(lambda _: tuple(found(search, "my bin was missed")), range(64)))
    assert answers == {tuple(found(search, "my bin was missed"))}


def test_without_articles_nothing_is_found() -> None:
    assert ArticleSearch(Articles({})).find("missed bin") == []

"""What hurried fingers make of a sentence: one slip in some of its words."""

from __future__ import annotations

from random import Random

FEWEST_LETTERS = 3
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = {
    key: [
        other
        for line, shift in ((row - 1, 1), (row, 0), (row + 1, 0))
        if 0 <= line < len(_KEYS)
        for step in ((-1, 1) if line == row else (-1, 0) if shift == 0 else (0, 1))
        if 0 <= place + step < len(_KEYS[line])
        for other in [_KEYS[line][place + step]]
    ]
    for row, keys in enumerate(_KEYS)
    for place, key in enumerate(keys)
}


def typed(text: str, rate: float, seed: int = 0) -> str:
    """A text with a slip in about `rate` of its words; the same text, rate and seed always give the same."""
    chance = Random(f"{seed} {rate} {text}")  # noqa: S311  # noise, no secret
    words = text.split()
    places = [place for place, word in enumerate(words) if len(word) >= FEWEST_LETTERS and word.isalpha()]
    wanted = min(int(rate * len(words) + chance.random()), len(places))
    for place in chance.sample(places, wanted):
        words[place] = slip(words[place], chance)
    return " ".join(words)


def slip(word: str, chance: Random) -> str:
    """A letter swapped with the next, left out, doubled, or the key beside it; people seldom miss the first one."""
    at = chance.randrange(1, len(word))
    before, letter, after = word[:at], word[at], word[at + 1 :]
    kind = chance.choice(("swap", "drop", "double", "beside"))
    if kind == "swap" and after and after[0] != letter:
        return before + after[0] + letter + after[1:]
    if kind == "drop":
        return before + after
    if kind == "double":
        return before + letter + letter + after
    return before + chance.choice(_BESIDE.get(letter.lower(), ["e"])) + after

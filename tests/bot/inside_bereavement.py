"""What tells that somebody close has died, and what only sounds like it."""

from __future__ import annotations

import unittest
from pathlib import Path

from bot.bereavement import FILE, Bereavements

TOLD = """
my mum has died, I need to stop her council tax
my baby was stillborn, how do i register
dad passed away last week and he had a blue badge
Mum's died.
my husband passed on Sunday
my wife passed at home yesterday
I lost my dad to cancer
we lost our baby
my late husband's parking permit
following the death of my wife
she has sadly passed away
my brother took his own life
I've just been widowed
there's been a death in the family
my dad is dead and i dont know what to do
the person who lived here has died
my husband is died
mum no longer with us
me mam's passed away
my nan's funeral
mum deceased, cancel bins
it's about the garden bin. My father died in May.
"""
NOT_TOLD = """
my phone died
my mum's phone died
the dead fox in the road
dead tree outside
what is the deadline for applying
the street lamp outside my mum's is dead
my son passed his driving test
my son is dead set on that school
she passed on the message
he passed the form to you last week
my great great grandad died in the workhouse
I nearly died laughing
what happens if my husband died
I lost my mum's bus pass
my husband is late paying
late bin collection
he isn't dead
the noise died down last night
does a stillborn lamb go in general waste
register a birth
"""


class Bereaved(unittest.TestCase):
    heard = Bereavements.load(Path(FILE))

    def test_a_death_of_somebody_close_is_heard_at_any_enquiry(self) -> None:
        for message in TOLD.strip().splitlines():
            with self.subTest(message):
                assert self.heard.told_in(message)

    def test_a_phone_a_tree_a_fox_and_a_figure_of_speech_are_no_death(self) -> None:
        for message in NOT_TOLD.strip().splitlines():
            with self.subTest(message):
                assert not self.heard.told_in(message)

    def test_odd_messages_are_none(self) -> None:
        for message in ("", "\n", "🙂", "died", "x" * 10_000):
            with self.subTest(message[:10]):
                assert not self.heard.told_in(message)

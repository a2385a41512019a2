"""The sentences the service itself says, and what fills their blanks. The words are in words.yml."""

from __future__ import annotations

# contacts/ and ivr/ say these, and give each of them these blanks; a test holds the three together.
SENTENCES: dict[str, tuple[str, ...]] = {
    "chat_greeting": ("greeting",),
    "phone_greeting": ("greeting",),
    "emergency": (),
    "emergency_out_of_hours": ("phone",),
    "passing_on": ("team",),
    "adviser_joined": ("adviser",),
    "adviser_finished": ("adviser",),
    "nobody_here": ("opening",),
    "nobody_answered": (),
    "offer_call_back": (),
    "ask_call_back_number": (),
    "help_call_back_number": (),
    "confirm_caller_number": ("ending",),
    "confirm_number": ("number",),
    "ask_call_back_name": (),
    "call_back_booked": ("team", "number", "when"),
    "call_back_dropped": (),
    "call_back_gave_up": ("phone",),
    "anything_else": (),
    "trouble": (),
    "trouble_question": (),
    "trouble_article": (),
    "goodbye": (),
    "did_not_hear": (),
    "did_not_hear_again": (),
    "did_not_catch": (),
    "press_for_choice": ("key", "choice"),
    "whisper": ("about", "who", "tried"),
    "whisper_again": (),
    "voicemail_last": ("phone",),
    "connecting": (),
}

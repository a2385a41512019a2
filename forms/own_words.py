"""Questions that an enquiry puts in words of its own."""

from __future__ import annotations

from dataclasses import replace

from council.catalogue import Enquiry
from forms.replies import Question, Reply

# Questions that some enquiries put in words of their own, because their team needs more than "tell me what has
# happened" brings, such as a number plate. The words are in the service's file in domain/.
ASKED_IN_OWN_WORDS = {
    "utter_ask_description": frozenset(
        """claim_compensation give_compliment report_benefit_change report_change_of_address report_fraud
        report_problem_vehicle report_street_light report_website_problem request_adult_care
        request_bin_service""".split()
    ),
    "utter_ask_your_postcode": frozenset(["check_case_status"]),
    "utter_ask_more": frozenset(
        "claim_compensation report_benefit_change report_change_of_address report_problem_vehicle".split()
    ),
}


def in_own_words(question: Question, enquiry: Enquiry) -> Question:
    """The question as this enquiry puts it, where the general one would leave out what the team needs to know."""
    if enquiry.name not in ASKED_IN_OWN_WORDS.get(question.reply.name, ()):
        return question
    return replace(question, reply=Reply(f"{question.reply.name}_{enquiry.name}"))

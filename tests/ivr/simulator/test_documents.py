"""What Twilio would refuse is refused, with a sentence that names the fault."""

from __future__ import annotations

import pytest

from ivr.simulator import TwimlError, parse


def document(inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><Response>{inside}</Response>'


def gather(attributes: str, inside: str = "") -> str:
    return f"<Gather {attributes}>{inside}</Gather>"


@pytest.mark.parametrize(
    "inside",
    [
        '<Say voice="Polly.Amy-Neural" language="en-GB">Hello</Say>',
        '<Say voice="Google.en-GB-Chirp3-HD-Leda" language="en-GB">Hello</Say><Hangup/>',
        '<Play loop="2">https://cdn.example/hold.mp3</Play><Play digits="1ww2"/><Pause length="2"/>',
        gather('input="dtmf" finishOnKey=""') + "<Redirect>/again</Redirect>",
        gather(
            'input="dtmf speech" language="en-GB" speechModel="googlev2_telephony" speechTimeout="2" '
            'timeout="6" numDigits="1" profanityFilter="false" actionOnEmptyResult="true" action="/turn?s=1" '
            'method="POST" hints="missed bin,council tax"',
            "<Say>Hello</Say><Pause/><Play>/ding.mp3</Play>",
        )
        + '<Redirect method="POST">/no-input?s=1</Redirect>',
        '<Dial callerId="+441632960001" timeout="20" answerOnBridge="true" action="/done">'
        '<Number url="/whisper?c=1" statusCallback="/status" '
        'statusCallbackEvent="initiated ringing answered completed">+441632960002</Number>'
        "</Dial>",
        "<Dial>+441632960002</Dial><Say>Nobody was there.</Say>",
        '<Dial><Queue url="/notice">enquiries</Queue></Dial>',
        '<Dial hangupOnStar="true"><Conference beep="false" maxParticipants="2">room 1</Conference></Dial>',
        '<Enqueue action="/left" waitUrl="/wait">enquiries</Enqueue><Say>You left the queue.</Say>',
        f'<Enqueue workflowSid="WW{"0" * 32}"><Task priority="5" timeout="900">{{"intent": "x"}}</Task>'
        "</Enqueue>",
        '<Record action="/done" maxLength="120" timeout="5" finishOnKey="#" playBeep="true" '
        'recordingStatusCallback="/ready" transcribe="false"/>',
        '<Reject reason="busy"/>',
        "<Leave/>",
    ],
)
def test_documents_from_the_facts_are_accepted(inside: str) -> None:
    assert parse(document(inside))


@pytest.mark.parametrize(
    ("inside", "fault"),
    [
        ("", "empty"),
        ("hello", "words loose in Response"),
        ("<say>Hello</say>", "no say"),
        ("<Shout>Hello</Shout>", "no Shout"),
        ("<Say>  </Say>", "Say has nothing in it"),
        (f"<Say>{'a' * 3001}</Say>", "3001 characters"),
        ('<Say loop="often">Hi</Say>', 'loop="often" must be a whole number'),
        ('<Say pitch="high">Hi</Say>', "no attribute pitch"),
        ('<Say voice="Amy">Hi</Say>', 'voice="Amy"'),
        ('<Say voice="Google.en-GB-Neural2-N" language="cy-GB">Hi</Say>', "does not speak cy-GB"),
        ("<Say>B <break/> 7</Say>", "basic voice man takes no SSML"),
        ('<Say voice="Polly.Amy"><emphasis>Hi</emphasis></Say>', "emphasis may not stand in Say"),
        ('<Say voice="Polly.Amy"><say-as>12</say-as></Say>', "needs the attribute interpret-as"),
        ('<Say voice="Polly.Amy"><say-as interpret-as="loudly">12</say-as></Say>', "interpret-as"),
        ('<Say voice="Polly.Amy">Hi <break time="soon"/></Say>', "a time such as"),
        ('<Say voice="Polly.Amy"><sub>Cllr</sub></Say>', "needs the attribute alias"),
        ('<Say voice="Polly.Amy"><prosody rate="?">Hi</prosody></Say>', "prosody rate"),
        ("<Pause>3</Pause>", "words loose in Pause"),
        ('<Pause length="-1"/>', "Pause length"),
        ("<Play/>", "neither a sound file nor digits"),
        ("<Play>ftp://example/a.mp3</Play>", "Play goes to"),
        (gather('input="speech"'), "needs a language"),
        (gather('input="voice"'), 'input="voice"'),
        (gather('timeout="0"'), "timeout"),
        (gather('timeout="soon"'), "timeout"),
        (gather('finishOnKey="##"'), "finishOnKey"),
        (gather('actionOnEmptyResult="yes"'), "actionOnEmptyResult"),
        (gather('action="javascript:alert(1)"'), "a web address"),
        (gather('input="speech" language="English"'), "language"),
        (gather('input="speech" language="en-GB" speechTimeout="auto" speechModel="default"'), "auto"),
        (gather('enhanced="true"'), "phone_call only"),
        (gather(f'hints="{",".join(["bin"] * 501)}"'), "at most 500 entries"),
        (gather(f'hints="bin,{"x" * 101}"'), "at most 100 characters"),
        (gather("", "<Redirect>/x</Redirect>"), "Redirect may not stand in Gather"),
        (gather("", "<Gather/>"), "Gather may not stand in Gather"),
        ("<Redirect></Redirect>", "Redirect has nothing in it"),
        ("<Redirect>/a</Redirect><Say>Hi</Say>", "Say stands after Redirect and can never be reached"),
        ('<Dial action="/done">+441632960002</Dial><Say>Hi</Say>', "Say stands after Dial"),
        ("<Record/><Hangup/>", "Hangup stands after Record"),
        ("<Hangup/><Say>Hi</Say>", "Say stands after Hangup"),
        ("<Dial></Dial>", "nobody to ring"),
        ("<Dial>01632 960002</Dial>", "full international form"),
        ("<Dial><Number>999</Number></Dial>", "full international form"),
        (f"<Dial>{'<Number>+441632960002</Number>' * 11}</Dial>", "11 numbers"),
        ("<Dial>+441632960002<Number>+441632960003</Number></Dial>", "words loose in Dial"),
        ("<Dial><Client>desk</Client></Dial>", "no Client"),
        ('<Dial callerId="council">+441632960002</Dial>', "callerId"),
        ('<Dial><Number statusCallbackEvent="over">+441632960002</Number></Dial>', "statusCallbackEvent"),
        ("<Enqueue/>", "neither a queue nor a workflow"),
        (f"<Enqueue>{'q' * 65}</Enqueue>", "at most 64"),
        (f'<Enqueue workflowSid="WW{"0" * 32}"><Task>bins</Task></Enqueue>', "JSON object"),
        ('<Record maxLength="0"/>', "maxLength"),
        ('<Reject reason="rude"/>', "reason"),
    ],
)
def test_faults_are_named(inside: str, fault: str) -> None:
    with pytest.raises(TwimlError) as refused:
        parse(document(inside))
    assert fault in str(refused.value)


@pytest.mark.parametrize(
    "body",
    [
        "<Response><Say>Tea & cake</Say></Response>",
        "<Response><Say>Bell\x0b</Say></Response>",
        "<Response><Say>Hi</Response>",
        "",
        "  <?xml version='1.0'?><Response><Say>Hi</Say></Response>",
        "<Answer><Say>Hi</Say></Answer>",
        '<!DOCTYPE r [<!ENTITY a "b">]><Response><Say>&a;</Say></Response>',
        b"\xff\xfe\x00",
    ],
)
def test_what_is_not_xml_has_the_code_for_that(body: str | bytes) -> None:
    with pytest.raises(TwimlError) as refused:
        parse(body)
    assert refused.value.code == 12100


def test_an_empty_response_is_right_where_nothing_need_be_added() -> None:
    assert parse("<Response/>", allow_empty=True) == ()


def test_marks_are_carried_out_and_leave_words() -> None:
    say = (
        '<Say voice="Polly.Amy-Neural" language="en-GB"><p>Your reference is '
        '<say-as interpret-as="spell-out">B7K2</say-as>.</p><break time="400ms"/>'
        '<s>I will <prosody rate="slow">say that</prosody> again,</s> '
        '<sub alias="Councillor">Cllr</sub> Smith.</Say>'
    )
    assert (
        parse(document(say))[0].words == "Your reference is B 7 K 2. I will say that again, Councillor Smith."
    )

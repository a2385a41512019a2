"""The bytes of SIP2: what we write a library can read, and nothing malformed is believed."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from cases.library import sip2
from cases.library.sip2 import Message, Sip2Error, decode, encode, read_date, read_pence, take_line

WHEN = "20270301    093000"
WHO = (("AO", "demo"), ("AA", "21900000010017"), ("AD", "4826"))

EVERY_MESSAGE = [
    Message("93", {"uid_algorithm": "0", "pwd_algorithm": "0"}, (("CN", "frontdoor"), ("CO", "demo"))),
    Message("94", {"ok": "1"}),
    Message("99", {"status": "0", "print_width": "080", "protocol_version": "2.00"}),
    Message(
        "98",
        dict.fromkeys(
            ("online", "checkin_ok", "checkout_ok", "renewal_ok", "status_update_ok", "offline_ok"), "Y"
        )
        | {"timeout_period": "050", "retries_allowed": "003", "date": WHEN, "protocol_version": "2.00"},
        (("AO", "demo"), ("BX", "YYYYYYYYYYYYYYYY")),
    ),
    Message("63", {"language": "001", "date": WHEN, "summary": "  Y       "}, WHO),
    Message(
        "64",
        {"patron_status": " " * 14, "language": "001", "date": WHEN}
        | dict.fromkeys(("hold_count", "overdue_count", "charged_count", "fine_count"), "0002")
        | {"recall_count": "    ", "unavailable_hold_count": "    "},
        (("AE", "Marjorie Quillfeather"), ("BV", "1.20"), ("AU", "3190"), ("AU", "3191")),
    ),
    Message("17", {"date": WHEN}, (("AB", "3190"),)),
    Message(
        "18",
        {"circulation_status": "04", "security_marker": "00", "fee_type": "01", "date": WHEN},
        (("AB", "3190"), ("AJ", "Les Misérables"), ("AH", WHEN)),
    ),
    Message(
        "29",
        {"third_party_allowed": "N", "no_block": "N", "date": WHEN, "no_block_due": sip2.NO_DATE},
        (*WHO, ("AB", "3190")),
    ),
    Message(
        "30",
        {"ok": "0", "renewal_ok": "N", "magnetic_media": "N", "desensitize": "N", "date": WHEN},
        (("AF", "This item is reserved"),),
    ),
    Message("65", {"date": WHEN}, WHO),
    Message(
        "66",
        {"ok": "1", "renewed_count": "0001", "unrenewed_count": "0001", "date": WHEN},
        (("BM", "3190"), ("BN", "3191")),
    ),
    Message("35", {"date": WHEN}, WHO),
    Message("36", {"end_session": "Y", "date": WHEN}),
    Message("96"),
]


def test_the_checksum_is_the_one_worked_out_by_hand() -> None:
    # "941AY3AZ", a login accepted: 39+34+31 + 41+59+33 + 41+5A = 206 in hexadecimal; 10000 - 206 = FDFA.
    assert sip2.checksum(b"941AY3AZ") == "FDFA"
    assert encode(Message("94", {"ok": "1"}, (), sequence=3)) == b"941AY3AZFDFA\r"


def test_the_checksum_of_a_status_question_is_the_one_worked_out_by_hand() -> None:
    # "9900302.00AY1AZ": 39+39 + 30 + 30+33+30 + 32+2E+30+30 + 41+59+31 + 41+5A = 35B; 10000 - 35B = FCA5.
    status = Message("99", {"status": "0", "print_width": "030", "protocol_version": "2.00"}, (), sequence=1)
    assert encode(status) == b"9900302.00AY1AZFCA5\r"


def test_a_request_to_send_again_has_a_checksum_and_no_sequence_number() -> None:
    # "96AZ": 39+36+41+5A = 10A; 10000 - 10A = FEF6.
    assert encode(Message("96")) == b"96AZFEF6\r"


@pytest.mark.parametrize("message", EVERY_MESSAGE, ids=lambda message: message.code)
def test_what_is_written_is_what_is_read(message: Message) -> None:
    assert decode(encode(message)) == message


def test_the_sequence_number_is_one_digit_and_comes_back() -> None:
    assert decode(encode(Message("94", {"ok": "1"}, (), sequence=7))).sequence == 7
    assert b"AY2AZ" in encode(Message("94", {"ok": "1"}, (), sequence=12))


def test_a_library_without_error_detection_is_understood() -> None:
    assert decode(b"941\r") == Message("94", {"ok": "1"})


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"941AY3AZFDFB", "checksum is wrong"),
        (b"940AY3AZFDFA", "checksum is wrong"),
        (b"941AY3AZFD", "damaged checksum"),
        (b"36Y20270301", "stops before date"),
        (b"94", "stops before ok"),
        (b"941A", "malformed field"),
        (b"941<b|", "malformed field"),
        (b"HTTP/1.1 400 Bad Request", "not a SIP2 message"),
        (b"\xff\xfe\x00", "not a SIP2 message"),
        (b"", "not a SIP2 message"),
    ],
)
def test_a_malformed_line_is_refused_and_the_refusal_says_why(line: bytes, why: str) -> None:
    with pytest.raises(Sip2Error, match=why):
        decode(line)


def test_a_refusal_never_quotes_the_line() -> None:
    with pytest.raises(Sip2Error) as refused:
        decode(b"36Y20270301    093000AASecret|AD4826|<b|")
    assert "4826" not in str(refused.value)
    assert "Secret" not in str(refused.value)


@pytest.mark.parametrize("typed", ["48|AOother|AA999", "4826\r29YN", "48\n26\x0026\x85\u2028\ud800"])
def test_nothing_a_resident_types_can_start_a_field_or_a_message(typed: str) -> None:
    line = encode(Message("35", {"date": WHEN}, (("AA", "219"), ("AD", typed)), sequence=0))
    assert line.count(b"\r") == 1
    assert [code for code, _ in decode(line).fields] == ["AA", "AD"]


def test_a_fixed_field_of_the_wrong_width_is_never_sent() -> None:
    with pytest.raises(Sip2Error, match="date must be 18"):
        encode(Message("65", {"date": "tomorrow"}))
    with pytest.raises(Sip2Error, match="ok must be 1"):
        encode(Message("94", {"ok": "|"}))


def test_a_message_shows_which_fields_it_has_and_never_the_pin() -> None:
    assert repr(Message("65", {"date": WHEN}, WHO)) == "<SIP2 65 AO AA AD>"


@pytest.mark.parametrize("ending", [b"\r", b"\r\n", b"\n", b"\r\n\r\n"])
def test_lines_end_the_way_each_library_ends_them(ending: bytes) -> None:
    arrived = bytearray(b"941" + ending + b"940" + ending)
    assert [take_line(arrived), take_line(arrived), take_line(arrived)] == [b"941", b"940", None]


def test_half_a_line_waits_for_the_rest() -> None:
    arrived = bytearray(b"\n94")
    assert take_line(arrived) is None
    arrived += b"1\r"
    assert take_line(arrived) == b"941"


def test_a_line_without_end_is_refused() -> None:
    with pytest.raises(Sip2Error, match="too long"):
        take_line(bytearray(b"9" * (sip2.MAX_LINE_BYTES + 1)))


def test_titles_in_the_old_code_page_are_read() -> None:
    line = b"180400 1".replace(b" ", b"0") + WHEN.encode() + "AJLes Misérables|".encode("cp850")
    assert decode(line).first("AJ") == "Les Misérables"


def test_a_moment_is_written_with_four_blanks_for_local_time() -> None:
    assert sip2.timestamp(datetime(2027, 3, 1, 9, 30)) == WHEN  # noqa: DTZ001


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("20270322    235900", date(2027, 3, 22)),
        ("2027-03-22", date(2027, 3, 22)),
        ("2027-03-22T23:59:00+0000", date(2027, 3, 22)),
        ("22/03/2027 23:59", date(2027, 3, 22)),
        ("5-4-2027", date(2027, 4, 5)),
        ("", None),
        (sip2.NO_DATE, None),
        ("20271322    235900", None),
        ("soon", None),
    ],
)
def test_due_dates_are_read_in_british_order_and_an_unreadable_one_is_unknown(
    text: str, due: date | None
) -> None:
    assert read_date(text) == due


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("8.50", 850),
        ("0.00", 0),
        ("", 0),
        ("£8.5", 850),
        ("7", 700),
        (".05", 5),
        ("1,234.56", 123456),
        ("-2.00", 0),
        ("£-2.00", 0),
    ],
)
def test_fines_are_whole_pence_and_credit_is_nothing_owed(text: str, pence: int) -> None:
    assert read_pence(text) == pence


def test_fines_that_are_not_a_number_are_not_guessed() -> None:
    with pytest.raises(Sip2Error, match="not a number"):
        read_pence("some")


def test_a_library_is_only_asked_what_it_says_it_can_answer() -> None:
    no_renew_all = Message("98", {}, (("BX", "YYYYYYYYYYYYYYYN"),))
    assert sip2.supports(no_renew_all, "29")
    assert not sip2.supports(no_renew_all, "65")
    assert sip2.supports(Message("98"), "65")

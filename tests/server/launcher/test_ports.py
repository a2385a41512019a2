"""A port in use is named, with the setting that moves it."""

from __future__ import annotations

import socket

import pytest

from server.launcher.ports import Port, PortsInUse, require_free


@pytest.fixture
def taken():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def test_a_port_in_use_is_named_with_who_wants_it_and_the_setting_that_moves_it(taken):
    with pytest.raises(PortsInUse) as refused:
        require_free([Port(taken, "Rasa", "FRONTDOOR_RASA_PORT")])
    assert str(refused.value) == (
        f"Port {taken} (Rasa) is in use. Stop what uses it or set FRONTDOOR_RASA_PORT."
    )


def test_every_port_in_use_is_named_at_once(taken):
    with socket.create_server(("127.0.0.1", 0)) as other:
        second = other.getsockname()[1]
        with pytest.raises(PortsInUse) as refused:
            require_free([Port(taken, "Rasa", "RASA"), Port(second, "the web application", "WEB")])
    assert f"Port {taken}" in str(refused.value)
    assert f"Port {second}" in str(refused.value)


def test_two_of_ours_on_one_port_are_told_apart(free):
    with pytest.raises(PortsInUse, match=f"Port {free} is set for both Rasa and the web application"):
        require_free([Port(free, "Rasa", "RASA"), Port(free, "the web application", "WEB")])


def test_free_ports_are_left_as_they_were(free):
    require_free([Port(free, "Rasa", "RASA")])
    require_free([Port(free, "Rasa", "RASA")])


def test_a_port_that_has_just_been_closed_is_free():
    with socket.create_server(("127.0.0.1", 0)) as server:
        number = server.getsockname()[1]
        caller = socket.create_connection(("127.0.0.1", number))
        answered, _ = server.accept()
        answered.close()  # our side closes first and lingers in TIME_WAIT
        caller.close()
    require_free([Port(number, "Rasa", "RASA")])

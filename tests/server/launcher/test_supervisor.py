"""What dies is started again, with patience; a stop leaves nobody behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from server.launcher.process import Backoff
from server.launcher.supervisor import NotReady, Supervisor

QUICK = Backoff(first=0.02, longest=0.1, healthy_after=60)
FOREVER = "import time; time.sleep(60)"
# Notes its own number and its child's, then waits; the child ignores a polite request to stop.
WITH_A_STUBBORN_CHILD = """
import os, signal, time
child = os.fork()
if child == 0:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
else:
    open("pids", "w").write(f"{os.getpid()} {child}\\n")
time.sleep(60)
"""
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); open('deaf', 'w'); time.sleep(60)"


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def wait_for(fact, seconds: float = 5.0) -> bool:
    deadline = time.monotonic() + seconds
    while not (found := fact()) and time.monotonic() < deadline:
        time.sleep(0.01)
    return bool(found)


def numbers(path: Path) -> list[int]:
    assert wait_for(lambda: path.exists() and path.read_text().endswith("\n"))
    return [int(word) for word in path.read_text().split()]


def test_a_process_that_dies_is_started_again_with_longer_and_longer_waits(tmp_path, process):
    told: list[str] = []
    with Supervisor([process("raise SystemExit(3)")], tmp_path, told.append, QUICK):
        assert wait_for(lambda: len(told) == 5)
    waits = [line.partition("again in ")[2].partition(" s")[0] for line in told]
    assert waits[:5] == ["0.02", "0.04", "0.08", "0.1", "0.1"]
    assert all(line.startswith("The part stopped (exit code 3)") for line in told)


def test_a_process_that_lived_long_enough_begins_with_the_shortest_wait_again(tmp_path, process):
    told: list[str] = []
    healthy_at_once = Backoff(first=0.05, longest=0.4, healthy_after=0.1)
    with Supervisor([process("import time; time.sleep(0.2)")], tmp_path, told.append, healthy_at_once):
        assert wait_for(lambda: len(told) == 2)
    assert [line.count("again in 0.05 s") for line in told[:2]] == [1, 1]


def test_the_waits_are_1_2_4_up_to_30_seconds_unless_set_otherwise():
    assert [Backoff().seconds(failures) for failures in range(7)] == [1, 2, 4, 8, 16, 30, 30]


def test_a_process_killed_with_kill_9_comes_back_as_another(tmp_path, process):
    with Supervisor([process(FOREVER)], tmp_path, backoff=QUICK) as supervisor:
        supervisor.wait_ready("part")
        first = supervisor.pid("part")
        supervisor.kill("part")
        supervisor.wait_ready("part")
        assert supervisor.pid("part") not in (None, first)


def test_what_a_killed_process_had_started_does_not_outlive_it(tmp_path, process):
    with Supervisor([process(WITH_A_STUBBORN_CHILD)], tmp_path, backoff=QUICK) as supervisor:
        _, grandchild = numbers(tmp_path / "pids")
        supervisor.kill("part")
        assert wait_for(lambda: not alive(grandchild))


def test_a_stop_leaves_no_child_and_no_grandchild(tmp_path, process):
    with Supervisor([process(WITH_A_STUBBORN_CHILD)], tmp_path):
        pids = numbers(tmp_path / "pids")
        assert all(alive(pid) for pid in pids)
    assert not any(alive(pid) for pid in pids)


def test_a_process_that_does_not_stop_when_asked_is_killed(tmp_path, process):
    with Supervisor([process(DEAF)], tmp_path, grace_seconds=0.2) as supervisor:
        assert wait_for((tmp_path / "deaf").exists)
        pid = supervisor.pid("part")
    assert pid is not None
    assert not alive(pid)


def test_children_die_with_a_supervisor_that_is_killed_with_kill_9(tmp_path):
    script = """
import os, sys, time
from pathlib import Path
from server.launcher.process import Process
from server.launcher.supervisor import Supervisor
here = Path(sys.argv[1])
command = [sys.executable, "-I", "-S", "-c", "import time; time.sleep(60)"]
with Supervisor([Process("part", "The part", lambda: command, lambda: True)], here) as supervisor:
    supervisor.wait_ready()
    (here / "pid").write_text(f"{supervisor.pid('part')}\\n")
    time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", script, str(tmp_path)]) as supervisor:
        [child] = numbers(tmp_path / "pid")
        assert alive(child)
        os.kill(supervisor.pid, signal.SIGKILL)
    assert wait_for(lambda: not alive(child))


def test_a_process_that_never_gets_ready_is_given_up_on_with_the_end_of_its_log(tmp_path, process):
    slow = process("print('loading the model', flush=True); import time; time.sleep(60)", ready=lambda: False)
    with Supervisor([slow], tmp_path) as supervisor, pytest.raises(NotReady) as late:
        supervisor.wait_ready("part", timeout_seconds=0.4)
    assert str(late.value).startswith("The part was not ready after 0.4 s. The end of ")
    assert str(late.value).endswith("part.log:\nloading the model")


def test_a_process_that_stops_at_once_is_not_waited_for_to_the_end(tmp_path, process):
    broken = process("print('no such table', flush=True)", settle_seconds=30)
    with Supervisor([broken], tmp_path, backoff=QUICK) as supervisor, pytest.raises(NotReady) as hopeless:
        supervisor.wait_ready(timeout_seconds=60)
    assert "stops as soon as it has started" in str(hopeless.value)
    assert "no such table" in str(hopeless.value)


def test_a_command_that_does_not_exist_is_named_in_the_log(tmp_path, process):
    missing = process("")
    missing = type(missing)("part", "The part", lambda: ["no-such-command"], lambda: True, settle_seconds=30)
    with Supervisor([missing], tmp_path, backoff=QUICK) as supervisor, pytest.raises(NotReady) as hopeless:
        supervisor.wait_ready(timeout_seconds=60)
    assert "no-such-command does not start: No such file or directory" in str(hopeless.value)


def test_one_that_cannot_say_what_to_run_does_not_stop_the_others(tmp_path, process):
    def no_model() -> list[str]:
        raise RuntimeError("there is no model")

    well = process(FOREVER)
    ill = type(well)("ill", "The ill one", no_model, lambda: True)
    with Supervisor([ill, well], tmp_path, backoff=QUICK) as supervisor:
        supervisor.wait_ready("part")
        with pytest.raises(NotReady, match="there is no model"):
            supervisor.wait_ready("ill")
        assert supervisor.is_ready("part")


def test_the_log_of_the_last_start_is_kept_beside_the_new_one(tmp_path, process):
    for words in ("first", "second"):
        with Supervisor([process(f"print({words!r}, flush=True); {FOREVER}")], tmp_path) as supervisor:
            supervisor.wait_ready()
            assert wait_for(lambda: (tmp_path / "part.log").read_text() != "")
    assert (tmp_path / "part.log.1").read_text() == "first\n"
    assert (tmp_path / "part.log").read_text() == "second\n"

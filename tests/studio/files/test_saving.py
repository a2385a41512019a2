"""A change of several files is saved whole or not at all, when the disk is full and when the process is killed."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from server.settings import ROOT
from studio.files.refused import NotSaved
from studio.files.saving import JOURNAL, recover, write

WASTE, STREETS = "data/nlu/waste.yml", "data/nlu/streets.yml"


def _files(folder: Path) -> dict[Path, bytes]:
    return {
        path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts
    }


def _in_another_process(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(folder)],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )


def test_files_are_written_made_and_taken_away_together(content: Path) -> None:
    write(content, {WASTE: b"nlu: []\n", "kb/articles/new/one.md": b"x", "council/busiest.yml": None})
    assert (content / WASTE).read_bytes() == b"nlu: []\n"
    assert (content / "kb/articles/new/one.md").read_bytes() == b"x"
    assert not (content / "council/busiest.yml").exists()
    assert list(content.rglob("*~")) == []
    assert not (content / JOURNAL).exists()


def test_a_full_disk_leaves_every_file_as_it_was(content: Path) -> None:
    """The operating system itself refuses to write more than 64 KB to a file: the second of three is larger."""
    before = _files(content)
    full = """
        import resource, signal, sys
        from pathlib import Path
        from studio.files.refused import NotSaved
        from studio.files.saving import write
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
        change = {"data/nlu/aaa.yml": b"nlu: []", "data/nlu/new/waste.yml": b"x" * 100_000, "data/nlu/waste.yml": None}
        try:
            write(Path(sys.argv[1]), change)
        except NotSaved as error:
            print(error.strerror)
    """
    assert _in_another_process(full, content).stdout == "Nothing was saved: file too large\n"
    assert _files(content) == before
    assert not (content / "data/nlu/new").exists()


def test_a_file_that_cannot_take_its_place_puts_the_others_back(content: Path) -> None:
    before = _files(content)
    (content / "council/in-the-way").mkdir()
    with pytest.raises(NotSaved):
        write(content, {WASTE: b"nlu: []\n", STREETS: None, "council/in-the-way": b"x"})
    assert _files(content) == before


def test_a_save_that_was_killed_half_way_is_put_back(content: Path) -> None:
    """Killed before it opens, links or renames its first file, before the second, and so on until it gets through."""
    before = _files(content)
    change = {WASTE: b"nlu: []\n", STREETS: None, "data/nlu/new.yml": b"nlu: []\n"}
    saved = {content / name: data for name, data in change.items()}
    whole = {path: data for path, data in {**before, **saved}.items() if data is not None}
    for place in range(1, 60):
        killed = f"""
            import os, signal, sys
            from pathlib import Path
            from studio.files.saving import write
            calls = 0
            def count(event, _):
                global calls
                if event in ("open", "os.rename", "os.link", "os.remove"):
                    calls += 1
                    if calls == {place}:
                        os.kill(os.getpid(), signal.SIGKILL)
            sys.addaudithook(count)
            write(Path(sys.argv[1]), {change!r})
        """
        done = _in_another_process(killed, content)
        recover(content)
        now = {path: data for path, data in _files(content).items() if not path.name.endswith("~")}
        assert now in (before, whole)
        if done.returncode == 0:
            break
        assert done.returncode == -9, done.stderr
        for path in _files(content).keys() - before.keys():
            path.unlink()
        for path, data in before.items():
            path.write_bytes(data)
    assert now == whole
    assert place > 9


@pytest.mark.parametrize("name", ["../outside.yml", "/etc/passwd", "data/../../x", ".git/config", ""])
def test_nothing_is_written_outside_the_content(content: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no file of the content"):
        write(content, {name: b"x"})

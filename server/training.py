"""Trains the assistant for the current data, once: a model is named after what went into it."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from server.launcher.logs import last_lines, rotate, shown
from server.launcher.process import leashed
from server.launcher.progress import Progress
from server.settings import ROOT
from server.yaml_meaning import without_comments

ENCODER = ".cache/encoder/SHA256SUMS"  # whether the sentence encoder is there, and which
CONTENT = (
    "config.yml",
    "domain",
    "data",
    "council/services",
    "council/safety",
    "council/danger.yml",
    "council/collections.yml",
    "council/gazetteer.csv",
    "council/languages.yml",
    "council/teams.yml",
)
CODE = (
    "council/danger.py",
    "council/foreign_danger.py",
    "council/case_types.py",
    "council/catalogue.py",
    "council/languages.py",
    "council/yaml_files.py",
    "bot/uv.lock",
    ENCODER,
)
YAML = (".yml", ".yaml")
BOT_PYTHON = Path("bot/.venv/bin/python")
TRAINER = Path("bot/train.py")
PROBLEM = "Problem: "  # how the trainer's last line begins when the content is at fault
MODELS_KEPT = 5
KEPT = ".kept-"  # in models/, a file for each content: its folder, then the names of models that must stay
NAME_LENGTH = 12  # digits of the fingerprint in a model's name
LOG_PREFIX = re.compile(
    r"^(?:[\d-]+ [\d:]+ +)?(?:DEBUG|INFO|WARNING|ERROR) +[\w.]+ +(?:- +)?"
)  # not for a person
NO_ENCODER = "The sentence encoder could not be built, so fewer messages will be understood."
TRIES = 3  # an editor may save while we train; then what was trained has no name
WAITING = "Another training is running; waiting for it"
STOP_POLL_SECONDS = 0.1
STOPPED = "The training was stopped."
KILLED = "The machine ended the training. It may be short of memory; try again in a few minutes."
UNKNOWN_FAULT = (
    "The training failed for a reason that is not in your files. Tell whoever looks after the server."
)
DISK_FULL = "The disk is full, so the model could not be saved. Tell whoever looks after the server."


class TrainingFailed(RuntimeError):
    """No model came of it; the message ends with the last lines of the log, `reason` is for an editor."""

    def __init__(self, message: str, reason: str = UNKNOWN_FAULT) -> None:
        super().__init__(message)
        self.reason = reason


class TrainingStopped(TrainingFailed):
    """Somebody asked for it to stop."""

    def __init__(self) -> None:
        super().__init__(STOPPED, STOPPED)


def fingerprint(content: Path = ROOT, root: Path = ROOT) -> str:
    """SHA-256 over the names and contents of all that shapes a model, in hexadecimal. Comments do not.

    Args:
        content: the checkout whose phrases, replies and council's files it is trained on.
        root: the checkout whose code trains it.
    """
    digest = hashlib.sha256()
    for name, path in sorted(_inputs(content, root).items()):
        read = path.read_bytes()
        if path.suffix in YAML:
            read = without_comments(read)
        digest.update(f"{name}\0{len(read)}\0".encode())
        digest.update(read)
    return digest.hexdigest()


def model_for(data: str, root: Path = ROOT) -> Path | None:
    """The model trained for a fingerprint, none when there is none."""
    model = root / "models" / f"frontdoor-{data[:NAME_LENGTH]}.tar.gz"
    return model if model.is_file() else None


def current_model(content: Path = ROOT, root: Path = ROOT) -> Path | None:
    """The model for a content as it is now, none when it is missing."""
    return model_for(fingerprint(content, root), root)


def train(
    on_line: Callable[[str], None] = lambda line: None,
    content: Path = ROOT,
    force: bool = False,
    *,
    root: Path = ROOT,
    stop: Event | None = None,
    keep: Collection[str] = (),
) -> Path:
    """Train a model for a content as it is now and return its file; at once when there is one already.

    A model appears whole or not at all. Of two trainings at a time one waits, and finds the work done.

    Args:
        on_line: called with each line that building and training print; all of it is in var/log/train.log.
        content: the folder with data/, domain/, council/ and config.yml. No code in it is run.
        force: train even if there is a model for these data.
        root: the checkout whose code, encoder and models/ are used.
        stop: once set, what is running is killed and nothing comes of it.
        keep: names of models that are not forgotten, however old.
    Raises:
        TrainingFailed: the model could not be made.
        TrainingStopped: `stop` was set.
    """
    models, log = root / "models", root / "var" / "log" / "train.log"
    models.mkdir(exist_ok=True)
    run = _Run(root, log, on_line, stop or Event())
    with _only_one(models / ".lock", run):
        for _ in range(TRIES):
            if not force and (model := current_model(content, root)):
                os.utime(model)  # somebody needs it: it is not the next to be forgotten
                return model
            for unfinished in models.glob(".training-*"):  # of a training that was killed
                shutil.rmtree(unfinished, ignore_errors=True)
            rotate(log)
            _build_encoder(run)
            data = fingerprint(content, root)
            with _folder_in(models) as folder:
                trained = _build(run, content, folder, f"frontdoor-{data[:NAME_LENGTH]}", force)
                if fingerprint(content, root) == data:
                    model = trained.replace(models / trained.name)
                    _forget_old(models, {model.name, *keep})
                    return model
            on_line("The training data changed while it was read; training again")
    changing = "The training data changed during each of the trainings. Try again when nobody edits."
    raise TrainingFailed(changing, changing)


def environment(root: Path = ROOT) -> dict[str, str]:
    """What Rasa's processes see: none of our settings, above all no secret and no database."""
    return without_settings() | {
        "PYTHONPATH": str(root),
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "RASA_CACHE_DIRECTORY": str(root / ".cache" / "rasa"),  # what was trained, for live and drafts alike
        "OMP_NUM_THREADS": "1",  # one small machine: more threads only wait for each other
    }


def without_settings() -> dict[str, str]:
    """This process's environment for a Python process that is told its settings, if any, by us."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("FRONTDOOR_")}
    # Some machines forbid byte code; Rasa then compiles TensorFlow at each start and takes 25 s longer.
    others.pop("PYTHONDONTWRITEBYTECODE", None)
    return others | {"PYTHONUNBUFFERED": "1"}


def _inputs(content: Path, root: Path) -> dict[str, Path]:
    """Files by their names from the content's folder, or from the root's."""
    found: dict[str, Path] = {}
    for folder, names in ((content, CONTENT), (root, CODE)):
        for name in names:
            path = folder / name
            paths = [path] if path.is_file() else _files(path)
            found |= {one.relative_to(folder).as_posix(): one for one in paths}
    code = (path for path in _files(root / "bot") if path.suffix == ".py")
    return found | {path.relative_to(root).as_posix(): path for path in code}


def _files(folder: Path) -> Iterator[Path]:
    """Every file beneath, but no hidden ones (bot/.venv, an editor's swap file) and no byte code."""
    for base, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "__pycache__"]
        yield from (Path(base, name) for name in files if not name.startswith("."))


@dataclass(frozen=True)
class _Run:
    """What the processes of one training share."""

    root: Path
    log: Path
    on_line: Callable[[str], None]
    stop: Event

    def __call__(self, command: Sequence[str | Path], folder: Path) -> None:
        """Run a command of bot's Python in a folder, telling its lines."""
        if self.stop.is_set():
            raise TrainingStopped
        python = str(self.root / BOT_PYTHON)
        with (
            self.log.open("a") as written,
            subprocess.Popen(
                leashed([python, *map(str, command)]),
                cwd=folder,
                env=environment(self.root),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,  # also splits a progress bar at each carriage return
                errors="replace",
                start_new_session=True,
            ) as process,
            _killed_when(self.stop, process),
        ):
            last = ""
            try:
                for line in process.stdout or ():
                    written.write(line)
                    written.flush()
                    if words := LOG_PREFIX.sub("", line.strip()):
                        last = words
                        self.on_line(words)
            except BaseException:  # Ctrl-C too: nothing goes on training behind our back
                _kill(process)
                raise
        if self.stop.is_set():
            raise TrainingStopped
        if process.returncode:
            what = f"{Path(command[-1] if command[0] == '-m' else command[0]).name} failed."
            raise TrainingFailed(
                f"{what} The end of {shown(self.log)}:\n{last_lines(self.log)}",
                _reason(process.returncode, last, folder),
            )


def _reason(code: int, last: str, folder: Path) -> str:
    """Why a training ended, for an editor, from its exit code and last line."""
    if last.startswith(PROBLEM):
        return last.removeprefix(PROBLEM).replace(f"{folder}/", "")
    if "No space left on device" in last:
        return DISK_FULL
    if code < 0:
        return KILLED
    return UNKNOWN_FAULT


def _build(run: _Run, content: Path, out: Path, name: str, force: bool) -> Path:
    run([run.root / TRAINER, out, name, *(["--force"] if force else [])], content)
    model = out / f"{name}.tar.gz"
    if not model.is_file():  # Rasa can refuse the data and still exit with 0
        raise TrainingFailed(f"Rasa made no model. The end of {shown(run.log)}:\n{last_lines(run.log)}")
    return model


def _build_encoder(run: _Run) -> None:
    """Before the fingerprint, which depends on it. Offline the assistant is trained all the same."""
    try:
        run(["-m", "encoder.build"], run.root)
    except TrainingStopped:
        raise
    except TrainingFailed:
        run.on_line(f"{NO_ENCODER} The reason is in {shown(run.log)}.")


@contextmanager
def _killed_when(stop: Event, process: subprocess.Popen[str]) -> Iterator[None]:
    """Watch for somebody who wants a process stopped, for as long as it runs."""
    over = Event()

    def watch() -> None:
        while not over.wait(STOP_POLL_SECONDS):
            if stop.is_set():
                _kill(process)
                return

    watching = Thread(target=watch, name="training-stop", daemon=True)
    watching.start()
    try:
        yield
    finally:
        over.set()
        watching.join()


def _kill(process: subprocess.Popen[str]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def _folder_in(models: Path) -> Iterator[Path]:
    """A folder for an unfinished model. Raises TrainingFailed when the disk is full, whenever that shows."""
    try:
        with tempfile.TemporaryDirectory(prefix=".training-", dir=models) as folder:
            yield Path(folder)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise TrainingFailed(f"{models} cannot be written: {error.strerror}", DISK_FULL) from error


@contextmanager
def _only_one(lock: Path, run: _Run) -> Iterator[None]:
    with lock.open("w") as file:
        told = False
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if not told:
                    run.on_line(WAITING)
                told = True
            if run.stop.wait(STOP_POLL_SECONDS):
                raise TrainingStopped
        yield


def _forget_old(models: Path, keep: Collection[str]) -> None:
    """Of the models that nobody named, the newest stay; what belongs to a model goes with it."""
    keep = {*keep, *kept(models)}
    newest_first = sorted(models.glob("frontdoor-*.tar.gz"), key=lambda model: -model.stat().st_mtime)
    for model in newest_first[MODELS_KEPT:]:
        if model.name not in keep:
            model.unlink()
            answers_of(model).unlink(missing_ok=True)


def kept(models: Path = ROOT / "models") -> set[str]:
    """Names of models that no training may forget: releases can be taken back to them."""
    names: set[str] = set()
    for file in models.glob(f"{KEPT}*"):
        content, *listed = file.read_text(encoding="utf-8").splitlines() or [""]
        if Path(content).is_dir():
            names |= set(listed)
        else:  # of a checkout that is gone
            file.unlink(missing_ok=True)
    return names


def keep_models(names: Iterable[str], content: Path, models: Path = ROOT / "models") -> None:
    """Name the models that must stay for a content, in the place of those named before. Raises OSError."""
    content = content.resolve()
    file = models / f"{KEPT}{hashlib.sha256(bytes(content)).hexdigest()[:NAME_LENGTH]}"
    draft = models / f".new{file.name}.{secrets.token_hex(4)}"
    draft.write_text("\n".join([str(content), *sorted(names)]) + "\n", encoding="utf-8")
    draft.replace(file)


def answers_of(model: Path) -> Path:
    """Where what a model made of messages is kept, beside it."""
    return model.with_name(model.name.replace(".tar.gz", ".answers.json"))


def main() -> int:
    """`python -m server.training [--force]`: train if there is no model for the current data."""
    progress = Progress()
    try:
        with progress.step("The assistant's model") as tell:
            model = train(tell, force="--force" in sys.argv[1:])
    except TrainingFailed as error:
        progress.problem(str(error))
        return 1
    if not (ROOT / ENCODER).is_file():
        progress.problem(f"{NO_ENCODER} The next training tries again.")
    progress.line(f"The model for the current data is {model.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Trains the assistant for the current data, once: a model is named after what went into it."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from server.launcher.logs import last_lines, rotate, shown
from server.launcher.process import leashed
from server.launcher.progress import Progress
from server.settings import ROOT

ENCODER = ".cache/encoder/SHA256SUMS"  # whether the sentence encoder is there, and which
INPUTS = (
    "config.yml",
    "domain",
    "data",
    "council/services",
    "council/safety",
    "council/danger.yml",
    "council/danger.py",
    "council/collections.yml",
    "council/gazetteer.csv",
    "council/teams.yml",
    "council/catalogue.py",
    "council/yaml_files.py",
    "bot/uv.lock",
    ENCODER,
)
BOT_PYTHON = Path("bot/.venv/bin/python")
SPACY_PIPELINE = Path(".cache/spacy/frontdoor_en")
MODELS_KEPT = 5
NAME_LENGTH = 12  # digits of the fingerprint in a model's name
LOG_PREFIX = re.compile(r"^[\d-]+ [\d:]+ +[A-Z]+ +[\w.]+ +- +")  # time, level, module: not for a person
NO_ENCODER = "The sentence encoder could not be built, so fewer messages will be understood."
TRIES = 3  # an editor may save while we train; then what was trained has no name


class TrainingFailed(RuntimeError):
    """No model came of it; the message ends with the last lines of the log."""


def fingerprint(root: Path = ROOT) -> str:
    """SHA-256 over the names and contents of all that shapes a model, in hexadecimal."""
    digest = hashlib.sha256()
    for path in _inputs(root):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def model_for(data: str, root: Path = ROOT) -> Path | None:
    """The model trained for a fingerprint, none when there is none."""
    model = root / "models" / f"frontdoor-{data[:NAME_LENGTH]}.tar.gz"
    return model if model.is_file() else None


def current_model(root: Path = ROOT) -> Path | None:
    """The model for the data as they are now, none when it or the pipeline it needs is missing."""
    model = model_for(fingerprint(root), root)
    return model if model and (root / SPACY_PIPELINE).is_dir() else None


def train(on_line: Callable[[str], None] = lambda line: None, root: Path = ROOT, force: bool = False) -> Path:
    """Train a model for the current data and return its file; at once when there is one already.

    A model appears whole or not at all. Of two trainings at a time one waits, and finds the work done.

    Args:
        on_line: called with each line that building and training print; all of it is in var/log/train.log.
        force: train even if there is a model for these data.
    Raises:
        TrainingFailed: the pipeline or the model could not be made.
    """
    models, log = root / "models", root / "var" / "log" / "train.log"
    models.mkdir(exist_ok=True)
    with _only_one(models / ".lock", on_line):
        for _ in range(TRIES):
            if not force and (model := current_model(root)):
                return model
            for unfinished in models.glob(".training-*"):  # of a training that was killed
                shutil.rmtree(unfinished, ignore_errors=True)
            rotate(log)
            _build_encoder(root, log, on_line)
            data = fingerprint(root)
            with tempfile.TemporaryDirectory(prefix=".training-", dir=models) as folder:
                trained = _build(root, Path(folder), f"frontdoor-{data[:NAME_LENGTH]}", log, on_line)
                if fingerprint(root) == data:
                    model = trained.replace(models / trained.name)
                    _forget_old(models)
                    return model
            on_line("The training data changed while it was read; training again")
    raise TrainingFailed(
        "The training data changed during each of the trainings. Try again when nobody edits."
    )


def environment(root: Path = ROOT) -> dict[str, str]:
    """What Rasa's processes see: none of our settings, above all no secret and no database."""
    return without_settings() | {
        "PYTHONPATH": str(root),
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "OMP_NUM_THREADS": "1",  # one small machine: more threads only wait for each other
    }


def without_settings() -> dict[str, str]:
    """This process's environment for a Python process that is told its settings, if any, by us."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("FRONTDOOR_")}
    # Some machines forbid byte code; Rasa then compiles TensorFlow at each start and takes 25 s longer.
    others.pop("PYTHONDONTWRITEBYTECODE", None)
    return others | {"PYTHONUNBUFFERED": "1"}


def _inputs(root: Path) -> list[Path]:
    found: list[Path] = []
    for name in INPUTS:
        path = root / name
        found += [path] if path.is_file() else _files(path)
    found += [path for path in _files(root / "bot") if path.suffix == ".py"]
    return sorted(set(found))


def _files(folder: Path) -> Iterator[Path]:
    """Every file beneath, but no hidden ones (bot/.venv, an editor's swap file) and no byte code."""
    for base, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "__pycache__"]
        yield from (Path(base, name) for name in files if not name.startswith("."))


def _build(root: Path, out: Path, name: str, log: Path, on_line: Callable[[str], None]) -> Path:
    python = str(root / BOT_PYTHON)
    inputs = ["--config", "config.yml", "--domain", "domain", "--data", "data"]
    named = ["--out", str(out), "--fixed-model-name", name]
    _run([python, "-m", "bot.entities.build_spacy"], root, log, on_line)
    _run([python, "-m", "rasa", "train", *inputs, *named], root, log, on_line)
    model = out / f"{name}.tar.gz"
    if not model.is_file():  # Rasa can refuse the data and still exit with 0
        raise TrainingFailed(f"Rasa made no model. The end of {shown(log)}:\n{last_lines(log)}")
    return model


def _build_encoder(root: Path, log: Path, on_line: Callable[[str], None]) -> None:
    """Before the fingerprint, which depends on it. Offline the assistant is trained all the same."""
    try:
        _run([str(root / BOT_PYTHON), "-m", "encoder.build"], root, log, on_line)
    except TrainingFailed:
        on_line(f"{NO_ENCODER} The reason is in {shown(log)}.")


def _run(command: Sequence[str], root: Path, log: Path, on_line: Callable[[str], None]) -> None:
    with (
        log.open("a") as written,
        subprocess.Popen(
            leashed(command),
            cwd=root,
            env=environment(root),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,  # also splits a progress bar at each carriage return
            errors="replace",
            start_new_session=True,
        ) as process,
    ):
        try:
            for line in process.stdout or ():
                written.write(line)
                written.flush()
                if words := LOG_PREFIX.sub("", line.strip()):
                    on_line(words)
        except BaseException:  # Ctrl-C too: nothing goes on training behind our back
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            raise
    if process.returncode:
        raise TrainingFailed(f"{command[2]} failed. The end of {shown(log)}:\n{last_lines(log)}")


@contextmanager
def _only_one(lock: Path, on_line: Callable[[str], None]) -> Iterator[None]:
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            on_line("Another training is running; waiting for it")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _forget_old(models: Path) -> None:
    newest_first = sorted(models.glob("frontdoor-*.tar.gz"), key=lambda model: -model.stat().st_mtime)
    for model in newest_first[MODELS_KEPT:]:
        model.unlink()


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

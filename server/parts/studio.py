"""The studio: drafts, the inbox, trying, comparing and releasing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, partial
from pathlib import Path

from contacts.answering_model import AnsweringModel, RasaAway
from server import training
from server.draft_ears import ModelEars
from server.live.models import ReleaseModels
from server.parts.service import ServiceParts
from server.settings import ROOT
from studio.drafts.drafts import Drafts
from studio.ears import RasaEars
from studio.inbox.gathering import Gathering
from studio.inbox.vectors import vectors_of
from studio.releasing.releases import Releases
from studio.releasing.scores import Compared
from studio.trying.nearest import Nearest
from studio.trying.trial import Trial
from studio.trying.tryings import Tryings
from studio.workshop.comparison import Comparisons
from studio.workshop.depends import Dependencies
from studio.workshop.jobs import Jobs

PHRASE_VECTORS = ROOT / ".cache" / "studio" / "phrases.npz"  # kept for the next start, as those of search are


@dataclass(frozen=True)
class StudioParts(ServiceParts):
    """What editors work with; residents are served without any of it."""

    @cached_property
    def drafts(self) -> Drafts:
        return Drafts(self.settings.content_folder, self.settings.drafts_folder, self.database, self.clock)

    @cached_property
    def gathering(self) -> Gathering:
        """What fills the studio's inbox."""
        return Gathering(
            self.database,
            partial(
                vectors_of,
                self.settings.encoder_folder,
                tuple(sorted({address.locality for address in self.gazetteer})),
            ),
            self.gazetteer.streets,
            timedelta(days=self.settings.inbox_days),
            self.clock,
        )

    @cached_property
    def live_ears(self) -> RasaEars:
        return RasaEars(self.settings.rasa_url, self.settings.rasa_token)

    @cached_property
    def draft_ears(self) -> ModelEars:
        return ModelEars(self.drafts)

    @cached_property
    def jobs(self) -> Jobs:
        return Jobs(self.database)

    @cached_property
    def tryings(self) -> Tryings:
        return Tryings(self.database)

    @cached_property
    def nearest(self) -> Nearest:
        return Nearest(self.settings.encoder_folder, PHRASE_VECTORS)

    @cached_property
    def trial(self) -> Trial:
        return Trial(self.tryings, self.nearest, training.current_model)

    @cached_property
    def comparisons(self) -> Comparisons:
        return Comparisons(self.database, depends=Dependencies(self.settings.content_folder))

    @cached_property
    def answering(self) -> AnsweringModel:
        return AnsweringModel(self.settings.rasa_urls, self.settings.rasa_token)

    @property
    def answering_file(self) -> Path | None:
        """Of the model that answers residents; none where no assistant answers, or its file is not there any more."""
        try:
            names = {name for name in self.answering.names() if name}
        except RasaAway:
            return None
        file = ROOT / "models" / next(iter(names), "")
        return file if len(names) == 1 and file.is_file() else None

    @cached_property
    def releases(self) -> Releases:
        chosen = self.settings
        return Releases(
            chosen.content_folder,
            chosen.state_folder,
            self.database,
            self.drafts,
            Compared(self.comparisons),
            ReleaseModels(chosen.content_folder),
            self.answering,
            self.clock,
        )

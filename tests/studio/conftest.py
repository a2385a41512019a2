"""What every part of the studio is tested with."""

from tests.studio.parts import content

__all__ = ["content"]

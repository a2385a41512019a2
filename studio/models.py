"""The tables of the studio's parts, gathered for whoever makes or migrates them."""

from studio.inbox import models as inbox

TABLES = (inbox,)

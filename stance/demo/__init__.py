"""A page on this machine to try the toolkit: `stance demo`.

Only the standard library serves it. Nothing is loaded from anywhere else, and nothing that is
pasted leaves the machine.
"""

from stance.demo.analyst import Analyst, offered
from stance.demo.server import Server

__all__ = ["Analyst", "Server", "offered"]

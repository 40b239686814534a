"""Reports: an analysis as one HTML page, its graph, and the tensions in it."""

from stance.report.page import to_html
from stance.report.tensions import Tension, tensions

__all__ = ["Tension", "tensions", "to_html"]

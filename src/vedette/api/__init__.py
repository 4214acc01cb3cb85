"""The Python door: open a workspace, take input in, turn the crank, ask.

The command line calls nothing but this room, and so can you: ``vedette.open(path)`` gives a
:class:`~vedette.api.workbench.Workbench`.
"""

from vedette.api.workbench import Workbench

__all__ = ["Workbench"]

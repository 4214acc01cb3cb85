"""A group of commands that means one of them when none is named."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup


def means(name: str) -> type[TyperGroup]:
    """A group in which words that name no command are arguments of this one.

    ``vedette screen "Ri Je Son"`` is ``vedette screen name "Ri Je Son"``.
    """

    class Group(TyperGroup):
        # Typer carries a click of its own, whose types are not for others to name.
        def resolve_command(self, ctx: Any, args: list[str]) -> Any:
            if args and args[0] not in self.commands:
                args = [name, *args]
            return super().resolve_command(ctx, args)

        def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
            helps = {"-h", "--help"}
            if args and args[0].startswith("-") and args[0] not in helps and len(args) > 1:
                args = [name, *args]
            return super().parse_args(ctx, args)

    return Group

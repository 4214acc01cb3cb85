"""``python -m vedette`` is the ``vedette`` command."""

from vedette.cli.main import run

if __name__ == "__main__":
    run()

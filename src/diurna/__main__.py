"""``python -m diurna`` is the command ``diurna``."""

from diurna.cli import main

if __name__ == "__main__":
    main(prog_name="diurna")

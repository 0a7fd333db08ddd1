"""`python -m skill`: ask, chat, build, check."""

from skill.cli import main

if __name__ == "__main__":
    main(prog_name="python -m skill")

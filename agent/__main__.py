"""`python -m agent`: the command line without its installed name."""

from agent.cli import main

if __name__ == "__main__":
    main()

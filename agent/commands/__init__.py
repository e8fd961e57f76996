"""What the commands do: open the parts, call one function, print. The command line itself is `cli.py`."""

from agent.commands.opening import filled, opened

__all__ = ["filled", "opened"]

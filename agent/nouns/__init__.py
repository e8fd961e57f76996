"""The nouns, a file for each step of the work; `agent.types` names them all in order. Pure."""

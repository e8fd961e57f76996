"""How the shipped static embedding model was made: distil, write, measure."""

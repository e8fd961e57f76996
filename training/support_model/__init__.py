"""How the support model was made: pairs, training, export, measuring."""

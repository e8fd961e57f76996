"""How the weights in agent/models were made. Nothing here runs in the product."""

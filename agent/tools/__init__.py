"""The tools that other people's programs call: what each takes and does, and the server that offers them."""

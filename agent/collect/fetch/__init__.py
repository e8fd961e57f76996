"""Whatever is fetched to collect, fetched in one way: from public addresses only, and never too much.

`fetching.fetch` is the only door. An address that leads into the machine or its network, a server that never
ends, a bomb or a broken certificate becomes a `Failure` that says so; only what nobody foresaw is raised.
"""

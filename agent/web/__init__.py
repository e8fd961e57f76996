"""The server: pages, a REST interface, and one that speaks as OpenAI's does. Async lives only here.

- `app.py` puts it together, `site.py` says what it may be reached as.
- `gate.py` stands before everything: host, size, who it is, what they may do, forged requests. What they may
  do is one table in `access.py`; a route that is not in it is not reached by anybody.
- `work.py` gives the answers threads and places, `turns.py` carries a turn out and streams what comes of it.
- `api.py` and `openai.py` are for programs, `pages.py` for people.
"""

"""The front door: what other programs may import, and nothing beside it.

    from datetime import UTC, datetime
    from pathlib import Path
    from agent.brief import brief
    from agent.commands import opened
    from agent.deliver.render import render
    from agent.ingest import ingest
    from agent.make import make_kit
    from agent.prompts import load_profile
    from agent.types import Request

    now = datetime.now(UTC)
    with opened(Path("newsroom")) as (settings, store, library):
        ingest([Path("examples/colombia")], store, settings, now)
        library.sync()
        profile = load_profile("situation", settings.profiles_folder)
        request = Request(question="What will Petro and Trump discuss?")
        made = brief(request, profile, make_kit(store, library), now)
        print(render(made, "md", settings.zone))

The nouns are in `agent.types`, the errors in `agent.errors`. Importing this package loads nothing else.
"""

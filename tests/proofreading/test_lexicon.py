"""The packed counts: small, with source and day, true to what was counted; how they are made."""

import gzip
from pathlib import Path

import pytest

from service.reference import lexicon, update_language
from service.reference.files import DATA, read_yaml
from service.reference.language import LanguageSource, Lexicon, pack

SYLLABLES = {"hành": 900, "chính": 700, "thủ": 300, "tục": 250}
PAIRS = {("hành", "chính"): 600, ("thủ", "tục"): 240, ("tục", "hành"): 200, ("chính", "hành"): 3}


@pytest.fixture
def small() -> Lexicon:
    return Lexicon(pack(LanguageSource("đếm thử", "2026-01-01"), SYLLABLES, PAIRS), {"words": 1})


@pytest.mark.parametrize(("syllable", "count"), SYLLABLES.items())
def test_a_count_is_kept_within_one_part_in_ten(small: Lexicon, syllable: str, count: int) -> None:
    assert small.count(syllable) == pytest.approx(count, rel=0.1)


@pytest.mark.parametrize(("pair", "count"), PAIRS.items())
def test_the_count_of_a_pair_is_kept_within_one_part_in_ten(
    small: Lexicon, pair: tuple[str, str], count: int
) -> None:
    assert small.pair(*pair) == pytest.approx(count, rel=0.1)


def test_what_was_never_seen_counts_nothing(small: Lexicon) -> None:
    assert (small.count("xyz"), small.pair("hành", "thủ"), small.pair("xyz", "hành")) == (0, 0, 0)
    assert list(small.followers("xyz", 1)) == []


def test_followers_are_those_seen_often_enough(small: Lexicon) -> None:
    assert [name for name, _ in small.followers("tục", 3)] == ["hành"]
    assert list(small.followers("chính", 100)) == []


def test_a_syllable_stands_as_loosely_as_it_has_pairs_seen_now_and_then_only(small: Lexicon) -> None:
    assert (small.loose_after("chính"), small.loose_before("hành"), small.loose_pairs) == (1, 1, 1)
    assert (small.loose_after("hành"), small.loose_before("chính")) == (0, 0)
    assert (small.loose_after("xyz"), small.loose_before("xyz")) == (0, 0)


def test_the_same_counts_give_the_same_bytes() -> None:
    source = LanguageSource("a", "2026-01-01")
    assert pack(source, SYLLABLES, PAIRS) == pack(source, dict(reversed(SYLLABLES.items())), PAIRS)


def test_the_file_of_the_project_is_small_and_says_where_it_is_from() -> None:
    assert (DATA / "language" / "administrative.bin").stat().st_size < 2_000_000
    assert "22.693.192" in lexicon().source["source"]
    assert lexicon().source["checked_on"] == "2026-11-24"


def test_the_counts_of_the_project_tell_right_from_wrong() -> None:
    counts = lexicon()
    assert counts.pair("quy", "định") > 1000 * counts.pair("quy", "đinh")
    assert counts.pair("người", "đứng") > 100
    assert counts.pair("đứng", "cơ") == 0
    assert counts.is_tied("hành", "chính")
    assert not counts.is_tied("và", "của")


def test_the_word_lists_have_source_and_day_and_are_in_small_letters_where_they_must() -> None:
    words = read_yaml("language", "words.yaml")
    assert words["source"]
    assert words["checked_on"]
    for wrong, right in words["confusions"].items():
        assert wrong == wrong.lower()
        assert wrong != right
    assert all(phrase == phrase.lower() for phrase in words["phrases"])


def test_a_half_of_a_word_is_in_one_list_only_and_what_begins_another_word_with_it_is_named() -> None:
    words = read_yaml("language", "words.yaml")
    lists = [words[name] for name in ("first_halves", "second_halves", "either_halves", "lone_words")]
    halves = [half for one in lists for half in one]
    assert len(halves) == len(set(halves))
    assert all(half == half.lower() and " " not in half for half in halves)
    assert {pair.split()[0] for pair in words["openings"]} <= set(words["second_halves"])


def test_a_word_that_may_stand_alone_is_no_half() -> None:
    words = read_yaml("language", "words.yaml")
    alone = {*words["free_words"], *words["lone_words"], *words["single_words"]}
    assert not alone & {*words["first_halves"], *words["second_halves"], *words["either_halves"]}


def test_the_update_packs_a_folder_and_leaves_out_pairs_of_one_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(tmp_path / "administrative-syllables.tsv.gz", "hành\t900\nchính\t700\n")
    _write(tmp_path / "administrative-pairs.tsv.gz", "hành\tchính\t600\t90\nchính\thành\t9\t1\n")
    (tmp_path / "language").mkdir()
    monkeypatch.setattr(update_language, "DATA", tmp_path)
    assert update_language.main([str(tmp_path)]) == 0
    made = Lexicon((tmp_path / "language" / "administrative.bin").read_bytes(), {})
    assert made.pair("hành", "chính") > 500
    assert made.pair("chính", "hành") == 0


def test_a_dictionary_adds_what_the_counts_do_not_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(tmp_path / "administrative-syllables.tsv.gz", "hành\t9000\nchính\t7000\nnái\t12\n")
    _write(tmp_path / "administrative-pairs.tsv.gz", "hành\tchính\t6000\t90\n")
    (tmp_path / "words.txt").write_text(
        "hành chính\nTiết canh\nnái\nhành\nbịt mắt bắt dê\n", encoding="utf-8"
    )
    (tmp_path / "language").mkdir()
    monkeypatch.setattr(update_language, "DATA", tmp_path)
    assert update_language.main([str(tmp_path), str(tmp_path / "words.txt")]) == 0
    packed = [(tmp_path / "language" / f"{name}.bin").read_bytes() for name in ("administrative", "everyday")]
    made = Lexicon(packed[0], {}, packed[1])
    assert made.is_word("tiết", "canh")
    assert not made.is_word("hành", "chính")
    assert [made.is_everyday(one) for one in ("nái", "hành", "canh", "dê")] == [True, False, True, True]
    assert made.is_in_use("hành")
    assert not made.is_in_use("xyz")
    assert "pyvi" in made.everyday_source["source"]


def test_the_dictionary_of_the_project_knows_everyday_words_and_says_where_it_is_from() -> None:
    known = lexicon()
    assert (DATA / "language" / "everyday.bin").stat().st_size < 100_000
    assert known.everyday_source["checked_on"]
    assert "MIT" in known.everyday_source["source"]
    assert all(known.is_in_use(one) for one in ("cạy", "ngước", "nái", "quyết"))
    assert known.is_word("tiết", "canh")
    assert not known.is_tied("tiết", "canh")


def test_the_update_without_a_folder_is_wrong_use() -> None:
    assert update_language.main([]) == 64


def _write(path: Path, text: str) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(text)

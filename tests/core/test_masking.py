"""What respondents write keeps its sense and loses who they are."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilik.core.masking import mask

MAN, WOMAN = "640801" + "1205900001", "640801" + "5205900001"
FAMILY, OFFICER = "640801" + "9912900001", "19870415" + "2010012005"
DIGITS = st.integers(min_value=0, max_value=9)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (f"NIK saya {MAN}.", "NIK saya [NIK]."),
        (f"NIK istri {WOMAN}", "NIK istri [NIK]"),
        (f"KK {FAMILY}", "KK [nomor KK]"),
        (f"NIP {OFFICER} jaga loket", "NIP [NIP] jaga loket"),
        ("6408 0112 0590 0001", "[nomor]"),
        ("WA 0812-3456-7890 ya", "WA [telepon] ya"),
        ("hubungi +62 812 3456 7890", "hubungi [telepon]"),
        ("hubungi 6281234567890 sore", "hubungi [telepon] sore"),
        ("telepon 0549-123456", "telepon [telepon]"),
        ("nomor antrean 123456789", "nomor antrean [nomor]"),
        ("surel budi.s@contoh.go.id lambat", "surel [surel] lambat"),
        ("rumah di Jalan Yos Sudarso 12", "rumah di [alamat]"),
        ("rumah di jl. Pinang 3, jauh", "rumah di [alamat], jauh"),
        ("RT 04/RW 02 tidak kebagian", "[alamat] tidak kebagian"),
        ("Ibu Siti Aminah ramah sekali", "Ibu [nama] ramah sekali"),
        ("dilayani pak Budi, cepat", "dilayani pak [nama], cepat"),
        ("a.n. Rahmat Hidayat belum jadi", "a.n. [nama] belum jadi"),
        ("nama saya Joko Susilo", "nama saya [nama]"),
    ],
)
def test_what_tells_who_somebody_is_is_replaced_by_what_it_is(said: str, kept: str) -> None:
    assert mask(said) == kept


@pytest.mark.parametrize(
    "said",
    [
        "Pelayanan cepat, terima kasih.",
        "Menunggu 3 jam dari pukul 08.00 sampai 11.00",
        "Bayar Rp 150.000 tanpa kuitansi",
        "Loket 2 tutup tanggal 12 Mei 2024",
        "ibu hamil dan lansia perlu kursi",
        "Kantor Camat Sangatta Utara bersih",
        "mohon perbaiki jalan ke kantor",
        "bapak petugas ramah",
        "Aturannya PermenPANRB 14 Tahun 2017",
        "",
    ],
)
def test_what_tells_nothing_of_anybody_stays_as_it_was(said: str) -> None:
    assert mask(said) == said


def test_several_in_one_text_are_all_replaced() -> None:
    said = f"Bu Ani (081234567890) minta NIK {MAN} di Jalan Merdeka 5."
    assert mask(said) == "Bu [nama] ([telepon]) minta NIK [NIK] di [alamat]."


@given(st.lists(DIGITS, min_size=9, max_size=20).map(lambda found: "".join(map(str, found))))
def test_no_long_number_is_ever_left(number: str) -> None:
    for said in (number, f"nomor {number}.", f"({number})", f"a{number} b"):
        assert number not in mask(said)


@given(
    st.lists(DIGITS, min_size=16, max_size=16).map(lambda found: "".join(map(str, found))),
    st.sampled_from((" ", "-", ".")),
)
def test_a_number_is_found_however_it_is_spaced(number: str, between: str) -> None:
    spaced = between.join(number[n : n + 4] for n in range(0, 16, 4))
    assert not re.search(r"\d{4}", mask(f"nomor {spaced} sudah diserahkan"))


@given(st.text(alphabet="abcdefghij klmno prstuw", max_size=80))
def test_small_letters_without_numbers_are_left_alone(said: str) -> None:
    assert mask(said) == said


@given(st.text(max_size=120))
def test_masking_twice_masks_no_more(said: str) -> None:
    once = mask(said)
    assert mask(once) == once

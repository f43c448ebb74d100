"""Components as data: lines, pairs, promises and fees read out of the text that is stored."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tilik.core.catalogue import (
    UNITS,
    Duration,
    count_states,
    find_duration,
    find_fees,
    list_lines,
    list_pairs,
    number_lines,
    say_duration,
    write_duration,
    write_fees,
)

STARTS = st.sampled_from(["", "berkas lengkap diterima", "verifikasi selesai"])
NUMBERS = st.decimals(min_value=Decimal("0.5"), max_value=999, places=1)


@given(NUMBERS, st.sampled_from(sorted(UNITS)), STARTS)
def test_a_promise_written_is_the_promise_read(number: Decimal, unit: str, start: str) -> None:
    promise = Duration(number, unit, start)
    assert find_duration(say_duration(promise)) == promise
    assert find_duration(write_duration(promise, "Hari libur tidak dihitung")) == promise
    assert write_duration(promise, say_duration(promise)) == say_duration(promise)


def test_a_promise_is_found_as_decrees_write_it() -> None:
    assert find_duration("Paling lama tiga (3) hari kerja sejak berkas lengkap.") == Duration(
        Decimal(3), "hari-kerja", "berkas lengkap"
    )
    assert find_duration("3 (tiga) hari kerja") == Duration(Decimal(3), "hari-kerja")
    assert find_duration("Senin-Kamis 07.00-14.00") is None
    assert find_duration("3 hari") is None  # of which kind is not said


@given(st.dictionaries(st.sampled_from(["Baru", "Lama", "Surat"]), st.integers(1, 10**8)))
def test_fees_written_are_the_fees_read(amounts: dict[str, int]) -> None:
    lines = "\n".join(
        f"{name}: Rp {amount:,}".replace(",", ".") for name, amount in amounts.items()
    )
    fees = find_fees(write_fees(is_free=False, lines=lines, basis="Perda Nomor 1 Tahun 2024"))
    assert dict(fees.amounts) == amounts
    assert fees.is_free is (False if amounts else None)
    assert fees.basis == "Perda Nomor 1 Tahun 2024"


def test_free_is_free_and_a_tariff_without_amounts_is_neither() -> None:
    assert find_fees(write_fees(is_free=True, lines="", basis="")).is_free is True
    assert find_fees("Rp 0").is_free is True
    assert find_fees("sesuai Pergub Nomor 4 Tahun 2017").is_free is None


def test_lines_lose_their_numbers_and_pairs_keep_who() -> None:
    assert list_lines("1. KTP\n\n- KK\na) Ijazah") == ("KTP", "KK", "Ijazah")
    assert list_pairs("Petugas: memeriksa\nhttps://lapor.go.id\nlangsung") == (
        ("Petugas", "memeriksa"), ("", "https://lapor.go.id"), ("", "langsung"),
    )  # fmt: skip
    assert list_lines(number_lines("KTP\nKK")) == ("KTP", "KK")


def test_a_service_without_a_standard_on_record_is_unknown_and_counts_in_no_share() -> None:
    share = count_states([["adequate"] * 11 + ["defective"] * 3, None])
    assert (share.total, share.percent, share.n_services, share.n_unknown) == (14, 78, 2, 1)
    assert count_states([None]).percent is None

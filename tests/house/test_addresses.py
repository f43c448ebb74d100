"""No address without a word on who may open it."""

from tests.web.addresses import NAMES
from tests.web.rights_table import ROWS

MISSING = (
    "{names}: no row in tests/web/rights_table.py. Add to ROWS one line for each: who may read it "
    "(GET), who may send to it (POST) where that differs, and a value for every <part>, e.g.\n"
    '    "tilik:my_page": of_unit(OWN_UNIT, CHECKERS, form="K"),\n'
    "of_round and of_unit give the period and the unit; a thing of your own goes into THINGS."
)


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    missing = [name for name in NAMES if name not in ROWS]
    assert not missing, MISSING.format(names=", ".join(missing))
    assert not set(ROWS) - set(NAMES)

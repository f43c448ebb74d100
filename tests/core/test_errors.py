"""Errors carry a code and facts; the words live with the interfaces."""

from tilik.core.errors import Conflict, Fault, InvalidInput, NotFound, PermissionDenied, UserError


def test_every_error_has_a_code_of_its_own() -> None:
    codes = [kind().code for kind in (UserError, NotFound, PermissionDenied, Conflict)]
    assert codes == ["error", "not-found", "permission-denied", "conflict"]


def test_the_text_of_an_error_names_its_code_and_facts() -> None:
    assert str(UserError("out-of-scale", found="6", high="5")) == "out-of-scale found='6' high='5'"


def test_invalid_input_holds_all_its_faults_at_once() -> None:
    faults = [Fault("not-a-number", "B2", {"found": "x"}), Fault("unknown-item", "C1")]
    error = InvalidInput(faults)
    assert error.code == "invalid-input" and error.faults == tuple(faults)
    assert error.facts == {"faults": [("not-a-number", "B2"), ("unknown-item", "C1")]}

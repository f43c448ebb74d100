"""Papers that were made: the register of a round, and the one a code names."""

from tilik.records.models import IssuedPaper, Round


def list_issued(round: Round) -> list[IssuedPaper]:
    """The papers made in the round, newest first, without the facts they were made of."""
    papers = IssuedPaper.objects.filter(round=round).defer("facts")
    related = ("unit", "by__person", "signed", "government", "round")
    return list(
        papers.select_related(*related).prefetch_related("signed__versions").order_by("-pk")
    )


def find_issued(code: str) -> IssuedPaper | None:
    """The paper of that code with its round and signed version, or None."""
    related = ("round__government", "round__instrument_version", "unit", "signed", "government")
    papers = IssuedPaper.objects.select_related(*related)
    large = ("cases", "lint_report")
    papers = papers.defer(*(f"round__instrument_version__{name}" for name in large))
    return papers.prefetch_related("signed__versions").filter(code=code).first()

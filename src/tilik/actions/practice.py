"""Interview practice: questions for an official of a unit, answers kept, links without an account."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from django.core import signing
from django.utils import timezone

from tilik.actions import audit
from tilik.actions.permissions import require
from tilik.core.errors import NotFound, UserError
from tilik.library.practice import Option, Practice, Question, Text, load_practice
from tilik.records.models import PracticeAnswer, StandardVersion, Unit, User
from tilik.records.models.standard import DurationUnit
from tilik.records.queries.standards import list_standards

SALT = "tilik.practice"
LINK_SECONDS = 60 * 60 * 24 * 60
OWN = "layanan-sendiri"
DECOYS = (Decimal(2), Decimal(5))
UNITS: Mapping[str, tuple[str, str]] = {
    DurationUnit.MINUTES: ("menit", "minutes"),
    DurationUnit.HOURS: ("jam", "hours"),
    DurationUnit.WORKDAYS: ("hari kerja", "working days"),
    DurationUnit.DAYS: ("hari kalender", "calendar days"),
    DurationUnit.MONTHS: ("bulan", "months"),
}


def get_practice() -> Practice:
    """The officials, cards and general questions."""
    return load_practice()


def list_questions(
    official: str, standards: Sequence[StandardVersion] = ()
) -> tuple[Question, ...]:
    """What that official is asked: on the unit's own services first, then in general.

    Raises NotFound for an official there is none of.
    """
    practice = get_practice()
    if official not in {each.code for each in practice.officials}:
        raise NotFound("official-not-found", found=official)
    own = [question for version in standards for question in _ask_of(version)]
    general = [
        question
        for question in practice.questions
        if not question.officials or official in question.officials
    ]
    return (*own, *general)


def answer_question(
    *, by: User | None, unit: Unit, official: str, question: str, chosen: Sequence[int],
    client_uuid: UUID,
) -> bool:  # fmt: skip
    """Whether exactly the right answers were chosen, kept; sent twice is kept once.

    Without `by` the caller has checked a link. Raises PermissionDenied, NotFound,
    UserError("nothing-chosen").
    """
    if by is not None:
        require(by, "practice.take", government=unit.government, unit=unit)
    asked = list_questions(official, list_standards([unit]).get(unit.pk, ()))
    found = next((each for each in asked if each.code == question), None)
    if found is None:
        raise NotFound("question-not-found", found=question)
    if not chosen:
        raise UserError("nothing-chosen")
    right = {n for n, option in enumerate(found.options) if option.is_right}
    with audit.writing(unit.government):
        before = PracticeAnswer.objects.filter(client_uuid=client_uuid).first()
        if before:
            return before.is_right
        answer = PracticeAnswer.objects.create(
            government=unit.government, unit=unit, official=official, question=question,
            is_right=set(chosen) == right, by=by, at=timezone.now(), client_uuid=client_uuid,
        )  # fmt: skip
        diff = {"official": [None, official], "question": [None, question]}
        audit.record(by=by, verb="practice.answer", target=answer, government=unit.government,
                     unit=unit, diff=diff)  # fmt: skip
    return answer.is_right


def make_link(unit: Unit) -> str:
    """A token with which the unit's quiz opens without an account, for sixty days."""
    return signing.dumps(unit.pk, salt=SALT)


def read_link(token: str) -> Unit:
    """The unit of a link. Raises NotFound where it is forged or too old."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=LINK_SECONDS)
    except signing.BadSignature as error:
        raise NotFound("link-not-valid") from error
    unit = Unit.objects.select_related("government").filter(pk=pk).first()
    if unit is None:
        raise NotFound("link-not-valid")
    return unit


def _ask_of(version: StandardVersion) -> list[Question]:
    """What the standard of one service promises, as questions."""
    name, questions = version.service.name, []
    if version.duration and version.duration_unit:
        first = version.duration
        amounts = sorted({first, *(first * factor for factor in DECOYS)})
        options = tuple(
            Option(_say_duration(amount, version.duration_unit), amount == first)
            for amount in amounts
        )
        ask = {
            "id": f"Berapa lama {name} dijanjikan selesai?",
            "en": f"Within what time is {name} promised?",
        }
        questions.append(_make_own(version, "waktu", ask, options))
    if version.is_free is not None:
        free = Option({"id": "Gratis", "en": "Nothing"}, version.is_free)
        paid = Option(
            {"id": "Berbayar, menurut tarif resmi", "en": "A fee, by the official tariff"},
            not version.is_free,
        )
        ask = {"id": f"Berapa biaya {name}?", "en": f"What does {name} cost?"}
        questions.append(_make_own(version, "biaya", ask, (free, paid)))
    return questions


def _make_own(
    version: StandardVersion, part: str, ask: Text, options: tuple[Option, ...]
) -> Question:
    why = {
        "id": "Begitu tertulis dalam standar pelayanan unit Anda.",
        "en": "So says the service standard of your unit.",
    }
    return Question(f"{version.service.code}.{version.n}.{part}", OWN, ask, options, why)


def _say_duration(amount: Decimal, unit: str) -> Text:
    words = UNITS[unit]
    number = f"{amount.normalize():f}"
    return {"id": f"{number.replace('.', ',')} {words[0]}", "en": f"{number} {words[1]}"}

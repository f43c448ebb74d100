"""A survey of the public's satisfaction that runs at every unit of the example."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from tilik.actions.surveys import Reply, add_responses, open_campaign
from tilik.core.traits import TRAITS
from tilik.records.models import InstrumentVersion, Unit, User
from tilik.records.models.campaign import ResponseChannel

FORM, MEASURE, DAYS = "SKM", "ikm", 30
CHANNELS = (ResponseChannel.QR, ResponseChannel.PAPER, ResponseChannel.LINK, ResponseChannel.KIOSK)
PATTERN = (4, 3, 3, 2, 4, 3, 4, 3, 3, 4, 2)
"""Made-up answers in turn, so that no two units and no two elements are alike."""


def add_surveys(by: User, units: Mapping[str, Unit], now: datetime) -> None:
    """Nothing; every unit has an open survey, with more respondents the further down it stands."""
    versions = InstrumentVersion.objects.filter(government=None).order_by("-pk")
    version = next((each for each in versions if each.document["measure"] == MEASURE), None)
    if version is None:
        return
    items = [item["code"] for item in version.document["forms"][0]["items"]]
    today = now.date()
    for turn, (code, unit) in enumerate(units.items()):
        campaign = open_campaign(
            by=by,
            round=None,
            version=version,
            unit=unit,
            form=FORM,
            title=f"{FORM} {unit.name}",
            period=(today - timedelta(DAYS), today + timedelta(DAYS)),
            population=None if turn == 0 else 40 * turn,
            client_uuid=uuid5(NAMESPACE_URL, f"tilik/example/{FORM}/{code}"),
        )
        replies = [
            Reply(
                day=today - timedelta(person % DAYS),
                channel=CHANNELS[person % len(CHANNELS)],
                answers={
                    item: PATTERN[(turn + person * 3 + n * (turn + 2)) % len(PATTERN)]
                    for n, item in enumerate(items)
                },
                uuid=uuid5(campaign.client_uuid, str(person)),
                traits={
                    name: codes[(person + turn) % len(codes)]
                    for name, codes in TRAITS.items()
                    if person % 5
                },
            )
            for person in range(12 + 4 * turn)
        ]
        add_responses(by=by, campaign=campaign, replies=replies)

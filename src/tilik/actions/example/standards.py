"""Standards of the example's services, as its table says: whole, defective, half written."""

from collections.abc import Mapping
from datetime import date

from tilik.actions.example.tables import read_words
from tilik.actions.standards import adopt_version, describe_service, start_version, write_components
from tilik.actions.units import set_volume
from tilik.records.models import Service, Unit, User


def add_standards(by: User, units: Mapping[str, Unit]) -> int:
    """How many services something is said of."""
    rows = read_words("standards")["standard"]
    for row in rows:
        service = Service.objects.select_related("unit", "government").get(
            unit=units[row["unit"]], code=row["service"]
        )
        describe_service(by=by, service=service, **row["facts"])
        texts = {int(key): text for key, text in row.items() if key.isdecimal()}
        if not texts:
            continue
        version = start_version(by=by, service=service)
        write_components(by=by, version=version, texts=texts)
        if "decree" in row:
            adopt_version(by=by, version=version, number=row["decree"], signed_on=row["signed_on"])
        if "users" in row:
            start, end = (date(row["year"], *day) for day in ((1, 1), (12, 31)))
            set_volume(by=by, service=service, start=start, end=end, users=row["users"])
    return len(rows)

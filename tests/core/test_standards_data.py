"""A judged document as plain data: everything that was found, nothing that was not."""

import json
from datetime import date

from tests.core.test_standards import make_checks, make_rule
from tilik.core.standards import Kind, Row, ServiceRead, judge
from tilik.core.standards_data import make_data

TODAY = date(2026, 11, 24)


def test_a_report_keeps_text_page_box_and_what_was_said_of_them() -> None:
    row = Row("Persyaratan", "membawa apa saja", 2, (0.1, 0.2, 0.3, 0.4))
    stray = Row("Ongkos", "gratis", 3)
    service = ServiceRead("Akta", {1: row}, (stray,))
    report = judge(make_checks(make_rule(Kind.NEEDS, r"\bktp\b")), [service], "", today=TODAY)
    data = make_data(report)
    assert json.loads(json.dumps(data)) == data
    assert data["facts"] == dict(report.facts)
    (made,) = data["services"]
    first, second = made["components"]
    assert (first["label"], first["text"], first["page"]) == ("Persyaratan", row.text, 2)
    assert first["box"] == [0.1, 0.2, 0.3, 0.4]
    (remark,) = first["remarks"]
    assert (remark["code"], remark["reason"]["id"]) == ("x", "Alasan")
    assert made["unknown"] == [{"label": "Ongkos", "text": "gratis", "page": 3}]
    assert (second["found"], second["label"], second["box"]) == ("perlu-diperiksa", None, None)
    assert [each["code"] for each in data["remarks"]] == [each.code for each in report.remarks]

"""A judged document as plain data: for programs, and to be kept."""

from typing import Any

from tilik.core.standards import Judged, Remark, Report


def make_data(report: Report) -> dict[str, Any]:
    """The report as plain data: file and pages are added by who read them."""
    return {
        "facts": dict(report.facts),
        "remarks": [_remark_data(remark) for remark in report.remarks],
        "services": [
            {
                "name": service.name,
                "components": [_component_data(each) for each in service.components],
                "unknown": [
                    {"label": row.label, "text": row.text, "page": row.page}
                    for row in service.unknown
                ],
            }
            for service in report.services
        ],
    }


def _component_data(judged: Judged) -> dict[str, Any]:
    row = judged.row
    return {
        "number": judged.component.number,
        "item": judged.component.item,
        "title": dict(judged.component.title),
        "found": str(judged.found),
        "suggestion": judged.suggestion,
        "label": row.label if row else None,
        "text": row.text if row else None,
        "page": row.page if row else None,
        "box": list(row.box) if row and row.box else None,
        "remarks": [_remark_data(remark) for remark in judged.remarks],
    }


def _remark_data(remark: Remark) -> dict[str, Any]:
    return {
        "code": remark.code,
        "severity": str(remark.severity),
        "reason": dict(remark.reason),
        "ask": dict(remark.ask),
        "quote": remark.quote,
    }

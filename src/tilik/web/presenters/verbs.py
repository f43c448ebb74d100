"""What was done, in words: one for every verb of the trail."""

from django.utils.translation import gettext as _


def say_verb(verb: str) -> str:
    """The verb in words; itself where it has none yet."""
    return {**_of_round(), **_of_surveys(), **_of_office()}.get(verb, verb)


def _of_round() -> dict[str, str]:
    return {
        "answer.give": _("answered"),
        "answer.conflict": _("answered beside a newer answer"),
        "clarification.decide": _("decided on an objection"),
        "document.version": _("brought a new version of a document"),
        "evidence.decide": _("decided on evidence"),
        "evidence.describe": _("described evidence"),
        "evidence.drop-pin": _("took a link away"),
        "evidence.fetch": _("fetched what a link leads to"),
        "evidence.pin": _("offered a link as evidence"),
        "evidence.offer": _("offered evidence"),
        "evidence.withdraw": _("withdrew evidence"),
        "finding.adjudicate": _("settled a level"),
        "finding.reply": _("replied to a finding"),
        "finding.resend": _("sent a returned indicator again"),
        "finding.see": _("looked at what changed"),
        "finding.return": _("returned a finding to the unit"),
        "pack.export": _("exported an offline pack"),
        "pack.import": _("brought an offline pack in"),
        "practice.answer": _("practised the interview"),
        "step.add": _("promised a step after the survey"),
        "step.change": _("changed a step"),
        "step.recheck": _("looked at a step again"),
        "round.assign": _("shared units out among evaluators"),
        "round.add-unit": _("added a unit to the period"),
        "round.extend": _("gave a unit more time"),
        "round.freeze": _("froze the period"),
        "round.open": _("opened the period"),
        "round.oversight": _("chose what decides the suffix of the opinion"),
        "round.phases": _("moved the calendar"),
        "round.rules": _("changed how the period is checked"),
        "round.reopen": _("opened the frozen period again"),
        "sheet.approve": _("approved a form"),
        "sheet.open": _("opened a form"),
        "sheet.return": _("returned a form"),
        "sheet.pass": _("took over an evaluator’s form"),
        "sheet.send": _("sent a form"),
        "sheet.set-aside": _("set an evaluator’s form aside"),
        "sheet.take-back": _("let an evaluator’s form count again"),
        "visit.cancel": _("cancelled a visit"),
        "visit.close": _("closed a visit"),
        "visit.entry": _("recorded on a visit"),
        "visit.erase": _("erased a recording of a visit"),
        "visit.plan": _("planned a visit"),
        "visit.reopen": _("opened a visit again"),
        "visit.withdraw": _("withdrew a recording of a visit"),
    }


def _of_surveys() -> dict[str, str]:
    return {
        "campaign.close": _("closed a survey"),
        "campaign.exclude": _("left a response out"),
        "campaign.include": _("let a response count again"),
        "campaign.population": _("set the users of a survey"),
        "campaign.import": _("said what the columns of a table of responses are"),
        "campaign.take-back": _("took a stack of responses back"),
        "campaign.withdraw": _("a respondent withdrew a response"),
        "campaign.open": _("opened a survey"),
        "campaign.add-responses": _("added responses"),
    }


def _of_office() -> dict[str, str]:
    return {
        "person.choose-password": _("chose a password of their own"),
        "person.end-sessions": _("ended log-ins"),
        "person.invite": _("invited somebody"),
        "government.add": _("added a government"),
        "government.change": _("changed a government"),
        "holiday.add": _("added a holiday"),
        "instrument.bridge": _("bridged two instruments"),
        "instrument.store": _("stored an instrument"),
        "oversight.add": _("recorded a product of the Ombudsman"),
        "oversight.change": _("changed a product of the Ombudsman"),
        "person.add": _("gave an account"),
        "person.change": _("changed an account"),
        "person.erase": _("erased personal values"),
        "person.reset-password": _("set a new first password"),
        "published.add": _("brought in a published figure"),
        "published.change": _("changed a published figure"),
        "report.audit": _("had a report audited"),
        "report.delete": _("deleted the audit of a report"),
        "seat.close": _("closed a seat"),
        "seat.give": _("gave a seat"),
        "seat.hand-over": _("handed a seat over"),
        "signatory.set": _("named a signatory"),
        "paper.file": _("filed the signed scan of a paper"),
        "paper.issue": _("issued a paper"),
        "paper.write": _("wrote a paper of a unit"),
        "standard.adopt": _("put a standard in force"),
        "standard.decide": _("decided on a component"),
        "standard.learn": _("said which component a heading means"),
        "standard.read": _("had a document read for standards"),
        "standard.start": _("began a standard"),
        "standard.write": _("wrote a component of a standard"),
        "stationery.logo": _("changed the emblem of the papers"),
        "stationery.set": _("changed the letterhead"),
        "service.add": _("added a service"),
        "service.change": _("changed a service"),
        "service.file": _("filed a signed paper of a service"),
        "service.volume": _("recorded the users of a service"),
        "unit.add": _("added a unit"),
        "unit.change": _("changed a unit"),
        "unit.merged": _("merged units"),
        "unit.rename": _("renamed a unit"),
        "unit.split": _("split a unit"),
    }

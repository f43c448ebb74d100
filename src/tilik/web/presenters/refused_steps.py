"""Why a step after a survey was not kept, or a paper of a survey not made."""

from django.utils.translation import gettext as _


def list_step_words() -> dict[str, str]:
    """What is said of each refusal."""
    return {
        "not-a-survey": _(
            "This period is not one of a satisfaction survey. Open the period of the survey first."
        ),
        "no-responses": _(
            "Nobody has answered this unit’s survey in the period yet. Bring the answers in first;"
            " nothing was made."
        ),
        "step-element": _("Choose the element the step mends."),
        "step-incomplete": _(
            "Write what will be done, choose the quarter, and name the office that answers for it."
        ),
        "step-state": _("Choose a state, and a progress from 0 to 100 per cent."),
        "step-unproven": _("Done needs what was done, and where the proof is."),
        "step-dropped-why": _("Write under obstacle why the step is dropped."),
        "step-changed": _(
            "Somebody else changed this step meanwhile. What you typed is still in the fields; open"
            " the step anew to see what stands."
        ),
        "recheck-too-early": _("A step is looked at again in a later period of the survey."),
        "outcome-unknown": _("Choose what was found."),
    }

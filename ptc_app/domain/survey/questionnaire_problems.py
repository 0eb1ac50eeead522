"""What is reported to the author of a questionnaire that cannot be used."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ptc_app.domain.errors import PtcError

MAX_PROBLEMS = 100
"""How many problems of a questionnaire are reported at most."""

_LONGEST_DETAIL = 200
"""Characters."""


@dataclass(frozen=True, slots=True)
class QuestionnaireProblem:
    """One problem of a questionnaire: a stable code, and what it is about.

    `link_id` is empty for a problem of the whole; `detail` quotes from the questionnaire.
    """

    link_id: str
    code: str
    detail: str = ""


class QuestionnaireInvalid(PtcError):
    """The questionnaire cannot be used; `problems` are the reasons, at most MAX_PROBLEMS."""

    code = "survey.questionnaire-invalid"

    def __init__(self, problems: tuple[QuestionnaireProblem, ...]) -> None:
        """`problems` is never empty; long details are cut."""
        super().__init__()
        self.problems = tuple(
            replace(problem, detail=problem.detail[:_LONGEST_DETAIL])
            for problem in problems[:MAX_PROBLEMS]
        )

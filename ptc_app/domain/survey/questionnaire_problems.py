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
    """One problem of a questionnaire, for its author.

    `link_id`: of the item concerned; "" for a problem of the whole. `code`: what is wrong, a stable
    code such as `limits-crossed`. `detail`: what the questionnaire says there; may be "".
    """

    link_id: str
    code: str
    detail: str = ""


class QuestionnaireInvalid(PtcError):
    """The questionnaire cannot be used; `problems` are the reasons, at most MAX_PROBLEMS."""

    code = "survey.questionnaire-invalid"

    def __init__(self, problems: tuple[QuestionnaireProblem, ...]) -> None:
        """Keep the first MAX_PROBLEMS of `problems`, with details cut at 200 characters.

        There is at least one.
        """
        super().__init__()
        self.problems = tuple(
            replace(problem, detail=problem.detail[:_LONGEST_DETAIL])
            for problem in problems[:MAX_PROBLEMS]
        )

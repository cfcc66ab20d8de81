"""A panel on the work screen: a model is heard, a synthesis or a record is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coresearch.tui.jobs.asking import Asked
from coresearch.tui.jobs.mailbox import Said

if TYPE_CHECKING:
    from coresearch.core.replies.values import Proposal
    from coresearch.prompts import Rendered
    from coresearch.tui.jobs.asking import AskAll
    from coresearch.workbench.ask import Shown
    from coresearch.workbench.panel.standing import Standing
    from coresearch.workbench.project import Project
    from coresearch.workbench.suggest import Placed


@dataclass(frozen=True, slots=True)
class _AboutPanel(Asked):
    """A question about a panel."""

    panel: str = ""

    def found(self, project: Project) -> Standing:
        """The panel as it stands now."""
        from coresearch.workbench.panel.panels import find_panel
        from coresearch.workbench.panel.standing import standing

        return standing(project, find_panel(project, self.panel))


@dataclass(frozen=True, slots=True)
class ViewAsked(_AboutPanel):
    """A model is asked for its view."""

    role: str = ""

    def rendered(self, project: Project, takes: int | None) -> Rendered:
        from coresearch.workbench.panel.hearing import given_to, question_to
        from coresearch.workbench.panel.standing import require_own
        from coresearch.workbench.question import render_question

        found = self.found(project)
        require_own(found)
        asked = question_to(project, found, self.role)
        return render_question(
            project, self.prompt, asked, takes=takes, files=given_to(project)
        )

    def heard(
        self, project: Project, model: str, placed: Sequence[Placed]
    ) -> Iterator[Said]:
        from coresearch.workbench.panel.hearing import take_view

        if take_view(project, self.found(project), placed, model, self.role):
            yield Said("done", "Its view is on record: /panel")
        else:
            yield Said("note", "It named none of the options: it is no view.")

    def without(self, project: Project, ask_all: AskAll) -> Iterator[Shown]:
        from coresearch.workbench.ask import Prose

        yield Prose(
            "Nobody was asked. `/model NAME [ADDRESS]` names a model; colleagues take "
            "part through `coresearch journal export` and `import`.\n"
        )


@dataclass(frozen=True, slots=True)
class SynthesisAsked(_AboutPanel):
    """A model is asked what the views come to."""

    def rendered(self, project: Project, takes: int | None) -> Rendered:
        from coresearch.workbench.panel.hearing import given_to
        from coresearch.workbench.panel.synthesised import findings_of, question_of
        from coresearch.workbench.question import render_question

        found = self.found(project)
        asked = question_of(project, found)
        return render_question(
            project,
            self.prompt,
            asked,
            takes=takes,
            findings=findings_of(project, found),
            files=given_to(project),
        )

    def judge(self, project: Project) -> Callable[[Proposal], str]:
        from coresearch.workbench.panel.synthesised import judge_of

        return judge_of(self.found(project))

    def without(self, project: Project, ask_all: AskAll) -> Iterator[Shown]:
        from coresearch.workbench.ask import Prose
        from coresearch.workbench.panel.synthesised import findings_of

        yield Prose(findings_of(project, self.found(project)))


def concluded(
    panel: str, decided: str, because: str, project: Project
) -> Iterator[Said]:
    """A record of the decision, into the inbox."""
    from coresearch.workbench.panel.panels import find_panel
    from coresearch.workbench.panel.record import decision_record
    from coresearch.workbench.panel.roles import role_questions
    from coresearch.workbench.panel.standing import standing
    from coresearch.workbench.suggest import put_in_inbox

    found = standing(project, find_panel(project, panel))
    asked = role_questions(project, found.panel)
    record = decision_record(project, found, asked, decided, because)
    for placed in put_in_inbox(project, [record]):
        yield Said("suggested", placed.suggestion.title)

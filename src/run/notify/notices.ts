import { seatsOf } from "../../engine/decisions/panel.ts";
import { panelGates } from "../../engine/gates.ts";
import { isPersons, type Run, taskOf } from "../../engine/run.ts";
import type { Workflow } from "../../engine/workflow.ts";
import type { Occasion } from "../../settings.ts";
import type { Notice } from "../../workflows/contract/notice.ts";

/** What a run has to tell as it stands. Pure. */
export function noticesOf(workflow: Workflow, run: Run): Notice[] {
  const { status, paused } = run;
  // Whoever cancels a run knows that it is over.
  if (status === "cancelled") return [];
  const notice = (on: Occasion, key: string, more: Partial<Notice> = {}): Notice => ({
    ...{ run: run.run, workflow: run.workflow, status },
    ...{ on, key, round: null, question: null, held: null, failed: [] },
    ...more,
  });
  const isEdited = run.tasks.some((task) => task.edits !== null && task.dispatches > 0);
  return [
    ...roundsOver(workflow, run).map(({ panel, round }) =>
      notice("iteration", `${panel}-${round}`, { round }),
    ),
    ...(isEdited ? [notice("execution", "execution")] : []),
    ...run.questions.map(({ id, kind, task }) =>
      notice("question", id, { question: { id, kind, about: taskName(run, task) } }),
    ),
    ...(paused === null || isPersons(paused)
      ? []
      : [notice("question", `held-${paused.at}`, { held: paused.failure })]),
    ...(status === "complete" || status === "failed"
      ? [notice("end", "end", { failed: failedTasks(run) })]
      : []),
  ];
}

/** Panels in which nobody has to vote for now, each with the round of the newest vote. */
function roundsOver(workflow: Workflow, run: Run): { panel: string; round: number }[] {
  const panels = [...new Set(panelGates(workflow, run).map((gate) => gate.panel))];
  return panels.flatMap((panel) => {
    const seats = seatsOf(workflow, run, panel);
    const votes = seats.filter(
      ({ status, outcome }) => /^(?:waiting|done)$/.test(status) && outcome !== null,
    );
    const isOpen = seats.some(({ status }) => /^(?:ready|running)$/.test(status));
    return isOpen || votes.length === 0
      ? []
      : [{ panel, round: Math.max(...votes.map(({ version }) => version)) }];
  });
}

function taskName(run: Run, id: string | null): string {
  const task = taskOf(run, id);
  return task === undefined ? run.run : `${task.id} ${task.subject}`;
}

/**
 * What did not get through, of a run that is over: a task that failed for good ends as cancelled
 * when the run fails.
 */
const failedTasks = (run: Run): string[] =>
  run.status === "complete"
    ? []
    : [
        ...run.tasks
          .filter(
            (task) =>
              !task.void &&
              task.status !== "done" &&
              (task.status === "failed" || task.failure !== null),
          )
          .map((task) => taskName(run, task.id)),
        ...(run.items ?? [])
          .filter((item) => item.dropped !== null)
          .map(({ item, title }) => `${item} ${title}`),
      ];

import type { Directive } from "../engine/directive.ts";
import { type Run, taskOf } from "../engine/run.ts";
import { workflowOfOrDefault } from "../workflows/index.ts";
import { dispatchItem } from "./directive.ts";
import { phaseOf } from "./phase.ts";
import type { QuestionView } from "./questions.ts";

/**
 * What comes next, as data, which `next --json` prints. `why`: in words; `shown`: the directive's questions.
 * Pure.
 */
export function nextView(
  run: Run | null,
  directive: Directive,
  why: string,
  shown: QuestionView[],
) {
  const host = (id: string): string[] =>
    run && taskOf(run, id)?.host_task_id ? [taskOf(run, id)!.host_task_id!] : [];
  const [question] = directive.do === "ask" ? shown : [];
  return {
    run: run?.run ?? null,
    workflow: run?.workflow ?? null,
    status: run?.status ?? "none",
    phase: phaseOf(run, workflowOfOrDefault(run)),
    directive: {
      id: directive.id,
      do: directive.do,
      why,
      dispatch:
        directive.do === "dispatch"
          ? directive.tasks.map((id) => dispatchItem(run!, taskOf(run!, id)!))
          : [],
      mirror: directive.mirror.map((op) => {
        const task = taskOf(run!, op.task)!;
        return {
          op: op.op,
          task: task.id,
          host_task_id: task.host_task_id,
          subject: task.subject,
          add_blocked_by: op.op === "block" ? op.by.flatMap(host) : [],
        };
      }),
      ask: question
        ? {
            id: question.id,
            header: question.header,
            question: question.question,
            multiple: false,
            options: question.options.map(({ label, description }) => ({ label, description })),
          }
        : null,
    },
  };
}

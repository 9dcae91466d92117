import type { Directive } from "../engine/directive.ts";
import { type Run, taskOf } from "../engine/run.ts";
import { workflowOfOrDefault } from "../workflows/index.ts";
import { dispatchItem, heldText } from "./directive.ts";
import { endWords } from "./outcome.ts";
import { phaseOf } from "./phase.ts";
import type { QuestionView } from "./questions.ts";

function whyOf(run: Run | null, { do: what, tasks, questions }: Directive): string {
  switch (what) {
    case "none":
      return "no run here";
    case "dispatch":
      return tasks.length === 1
        ? `${tasks[0]} is ready to start`
        : `${tasks.join(", ")} are ready to start`;
    case "ask":
      return `${questions.join(", ")} waits for your decision`;
    case "wait":
      return tasks.length === 1 ? `${tasks[0]} is running` : `${tasks.join(", ")} are running`;
    case "held":
      return heldText(run!, "elsewhere");
    case "done":
      return "every task is done";
    case "stopped":
      return `the run is ${endWords(run!)}`;
  }
}

/**
 * What comes next, as data, which `next --json` prints. `shown`: the directive's questions. Pure.
 */
export function nextView(run: Run | null, directive: Directive, shown: QuestionView[]) {
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
      why: whyOf(run, directive),
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

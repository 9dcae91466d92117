import type { EventOf } from "./events.ts";
import type { Run } from "./run.ts";

type At<T extends "asked" | "reason_wanted" | "answered" | "question_closed"> = EventOf<T> & { at: string };

/** How events of questions and answers are folded into the copy of a run. */
export const QUESTION_HANDLERS = {
  asked(run: Run, e: At<"asked">): void {
    run.asked += 1;
    run.questions.push({
      id: e.question,
      kind: e.kind,
      task: e.task,
      options: e.options,
      text: e.text,
      labels: e.labels,
      request: e.request,
      start: e.start ?? null,
      why: e.why ?? [],
      wants_reason: null,
      at: e.at,
    });
  },
  reason_wanted(run: Run, e: At<"reason_wanted">): void {
    const open = run.questions.find((one) => one.id === e.question);
    if (open) open.wants_reason = e.option;
  },
  answered(run: Run, e: At<"answered">): void {
    const open = run.questions.find((one) => one.id === e.question);
    run.questions = run.questions.filter((one) => one.id !== e.question);
    run.decisions.push({
      question: e.question,
      kind: open?.kind ?? "",
      task: open?.task ?? null,
      option: e.option,
      text: e.text,
      asked: open?.text ?? null,
      why: open?.why ?? [],
      via: e.via,
      at: e.at,
    });
  },
  question_closed(run: Run, e: At<"question_closed">): void {
    run.questions = run.questions.filter((one) => one.id !== e.question);
  },
};

import { type Question, type Run, taskOf } from "../engine/run.ts";

/** What the words of all questions are made of. */

/** The words of one kind of question: what is asked, and what each answer means. */
export interface Words {
  header: string;
  title: (run: Run, question: Question) => string;
  options: Record<string, { label: string; description: string }>;
}

/** The task that a question is about, in words; of one about the run its id. */
export const of = (run: Run, question: Question): string => {
  const task = question.task === null ? undefined : taskOf(run, question.task);
  return task ? `${task.id} ${task.subject}` : run.run;
};
export const again = { label: "Again", description: "Dispatch the same task once more" };
export const stop = { label: "Stop", description: "End the run; everything stays in .task/" };

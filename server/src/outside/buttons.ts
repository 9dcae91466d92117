import { createHash } from "node:crypto";
import { type Job, type Question, REPLIES } from "../jobs/job.ts";
import type { Store } from "../jobs/store.ts";
import { labelOf } from "./words.ts";

/** Buttons for a question's options, and what becomes of one that is pressed. */

export interface Button {
  label: string;
  /** What comes back when it is pressed: at most 64 bytes, as Telegram takes them. */
  code: string;
}

/**
 * A question as it was asked: the job changes with each answer and each question, and an old button
 * counts no more.
 */
const digestOf = (job: Job, question: Question): string =>
  createHash("sha256")
    .update(JSON.stringify([job.updated, question.id]))
    .digest("base64url")
    .slice(0, 12);

const CODE = /^([0-9a-f-]{36})\.([\w-]{12})\.(\d{1,3})$/;

/** One for each option that needs no words of the person's own. */
export const buttonsOf = (job: Job, question: Question): Button[] =>
  question.options.flatMap(({ label, text }, index) =>
    text || question.kind === REPLIES
      ? []
      : [{ label: labelOf(label), code: `${job.id}.${digestOf(job, question)}.${index}` }],
  );

/** `isOver`: the question needs no buttons any more. */
interface Pressed {
  isOver: boolean;
  says: string;
}

const ON_PAGE: Pressed = { isOver: false, says: "This needs words: answer on the page." };
const LATE: Pressed = { isOver: true, says: "This question is no longer open." };

/** Answers the question of a button in the name of `who`. Of two presses the first one counts. */
export async function press(store: Store, code: string, who: string): Promise<Pressed> {
  const [, id = "", digest, index] = CODE.exec(code) ?? [];
  const job = await store.getJob(id);
  const question = job?.question?.all.find((one) => digestOf(job, one) === digest);
  const option = question?.options[Number(index)];
  if (question === undefined || option === undefined) return LATE;
  if (question.kind === REPLIES) return ON_PAGE;
  const answer = { question: question.id, option: option.name, run: job?.run };
  const outcome = await store.decideJob(id, answer, who);
  if (outcome?.ok) return { isOver: true, says: `${who}: ${labelOf(option.label)}` };
  return outcome?.why === "option" ? ON_PAGE : LATE;
}

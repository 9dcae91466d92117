import type { Store } from "../jobs/store.ts";
import { type Button, buttonsOf } from "./buttons.ts";
import type { NotifiedJob, Outlet } from "./teller.ts";
import { endText, type Message, questionText } from "./words.ts";

/** What the services have in common that are told of questions and ends. */

export interface Deps<S> {
  settings: S;
  store: Store;
  /** Of the page. */
  url: string;
  say: (problem: string) => void;
}

export const REFUSED = "You are not allowed to answer here.";

/** `buttons`: of a question. */
type Told = Message & { buttons?: Button[] };

function messagesOf(job: NotifiedJob, url: string): Told[] {
  if (job.state !== "question") return [endText(job, url)];
  return (job.question?.all ?? []).map((one) => ({
    ...questionText(job, one, url),
    buttons: buttonsOf(job, one),
  }));
}

/** `send`: one message for an end, and one for each question, with its buttons. */
export const chat = (
  name: string,
  url: string,
  send: (message: Told) => Promise<unknown>,
): Outlet => ({
  name,
  source: null,
  states: ["question", "complete", "failed", "parked"],
  tell: async (job) => {
    for (const message of messagesOf(job, url)) await send(message);
    return {};
  },
});

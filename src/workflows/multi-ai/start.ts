import type { StartCommand } from "../contract.ts";
import { smallRequest } from "../small/request.ts";
import { sensitiveOf, told } from "../small/topics.ts";
import { grown, quickText } from "./quick.ts";

/** What the words of a request say about the lighter way (`--quick`). */

/** Options of a quick run beside `quick` itself: by its words a request may need every code review from the start. */
export const adds: NonNullable<StartCommand["adds"]> = (request, { quick }) => {
  const found = quick === undefined ? [] : sensitiveOf(request, []);
  return found.length === 0 ? {} : grown(`the request is about ${told(found)}`);
};

/** One line for the person: which way it goes, or that the request looks small; null: it does not. */
export const hint: NonNullable<StartCommand["hint"]> = (request, options) =>
  quickText({ options }) ?? quickHint(request);

function quickHint(request: string): string | null {
  const { kind, reason } = smallRequest(request, [], () => "a small change");
  return kind === null
    ? null
    : `This looks small: ${reason}. With --quick plan and code have one review each; cancel first.`;
}

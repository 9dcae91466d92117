import { smallRequest } from "../small/request.ts";
import { sensitiveOf, told } from "../small/topics.ts";
import { grown } from "./quick.ts";

/** What the words of a request say about the lighter way (`--quick`). */

/** One line for the person whose request looks small; null: it does not. */
export function quickHint(request: string): string | null {
  const { kind, reason } = smallRequest(request, [], () => "a small change");
  return kind === null
    ? null
    : `This looks small: ${reason}. With --quick plan and code have one review each; cancel first.`;
}

/** Options of a quick run beside `quick` itself: by its words a request may need every code review from the start. */
export function quickOptions(request: string): Record<string, string> {
  const found = sensitiveOf(request, []);
  return found.length === 0 ? {} : grown(`the request is about ${told(found)}`);
}

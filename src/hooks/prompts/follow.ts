import type { Run } from "../../engine/run.ts";
import {
  context,
  endTurn,
  messageIn,
  type Output,
  swallow,
  withMessage,
} from "../../host/answer.ts";
import { beginFollowUp } from "../../run/start/begin-run.ts";
import type { Follows, HookCall } from "../hook-call.ts";

/**
 * Begins what follows a run of this session by itself. No model is asked for it: the person is told
 * in one line, and the report stays with the run. `output`: the answer of the event so far.
 */
export function follow(hook: HookCall, run: Run, next: Follows, output: Output): Output {
  const { payload } = hook;
  const { changed, line } = beginFollowUp(hook, run, next, hook.newOwner(), [hook.deliver("once")]);
  hook.renew();
  const text = hook.deliveredText(changed);
  const isWaiting = hook.at.shows && hook.onlyWaiting(changed.run!);
  if (text !== null && !isWaiting)
    return withMessage(withMessage(context(payload.event, text), line), messageIn(output));
  // What ends the turn is all that the host shows of it.
  if (output?.continue === false) return endTurn(line);
  // A prompt of the host's own has nothing left to say.
  const isOver = output?.decision === "block" && payload.event === "UserPromptSubmit";
  return isOver ? swallow(line) : withMessage(output, line);
}

/** What a hook answers, as the host reads it from standard output; null is silence. */
export type Output = Record<string, unknown> | null;

const specific = (event: string, fields: Record<string, unknown>): Output => ({
  hookSpecificOutput: { hookEventName: event, ...fields },
});

/**
 * The beginning of each denial of a tool call, by which denials are counted in an agent's
 * transcript.
 */
export const DENIED_BY = "Denied by multi-ai: ";

const decision = (
  permissionDecision: "allow" | "ask" | "deny",
  permissionDecisionReason: string,
  more = {},
): Output => specific("PreToolUse", { permissionDecision, permissionDecisionReason, ...more });

/**
 * `next`: what the model is to do instead. It stands on no screen: the host shows the reason alone.
 */
export const deny = (reason: string, next = ""): Output =>
  decision("deny", `${DENIED_BY}${reason}`, next === "" ? {} : { additionalContext: next });
export const isDenial = (output: Output): boolean =>
  (output?.hookSpecificOutput as { permissionDecision?: unknown } | undefined)
    ?.permissionDecision === "deny";
/** Sends an agent back to work that is about to end: no denial of a call that it may not make. */
export const sendBack = (reason: string): Output => decision("deny", reason);
export const allow = (reason: string): Output => decision("allow", reason);
/**
 * The beginning of each question about a call; where nobody can be asked the host refuses it in
 * these words.
 */
export const ASKED_BY = "Asked by multi-ai: ";
/** Lets the person decide; without a dialog the host refuses. */
export const ask = (reason: string): Output => decision("ask", `${ASKED_BY}${reason}`);
/** Replaces the whole input of the call, and allows it: what code puts in, code allows. */
export const replace = (input: Record<string, unknown>): Output =>
  specific("PreToolUse", { permissionDecision: "allow", updatedInput: input });
/** Replaces the input and leaves the decision to the host: a dialog has to be shown. */
export const rewrite = (input: Record<string, unknown>): Output =>
  specific("PreToolUse", { updatedInput: input });
/**
 * Characters of a text for the model. Of what has more than 10,000 with all around it the host
 * shows the first 2,000, and a file.
 */
export const MOST_FOR_MODEL = 9_000;
export const context = (event: string, text: string): Output =>
  specific(event, { additionalContext: text });
export const block = (reason: string): Output => ({ decision: "block", reason });
/**
 * The same with words for the person before it: of a prompt that is blocked the host shows the
 * reason alone.
 */
export function withMessage<T extends Output>(output: T, message: string): T {
  if (message === "") return output;
  const field = output?.decision === "block" ? "reason" : "systemMessage";
  const text = output?.[field];
  return { ...output, [field]: typeof text === "string" ? `${message}\n${text}` : message } as T;
}
/** What the person reads beside an answer; "": nothing. */
export const messageIn = (output: Output): string =>
  typeof output?.systemMessage === "string" ? output.systemMessage : "";
/** Ends a notification without a request and without showing it. */
export const swallow = (reason: string): Output => ({
  decision: "block",
  reason,
  hookSpecificOutput: { hookEventName: "UserPromptSubmit", suppressOriginalPrompt: true },
});
/** Ends the turn without another request. */
export const endTurn = (reason: string): Output => ({ continue: false, stopReason: reason });

/** The policy's answer to a call that may change the run: a handler of the event decides. */
export const DEFER = Symbol("defer");

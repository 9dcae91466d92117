// @bun
// src/host/answer.ts
var specific = (event, fields) => ({
  hookSpecificOutput: { hookEventName: event, ...fields }
});
var DENIED_BY = "Denied by multi-ai: ";
var deny = (reason, next = "") => specific("PreToolUse", {
  permissionDecision: "deny",
  permissionDecisionReason: `${DENIED_BY}${reason}`,
  ...next === "" ? {} : { additionalContext: next }
});
var isDenial = (output) => output?.hookSpecificOutput?.permissionDecision === "deny";
var sendBack = (reason) => specific("PreToolUse", { permissionDecision: "deny", permissionDecisionReason: reason });
var allow = (reason) => specific("PreToolUse", { permissionDecision: "allow", permissionDecisionReason: reason });
var ASKED_BY = "Asked by multi-ai: ";
var ask2 = (reason) => specific("PreToolUse", { permissionDecision: "ask", permissionDecisionReason: `${ASKED_BY}${reason}` });
var replace = (input) => specific("PreToolUse", { permissionDecision: "allow", updatedInput: input });
var rewrite = (input) => specific("PreToolUse", { updatedInput: input });
var context = (event, text) => specific(event, { additionalContext: text });
var block = (reason) => ({ decision: "block", reason });
var swallow = (reason) => ({
  decision: "block",
  reason,
  hookSpecificOutput: { hookEventName: "UserPromptSubmit", suppressOriginalPrompt: true }
});
var endTurn = (reason) => ({ continue: false, stopReason: reason });
var STEP = Symbol("step");

export { DENIED_BY, deny, isDenial, sendBack, allow, ASKED_BY, ask2, replace, rewrite, context, block, swallow, endTurn, STEP };

// @bun
import {
  deny
} from "./s8.js";
import {
  callOfAgent
} from "./s225.js";
import {
  sha256
} from "./s68.js";
import {
  change2
} from "./s200.js";
import {
  boundCall2
} from "./s115.js";

// src/hooks/agent-calls.ts
async function bindAndDecide(hook) {
  const { payload, project } = hook;
  const agent = payload.agent;
  const call = callOfAgent(payload.transcript, agent);
  const changed = change2(project, (run) => {
    const task = run?.tasks.find((one) => call === null ? bindsByNonce(hook, one) : one.dispatch?.call === call);
    return task ? [{ do: "bind", task: task.id, call: task.dispatch.call, agent }] : [];
  });
  const task = changed.run?.tasks.find((one) => one.dispatch?.agent === agent);
  return task && changed.run ? boundCall2(payload, project, changed.run, task) : deny("No task is known for this agent: it may only read.");
}
function bindsByNonce(hook, task) {
  if (task.dispatch === null || task.dispatch.agent !== null)
    return false;
  const content = String(hook.payload.input.content ?? "");
  const nonce = /"nonce"\s*:\s*"([0-9a-f]{16,64})"/.exec(content)?.[1];
  return nonce !== undefined && sha256(nonce) === task.dispatch.nonce;
}
export {
  bindAndDecide
};

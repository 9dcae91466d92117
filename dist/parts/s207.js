// @bun
import {
  providerOf
} from "./s59.js";
import {
  workflowOf
} from "./s70.js";

// src/run/absent-reviewers.ts
function gatesByProvider(workflow) {
  const found = new Map;
  for (const { gates } of Object.values(workflowOf(workflow).entries))
    for (const gate of gates)
      if (gate.gate === "review" && "provider" in gate.who)
        found.set(gate.who.provider, [...found.get(gate.who.provider) ?? [], gate.title]);
  return found;
}
var LACKS = {
  not_installed: "is not installed",
  not_logged_in: "is not logged in",
  no_key: "has no key",
  bad_key: "has a key that cannot be one"
};
var STANDS_IN = {
  ask: 'Without it you are asked then whether Opus reviews in its place. "codex": {"missing": "opus"} in the settings answers beforehand',
  opus: "Without it Opus reviews in its place, as the settings say",
  waive: "Without it these reviews are waived, as the settings say, and stand in the report as waived"
};
var BY_AUTO = "Without it Opus reviews in its place (--auto asks nobody)";
async function lackingReviewers(env, { workflow, auto, settings }) {
  const lines = [];
  for (const [id, gates] of gatesByProvider(workflow)) {
    const provider = providerOf(id, settings.providers);
    const absence = provider && await provider.absence(env);
    if (!absence)
      continue;
    const { missing } = settings.codex;
    const what = LACKS[absence];
    const then = auto && missing === "ask" ? BY_AUTO : STANDS_IN[missing];
    lines.push(`multi-ai: ${provider.title} ${what}. ${gates.join(" and ")} need it (${provider.setup}). ${then}.`);
  }
  return lines.length === 0 ? null : lines.join(`
`);
}

// src/host/modes.ts
var MODES = {
  auto: { words: "edits are made, and a model of Claude Code judges each command", remedy: null },
  acceptEdits: { words: "edits are made, and you are asked about commands", remedy: null },
  bypassPermissions: { words: "nothing is asked", remedy: null },
  default: {
    words: "you are asked about each edit and each command of an implementer",
    remedy: "choose acceptEdits or auto with Shift+Tab, or allow Edit and Write in permissions.allow"
  },
  dontAsk: {
    words: "each edit and each command that no rule allows is refused",
    remedy: "allow Edit and Write in permissions.allow, or choose another mode with Shift+Tab"
  },
  plan: { words: "no run starts", remedy: "choose another mode with Shift+Tab" }
};

export { gatesByProvider, lackingReviewers, MODES };

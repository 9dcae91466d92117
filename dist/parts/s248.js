// @bun
import {
  shown
} from "./s28.js";
import {
  MAX_TEXT,
  stamp
} from "./s61.js";
import {
  STATUSES,
  GATE_STATUSES
} from "./s150.js";
import {
  DOCUMENTS,
  inContext,
  checkedOf,
  stampLines2
} from "./s251.js";
import {
  isTime
} from "./s48.js";
import {
  nameKey
} from "./s149.js";
import {
  TRACKS
} from "./s50.js";
import {
  _lte,
  _gte,
  _maxLength,
  _minLength,
  _regex,
  string,
  number2,
  int,
  boolean,
  array,
  strictObject,
  _enum,
  literal,
  optional,
  refine
} from "./s1.js";

// src/workflows/team/documents/warnings.ts
var REFERENCE = /^(W[1-9]\d{0,5}):(?:\s+|$)/;
var numberOf = (id) => Number(id.slice(1)) || 0;
var referenceOf = (text) => REFERENCE.exec(text.trim())?.[1] ?? null;
function numberWarnings(open, texts, last = open.reduce((most, one) => Math.max(most, numberOf(one.id)), 0)) {
  const warnings = [...open];
  const problems = [];
  const byText = new Map(warnings.map((one) => [nameKey(one.text), one.id]));
  const known = new Set(warnings.map((one) => one.id));
  let highest = last;
  const ids = texts.map((text) => {
    const named = referenceOf(text);
    if (named !== null && known.has(named))
      return named;
    if (named !== null)
      problems.push(`warnings: found ${shown(text)}, expected the id of an open warning (${[...known].join(", ") || "there is none"})`);
    const key = nameKey(text);
    const same = byText.get(key);
    if (same !== undefined)
      return same;
    const id = `W${++highest}`;
    warnings.push({ id, text: text.trim() });
    known.add(id);
    byText.set(key, id);
    return id;
  });
  return { warnings, ids, problems };
}
function closeWarnings(open, closing) {
  const left = new Map(open.map((one) => [one.id, one]));
  const closed = [];
  const problems = [];
  for (const one of closing) {
    const ids = [...left.keys()].join(", ") || "there is none";
    if (one.reason.trim() === "")
      problems.push(`closed_warnings: found ${one.id} without a reason, expected why it is settled`);
    else if (left.delete(one.id))
      closed.push(one);
    else
      problems.push(`closed_warnings: found "${one.id}", expected the id of an open warning (${ids})`);
  }
  return { open: [...left.values()], closed, problems };
}

// src/workflows/team/kinds/gate.ts
var MAX_NAMES = 2000;
var MAX_LINES = 200;
var line = string().check(_minLength(1), _maxLength(MAX_TEXT), _regex(/\S/));
var lines3 = array(line).check(_maxLength(MAX_LINES));
var names = array(line).check(_maxLength(MAX_NAMES));
var count = number2().check(int(), _gte(0), _lte(1e6));
var flag = boolean();
var closedWarnings = optional(array(strictObject({ id: string().check(_regex(/^W[1-9]\d{0,5}$/)), reason: line })).check(_maxLength(MAX_LINES)));
var common = {
  ...stamp,
  agent: line,
  status: _enum(GATE_STATUSES),
  track: _enum(Object.keys(TRACKS)),
  timestamp: string().check(refine(isTime, "expected a time in UTC such as 2026-03-26T10:00:00Z")),
  blockers: lines3,
  warnings: lines3,
  closed_warnings: closedWarnings,
  run: optional(line)
};
var closedBy = ({ closed_warnings = [] }) => closed_warnings;
var stage = (name) => ({ stage: literal(name), ...common });
var stageOfArea = (prefix) => ({
  stage: string().check(refine((name) => name.startsWith(prefix) && name.length > prefix.length, `expected ${prefix}<area>`)),
  area: line,
  ...common
});
var ROLE_STATUSES = GATE_STATUSES.filter((one) => STATUSES[one].gate !== null);
function gateKind(parts) {
  const { schema, stage, fields, agent, documents, rules, ofRecord, judge } = parts;
  const stageOf = (item) => typeof stage === "string" ? stage : stage(item);
  return inContext({
    schema,
    ...documents ? { documents } : {},
    ...ofRecord ? {} : { sees: DOCUMENTS },
    form: (facts) => `{
${stampLines2(facts)}
  "stage": ${JSON.stringify(stageOf(facts.item))},
  "status": "<${ROLE_STATUSES.join(" | ")}>",
  "agent": ${JSON.stringify(agent ?? facts.role)},
  "track": ${JSON.stringify(facts.track)},
  "timestamp": "${facts.now}",
${fields(facts).map((one) => `  ${one},
`).join("")}  "blockers": ["<\u2026>"],
  "warnings": ["<\u2026>"]${facts.warnings.length === 0 ? "" : `,
  "closed_warnings": [{"id": "<W1>", "reason": "<\u2026>"}]`}
}`,
    rules: (facts) => [...gateRules(facts), ...rules(facts)],
    judge: (gate, context) => checkedOf(judge(gate, context), {
      problems: gateProblems(gate, stageOf(context.item), context),
      outcome: STATUSES[gate.status].gate?.outcome ?? "done",
      facts: { status: gate.status, blockers: gate.blockers, warnings: gate.warnings, closed: closedBy(gate) },
      texts: [...gate.blockers, ...gate.warnings]
    })
  });
}
function gateRules({ warnings }) {
  return [
    ROLE_STATUSES.map((one) => `\`${one}\`: ${STATUSES[one].gate.words}.`).join(" "),
    warnings.length === 0 ? "A warning is a limit or risk that stays. Each is carried through all later stages to the people who asked for the feature; mostly there is none." : "A warning is a limit or risk that stays. The open ones above go on by themselves: name one again, beginning with its id as in `W1: `, only to say more of it. Any other text is a new warning. `closed_warnings` is for one that no longer holds, with the reason; mostly it is empty."
  ];
}
var isAgent = (name, role) => [role, role.replace(/^dev-/, "")].some((one) => nameKey(one) === nameKey(name));
function gateProblems(gate, stage, context) {
  const { status, blockers } = gate;
  const problems = [];
  const refuse = (field, found, expected) => problems.push(`${field}: found ${found}, expected ${expected}`);
  if (nameKey(gate.stage) !== nameKey(stage))
    refuse("stage", shown(gate.stage), `"${stage}"`);
  if (gate.track !== context.track)
    refuse("track", `"${gate.track}"`, `"${context.track}": the run's track is fixed at its start`);
  if (!isAgent(gate.agent, context.role))
    refuse("agent", shown(gate.agent), `"${context.role}"`);
  const onlyProgram = "PASS, FAIL or ESCALATE: only a check of the program warns; put it into warnings";
  const { holds } = STATUSES[status];
  if (!ROLE_STATUSES.includes(status))
    refuse("status", `"${status}"`, onlyProgram);
  else if (holds && blockers.length > 0)
    refuse("blockers", `${shown(blockers)} with status ${status}`, "none; write FAIL, or put it into warnings");
  else if (!holds && blockers.length === 0)
    refuse("blockers", `none with status ${status}`, "what stands in the way");
  return [
    ...problems,
    ...numberWarnings(context.warnings, gate.warnings).problems,
    ...closeWarnings(context.warnings, closedBy(gate)).problems
  ];
}

export { closeWarnings, line, lines3, names, count, flag, closedWarnings, stage, stageOfArea, gateKind };

// @bun
import {
  gateOf,
  wordsOf3,
  declineOf,
  findingTexts
} from "./s53.js";
import {
  oneLine2,
  plural,
  tokens,
  spentText
} from "./s18.js";
import {
  taskOf,
  tasksOf2,
  openFindings
} from "./s4.js";

// src/engine/bounds.ts
var minutesIn = (time) => ISO_UTC.test(time) ? (Date.parse(time) || 0) / 60000 : 0;
var ISO_UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
var CEILING = { ask: "ceiling", options: { more: { move: "next" }, stop: { move: "stop" } } };
var MORE = "more";
var answeredMore = (run, kind, task) => run.decisions.filter((one) => one.kind === kind && one.task === task && one.option === MORE).length;
function roleBounds(workflow, settings, agent) {
  const own = settings.bounds?.[agent];
  const base = workflow.bounds[agent];
  return base ? { ...base, ...own } : null;
}
function boundsOf(workflow, run, task) {
  const one = roleBounds(workflow, run.settings, task.who.agent);
  const times = 1 + answeredMore(run, "bounded", task.id);
  return one && { tool_calls: one.tool_calls * times, minutes: one.minutes * times, tokens: one.tokens * times };
}
var reached = (bounds, spent) => [
  { name: "tool calls", of: bounds.tool_calls, is: spent.tool_calls },
  { name: "minutes", of: bounds.minutes, is: spent.minutes },
  { name: "tokens", of: bounds.tokens, is: spent.tokens }
].filter((one) => one.is >= one.of).map((one) => `${Math.round(one.is * 10) / 10} of ${one.of} ${one.name}`);
var NOTHING = { tool_calls: 0, tokens: 0, minutes: 0 };
function withSpent(known, now) {
  const before = known.find((one) => one.call === now.call) ?? NOTHING;
  const max = (key) => Math.max(before[key] ?? 0, now[key] ?? 0);
  const larger = { call: now.call, tool_calls: max("tool_calls"), minutes: max("minutes"), tokens: max("tokens") };
  const denied = max("denied");
  const refused = now.host_denied ?? before.host_denied;
  const { model, usd = 0, unpriced = 0 } = now;
  const external = model === undefined ? {} : { model, usd, ...unpriced > 0 && { unpriced } };
  const counted = { ...larger, ...denied > 0 && { denied }, ...refused && { host_denied: refused }, ...external };
  return [...known.filter((one) => one !== before), counted];
}
var sum = (parts) => parts.reduce((all, one) => ({
  tool_calls: all.tool_calls + one.tool_calls,
  tokens: all.tokens + one.tokens,
  minutes: all.minutes + one.minutes
}), NOTHING);
var spentOn = (task) => sum(task.spent);
var spentBy = (run) => sum(run.tasks.map(spentOn));
var escalating = (run) => {
  const { budget } = run.settings;
  return budget?.enabled === true && budget.on_exceed === "escalate" ? budget : null;
};
function ceilingOf(run) {
  const both = [run.settings.ceiling_tokens, escalating(run)?.tokens_max].filter((one) => one !== undefined);
  return both.length === 0 ? null : Math.min(...both) * (1 + answeredMore(run, CEILING.ask, null));
}
var minutesOf = (run) => Math.max(0, minutesIn(run.updated_at) - minutesIn(run.created_at));
function externalUse(run) {
  const spent = run.tasks.flatMap((task) => task.spent);
  const all = (key) => spent.reduce((total, one) => total + (one[key] ?? 0), 0);
  return { usd: all("usd"), unpriced: all("unpriced"), calls: run.sent.reduce((total, one) => total + one.prompts, 0) };
}
function externalCeiling(run, more = 0) {
  const { calls_max = Infinity, usd_max = Infinity } = escalating(run) ?? {};
  const { usd, calls } = externalUse(run);
  const times = 1 + answeredMore(run, CEILING.ask, null);
  if (calls >= calls_max * times)
    return { name: "budget.calls_max", limit: calls_max * times, count: calls };
  const count = Math.round((usd + more) * 1e4) / 1e4;
  return usd + more >= usd_max * times ? { name: "budget.usd_max", limit: usd_max * times, count } : null;
}
function atCeiling(run) {
  if (externalCeiling(run) !== null)
    return true;
  const ceiling = ceilingOf(run);
  const minutes = escalating(run)?.minutes_max;
  const isLate = minutes !== undefined && minutesOf(run) >= minutes * (1 + answeredMore(run, CEILING.ask, null));
  return isLate || ceiling !== null && spentBy(run).tokens >= ceiling;
}

// src/workflows/words.ts
function about(run, question) {
  const task = question.task === null ? undefined : taskOf(run, question.task);
  return task ? `${task.id} ${task.subject}` : run.run;
}
var titled = (text) => ({ run }, question) => `${about(run, question)}${text}`;
var again2 = { label: "Again", description: "Dispatch the same task once more" };
var stop4 = { label: "Stop", description: "End the run; everything stays in .task/" };
var other2 = { label: "Another model", description: "The same task, by another model than before" };
var ownWords = (header) => ({
  header,
  title: (_scene, question) => question.text ?? "",
  options: {}
});
var SHORT = 160;
var noteFile = ({ note }) => note.length > SHORT ? ".task/state.json" : null;
var noteLines = ({ run }, _question, task) => task.note === "" ? { lines: [`${plural(openFindings(run, task.gate).length, "finding")} open`], file: task.writes } : { lines: task.note.split(`
`), file: noteFile(task) };
var WHY = {
  same_subject: ({ round }, { what }) => `${what} is where it was in round ${round}`,
  repeated: ({ round, findings }, { closed }) => findings.length === 1 ? `${findings[0]} comes again after it was ${closed} in round ${round}` : `${findings.join(", ")} come again after they were ${closed}`,
  contradiction: ({ findings, against = [] }, { titleOf }) => {
    const others = against.map(({ gate, finding }) => `${finding} of ${titleOf(gate)}`);
    return `${findings.join(", ")} ${findings.length === 1 ? "contradicts" : "contradict"} ${others.join(", ")}`;
  },
  declined: ({ findings }) => findings.length === 0 ? "its author declined what is asked for, and it is asked for again" : `${findings.join(", ")} ${findings.length === 1 ? "was" : "were"} declined by the author, and the reviewer insists`,
  stalled: ({ findings }) => `three rounds and still ${plural(findings.length, "finding")}`
};
function whyText(workflow, run, { why, task }) {
  const gate = task === null ? undefined : gateOf(workflow, run, taskOf(run, task)?.gate ?? "");
  const isFile = gate?.gate === "review" && "file" in gate.of;
  const titleOf = (key) => gateOf(workflow, run, key).title;
  const stateOf = (one) => {
    const said = run.findings.filter((finding) => finding.gate === gate?.key && one.findings.includes(finding.id));
    const again = said.flatMap((finding) => finding.again);
    const isTakenBack = run.findings.some((old) => old.gate === gate?.key && again.includes(old.id) && old.state === "withdrawn");
    return isTakenBack ? "withdrawn" : "fixed";
  };
  const what = isFile ? "the plan" : "the code";
  return why.map((one) => WHY[one.reason](one, { what, titleOf, closed: stateOf(one) })).join("; ");
}
function sidesOf(workflow, run, { why, task }) {
  const others = why.flatMap((one) => one.against ?? []);
  const isDeclined = why.some((one) => one.reason === "declined");
  if (others.length === 0 && !isDeclined || task === null)
    return null;
  const titleOf = (key) => gateOf(workflow, run, key).title;
  const names = [...new Set(others.map((one) => titleOf(one.gate))), ...isDeclined ? ["the author"] : []];
  const theirs = names.join(" and ");
  return {
    continue: `As ${titleOf(taskOf(run, task).gate)} wants; it reviews once more`,
    accept: `As it is, as ${theirs} wanted; say why`
  };
}
function declinedSides({ project, workflow, run }, { why, task }) {
  const own = task === null ? undefined : taskOf(run, task)?.gate;
  const ids = why.flatMap((one) => one.reason === "declined" ? one.findings : []);
  const before = own && why.some((one) => one.reason === "declined") ? tasksOf2(run, own).at(-2) : undefined;
  const fixes = run.tasks.filter((one) => before !== undefined && one.fixes === before.id);
  const said = fixes.flatMap((fix) => fix.facts.declined ?? []);
  if (said.length > 0)
    return said.flatMap(({ text, reason }) => [`Asked again: ${text}`, `Its author declined it: ${reason}`]);
  return run.findings.filter((one) => one.gate === own && ids.includes(one.id)).flatMap((one) => {
    const words = wordsOf3(project, run, one);
    const title = gateOf(workflow, run, one.gate).title;
    return [
      `${title} wants ${one.id}: ${words ? `${words.fix} (${words.problem})` : "(its words are not kept any more)"}`,
      `Its author declined ${one.id}: ${declineOf(project, run, one) ?? "(the reason is not kept any more)"}`
    ];
  });
}
function bothSides({ project, workflow, run }, { why, task }) {
  const own = task === null ? undefined : taskOf(run, task)?.gate;
  const said = (gate, id, now) => {
    const finding = run.findings.find((one) => one.gate === gate && one.id === id);
    const words = finding ? wordsOf3(project, run, finding) : null;
    const title = gate ? gateOf(workflow, run, gate).title : "";
    return words ? [`${title} ${now} ${id}: ${words.fix} (${words.problem})`] : [];
  };
  return why.filter(({ reason }) => reason === "contradiction").flatMap(({ against = [], findings }) => [
    ...against.flatMap(({ gate, finding }) => said(gate, finding, "got")),
    ...findings.flatMap((id) => said(own, id, "wants"))
  ]);
}
var inSides = ({ why }, id) => why.some((one) => (one.against !== undefined || one.reason === "declined") && one.findings.includes(id));
var findingLines = (scene, question, task) => ({
  lines: [
    ...declinedSides(scene, question),
    ...bothSides(scene, question),
    ...findingTexts(scene.project, scene.run, task.gate).filter(({ finding }) => !inSides(question, finding.id)).map(({ severity, finding }) => `${finding.id} (${severity}) ${finding.problem}`)
  ],
  file: task.writes
});
var spentLines2 = (run) => run.tasks.map((task) => ({ task, spent: spentOn(task) })).filter(({ spent }) => spent.tokens > 0).sort((a, b) => b.spent.tokens - a.spent.tokens).map(({ task, spent }) => `${task.id} ${task.subject}: ${spentText(spent)}`);
var escalation = {
  header: "Limit",
  title: ({ workflow, run }, question) => `${about(run, question)}: ${whyText(workflow, run, question) || "the limit of rounds is reached and findings are open"}. How to go on?`,
  lines: findingLines,
  options: {
    continue: { label: "One more round", description: "Fix and review once more" },
    accept: { label: "Accept", description: "Go on as it is; say why" },
    stop: stop4
  }
};
var PUT_BACK = { label: "Put back", description: "The accepted one; yours is kept in .task/objects" };
function editedTitle(run, { edit }, ask) {
  const task = taskOf(run, edit?.task ?? "");
  return `${edit?.path} was changed by hand since it was accepted from ${task?.id} ${task?.subject}. ${ask}`;
}
var withoutVerdict = { label: "Waive", description: "Go on without this verdict; say why" };
function usedText(run) {
  const external = externalCeiling(run);
  if (external === null)
    return `${tokens(spentBy(run).tokens)} of the ${tokens(ceilingOf(run) ?? 0)} tokens that it may`;
  const what = external.name === "budget.usd_max" ? "US dollars" : "requests";
  const { unpriced } = externalUse(run);
  const unknown = unpriced === 0 ? "" : `, beside ${plural(unpriced, "answer")} whose price is unknown`;
  return `${external.count} of ${external.limit} ${what} for external models${unknown}`;
}
var QUESTIONS = {
  stale: {
    header: "Changed",
    title: titled(": what it reviews keeps changing. Is someone editing, or does a program write there?"),
    lines: (scene, question, task) => ({
      lines: [...noteLines(scene, question, task).lines, "Files that git ignores do not count: a log, a cache."],
      file: null
    }),
    options: {
      again: { label: "Again", description: "They hold still now, or are ignored" },
      waive: withoutVerdict,
      stop: stop4
    }
  },
  stuck: {
    header: "Stuck",
    title: titled(": no valid result after several tries. What now?"),
    lines: noteLines,
    options: { again: again2, other: other2, waive: withoutVerdict, stop: stop4 }
  },
  bounded: {
    header: "Bounds",
    title: titled(": its agent used up what it may take, without a valid result. What now?"),
    lines: noteLines,
    options: {
      more: { label: "More", description: "Another agent goes on, with as much again on top" },
      again: { label: "Again", description: "Another agent goes on, with the same bounds" },
      other: other2,
      waive: withoutVerdict,
      stop: stop4
    }
  },
  [CEILING.ask]: {
    header: "Ceiling",
    title: ({ run }) => `${run.run} has used ${usedText(run)}. Go on?`,
    options: { more: { label: "Go on", description: "As much again on top" }, stop: stop4 }
  },
  edited: {
    header: "Edited",
    title: ({ run }, question) => editedTitle(run, question, "Which one counts?"),
    options: {
      take_in: { label: "Take it in", description: "What was made or approved on the old one is done anew" },
      put_back: PUT_BACK
    }
  },
  "edited-wrong": {
    header: "Edited",
    title: ({ run }, question) => editedTitle(run, question, "It cannot be taken in as it is. What now?"),
    options: { look: { label: "Look again", description: "After you mended it" }, put_back: PUT_BACK }
  },
  "request-change": {
    header: "Request",
    title: () => "The request changes in the middle of the run. Where to go on?",
    options: {
      go_on: { label: "Go on", description: "Keep what is done; later tasks see the new request" },
      planning: { label: "Back to planning", description: "Plan again; reviews so far are void" },
      requirements: { label: "Back to requirements", description: "Start over; approvals so far are void" }
    }
  },
  "second-request": {
    header: "Live run",
    title: ({ run }) => `${run.run} is at work here already. What about the new request?`,
    options: {
      continue: { label: "Continue", description: "Drop the new request and go on with the run" },
      change: { label: "Change", description: "The new request replaces the run's request" },
      replace: { label: "Replace", description: "Archive the run and start anew" },
      leave: { label: "Leave", description: "Do nothing" }
    }
  }
};
var denialsText = (denials) => denials.map(({ tool, what, times }) => {
  const often = times > 1 ? `, ${times} times` : "";
  return what === "" ? `${tool}${often}` : `${oneLine2(what)} (${tool}${often})`;
}).join("; ");
var ALLOW_IT = "To allow it: a rule in permissions.allow of .claude/settings.json, or another permission mode (README, Permissions)";

export { CEILING, roleBounds, boundsOf, reached, NOTHING, withSpent, spentOn, spentBy, ceilingOf, minutesOf, externalUse, externalCeiling, atCeiling, titled, again2, stop4, other2, ownWords, noteFile, whyText, sidesOf, findingLines, spentLines2, escalation, QUESTIONS, denialsText, ALLOW_IT };

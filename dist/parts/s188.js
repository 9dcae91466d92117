// @bun
import {
  oneLine2,
  plural,
  tokens,
  spentText
} from "./s28.js";
import {
  wordsOf3,
  declineOf,
  findingTexts
} from "./s92.js";
import {
  gateOf
} from "./s100.js";
import {
  taskOf,
  tasksOf2,
  openFindings2
} from "./s5.js";
import {
  CEILING,
  spentOn,
  spentBy,
  ceilingOf,
  externalUse,
  externalCeiling
} from "./s3.js";

// src/workflows/words.ts
function about(run, question) {
  const task = question.task === null ? undefined : taskOf(run, question.task);
  return task ? `${task.id} ${task.subject}` : run.run;
}
var titled = (text) => ({ run }, question) => `${about(run, question)}${text}`;
var again2 = { label: "Again", description: "Start the same task once more" };
var stop4 = { label: "Stop", description: "End the run; everything stays in .task/" };
var other2 = { label: "Another model", description: "The same task, by another model than before" };
var ownWords = (header) => ({
  header,
  title: (_scene, question) => question.text ?? "",
  options: {}
});
var SHORT = 160;
var noteFile = ({ note }) => note.length > SHORT ? ".task/state.json" : null;
var noteLines = ({ run }, _question, task) => task.note === "" ? { lines: [`${plural(openFindings2(run, task.gate).length, "finding")} open`], file: task.writes } : { lines: task.note.split(`
`), file: noteFile(task) };
var WHY = {
  same_subject: ({ round }, { what }) => `${what} is where it was in round ${round}`,
  repeated: ({ round, findings }, { closed }) => findings.length === 1 ? `${findings[0]} comes again after it was ${closed} in round ${round}` : `${findings.join(", ")} come again after they were ${closed}`,
  contradiction: ({ findings, against = [] }, { titleOf }) => {
    const others = against.map(({ gate, finding }) => `${finding} of ${titleOf(gate)}`);
    return `${findings.join(", ")} ${findings.length === 1 ? "contradicts" : "contradict"} ${others.join(", ")}`;
  },
  declined: ({ findings }) => findings.length === 0 ? "its author declined what is asked for, and it is asked for again" : `${findings.join(", ")} ${findings.length === 1 ? "was" : "were"} declined by the author, and the reviewer insists`,
  stalled: ({ findings }, { rounds }) => `${rounds === 1 ? "a round that closed none, and" : "three rounds and"} still ${plural(findings.length, "finding")}`
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
  const version = task === null ? 0 : taskOf(run, task)?.version ?? 0;
  return why.map((one) => WHY[one.reason](one, { what, titleOf, closed: stateOf(one), rounds: version - one.round })).join("; ");
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
  const unknown = unpriced === 0 ? "" : `, beside ${plural(unpriced, "answer")} whose price is not known`;
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
  noticed: {
    header: "Noticed",
    title: ({ run }) => `${run.run} waits: something has happened that no step of it explains. Go on?`,
    options: {
      go_on: { label: "Go on", description: "I know of it; it stays in the report" },
      stop: stop4
    }
  },
  "request-change": {
    header: "Request",
    title: () => "The request changes in the middle of the run. Where to go on?",
    options: {
      go_on: { label: "Go on", description: "Keep what is done; later tasks see the new request" },
      planning: { label: "Back to planning", description: "Plan again; reviews so far count no more" },
      requirements: { label: "Back to requirements", description: "Start over; approvals so far count no more" }
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
function denialText({ tool, what, times }, root) {
  const often = times > 1 ? `, ${times} times` : "";
  const named = what.startsWith(`${root}/`) ? what.slice(root.length + 1) : what;
  return named === "" ? `${tool}${often}` : `${oneLine2(named)} (${tool}${often})`;
}
var deniedCalls = (count, more = "") => `${count === 1 ? `one ${more}call was` : `${count} ${more}calls were`} denied by multi-ai`;
function denialLines(spent, root, whom = "") {
  const host = spent.flatMap((one) => one.host_denied ?? []);
  const own = spent.flatMap((one) => one.own_denied ?? []);
  return [
    ...own.map((one) => `${deniedCalls(one.times)}: ${denialText({ ...one, times: 1 }, root)}`),
    ...host.map((one) => `${one.asked ? "Asked about, and allowed by nobody" : "Claude Code refused"}${whom}: ${denialText(one, root)}`)
  ];
}
var ALLOW_IT = "To allow it: a rule in permissions.allow of .claude/settings.json, or another permission mode (docs/usage.md of the plugin, Permissions)";

export { titled, again2, stop4, other2, ownWords, noteFile, whyText, sidesOf, findingLines, spentLines2, escalation, QUESTIONS, deniedCalls, denialLines, ALLOW_IT };

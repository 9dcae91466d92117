// @bun
import {
  wrapWhole,
  clip,
  cut,
  PLAIN,
  oneLine2,
  duration,
  PLAIN_LAYOUT,
  plural
} from "./s28.js";
import {
  workflowOf
} from "./s70.js";
import {
  sizeText,
  isGood
} from "./s199.js";
import {
  becameText
} from "./s109.js";
import {
  modelsText
} from "./s124.js";
import {
  heldText
} from "./s200.js";
import {
  endOf2
} from "./s253.js";
import {
  taskOf
} from "./s5.js";

// src/render/explain.ts
var RETURNED = {
  again: "again, as you decided",
  answered: "with your answer",
  invalid: "because no valid result came of the one before",
  lost: "because the agent before it was gone",
  stale: "because what it was about had changed meanwhile",
  changed: "because the project had changed since the check before it",
  taken_over: "because another session took the run over",
  bounded: "because the agent before it was at its bounds",
  api: "because the API had given no answer",
  stopped: "because you had stopped the agent before it"
};
var MAX_PROBLEM = 300;
var named = (view, id) => {
  const task = view.tasks.find((one) => one.id === id);
  return task ? `${id} ${oneLine2(task.subject)}` : id;
};
function blockers(view, task, seen = new Set) {
  return task.blocked_by.flatMap((id) => {
    const found = view.tasks.find((one) => one.id === id);
    if (!found || seen.has(id))
      return [];
    seen.add(id);
    return found.status === "blocked" ? blockers(view, found, seen) : [found];
  });
}
var STANDS = {
  ready: "comes next",
  waiting: "waits for your answer",
  running: "is at work"
};
function standsText(view, task) {
  if (task.void)
    return ["It does not count any more: what it was about was changed or decided anew."];
  if (task.skipped !== undefined)
    return [`It was left out: ${task.skipped}.`];
  switch (task.status) {
    case "blocked": {
      const first = blockers(view, task).map((one) => `${named(view, one.id)}, which ${STANDS[one.status] ?? `is ${one.status}`}`);
      const direct = task.blocked_by.map((id) => named(view, id)).join(" and ");
      const through = blockers(view, task).every((one) => task.blocked_by.includes(one.id));
      return [
        `It is blocked by ${through ? first.join(" and ") : direct}.`,
        ...through || first.length === 0 ? [] : [`First comes ${first.join(" and ")}.`]
      ];
    }
    case "ready":
      return [view.held === null ? "It comes next." : `It comes next; the run waits: ${oneLine2(view.held)}.`];
    case "running": {
      const now = task.at_work;
      if (now === null)
        return ["It is at work."];
      const step = now.step === null ? "" : `; it was last seen at ${now.step.tool} ${cut(oneLine2(now.step.what), 120)}`.trimEnd();
      const quiet = now.silent !== null && now.silent >= 1 ? `, ${duration(now.silent)} ago` : "";
      return [`It has been at work for ${duration(now.minutes)}${step}${quiet}.`];
    }
    case "waiting": {
      const asked = view.questions.map((one) => one.id).join(", ");
      return [asked === "" ? "It waits for your answer." : `It waits for your answer to ${asked}.`];
    }
    case "done":
      return [task.outcome === task.status ? "It is done." : `It is done: ${oneLine2(task.outcome)}.`];
    default:
      return [`It is ${task.status}${task.outcome === "" ? "" : `; what came of it: ${oneLine2(task.outcome)}`}.`];
  }
}
function historyText(events, task) {
  const told = [];
  let dispatches = 0;
  let refused = [];
  const tell = () => {
    const last = refused.at(-1);
    if (last === undefined)
      return;
    const times = refused.length === 1 ? "" : ` ${refused.length} times, last`;
    told.push(`Its result was sent back${times}: ${cut(oneLine2(last), MAX_PROBLEM)}`);
    refused = [];
  };
  for (const event of events) {
    if (event.type === "dispatched")
      dispatches++;
    if (event.type === "refused")
      refused.push(event.problems.join("; "));
    if (event.type === "check_failed")
      told.push(`The check failed: ${cut(oneLine2(event.message), MAX_PROBLEM)}`);
    if (event.type === "returned") {
      tell();
      told.push(`It started once more ${RETURNED[event.reason]}${event.note === "" ? "" : `: ${cut(oneLine2(event.note), MAX_PROBLEM)}`}`);
    }
    if (event.type === "accepted")
      tell();
  }
  tell();
  const used = task.spent.minutes > 0 ? ` in ${duration(task.spent.minutes)}` : "";
  return [...dispatches > 1 ? [`It was started ${plural(dispatches, "time")}${used}`] : [], ...told].map((one) => `${one.replace(/[.\s]+$/, "")}.`);
}
var MAX_FINDINGS = 3;
var findingLines = ({ caught }, width) => clip(caught, MAX_FINDINGS, (one) => {
  const at = one.place === null ? "" : ` at ${oneLine2(one.place)}`;
  return `${one.id} (${one.severity})${at}: ${cut(oneLine2(one.problem), 160).replace(/[.\s]+$/, "")}; ${becameText(one)}.`;
}).flatMap((line) => wrapWhole(line, width));
function whyText(view, { fixes, kind }) {
  if (fixes === null)
    return [];
  const review = view.tasks.find((one) => one.id === fixes);
  const found = review === undefined || review.outcome === "" ? "" : ` (${oneLine2(review.outcome)})`;
  return [
    `It is there because ${named(view, fixes)} asked for ${kind === "fix" ? "changes" : "another look"}${found}.`
  ];
}
function explainText(view, task, more, events, { width } = PLAIN_LAYOUT) {
  const who = [task.agent, task.model].filter((word) => word !== "").join(", ");
  const own = events.filter((one) => ("task" in one) && one.task === task.id && one.run === view.run);
  const sentences = [
    `${task.id} ${oneLine2(task.subject)} (${who}).`,
    ...whyText(view, more),
    ...standsText(view, task),
    ...historyText(own, task)
  ];
  return [...wrapWhole(sentences.join(" "), width, 0), ...findingLines(more, width), `Next: ${view.next}`].join(`
`);
}

// src/render/progress.ts
var MAX_TEXT_CHARS = 200;
var clipText = (text) => cut(oneLine2(text), MAX_TEXT_CHARS);
function elapsed(run, at) {
  const seconds = Math.max(0, Math.floor((Date.parse(at) - Date.parse(run.created_at)) / 1000)) || 0;
  const two = (value) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
var nameOf = (task, id) => task ? `${id} ${oneLine2(task.subject)}` : id;
var whoOf = (task) => `${task.who.agent}, ${task.who.provider ?? task.who.model}`;
function accepted(run, event, { paint = PLAIN, look }) {
  const task = taskOf(run, event.task);
  const artifact = look?.(event.artifact) ?? null;
  const vote = artifact?.vote;
  const good = vote === undefined ? isGood(run, task, event.outcome) : vote === "APPROVE";
  const words = [
    vote ?? event.outcome.replaceAll("_", " "),
    artifact?.veto ? "a veto" : "",
    sizeText(artifact),
    event.claims > 0 && task?.schema.endsWith("review") ? `${plural(event.claims, "claim")} checked` : "",
    ...event.prior.map((one) => `${one.id} ${one.state}`)
  ].filter((word) => word !== "");
  const mark = good ? paint.green("\u2713") : paint.yellow("\u25CF");
  const listed = vote === undefined ? event.findings : artifact?.findings ?? [];
  const findings = listed.map((one) => {
    const said = artifact?.findings?.find((given) => given.id === one.id);
    const place = said?.at ?? (said?.file ? `${said.file}${said.line ? `:${said.line}` : ""}` : "");
    const outside = one.outside ? ", outside of the change" : "";
    return `    ${paint.yellow(one.id)} ${one.severity}${place ? ` at ${place}` : ""}${outside}${said ? `: ${clipText(said.problem)}` : ""}`;
  });
  return [`${mark} ${nameOf(task, event.task)}: ${words.join(", ")}`, ...findings];
}
var LINES = {
  run_created: (run, event, { paint = PLAIN }) => [
    `${paint.bold(event.run)} begins: ${clipText(event.request.text)}`,
    ...modelsText(workflowOf(run.workflow), run).map((line) => paint.dim(line))
  ],
  task_created: (run, event, { paint = PLAIN }) => event.kind === "gate" ? [] : [paint.dim(`+ ${nameOf(taskOf(run, event.task), event.task)}, after ${event.blocked_by.join(" and ")}`)],
  dispatched: (run, event, { paint = PLAIN }) => {
    const task = taskOf(run, event.task);
    return [`${paint.cyan("\u25B6")} ${nameOf(task, event.task)}${task ? paint.dim(` (${whoOf(task)})`) : ""}`];
  },
  accepted,
  refused: (run, event, { paint = PLAIN }) => [
    `${paint.red("\u2717")} ${nameOf(taskOf(run, event.task), event.task)}: refused, sent back with the reason`,
    ...event.problems.map((problem) => `    ${paint.red(clipText(problem))}`)
  ],
  tests_decided: (_run, event, { paint = PLAIN }) => event.commands.length === 0 ? [] : [
    paint.dim(`  Tests ${event.approved ? "to be run" : "not to be run"} (${event.by}): ${clipText(event.commands.join("; "))}`)
  ],
  tested: (_run, event, { paint = PLAIN }) => event.commands.map((one) => {
    const mark = one.state === "passed" ? paint.green("\u2713") : paint.red("\u2717");
    return `${mark} ${clipText(one.command)}: ${endOf2(one)}`;
  }),
  check_failed: (run, event, { paint = PLAIN }) => [
    `${paint.red("\u2717")} ${nameOf(taskOf(run, event.task), event.task)}: ${clipText(event.message)}`
  ],
  returned: (run, event, { paint = PLAIN }) => [
    `${paint.yellow("\u21BA")} ${nameOf(taskOf(run, event.task), event.task)} starts again, ${event.reason.replaceAll("_", " ")}${event.note ? `: ${clipText(event.note)}` : ""}`
  ],
  task_done: (run, event, { paint = PLAIN }) => event.waiver === null ? [] : [
    `${paint.yellow("\u25CF")} ${nameOf(taskOf(run, event.task), event.task)}: ${event.waiver.kind} by the person, ${clipText(event.waiver.reason)}`
  ],
  task_cancelled: (run, event, { paint = PLAIN }) => [
    paint.dim(`- ${nameOf(taskOf(run, event.task), event.task)} is cancelled`)
  ],
  substituted: (run, event) => [
    `${nameOf(taskOf(run, event.task), event.task)}: now done by ${event.who.agent} (${event.who.model})`
  ],
  auto_approved: (run, { task, assumptions: [first, ...more] }, { paint = PLAIN }) => [
    paint.dim(`  ${nameOf(taskOf(run, task), task)}: ${first === undefined ? "nobody is asked (--auto)" : `assumed (--auto): ${clipText(first)}${more.length === 0 ? "" : `; and ${more.length} more`}`}`)
  ],
  held: (run, _event, { paint = PLAIN }) => [
    paint.yellow(clipText(heldText(run, "elsewhere") || "The run waited for the API"))
  ],
  asked: (_run, event, { paint = PLAIN }) => [`${paint.bold("?")} ${event.question} is open (${event.kind})`],
  answered: (_run, event) => [
    `  ${event.question} is answered: ${clipText([event.option, event.text ?? ""].filter(Boolean).join(", "))}`
  ],
  request_changed: (_run, event) => [`  The request changes: ${clipText(event.request.text)}`],
  ended: (_run, event, { paint = PLAIN }) => [
    event.status === "complete" ? paint.green(paint.bold("The run is complete")) : paint.red(`The run is over: ${event.status}, ${clipText(event.reason)}`)
  ]
};
function progressLines(run, event, options = {}) {
  const write = LINES[event.type];
  const dim = options.paint?.dim ?? PLAIN.dim;
  const time = elapsed(run, event.at).padStart(6);
  return (write?.(run, event, options) ?? []).map((line, index) => `${index === 0 ? dim(time) : " ".repeat(time.length)}  ${line}`);
}
function waitingLine(run, now, { paint = PLAIN } = {}) {
  const running = run.tasks.filter((task) => task.status === "running" && task.dispatch !== null);
  const said = running.map((task) => {
    const seconds = Math.max(0, Math.round((Date.parse(now) - Date.parse(task.dispatch.at)) / 1000));
    return `${task.id} ${task.subject} has been at work for ${seconds} s`;
  });
  return paint.dim(`${elapsed(run, now).padStart(6)}  \u2026 ${said.join("; ") || "waiting for the main thread"}`);
}

export { explainText, progressLines, waitingLine };

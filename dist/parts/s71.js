// @bun
import {
  featureOf,
  isBad,
  tasksOf,
  newestOf,
  worstPart,
  statusOf,
  areaStandings,
  openWarnings,
  openQuestions,
  team,
  trouble,
  NOTES
} from "./s77.js";
import {
  trackOf,
  hasChecks
} from "./s31.js";
import {
  gatesOf,
  isOf
} from "./s53.js";
import {
  fit,
  table,
  wrap,
  oneLine2,
  PLAIN_LAYOUT,
  plural
} from "./s18.js";

// src/workflows/team/words/status.ts
var releaseRole = (run) => newestOf(run, "deploy") ? "platform" : tasksOf(run, "signoff").at(-1)?.status === "skipped" ? "orchestrator" : "pm";
var hasSecurityReview = (run) => hasChecks(trackOf(run)) || tasksOf(run, "security").some(({ status }) => !["blocked", "skipped", "cancelled"].includes(status));
var STAGES = [
  { stage: "01", name: "Requirements", gates: ["brief"], role: "pm" },
  { stage: "02", name: "Design", gates: ["design", "notes", "answers", "scope"], role: "principal" },
  { stage: "03", name: "Clarification", gates: ["clarify"], role: "pm" },
  { stage: "04", name: "Build", gates: ["build"], role: "", rows: builds },
  { stage: "05a", name: "Pre-review", gates: ["pre-review"], role: "platform" },
  { stage: "05b", name: "Security review", gates: ["security"], role: "security", isShown: hasSecurityReview },
  { stage: "06", name: "Peer Review", gates: ["peer"], role: "", rows: peers },
  { stage: "07", name: "QA", gates: ["qa", "qa-tests", "clarify-late"], role: "qa" },
  {
    stage: "08",
    name: "Sign-off + Deploy",
    gates: ["signoff", "deploy", "summary"],
    role: releaseRole,
    folds: { gate: "signoff", after: "checkpoint-c" }
  },
  { stage: "09", name: "Retrospective", gates: ["retro", "lessons"], role: "principal" }
];
var stagesOf = (scene, next = "") => teamView(scene.run, { feature: featureOf(scene), next });
function teamView(run, { feature, next }) {
  const keys = gatesOf(team, run).map((gate) => gate.key);
  const stages = STAGES.filter(({ gates, isShown }) => keys.some((key) => gates.some((one) => isOf(key, one))) && (isShown === undefined || isShown(run)));
  return {
    feature,
    track: trackOf(run),
    moved: run.options.moved ?? null,
    rows: stages.flatMap((stage) => (stage.rows ?? row)(run, stage)),
    warnings: openWarnings(run).map(({ id, text }) => ({ id, text })),
    questions: openQuestions(run).map(({ role, text }) => ({ role, text })),
    next
  };
}
function row(run, { stage, name, gates, role, folds }) {
  const is = (gate, status) => tasksOf(run, gate).at(-1)?.status === status;
  const isFolded = folds !== undefined && is(folds.gate, "skipped") && is(folds.after, "done");
  const status = statusOf(run, gates);
  return [
    {
      stage,
      name,
      status: status === "skipped" && isFolded ? "PASS" : status,
      role: typeof role === "string" ? role : role(run),
      notes: NOTES[stage](run).join(", ")
    }
  ];
}
var letter = (stage, index) => `${stage}${String.fromCharCode(97 + index)}`;
function builds(run, { stage, name }) {
  const merge = tasksOf(run, "merge").at(-1);
  const areas = tasksOf(run, "build").filter((task) => task.status !== "skipped");
  if (areas.length === 0)
    return [{ stage, name, status: statusOf(run, ["build"]), role: "", notes: "no area has work" }];
  const items = [...new Set(areas.map((task) => task.item ?? ""))];
  const asked = tasksOf(run, "clarify-build").filter((task) => task.status !== "skipped" && task.status !== "blocked");
  const clarified = asked.map(() => {
    const status = statusOf(run, ["clarify-build"]);
    const notes = trouble(run, ["clarify-build"]).join(", ");
    return { stage: letter(stage, items.length), name: "Clarification", status, role: "pm", notes };
  });
  const built = items.map((item, index) => {
    const own = statusOf(run, [`build:${item}`]);
    const merged = merge ? statusOf(run, ["merge"]) : "skipped";
    const owners = newestOf(run, "merge")?.facts.owners ?? [];
    const shared = isBad(merged) && owners.length > 0 && !owners.includes(item) ? "running" : merged;
    const status = isBad(own) || own === "none" ? own : worstPart(run, [own, shared]);
    return {
      stage: letter(stage, index),
      name: `${name} (${item})`,
      status,
      role: `dev-${item}`,
      notes: trouble(run, [`build:${item}`, ...merge && isBad(shared) ? ["merge"] : []]).join(", ")
    };
  });
  return [...built, ...clarified.slice(0, 1)];
}
function peers(run, { stage, name }) {
  const areas = areaStandings(team, run, "peer");
  if (areas.length === 0)
    return [{ stage, name, status: statusOf(run, ["peer"]), role: "", notes: "" }];
  return areas.map((one, index) => ({
    stage: letter(stage, index),
    name: `${name} (${one.area})`,
    status: one.status,
    role: one.reviewers.join(", "),
    notes: peerNotes(one).join(", ")
  }));
}
function peerNotes({ resolved, standing }) {
  const stale = standing.verdicts.filter((one) => one.verdict === "approved" && one.stale).length;
  const overruled = standing.verdicts.filter((one) => one.overruled).length;
  return [
    ...resolved > 0 ? [`${plural(resolved, "escalation")} resolved`] : [],
    ...overruled > 0 ? [`${overruled} overruled by the person`] : [],
    ...standing.status === "PASS" ? [] : [`${standing.approved.length} of ${standing.required} approvals`],
    ...stale > 0 ? [`${plural(stale, "approval")} of an older state`] : []
  ];
}
var RULE = 64;
var MAX_LINES = 12;
var SHOWN = {
  PASS: { paint: ({ green }) => green, colours: ["#2da44e", "#1a7f37", "#ffffff"] },
  WARN: { paint: ({ yellow }) => yellow, colours: ["#f2cc60", "#9a6700", "#24292f"] },
  FAIL: { paint: ({ red }) => red, colours: ["#cf222e", "#82071e", "#ffffff"] },
  ESCALATE: {
    paint: ({ bold, red }) => (text) => bold(red(text)),
    colours: ["#fb8500", "#953800", "#24292f"]
  },
  none: { paint: ({ dim }) => dim, colours: ["#d0d7de", "#6e7781", "#24292f"] },
  running: { paint: ({ cyan }) => cyan, colours: ["#54aeff", "#0969da", "#24292f"] },
  skipped: { paint: ({ dim }) => dim, colours: ["#eaeef2", "#afb8c1", "#57606a"] }
};
var statusText = (status) => status === "none" ? "\u2013" : status;
function listed(what, items, width) {
  if (items.length === 0)
    return [];
  const head = `${plural(items.length, what)}:`;
  if (items.length === 1)
    return wrap(`${head} ${items[0]}`, width);
  const more = items.length - MAX_LINES;
  const lines = items.slice(0, MAX_LINES).map((item) => fit(`  ${item}`, width));
  return [head, ...lines, ...more > 0 ? [`  \u2026 and ${more} more`] : []];
}
function statusTable(view, { width, paint } = PLAIN_LAYOUT) {
  const rows = view.rows.map(({ stage, name, status, role, notes }) => [
    oneLine2(`${stage} ${name}`),
    statusText(status),
    oneLine2(role),
    oneLine2(notes)
  ]);
  const [head, ...lines] = table([["Stage", "Status", "Role", "Notes"], ...rows], width, [3, 2, 0]);
  const warnings = view.warnings.map((one, _at, { length }) => (length === 1 ? "" : `${one.id} `) + oneLine2(one.text));
  const questions = view.questions.map((one) => `${oneLine2(one.text)} (${one.role} asks pm)`);
  return [
    paint.bold(fit(`Pipeline Status \u2014 ${oneLine2(view.feature)}`, width)),
    "=".repeat(RULE),
    head,
    "-".repeat(RULE),
    ...lines.map((line, at) => coloured(line, view.rows[at].status, paint)),
    "-".repeat(RULE),
    ...view.moved === null ? [] : wrap(`Track moved up: ${oneLine2(view.moved)}`, width),
    ...listed("warning", warnings, width),
    ...listed("open question", questions, width)
  ];
}
function coloured(line, status, paint) {
  const text = statusText(status);
  const at = line.indexOf(`  ${text}`);
  return at < 0 ? line : `${line.slice(0, at + 2)}${SHOWN[status].paint(paint)(text)}${line.slice(at + 2 + text.length)}`;
}

// src/workflows/team/words/diagram.ts
function visualize(scene) {
  const diagram = diagramText(stagesOf(scene));
  return { ok: true, lines: diagram.split(`
`), data: { diagram }, file: `${scene.workflow.files}/diagram.md` };
}
var escaped = (text) => [...oneLine2(text)].map((char) => /[\p{L}\p{M}\p{N} ]/u.test(char) ? char : `#${char.codePointAt(0)};`).join("");
var classOf = (status) => status === "none" ? "notyet" : status.toLowerCase();
var stepOf = ({ stage, name }) => `${stage.slice(0, 2)} ${name.split(" (")[0]}`;
function diagramText(view) {
  const title = `# Pipeline: ${oneLine2(view.feature).replaceAll("<", "&lt;")}`;
  return [title, "", "```mermaid", ...diagramLines(view), "```", ""].join(`
`);
}
function diagramLines({ rows }) {
  const ids = new Map(rows.map((row, index) => [row, `s${index + 1}`]));
  const steps = [...new Set(rows.map(stepOf))].map((step) => rows.filter((row) => stepOf(row) === step));
  const edges = steps.flatMap((step, at) => at === 0 ? step.map((row) => `[*] --> ${ids.get(row)}`) : steps[at - 1].flatMap((before) => step.map((row) => `${ids.get(before)} --> ${ids.get(row)}`)));
  const used = [...new Set(rows.map((row) => row.status))];
  const lines = [
    "direction LR",
    ...used.map((status) => {
      const [fill, stroke, color] = SHOWN[status].colours;
      return `classDef ${classOf(status)} fill:${fill},stroke:${stroke},color:${color}`;
    }),
    ...rows.map((row) => `state "${escaped(`${row.stage} ${row.name} ${statusText(row.status)}`)}" as ${ids.get(row)}`),
    ...edges,
    ...(steps.at(-1) ?? []).map((row) => `${ids.get(row)} --> [*]`),
    ...rows.map((row) => `class ${ids.get(row)} ${classOf(row.status)}`)
  ];
  return ["stateDiagram-v2", ...lines.map((line) => `  ${line}`)];
}

export { stagesOf, statusTable, visualize, diagramText };

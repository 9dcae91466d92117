// @bun
import {
  plural
} from "./s28.js";
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
} from "./s150.js";
import {
  trackOf,
  hasChecks
} from "./s50.js";
import {
  gatesOf,
  isOf
} from "./s100.js";

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

export { stagesOf, SHOWN, statusText };

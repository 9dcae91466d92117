// @bun
import {
  removeFile
} from "./s25.js";
import {
  sha256
} from "./s68.js";
import {
  MAX_OBJECT_BYTES,
  putObject,
  accepted,
  acceptedText,
  latest
} from "./s121.js";
import {
  fold2,
  oneLine2
} from "./s28.js";
import {
  readPlain
} from "./s27.js";
import {
  ROADMAP
} from "./s40.js";
import {
  RESEARCH,
  PATTERNS,
  PLAN_CHECK,
  planRecord
} from "./s86.js";
import {
  blockText
} from "./s126.js";
import {
  normalised,
  filesOf,
  plansSchema2
} from "./s274.js";
import {
  survey
} from "./s246.js";
import {
  addPlans,
  dropPlans
} from "./s198.js";
import {
  renderFrontMatter
} from "./s256.js";
import {
  inTurn
} from "./s42.js";
import {
  problemText
} from "./s72.js";
import {
  plainNumber,
  planId
} from "./s43.js";
import {
  put,
  change,
  applyChanges
} from "./s120.js";
import {
  clipped,
  result
} from "./s229.js";
import {
  stripStamp
} from "./s47.js";
import {
  findingTexts
} from "./s92.js";

// src/workflows/phases/plan/publish.ts
import { existsSync as existsSync2 } from "fs";
import { join as join2 } from "path";

// src/workflows/phases/planning/write-plan.ts
var planName = (phase, plan) => `${planId(phase, plan)}-PLAN.md`;
var block = (tag, value) => {
  const text = blockText(value);
  return text.includes(`
`) ? [`  <${tag}>`, text, `  </${tag}>`] : [`  <${tag}>${text}</${tag}>`];
};
function waitingBlocks({ type, name, action }) {
  const resume = block("resume-signal", "Say that it is done, or what is wrong");
  if (type === "checkpoint:human-verify")
    return [...block("what-built", name), ...block("how-to-verify", action), ...resume];
  if (type === "checkpoint:decision")
    return [
      ...block("decision", name),
      "  <options>",
      '    <option id="as-said"><name>Decide as the task describes</name></option>',
      "  </options>",
      ...resume
    ];
  return [...block("instructions", action), "  <verification>The person says so</verification>", ...resume];
}
function taskBlock(task, criteria) {
  const { name, type, tdd, files, action, commands, behavior, done } = task;
  const waits = type.startsWith("checkpoint");
  return [
    `<task type="${type}"${tdd ? ' tdd="true"' : ""}${waits ? ' gate="blocking"' : ""}>`,
    ...block("name", fold2(name)),
    ...files.length > 0 ? block("files", files.join(", ")) : [],
    ...behavior === "" ? [] : block("behavior", behavior),
    ...block("action", action),
    ...waits ? waitingBlocks(task) : [],
    ...commands.length > 0 ? ["  <verify>", ...commands.map((one) => `    <automated>${blockText(one)}</automated>`), "  </verify>"] : waits ? [] : ["  <verify>See what has to be true</verify>"],
    ...criteria.length > 0 ? block("acceptance_criteria", criteria.map((one) => `- ${fold2(one)}`).join(`
`)) : [],
    ...done === "" ? [] : block("done", done),
    "</task>",
    ""
  ];
}
function renderPlan(plan) {
  const { truths, artifacts, key_links } = plan.must_haves;
  return [
    renderFrontMatter({
      phase: plan.folder,
      plan: String(plan.plan).padStart(2, "0"),
      type: plan.type,
      wave: plan.wave,
      depends_on: plan.depends_on,
      files_modified: plan.files_modified,
      autonomous: plan.autonomous,
      ...plan.gap_closure ? { gap_closure: true } : {},
      requirements: plan.requirements,
      must_haves: {
        truths,
        artifacts: artifacts.map(({ path, provides }) => ({ path, provides })),
        key_links: key_links.map(({ from, to, via }) => ({ from, to, via }))
      }
    }),
    "<objective>",
    blockText(plan.objective),
    "</objective>",
    "",
    ...plan.context.length > 0 ? ["<context>", ...plan.context.map((path) => `@${path}`), "</context>", ""] : [],
    "<tasks>",
    "",
    ...plan.tasks.flatMap((task, at) => taskBlock(task, plan.criteria?.[at] ?? [])),
    "</tasks>",
    "",
    ...truths.length > 0 ? ["<success_criteria>", ...truths.map((one) => `- ${blockText(fold2(one))}`), "</success_criteria>", ""] : [],
    "<output>",
    `${planName(plan.phase, plan.plan).replace("PLAN", "SUMMARY")} in the folder of the phase`,
    "</output>",
    ""
  ].join(`
`);
}

// src/workflows/phases/plan/plan-file.ts
function waveNumbers(plans, { kept }) {
  const waves = new Map(kept.map((one) => [one.id, one.wave ?? 1]));
  const waveOf = (id) => {
    const plan = plans.find((one) => one.id === id);
    const known = waves.get(id);
    if (known !== undefined || plan === undefined)
      return known ?? 0;
    const wave = 1 + Math.max(0, ...plan.depends_on.map(waveOf));
    waves.set(id, wave);
    return wave;
  };
  return new Map(plans.map(({ id }) => [id, waveOf(id)]));
}
var isAuto = ({ type }) => type === "auto";
function taskOf(plans, at) {
  const [id, number] = at.split("/");
  const plan = plans.find((one) => one.id === id) ?? plans.find((one) => one.requirements.includes(at)) ?? plans[0];
  const named = plan?.tasks[Number(number) - 1];
  return named !== undefined && isAuto(named) ? named : plan?.tasks.find(isAuto);
}
function withNotes(plans, notes) {
  const of = Map.groupBy(notes, ({ at }) => taskOf(plans, at));
  return plans.map((plan) => ({
    ...plan,
    tasks: plan.tasks.map((task) => {
      const texts = (of.get(task) ?? []).map(({ text }) => text);
      return texts.length === 0 ? task : {
        ...task,
        action: `${task.action}

Left open by the check of the plans, to be minded: ${texts.join(" ")}`
      };
    })
  }));
}
var untested = ({ untested: why }) => why?.trim() ? `

No test can show it: ${why.trim()}` : "";
function planText(plan, { context, folder, reads, wave }) {
  return renderPlan({
    folder,
    phase: context.phase,
    plan: Number(plan.id.split("-").at(-1)),
    type: plan.type,
    wave,
    depends_on: plan.depends_on,
    files_modified: filesOf(plan),
    autonomous: plan.tasks.every(isAuto),
    requirements: plan.requirements,
    gap_closure: plan.closes.length > 0,
    must_haves: plan.must_haves,
    objective: plan.objective,
    context: reads,
    tasks: plan.tasks.map((task) => ({
      name: task.name,
      type: task.type,
      tdd: task.tdd,
      files: task.files,
      action: `${task.action}${untested(task)}`,
      commands: task.commands,
      behavior: "",
      done: task.done
    }))
  });
}

// src/workflows/phases/plan/publish-plans.ts
import { existsSync } from "fs";
import { basename, join } from "path";
var shaOf = (path) => existsSync(path) ? sha256(readPlain(path) ?? path) : null;
function publishPlans(project, to) {
  const plans = normalised(to.plans);
  const waves = waveNumbers(plans, to.context);
  const files = new Map(Object.entries(to.more));
  const planned = [];
  for (const plan of plans) {
    const path = `${to.folder}/${planName(to.context.phase, Number(plan.id.split("-").at(-1)))}`;
    const own = { context: to.context, folder: basename(to.folder), reads: to.reads, wave: waves.get(plan.id) };
    files.set(path, planText(plan, own));
    planned.push(path);
  }
  const at = (path) => join(project.root, path);
  const known = new Map(to.replaced.map(({ path, sha }) => [path, sha]));
  const isNew = (path) => shaOf(at(path)) === sha256(files.get(path) ?? "");
  const changed = [...new Set([...known.keys(), ...planned])].filter((path) => {
    const sha = shaOf(at(path));
    return sha !== null && sha !== known.get(path) && !isNew(path);
  });
  if (changed.length > 0 && !to.overwrite)
    return { ok: false, changed, problems: [] };
  const removed = [...known.keys()].filter((path) => !files.has(path) && existsSync(at(path)));
  for (const path of [...removed, ...planned]) {
    if (!existsSync(at(path)))
      continue;
    const bytes = readPlain(at(path), MAX_OBJECT_BYTES);
    if (bytes === null)
      return {
        ok: false,
        changed: [],
        problems: [`${path} is no regular file, or too large to be kept; move it away`]
      };
    putObject(project.task, bytes);
  }
  const done = applyChanges(project.root, [
    ...[...files].map(([path, text]) => put(path, text)),
    change(ROADMAP, (text) => listedIn(text, to, plans))
  ]);
  if (!done.ok)
    return { ok: false, changed: [], problems: done.problems.map(problemText) };
  for (const path of removed)
    removeFile(at(path));
  return { ok: true, paths: [...files.keys(), ROADMAP], removed };
}
function listedIn(roadmap, { context, replaced }, plans) {
  const ids = replaced.flatMap(({ path }) => /^(\d[\d.]*-\d+)-/.exec(basename(path))?.[1] ?? []);
  const rows = plans.map(({ id, objective }) => ({ id, title: oneLine2(objective).slice(0, 120) }));
  return inTurn(roadmap, (text) => dropPlans(text, context.phase, ids), (text) => addPlans(text, context.phase, rows));
}

// src/workflows/phases/plan/publish.ts
function prose({ project, run }, { context, folder }) {
  const files = {};
  const reads = [];
  for (const [written, name, title] of [
    [RESEARCH, "RESEARCH", "Research"],
    [PATTERNS, "PATTERNS", "Pattern Map"]
  ]) {
    const text = acceptedText(project, run, written);
    if (text === null)
      continue;
    const path = `${folder}/${context.phase}-${name}.md`;
    const label = name === "RESEARCH" ? "Researched" : "Mapped";
    const head = `# Phase ${plainNumber(context.phase)}: ${context.name} - ${title}

**${label}:** ${run.updated_at.slice(0, 10)}
`;
    reads.push(path);
    if (!existsSync2(join2(project.root, path)))
      files[path] = `${head}${stripStamp(text).trim()}
`;
  }
  return { files, reads };
}
var publish = async (scene, task) => {
  const { project, run } = scene;
  const record = planRecord(scene);
  const plans = plansSchema2.safeParse(accepted(project, latest(run, "plan-plans"))).data?.plans ?? null;
  if (record === null || plans === null)
    return result(task, "fail", { problems: ["the accepted plans are gone from .task/objects: plan the phase again"] });
  const more = prose(scene, record);
  const done = publishPlans(project, {
    context: record.context,
    folder: record.folder,
    plans: withNotes(plans, findingTexts(project, run, PLAN_CHECK).map(({ finding }) => ({
      at: finding.at ?? "",
      text: `${oneLine2(finding.problem)} ${oneLine2(finding.fix)}`
    }))),
    replaced: record.replaced,
    reads: [...record.context.files.map((one) => one.path), ...more.reads],
    more: more.files,
    overwrite: run.options.overwrite === "yes"
  });
  if (done.ok)
    return result(task, "pass", { facts: { paths: done.paths, removed: done.removed } });
  if (done.changed.length > 0)
    return result(task, "changed", { facts: { changed: clipped(done.changed) } });
  return result(task, "fail", { problems: done.problems });
};

// src/workflows/phases/plan/checks.ts
var CHECKS = { "plan-survey": survey, "plan-publish": publish };
export {
  CHECKS
};

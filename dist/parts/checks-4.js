// @bun
import {
  sha256
} from "./s18.js";
import {
  putObject,
  accepted
} from "./s164.js";
import {
  assumptionsSchema2
} from "./s178.js";
import {
  adviceSchema2
} from "./s179.js";
import {
  ASSUMPTIONS,
  ADVICE
} from "./s57.js";
import {
  plainNumber
} from "./s55.js";
import {
  lookAtPhase
} from "./s162.js";
import {
  problemText
} from "./s61.js";
import {
  corrections,
  answers,
  assumes3,
  discussRecord
} from "./s78.js";
import {
  fileNamed
} from "./s102.js";
import {
  readText,
  put,
  applyChanges
} from "./s53.js";
import {
  cut,
  fold2
} from "./s20.js";
import {
  removeFile
} from "./s17.js";

// src/workflows/phases/discuss/publish.ts
import { existsSync, readFileSync } from "fs";
import { join } from "path";

// src/workflows/phases/planning/write-context.ts
var inside = (text) => text.replace(/<(?=\/(?:domain|decisions|specifics|canonical_refs|code_context|deferred)>)/g, "&lt;");
var wrapped = (tag, title, lines) => [
  `<${tag}>`,
  "",
  `## ${title}`,
  "",
  ...lines,
  "",
  `</${tag}>`,
  ""
];
var bullets = (lines) => lines.length === 0 ? ["None"] : lines.map((one) => `- ${inside(fold2(one))}`);
function renderContext(context) {
  let number = 0;
  const decisions = context.decisions.flatMap(({ area, texts }) => [
    `### ${inside(fold2(area))}`,
    "",
    ...texts.map((one) => `- **D-${String(++number).padStart(2, "0")}:** ${inside(fold2(one))}`),
    ""
  ]);
  return [
    `# Phase ${plainNumber(context.phase)}: ${fold2(context.name)} - Context`,
    "",
    `**Gathered:** ${context.date}`,
    "**Status:** Ready for planning",
    "",
    ...wrapped("domain", "Phase Boundary", [inside(context.boundary.trim())]),
    ...wrapped("decisions", "Implementation Decisions", [
      ...decisions,
      "### Claude's Discretion",
      "",
      ...bullets(context.discretion)
    ]),
    ...wrapped("canonical_refs", "Canonical References", bullets(context.references.map(({ path, why }) => `\`${path}\` \u2014 ${why}`))),
    ...wrapped("code_context", "Existing Code Insights", bullets(context.code)),
    ...wrapped("specifics", "Specific Ideas", bullets(context.specifics)),
    ...wrapped("deferred", "Deferred Ideas", bullets(context.deferred))
  ].join(`
`);
}

// src/workflows/phases/discuss/document.ts
var sentence = (text) => fold2(text).replace(/[.;,]$/, "");
function ofAssumption({ text, confidence, corrected, evidence }, assumed) {
  const files = [...new Set(evidence.map(({ file }) => fileNamed(file)))];
  const rests = files.length === 0 ? "" : `; see ${files.map((one) => `\`${one}\``).join(", ")}`;
  const by = corrected ? `as the person said: "${fold2(corrected)}"` : assumed ? `assumed with ${confidence} confidence, nobody was asked` : "confirmed by the person";
  return `${sentence(text)} (${by}${rests})`;
}
function ofChoice({ question, variants, recommended, reason, id }, { said, assumed }) {
  const words = said.get(id);
  const chosen = words ?? recommended;
  const means = variants.find(({ name }) => fold2(name.replaceAll(",", ";")) === fold2(chosen.replaceAll(",", ";")))?.means;
  const by = words === undefined && assumed ? `recommended, nobody was asked: ${sentence(reason)}` : "chosen by the person";
  return `${fold2(question)} \u2192 ${sentence(chosen)}${means === undefined ? "" : `: ${sentence(means)}`} (${by})`;
}
function byArea(items) {
  const areas = new Map;
  for (const { area, text } of items)
    areas.set(fold2(area), [...areas.get(fold2(area)) ?? [], text]);
  return [...areas].map(([area, texts]) => ({ area, texts }));
}
function contextText(talk) {
  const { context, assumptions, advice } = talk;
  const made = assumptions ?? advice;
  const evidence = (assumptions?.assumptions ?? []).flatMap((one) => one.evidence);
  return renderContext({
    phase: context.phase,
    name: context.name,
    date: talk.date,
    boundary: made?.boundary ?? context.goal,
    decisions: byArea([
      ...(assumptions?.assumptions ?? []).map((one) => ({ area: one.area, text: ofAssumption(one, talk.assumed) })),
      ...(advice?.questions ?? []).map((one) => ({ area: one.area, text: ofChoice(one, talk) }))
    ]),
    discretion: made?.discretion ?? [],
    specifics: talk.words,
    references: [
      ...context.files.map(({ path, about }) => ({ path, why: about })),
      ...evidence.map(({ file, shows }) => ({ path: fileNamed(file), why: shows }))
    ],
    code: made?.code ?? [],
    deferred: made?.deferred ?? []
  });
}

// src/workflows/phases/discuss/publish.ts
var newest = (project, run, path) => accepted(project, run.tasks.findLast((task) => task.writes === path && task.artifact !== null && !task.void)?.artifact ?? null);
var answer = (outcome, facts) => ({
  outcome,
  tree: null,
  facts,
  record: facts
});
function wordsOf(run) {
  const asked = run.request.text.replace(/^Phase [\d.]+:?\s*/, "");
  const said = [asked, ...corrections(run)].map((one) => cut(fold2(one), 1000));
  return [...new Set(said.filter((one) => one !== ""))];
}
var publish = async (scene) => {
  const { project, run } = scene;
  const record = discussRecord(scene);
  const assumptions = assumptionsSchema2.safeParse(newest(project, run, ASSUMPTIONS)).data ?? null;
  const advice = adviceSchema2.safeParse(newest(project, run, ADVICE)).data ?? null;
  if (record === null || assumptions === null && advice === null)
    return answer("fail", { problems: ["what was talked over is gone from .task/objects: discuss the phase again"] });
  const text = contextText({
    context: record.context,
    date: run.updated_at.slice(0, 10),
    assumed: assumes3(run),
    words: wordsOf(run),
    said: answers(run),
    assumptions,
    advice
  });
  const path = `${record.folder}/${record.context.phase}-CONTEXT.md`;
  const at = (one) => join(project.root, one);
  const { existing } = record;
  const changed = [...new Set([path, ...existing === null ? [] : [existing.path]])].filter((one) => {
    if (!existsSync(at(one)))
      return false;
    const sha = sha256(readFileSync(at(one)));
    return sha !== sha256(text) && !(one === existing?.path && sha === existing.sha);
  });
  if (changed.length > 0 && run.options.overwrite !== "yes")
    return answer("changed", { changed });
  const old = [path, ...existing === null ? [] : [existing.path]].filter((one) => existsSync(at(one)));
  for (const one of old)
    putObject(project.task, readFileSync(at(one)));
  const done = applyChanges(project.root, [put(path, text)]);
  if (!done.ok)
    return answer("fail", { problems: done.problems.map((one) => cut(problemText(one), 400)) });
  for (const one of old)
    if (one !== path)
      removeFile(at(one));
  return answer("pass", { path });
};

// src/workflows/phases/discuss/survey.ts
var MAX_EXISTING = 12000;
var survey = async ({ project, run }) => {
  const { problems, record, yolo, contextFile } = lookAtPhase(project.root, run.options.phase ?? "", true);
  const text = contextFile === null ? null : readText(project.root, contextFile, []);
  const found = record === null ? null : {
    context: record.context,
    folder: record.folder,
    existing: contextFile === null || text === null ? null : { path: contextFile, sha: sha256(text), text: cut(text, MAX_EXISTING) }
  };
  const asks = found?.existing != null && run.options.replace !== "yes";
  const facts = {
    yolo,
    ...asks ? { existing: found.existing.path } : {},
    ...problems.length > 0 ? { problems: problems.slice(0, 12).map((one) => cut(one, 400)) } : {}
  };
  const outcome = found === null ? "fail" : asks ? "existing" : "pass";
  return { outcome, tree: null, facts: { ...facts }, record: found ?? { problems } };
};

// src/workflows/phases/discuss/checks.ts
var CHECKS = { "discuss-survey": survey, "discuss-publish": publish };
export {
  CHECKS
};

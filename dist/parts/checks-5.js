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
  acceptedFiles
} from "./s121.js";
import {
  readPlain
} from "./s27.js";
import {
  cut,
  fold2
} from "./s28.js";
import {
  assumptionsSchema2
} from "./s113.js";
import {
  adviceSchema2
} from "./s114.js";
import {
  ASSUMPTIONS,
  ADVICE
} from "./s98.js";
import {
  surveyPhase
} from "./s246.js";
import {
  inline,
  bullets,
  paragraphs
} from "./s140.js";
import {
  problemText
} from "./s72.js";
import {
  plainNumber
} from "./s43.js";
import {
  readText,
  put,
  applyChanges
} from "./s120.js";
import {
  corrections,
  answers,
  assumes2,
  discussRecord
} from "./s87.js";
import {
  fileNamed
} from "./s132.js";
import {
  result
} from "./s229.js";

// src/workflows/phases/discuss/publish.ts
import { existsSync } from "fs";
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
var listed = (texts) => bullets(texts).map(inside);
function renderContext(context) {
  let number = 0;
  const decisions = context.decisions.flatMap(({ area, texts }) => [
    `### ${inside(inline(area))}`,
    "",
    ...texts.map((one) => `- **D-${String(++number).padStart(2, "0")}:** ${inside(inline(one))}`),
    ""
  ]);
  return [
    `# Phase ${plainNumber(context.phase)}: ${inline(context.name)} - Context`,
    "",
    `**Gathered:** ${context.date}`,
    "**Status:** Ready for planning",
    "",
    ...wrapped("domain", "Phase Boundary", [inside(paragraphs(context.boundary))]),
    ...wrapped("decisions", "Implementation Decisions", [
      ...decisions,
      "### Claude's Discretion",
      "",
      ...listed(context.discretion)
    ]),
    ...wrapped("canonical_refs", "Canonical References", listed(context.references.map(({ path, why }) => `\`${path}\` \u2014 ${why}`))),
    ...wrapped("code_context", "Existing Code Insights", listed(context.code)),
    ...wrapped("specifics", "Specific Ideas", listed(context.specifics)),
    ...wrapped("deferred", "Deferred Ideas", listed(context.deferred))
  ].join(`
`);
}

// src/workflows/phases/discuss/document.ts
var sentence = (text) => fold2(text).replace(/[.;,]$/, "");
function ofAssumption({ text, confidence, corrected, evidence, otherwise }, assumed) {
  const files = [...new Set(evidence.map(({ file }) => fileNamed(file)))];
  const rests = files.length === 0 ? "" : `; see ${files.map((one) => `\`${one}\``).join(", ")}`;
  const by = corrected ? `as the person said: "${fold2(corrected)}"` : assumed ? `assumed with ${confidence} confidence, nobody was asked` : "confirmed by the person";
  const other = assumed && !corrected ? otherwise.map(({ choice, means }) => `; otherwise: ${sentence(choice)}, so that ${sentence(means)}`).join("") : "";
  return `${sentence(text)} (${by}${other}${rests})`;
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
var byPath = (references) => [...Map.groupBy(references, ({ path }) => path)].map(([path, all]) => ({
  path,
  why: [...new Set(all.map(({ why }) => sentence(why)))].join("; ")
}));
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
    references: byPath([
      ...context.files.map(({ path, about }) => ({ path, why: about })),
      ...evidence.map(({ file, shows }) => ({ path: fileNamed(file), why: shows }))
    ]),
    code: made?.code ?? [],
    deferred: made?.deferred ?? []
  });
}

// src/workflows/phases/discuss/publish.ts
function wordsOf(run) {
  const asked = run.request.text.replace(/^Phase [\d.]+:?\s*/, "");
  const said = [asked, ...corrections(run)].map((one) => cut(fold2(one), 1000));
  return [...new Set(said.filter((one) => one !== ""))];
}
var publish = async (scene, task) => {
  const { project, run } = scene;
  const record = discussRecord(scene);
  const files = acceptedFiles(run);
  const [talked, advised] = [files.get(ASSUMPTIONS), files.get(ADVICE)];
  const assumptions = assumptionsSchema2.safeParse(accepted(project, talked?.sha ?? null)).data ?? null;
  const advice = adviceSchema2.safeParse(accepted(project, advised?.sha ?? null)).data ?? null;
  if (record === null || assumptions === null && advice === null)
    return result(task, "fail", {
      problems: ["what was talked over is gone from .task/objects: discuss the phase again"]
    });
  const text = contextText({
    context: record.context,
    date: (talked?.task.ended_at ?? advised?.task.ended_at ?? run.updated_at).slice(0, 10),
    assumed: assumes2(run),
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
    const bytes = readPlain(at(one));
    const sha = bytes === null ? null : sha256(bytes);
    return sha !== sha256(text) && !(one === existing?.path && sha === existing.sha);
  });
  if (changed.length > 0 && run.options.overwrite !== "yes")
    return result(task, "changed", { facts: { changed } });
  const old = [path, ...existing === null ? [] : [existing.path]].filter((one) => existsSync(at(one)));
  for (const one of old) {
    const bytes = readPlain(at(one), MAX_OBJECT_BYTES);
    if (bytes === null)
      return result(task, "fail", { problems: [`${one} is no regular file, or too large to be kept; move it away`] });
    putObject(project.task, bytes);
  }
  const done = applyChanges(project.root, [put(path, text)]);
  if (!done.ok)
    return result(task, "fail", { problems: done.problems.map(problemText) });
  for (const one of old)
    if (one !== path)
      removeFile(at(one));
  return result(task, "pass", { facts: { path } });
};

// src/workflows/phases/discuss/survey.ts
var MAX_EXISTING = 12000;
var survey = async ({ project, run }, task) => {
  const found = surveyPhase(project.root, run.options.phase ?? "");
  if (!found.ok)
    return result(task, "fail", { problems: found.problems });
  const { context, folder } = found.record;
  const path = found.contextFile;
  const text = path === null ? null : readText(project.root, path, []);
  const existing = path === null || text === null ? null : { path, sha: sha256(text), text: cut(text, MAX_EXISTING) };
  const record = { context, folder, existing };
  const asks = existing !== null && run.options.replace !== "yes";
  const facts = {
    yolo: found.config.mode === "yolo",
    ...asks ? { existing: existing.path } : {}
  };
  return { outcome: asks ? "existing" : "pass", tree: null, facts: { ...facts }, record };
};

// src/workflows/phases/discuss/checks.ts
var CHECKS = { "discuss-survey": survey, "discuss-publish": publish };
export {
  CHECKS
};

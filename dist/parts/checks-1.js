// @bun
import {
  UnsafeFile,
  errorCode,
  openRegular,
  readRange
} from "./s25.js";
import {
  acceptedText
} from "./s121.js";
import {
  fold2,
  plural
} from "./s28.js";
import {
  hasGit,
  placesOf
} from "./s191.js";
import {
  projectTree
} from "./s247.js";
import {
  PLANNING,
  PROJECT,
  REQUIREMENTS,
  ROADMAP,
  STATE,
  CONFIG,
  PHASES,
  archivedRoadmap
} from "./s40.js";
import {
  at
} from "./s61.js";
import {
  folderNumber,
  placeRoadmap,
  readOverview
} from "./s126.js";
import {
  RESEARCH2,
  SYNTHESIS,
  CODEBASE_MAP,
  RESEARCH_FIELDS
} from "./s85.js";
import {
  OPEN_QUESTIONS2,
  CODEBASE2,
  codebaseFile2
} from "./s66.js";
import {
  VALUES
} from "./s39.js";
import {
  unlessUnreadable
} from "./s127.js";
import {
  filesOf4
} from "./s265.js";
import {
  renderRequirements
} from "./s102.js";
import {
  renderState,
  updateState
} from "./s142.js";
import {
  assumptionsOf
} from "./s38.js";
import {
  surveyOf2,
  draftOf,
  roadmapOf
} from "./s96.js";
import {
  cellText,
  findTable,
  rowText,
  phaseLine,
  phaseSection,
  renderRoadmap
} from "./s198.js";
import {
  inline,
  bullets,
  paragraphs
} from "./s140.js";
import {
  archivedMilestones,
  nextVersion
} from "./s63.js";
import {
  noteQuiet
} from "./s245.js";
import {
  splitLines,
  joinLines,
  putLines
} from "./s42.js";
import {
  existing
} from "./s67.js";
import {
  problemText
} from "./s72.js";
import {
  DEFAULT_CONFIG,
  PLACES,
  readConfigText
} from "./s250.js";
import {
  namesIn,
  readText,
  applyChanges
} from "./s120.js";
import {
  wordsAlone
} from "./s141.js";
import {
  clipped,
  result
} from "./s229.js";
import {
  textOf,
  itemsOf,
  saysNone
} from "./s149.js";
import {
  readMarkdown,
  sectionsOf
} from "./s36.js";
import {
  stripStamp
} from "./s47.js";
import {
  denyList
} from "./s276.js";
import {
  isObject
} from "./s81.js";
import {
  readJson
} from "./s26.js";
import {
  treeStore,
  realPath,
  isInside
} from "./s172.js";

// src/workflows/phases/planning/write-config.ts
var GSD_ASKS = { nyquist_validation: true, ai_integration_phase: true };
function renderConfig(config) {
  const value = { workflow: GSD_ASKS };
  for (const [name, { paths }] of Object.entries(PLACES)) {
    const [first, ...deeper] = paths[0];
    const wish = config[name];
    value[first] = deeper.length === 0 ? wish : { ...value[first], [deeper[0]]: wish };
  }
  return `${JSON.stringify(value, null, 2)}
`;
}
var STRING = /"(?:[^"\\]|\\[\s\S])*"/y;
var ATOM = /[^\s,:[\]{}"]+/y;
function spanOf(text, path) {
  const holders = [];
  let found = null;
  let cursor = 0;
  const skip = () => {
    while (/[\s\uFEFF]/.test(text[cursor] ?? "x"))
      cursor++;
  };
  const token = (pattern) => {
    pattern.lastIndex = cursor;
    const whole = pattern.exec(text)?.[0] ?? text[cursor] ?? "";
    cursor += Math.max(1, whole.length);
    return whole;
  };
  const value = (depth) => {
    skip();
    const from = cursor;
    if (text[cursor] === "{" || text[cursor] === "[") {
      const close = text[cursor] === "{" ? "}" : "]";
      cursor++;
      for (skip();cursor < text.length && text[cursor] !== close; skip()) {
        if (text[cursor] === ",") {
          cursor++;
          continue;
        }
        let next = -1;
        if (close === "}") {
          const key = readJson(token(STRING));
          skip();
          cursor++;
          next = depth >= 0 && key.ok && key.value === path[depth] ? depth + 1 : -1;
        }
        value(next);
      }
      cursor++;
      if (close === "}" && depth >= 0 && depth < path.length)
        holders[depth] = { from, to: cursor };
    } else
      token(text[cursor] === '"' ? STRING : ATOM);
    if (depth === path.length)
      found = { from, to: cursor };
  };
  value(0);
  return { value: found, holders };
}
var replaced = (text, { from, to }, by) => text.slice(0, from) + by + text.slice(to);
function withField(text, holder, key, json) {
  const inner = text.slice(holder.from + 1, holder.to - 1);
  const field = `${JSON.stringify(key)}: ${json}`;
  const first = /^\s*?(\r?\n)([ \t]*)(?=\S)/.exec(inner);
  if (inner.trim() === "")
    return replaced(text, holder, `{ ${field} }`);
  const behind = holder.from + 1 + inner.trimEnd().length;
  const gap = first === null ? ", " : `,${first[1]}${first[2]}`;
  return `${text.slice(0, behind)}${gap}${field}${text.slice(behind)}`;
}
function setConfig(text, wishes) {
  let edited = text;
  for (const [name, wish] of Object.entries(wishes)) {
    const read = readJson(edited.replace(/^\uFEFF/, ""));
    if (!read.ok || !isObject(read.value))
      return { ok: false, problem: read.ok ? "found no object" : read.problem };
    const { paths } = PLACES[name];
    const path = paths.find((one) => (at(read.value, one) ?? null) !== null) ?? paths[0];
    const json = JSON.stringify(wish);
    const { value, holders } = spanOf(edited, path);
    if (value !== null)
      edited = replaced(edited, value, json);
    else {
      const holder = holders.at(-1);
      const [key, ...deeper] = path.slice(holders.length - 1);
      if (holders.length < path.length && at(read.value, path.slice(0, holders.length)) !== undefined)
        return { ok: false, problem: `${path.slice(0, holders.length).join(".")}: found no object, expected one` };
      edited = withField(edited, holder, key, deeper.reduceRight((inner, one) => `{ ${JSON.stringify(one)}: ${inner} }`, json));
    }
  }
  return { ok: true, text: edited };
}

// src/workflows/phases/planning/write-project.ts
function renderProject(project) {
  const section = (title, lines) => [`## ${title}`, "", ...lines, ""];
  return [
    `# ${inline(project.name)}`,
    "",
    ...section("What This Is", [paragraphs(project.what)]),
    ...section("Core Value", [paragraphs(project.core_value)]),
    "## Requirements",
    "",
    "### Validated",
    "",
    "(None yet)",
    "",
    "### Active",
    "",
    ...project.active.map(({ id, text }) => `- [ ] ${inline(text)} (${id})`),
    "",
    "### Out of Scope",
    "",
    ...bullets(project.out_of_scope.map(({ text, why }) => why === "" ? text : `${text} \u2014 ${why}`)),
    "",
    ...section("Context", bullets(project.context)),
    ...section("Constraints", project.constraints.length === 0 ? ["None"] : project.constraints.map(({ kind, text }) => `- **${inline(kind)}**: ${inline(text)}`)),
    ...Object.entries(project.more).flatMap(([title, lines]) => section(inline(title), bullets(lines))),
    ...section("Key Decisions", [
      "| Decision | Rationale | Outcome |",
      "|----------|-----------|---------|",
      ...project.decisions.map((one) => rowText([cellText(one.decision), cellText(one.rationale), "\u2014 Pending"]))
    ]),
    "---",
    `*Last updated: ${project.date} after initialization*`,
    ""
  ].join(`
`);
}

// src/workflows/phases/new-project/documents.ts
var eachOnce = (texts) => [...new Map(texts.toReversed().map((text) => [wordsAlone(text), text])).values()].toReversed();
function projectText({ draft, decisions, survey, date, open }) {
  const of = (scope) => draft.requirements.filter((one) => one.scope === scope);
  const context = survey.code > 0 ? [`The project began with ${plural(survey.code, "file")} of code; .planning/codebase/ maps them`] : [];
  const assumed = assumptionsOf(draft);
  return renderProject({
    name: draft.name,
    what: draft.summary,
    core_value: draft.core_value,
    active: of("v1").map(({ id, text }) => ({ id, text })),
    out_of_scope: eachOnce([...draft.non_goals.points, ...of("out").map(({ text }) => text)]).map((text) => ({
      text,
      why: ""
    })),
    context,
    constraints: draft.constraints.points.map((text) => ({ kind: "Given", text })),
    decisions: decisions.map(({ asked, said }) => ({
      decision: `${asked} \u2192 ${said}`,
      rationale: "Said by the person"
    })),
    more: {
      Scope: draft.scope.points,
      Stack: draft.stack.points,
      "Success Criteria": draft.success_criteria.points,
      Timeline: draft.timeline.points,
      ...open.length === 0 ? {} : { "Open Questions": ["Research could not settle what follows", ...open] },
      Assumptions: assumed.length === 0 ? [] : ["Nobody said what follows; correct what is wrong", ...assumed]
    },
    date
  });
}
var numbered = ({ phases, first }) => phases.map((one, at) => ({
  number: `${first + at}`,
  name: fold2(one.name),
  goal: one.goal,
  criteria: one.criteria,
  requirements: one.requirements,
  depends_on: one.depends_on.map((number) => `${first + number - 1}`),
  risk: one.risk
}));
var requirementsText = (settled) => renderRequirements({
  title: settled.draft.name,
  core_value: settled.draft.core_value,
  date: settled.date,
  requirements: settled.draft.requirements,
  excluded: [],
  phases: Object.fromEntries(numbered(settled).flatMap(({ number, requirements }) => requirements.map((id) => [id, number])))
});
function roadmapText(settled, before = null) {
  const { draft, version, first } = settled;
  const phases = numbered(settled);
  if (before === null)
    return renderRoadmap({ title: draft.name, overview: draft.summary, phases });
  const lines = splitLines(before);
  const { lines: read } = placeRoadmap(before, "");
  const progress = read.findIndex(({ heading }) => heading !== null && /^progress\b/i.test(heading.title));
  const table = findTable(lines, ["phase", "status"], (at) => read[at]?.kind === "plain" && at > progress);
  if (progress >= 0 && table !== null) {
    const cells = { "plans complete": "0/TBD", status: "Not started", milestone: version };
    const row = ({ number, name }) => rowText(table.columns.map((column) => column === "phase" ? `${number}. ${name}` : cells[column] ?? "-"));
    putLines(lines, (table.rows.at(-1) ?? table.header + 1) + 1, 0, phases.map(row));
  }
  const numbers = phases.length === 1 ? `Phase ${first}` : `Phases ${first}-${first + phases.length - 1}`;
  putLines(lines, progress < 0 ? lines.length : progress, 0, [
    ...progress < 0 ? [""] : [],
    `- \uD83D\uDEA7 **${version} ${inline(draft.name)}** - ${numbers} (in progress)`,
    "",
    ...phases.map(phaseLine),
    "",
    ...phases.flatMap((phase) => [...phaseSection(phase), ""])
  ]);
  return joinLines(lines);
}
function newState({ draft, phases, first, version, at }) {
  return {
    core_value: draft.core_value,
    milestone: { version, name: draft.name },
    phase: { number: `${first}`, name: phases[0].name },
    plan: null,
    status: "Ready to plan",
    phases: { done: 0, total: phases.length },
    plans: { done: 0, total: 0 },
    now: at,
    last: "Roadmap written",
    stopped_at: "Roadmap written",
    decisions: [],
    blockers: []
  };
}

// src/workflows/phases/new-project/published-prose.ts
var upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);
function researchFiles(name, of, synthesis) {
  const file = (title, text) => ({
    path: `${PLANNING}/research/${title.toUpperCase()}.md`,
    text: `# ${upper(title)}: ${name}

${text}
`
  });
  const fields = RESEARCH_FIELDS.flatMap((field) => {
    const text = of(field);
    return text === null ? [] : [file(field, text)];
  });
  if (synthesis === null)
    return fields;
  const summary = sectionsOf(readMarkdown(synthesis), 2).find((one) => one.title === "Summary");
  const short = (summary?.lines ?? []).map((line) => line.text).join(`
`);
  return [...fields, file("research", synthesis), file("summary", `${short.trim()}

The whole of it: RESEARCH.md.`)];
}
function codebaseFiles(map) {
  if (map === null)
    return [];
  const parts = new Map;
  let open = null;
  for (const { text, heading } of readMarkdown(map)) {
    const title = heading?.level === 2 ? heading.title : null;
    if (title !== null && Object.hasOwn(CODEBASE2, title)) {
      open = [];
      parts.set(title, open);
    } else
      open?.push(text);
  }
  return [...parts].map(([title, lines]) => ({
    path: codebaseFile2(title),
    text: `# ${title}

${lines.join(`
`).trim()}
`
  }));
}

// src/workflows/phases/new-project/settled.ts
function configOf(options) {
  const of = (name) => options[name] ?? VALUES[name][0];
  const is = (name) => of(name) === "yes";
  return {
    mode: of("mode"),
    granularity: of("granularity"),
    research: is("research"),
    plan_check: is("plan_check"),
    verifier: is("verifier"),
    models: of("models"),
    branching: of("branching"),
    tdd: is("tdd"),
    worktrees: is("worktrees"),
    commit_docs: is("commit_docs")
  };
}
function openIn(synthesis) {
  const section = sectionsOf(readMarkdown(synthesis ?? ""), 2).find(({ title }) => title === OPEN_QUESTIONS2);
  const found = itemsOf(section?.lines ?? []);
  if (saysNone(found))
    return [];
  return found.items.length > 0 ? found.items.map(({ text }) => text) : [textOf(section ?? null)].filter(Boolean);
}
function settledBy(project, run) {
  const [draft, roadmap, survey] = [draftOf(project, run), roadmapOf(project, run), surveyOf2(project, run)];
  if (draft === null || roadmap === null || survey === null)
    return null;
  return {
    draft,
    phases: roadmap.phases,
    first: survey.first,
    version: survey.version,
    survey,
    config: configOf(run.options),
    decisions: run.decisions.flatMap(({ asked, text }) => asked === null || text === null ? [] : [{ asked, said: text }]),
    open: openIn(acceptedText(project, run, SYNTHESIS)),
    date: run.created_at.slice(0, 10),
    at: run.created_at
  };
}

// src/workflows/phases/new-project/publish.ts
var is = (text) => ({ ok: true, text });
var fresh = (path, text) => ({
  path,
  edit: (before) => before === null || before === text ? is(text) : { ok: false, problem: "found a file that was not there before, expected none; move it away" }
});
var kept = (path, text) => ({ path, edit: (before) => is(before ?? text) });
function configured(before, wishes) {
  if (before === null)
    return is(renderConfig({ ...DEFAULT_CONFIG, ...wishes }));
  const { config } = readConfigText(before, CONFIG);
  const other = Object.entries(wishes).filter(([name, wish]) => config[name] !== wish);
  return setConfig(before, Object.fromEntries(other));
}
function planned(before, settled) {
  if (before === null)
    return is(roadmapText(settled));
  const { phases } = placeRoadmap(before, ROADMAP).roadmap;
  if (phases.length === 0)
    return is(roadmapText(settled, before));
  const isOwn = phases.map((one) => one.name).join() === settled.phases.map((one) => fold2(one.name)).join();
  return isOwn ? is(before) : { ok: false, problem: "found phases that were not there before, expected none" };
}
function changesOf(project, run, settled) {
  const text = (path) => {
    const found = acceptedText(project, run, path);
    return found === null ? null : stripStamp(found).trim();
  };
  const prose = [
    ...researchFiles(settled.draft.name, (field) => text(`${RESEARCH2}${field}.md`), text(SYNTHESIS)),
    ...codebaseFiles(text(CODEBASE_MAP))
  ];
  const state = newState(settled);
  return [
    ...prose.map((one) => kept(one.path, one.text)),
    { path: CONFIG, edit: (before) => configured(before, settled.config) },
    (settled.survey.described ? kept : fresh)(PROJECT, projectText(settled)),
    fresh(REQUIREMENTS, requirementsText(settled)),
    { path: STATE, edit: (before) => before === null ? is(renderState(state)) : updateState(before, state) },
    { path: ROADMAP, edit: (before) => planned(before, settled) }
  ];
}
function choosesYolo({ root }, { options }, { config }) {
  if (config.mode !== "yolo")
    return false;
  const before = readText(root, CONFIG, []);
  const typed = options.settings?.split(",").includes("mode=yolo") === true;
  return typed || before === null || readConfigText(before, CONFIG).config.mode !== "yolo";
}
var publish = async ({ project, run }, task) => {
  const failed = (...problems) => result(task, "fail", { problems });
  const settled = settledBy(project, run);
  if (settled === null)
    return failed("what was approved is gone from .task/objects; end, and begin anew");
  if (namesIn(project.root, PHASES, []).some((name) => folderNumber(name) !== null))
    return failed(`${PHASES}: found phases that were not there before, expected none; move them away`);
  if (choosesYolo(project, run, settled))
    noteQuiet(project);
  const applied = applyChanges(project.root, changesOf(project, run, settled));
  if (!applied.ok)
    return failed(...applied.problems.map(problemText));
  const { first, version } = settled;
  const facts = { phases: settled.phases.length, first, version };
  return result(task, "pass", { facts: { ...facts, paths: applied.written.toReversed() }, files: applied.written });
};

// src/workflows/phases/new-project/document.ts
import { closeSync, constants, fstatSync } from "fs";
import { join, relative } from "path";
var MAX_BYTES = 256 * 1024;
function readDocument(root, named, secrets) {
  const refused = (problem) => ({ ok: false, problem: `${named}: ${problem}` });
  const real = realPath(join(root, named));
  const path = relative(realPath(root), real);
  if (!isInside(real, realPath(root)) || path === "")
    return refused("found a path outside of the project, expected a file inside of it");
  if (denyList(secrets)(path))
    return refused("found a file that may hold secrets, expected a document without");
  let fd = null;
  try {
    fd = openRegular(real, constants.O_RDONLY);
    if (fd === null)
      return refused("found no such file, expected a document of the project");
    const { size } = fstatSync(fd);
    if (size > MAX_BYTES)
      return refused(`found ${size} bytes, expected at most ${MAX_BYTES}: name the part that counts`);
    const text = new TextDecoder("utf-8", { fatal: true }).decode(readRange(fd, 0, size));
    if (text.includes("\x00"))
      return refused("found bytes that are no text, expected text such as markdown");
    if (text.trim() === "")
      return refused("found an empty file, expected what the project is");
    return { ok: true, path, text };
  } catch (error) {
    if (error instanceof UnsafeFile)
      return refused(`it ${error.problem}, expected a regular file`);
    if (error instanceof TypeError)
      return refused("found bytes that are no text in UTF-8, expected text such as markdown");
    return refused(`it cannot be read (${errorCode(error) ?? String(error)})`);
  } finally {
    if (fd !== null)
      closeSync(fd);
  }
}

// src/workflows/phases/new-project/survey.ts
var MAX_FILES = 400;
var CODE = new Set(("ts,tsx,js,jsx,mjs,cjs,mts,cts,py,pyi,go,rs,java,kt,kts,scala,groovy,c,h,cc,cpp,cxx,hpp,hh,m,mm,cs,fs,vb,rb,php,pl,pm,lua,r,jl,swift,dart,ex,exs,erl,hrl,hs,ml,mli,clj,cljs,elm," + "sh,bash,zsh,ps1,sql,vue,svelte,astro,html,css,scss,sass,less,zig,nim,v,sol,tf,proto,graphql,ipynb,asm,s,f90,cob,pas,ada,d,cr").split(","));
var isCode = (path) => CODE.has(/\.([A-Za-z0-9]+)$/.exec(path)?.[1]?.toLowerCase() ?? "");
function mapsIn(root) {
  const names = namesIn(root, `${PLANNING}/codebase`, []);
  return Object.keys(CODEBASE2).map((title) => codebaseFile2(title)).filter((path) => names.includes(path.split("/").at(-1)));
}
function nextMilestone(root, archived) {
  const numbers = archived.flatMap((version) => {
    const path = archivedRoadmap(version);
    const { roadmap } = placeRoadmap(readText(root, path, []) ?? "", path);
    return roadmap.phases.map(({ number }) => Number.parseInt(number, 10));
  });
  return { version: nextVersion(archived), first: Math.max(0, ...numbers) + 1 };
}
var survey = async (scene) => {
  const { project, run } = scene;
  const { root } = project;
  const tree = projectTree(scene);
  const problems = [];
  const planning = readOverview(root);
  const archived = archivedMilestones(root);
  const there = existing(planning, archived.length > 0);
  if (there !== null)
    problems.push(there);
  problems.push(...planning.problems.filter(({ file }) => [CONFIG, PROJECT, PLANNING].includes(file)).map(problemText));
  const { document: named, unsaid } = run.options;
  const document = named === undefined ? null : readDocument(root, named, run.settings.secrets);
  if (document?.ok === false)
    problems.push(document.problem);
  if (run.auto && unsaid !== undefined)
    problems.push("--auto: found nothing that says what the project is, and nobody is asked; give up, then /multi-ai:new-project --auto @doc.md, or words in its place");
  if (!tree.ok)
    problems.push(tree.problem);
  const paths = tree.ok ? unlessUnreadable(() => filesOf4(root, tree.subject, treeStore(project)).map((one) => one.path), []) : [];
  const mapped = mapsIn(root);
  const code = paths.filter(isCode).length;
  const git = hasGit() && placesOf(root) !== null;
  const record = {
    document: document?.ok ? { path: document.path, text: document.text } : null,
    code,
    files: paths.slice(0, MAX_FILES),
    git,
    mapped,
    described: planning.project !== null,
    ...nextMilestone(root, archived)
  };
  return {
    outcome: problems.length === 0 ? "pass" : "fail",
    tree: tree.ok ? tree.subject : null,
    facts: {
      code: code > 0 && mapped.length < Object.keys(CODEBASE2).length,
      git,
      ...problems.length === 0 ? {} : { problems: clipped(problems) }
    },
    record: { ...record, problems }
  };
};

// src/workflows/phases/new-project/checks.ts
var CHECKS = { "project-survey": survey, "project-publish": publish };
export {
  CHECKS
};

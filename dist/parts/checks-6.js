// @bun
import {
  acceptedText
} from "./s164.js";
import {
  PLANNING,
  PROJECT,
  REQUIREMENTS,
  ROADMAP,
  STATE,
  CONFIG,
  PHASES
} from "./s32.js";
import {
  at
} from "./s49.js";
import {
  plainNumber,
  twoDigits,
  folderNumber,
  placeRoadmap,
  stateFields,
  readOverview
} from "./s55.js";
import {
  RESEARCH2,
  SYNTHESIS,
  CODEBASE_MAP,
  FIELDS
} from "./s71.js";
import {
  CODEBASE2,
  codebaseFile2
} from "./s54.js";
import {
  VALUES
} from "./s31.js";
import {
  hasGit,
  placesOf
} from "./s131.js";
import {
  unlessUnreadable,
  filesOf3
} from "./s153.js";
import {
  draftOf2,
  roadmapOf2
} from "./s81.js";
import {
  renderRequirements
} from "./s88.js";
import {
  assumptionsOf
} from "./s30.js";
import {
  surveyOf2
} from "./s72.js";
import {
  cellText,
  findTable,
  rowText,
  phaseLine,
  phaseSection,
  renderRoadmap
} from "./s132.js";
import {
  existing
} from "./s56.js";
import {
  renderFrontMatter,
  setField
} from "./s173.js";
import {
  splitLines,
  joinLines,
  putLines,
  inTurn
} from "./s34.js";
import {
  archivedMilestones
} from "./s148.js";
import {
  DEFAULT_CONFIG,
  PLACES,
  readConfigText
} from "./s86.js";
import {
  splitFrontMatter
} from "./s137.js";
import {
  namesIn,
  readText,
  applyChanges
} from "./s53.js";
import {
  readMarkdown,
  sectionsOf
} from "./s28.js";
import {
  stripStamp
} from "./s37.js";
import {
  isObject
} from "./s70.js";
import {
  projectTree
} from "./s170.js";
import {
  fold2
} from "./s20.js";
import {
  treeStore,
  realPath,
  isInside
} from "./s14.js";
import {
  denyList
} from "./s190.js";
import {
  UnsafeFile,
  errorCode,
  openRegular,
  readRange
} from "./s17.js";
import {
  readJson
} from "./s19.js";

// src/workflows/phases/planning/write-config.ts
function renderConfig(config) {
  const value = {};
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

// src/workflows/phases/planning/write-state.ts
var MOST_DECISIONS = 10;
function percentOf({ phases, plans }) {
  const share = ({ done, total }) => total === 0 ? 0 : Math.floor(100 * done / total);
  return plans.total === 0 ? share(phases) : Math.min(share(phases), share(plans));
}
var bar = (percent) => {
  const full = Math.floor(percent / 10);
  return `[${"\u2588".repeat(full)}${"\u2591".repeat(10 - full)}] ${percent}%`;
};
function bodyFields(state) {
  const { phase, plan, phases, now } = state;
  const day = now.slice(0, 10);
  return {
    Phase: phase === null ? "none is left" : `${plainNumber(phase.number)} of ${phases.total} (${fold2(phase.name)})`,
    Plan: plan === null ? "Not started" : `${plan.number} of ${plan.of} in current phase`,
    Status: fold2(state.status),
    "Last activity": `${day} \u2014 ${fold2(state.last)}`,
    Progress: bar(percentOf(state)),
    "Last session": now,
    "Stopped at": state.stopped_at === null ? "None" : fold2(state.stopped_at),
    "Resume file": "None"
  };
}
function frontFields(state) {
  const { milestone, phase, plan, phases, plans } = state;
  return {
    milestone: milestone?.version,
    milestone_name: milestone === null ? undefined : fold2(milestone.name) || undefined,
    current_phase: phase === null ? undefined : twoDigits(phase.number),
    current_phase_name: phase === null ? undefined : fold2(phase.name),
    current_plan: plan?.number,
    status: fold2(state.status),
    stopped_at: state.stopped_at === null ? undefined : fold2(state.stopped_at),
    last_updated: state.now,
    last_activity: state.now.slice(0, 10),
    progress: {
      total_phases: phases.total,
      completed_phases: phases.done,
      total_plans: plans.total,
      completed_plans: plans.done,
      percent: percentOf(state)
    }
  };
}
var SESSION = ["Last session", "Stopped at", "Resume file"];
var bullets = (lines) => lines.length === 0 ? ["None"] : lines.map((one) => `- ${fold2(one)}`);
function renderState(state) {
  const fields = Object.entries(bodyFields(state));
  const line = ([name, value]) => `${name}: ${value}`;
  const position = fields.filter(([name]) => !SESSION.includes(name));
  return [
    renderFrontMatter({ gsd_state_version: "1.0", ...frontFields(state) }),
    "# Project State",
    "",
    "## Project Reference",
    "",
    `See: .planning/PROJECT.md (updated ${state.now.slice(0, 10)})`,
    "",
    `**Core value:** ${fold2(state.core_value)}`,
    `**Current focus:** ${state.phase === null ? "all phases are done" : fold2(state.phase.name)}`,
    "",
    "## Current Position",
    "",
    ...position.slice(0, -1).map(line),
    "",
    line(position.at(-1)),
    "",
    "## Accumulated Context",
    "",
    "### Decisions",
    "",
    ...bullets(state.decisions.slice(-MOST_DECISIONS)),
    "",
    "### Blockers/Concerns",
    "",
    ...bullets(state.blockers),
    "",
    "## Session Continuity",
    "",
    ...fields.filter(([name]) => SESSION.includes(name)).map(line),
    ""
  ].join(`
`);
}
function updateState(text, state) {
  const edited = setBody(text, state);
  const { yaml } = splitFrontMatter(text);
  if (yaml === null)
    return { ok: true, text: edited };
  const steps = Object.entries(frontFields(state)).map(([key, value]) => (one) => setField(one, key, value));
  const paused = /^paused/i.test(state.status) ? [] : [(one) => setField(one, "paused_at", undefined)];
  return inTurn(edited, ...steps, ...paused);
}
function setBody(text, state) {
  const { body, bodyLine } = splitFrontMatter(text);
  const lines = splitLines(text);
  const found = stateFields(body);
  const missing = [];
  for (const [name, value] of Object.entries(bodyFields(state))) {
    const at = found.get(name.toLowerCase());
    if (at === undefined)
      missing.push([name, value]);
    else {
      const line = lines[at.line + bodyLine - 2];
      line.text = line.text.replace(/^(\s*(?:\*\*[^*]+:\*\*|[A-Z][\w /-]*:))[ \t]*.*$/, (_, label) => `${label} ${value}`);
    }
  }
  const section = (title) => {
    const read = readMarkdown(splitFrontMatter(joinLines(lines)).body);
    const at = read.findIndex((one) => one.heading !== null && title.test(one.heading.title));
    if (at < 0)
      return null;
    const level = read[at].heading.level;
    const next = read.findIndex((one, index) => index > at && one.heading !== null && one.heading.level <= level);
    return { at: at + bodyLine - 1, end: (next < 0 ? read.length : next) + bodyLine - 1 };
  };
  const append = (title, texts) => {
    const place = section(title);
    if (place === null || texts.length === 0)
      return;
    let end = place.end;
    while (end > place.at + 1 && lines[end - 1].text.trim() === "")
      end--;
    putLines(lines, end, 0, end === place.at + 1 ? ["", ...texts] : texts);
  };
  const isSession = ([name]) => SESSION.includes(name);
  append(/^session continuity\b/i, missing.filter(isSession).map(([name, value]) => `${name}: ${value}`));
  append(/^current position\b/i, missing.filter((one) => !isSession(one)).map(([name, value]) => `${name}: ${value}`));
  for (const [title, texts] of [
    [/^decisions\b/i, state.decisions],
    [/^blockers\b/i, state.blockers]
  ]) {
    const there = joinLines(lines);
    const fresh = texts.map((one) => `- ${fold2(one)}`).filter((one) => !there.includes(one));
    if (fresh.length === 0)
      continue;
    const place = section(title);
    const none = place === null ? -1 : lines.findIndex((one, at) => at > place.at && at < place.end && /^\s*(?:[-*+]\s+)?None(?: yet)?\.?\s*$/i.test(one.text));
    if (none >= 0)
      putLines(lines, none, 1, fresh);
    else
      append(title, fresh);
  }
  return joinLines(lines);
}

// src/workflows/phases/planning/write-project.ts
var bullets2 = (lines) => lines.length === 0 ? ["None"] : lines.map((one) => `- ${fold2(one)}`);
function renderProject(project) {
  const section = (title, lines) => [`## ${title}`, "", ...lines, ""];
  return [
    `# ${fold2(project.name)}`,
    "",
    ...section("What This Is", [project.what.trim()]),
    ...section("Core Value", [project.core_value.trim()]),
    "## Requirements",
    "",
    "### Validated",
    "",
    "(None yet)",
    "",
    "### Active",
    "",
    ...project.active.map(({ id, text }) => `- [ ] ${fold2(text)} (${id})`),
    "",
    "### Out of Scope",
    "",
    ...bullets2(project.out_of_scope.map(({ text, why }) => why === "" ? text : `${text} \u2014 ${why}`)),
    "",
    ...section("Context", bullets2(project.context)),
    ...section("Constraints", bullets2(project.constraints.map(({ kind, text }) => `**${kind}**: ${text}`))),
    ...Object.entries(project.more).flatMap(([title, lines]) => section(fold2(title), bullets2(lines))),
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
var plain = (text) => fold2(text).replace(/<(?=!--|\/?(?:details|summary)\b)/gi, "\\<").replace(/^(?=[#>+|=]|[*-](?![^\s*-])|~~~|```|___)/, "\\");
var all = (lines) => lines.map(plain);
function projectText({ draft, decisions, survey, date }) {
  const of = (scope) => draft.requirements.filter((one) => one.scope === scope);
  const context = survey.code > 0 ? [`The project began with ${survey.code} files of code; .planning/codebase/ maps them`] : [];
  const assumed = all(assumptionsOf(draft));
  return renderProject({
    name: plain(draft.name),
    what: `${plain(draft.summary)}

${all(draft.scope.points).map((one) => `- ${one}`).join(`
`)}`,
    core_value: plain(draft.core_value),
    active: of("v1").map(({ id, text }) => ({ id, text: plain(text) })),
    out_of_scope: all([...draft.non_goals.points, ...of("out").map(({ text }) => text)]).map((text) => ({
      text,
      why: ""
    })),
    context,
    constraints: draft.constraints.points.map((text) => ({ kind: "Given", text: plain(text) })),
    decisions: decisions.map(({ asked, said }) => ({
      decision: plain(`${asked} \u2192 ${said}`),
      rationale: "Said by the person"
    })),
    more: {
      Stack: all(draft.stack.points),
      "Success Criteria": all(draft.success_criteria.points),
      Timeline: all(draft.timeline.points),
      Assumptions: assumed.length === 0 ? [] : ["Nobody said what follows; correct what is wrong", ...assumed]
    },
    date
  });
}
var numbered = ({ phases, first }) => phases.map((one, at) => ({
  number: `${first + at}`,
  name: fold2(one.name),
  goal: plain(one.goal),
  criteria: all(one.criteria),
  requirements: one.requirements,
  depends_on: one.depends_on.map((number) => `${first + number - 1}`),
  risk: plain(one.risk)
}));
var requirementsText = (settled) => renderRequirements({
  title: plain(settled.draft.name),
  core_value: plain(settled.draft.core_value),
  date: settled.date,
  requirements: settled.draft.requirements.map((one) => ({ ...one, text: plain(one.text) })),
  excluded: [],
  phases: Object.fromEntries(numbered(settled).flatMap(({ number, requirements }) => requirements.map((id) => [id, number])))
});
function roadmapText(settled, before = null) {
  const { draft, version, first } = settled;
  const phases = numbered(settled);
  if (before === null)
    return renderRoadmap({ title: plain(draft.name), overview: plain(draft.summary), phases });
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
    `- \uD83D\uDEA7 **${version} ${plain(draft.name)}** - ${numbers} (in progress)`,
    "",
    ...phases.map(phaseLine),
    "",
    ...phases.flatMap((phase) => [...phaseSection(phase), ""])
  ]);
  return joinLines(lines);
}
function newState({ draft, phases, first, version, at }) {
  return {
    core_value: plain(draft.core_value),
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
  const fields = FIELDS.flatMap((field) => {
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
function settledBy(project, run) {
  const [draft, roadmap, survey] = [draftOf2(project, run), roadmapOf2(project, run), surveyOf2(project, run)];
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
var publish = async ({ project, run }) => {
  const failed = (problems) => ({
    outcome: "fail",
    tree: null,
    facts: { problems: problems.map((one) => one.slice(0, 400)).slice(0, 20) },
    record: { problems }
  });
  const settled = settledBy(project, run);
  if (settled === null)
    return failed(["what was approved is gone from .task/objects; end, and begin anew"]);
  if (namesIn(project.root, PHASES, []).some((name) => folderNumber(name) !== null))
    return failed([`${PHASES}: found phases that were not there before, expected none; move them away`]);
  const changes = changesOf(project, run, settled);
  const applied = applyChanges(project.root, changes);
  if (!applied.ok)
    return failed(applied.problems.map(({ file, problem }) => `${file}: ${problem}`));
  const facts = { phases: settled.phases.length, first: settled.first, version: settled.version };
  return { outcome: "pass", tree: null, facts, record: { ...facts, files: applied.written } };
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
    const path = `${PLANNING}/milestones/${version}-ROADMAP.md`;
    const { roadmap } = placeRoadmap(readText(root, path, []) ?? "", path);
    return roadmap.phases.map(({ number }) => Number.parseInt(number, 10));
  });
  const [major = "1", minor = "-1"] = /\d+(?:\.\d+)?/.exec(archived.at(-1) ?? "")?.[0].split(".") ?? [];
  return { version: `v${major}.${Number(minor) + 1}`, first: Math.max(0, ...numbers) + 1 };
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
  for (const { file, line, problem } of planning.problems)
    if (file === CONFIG || file === PROJECT || file === PLANNING)
      problems.push(`${file}${line === null ? "" : `:${line}`}: ${problem}`);
  const { document: named, unsaid } = run.options;
  const document = named === undefined ? null : readDocument(root, named, run.settings.secrets);
  if (document?.ok === false)
    problems.push(document.problem);
  if (run.auto && unsaid !== undefined)
    problems.push("--auto: found nothing that says what the project is, and nobody is asked; give up, then /multi-ai:new-project --auto @doc.md, or words in its place");
  if (!tree.ok)
    problems.push(tree.problem);
  const paths = tree.ok ? unlessUnreadable(() => filesOf3(root, tree.subject, treeStore(project)).map((one) => one.path), []) : [];
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
      ...problems.length === 0 ? {} : { problems: problems.map((one) => one.slice(0, 400)) }
    },
    record: { ...record, problems }
  };
};

// src/workflows/phases/new-project/checks.ts
var CHECKS = { "project-survey": survey, "project-publish": publish };
export {
  CHECKS
};

// @bun
import {
  wrap,
  wrapWhole,
  laid,
  clip,
  oneLine2,
  section,
  plural
} from "./s28.js";
import {
  readOverview,
  readPhase
} from "./s126.js";
import {
  standingOf2,
  standingLines2
} from "./s155.js";
import {
  surveyOf,
  verificationOf,
  verdictOf,
  nameOf
} from "./s90.js";
import {
  plainNumber,
  planId
} from "./s43.js";
import {
  snapshotFacts,
  branchOf,
  commitsOf
} from "./s241.js";
import {
  isItemDone
} from "./s107.js";

// src/workflows/phases/report.ts
var textsOf = (value) => typeof value === "string" ? [value] : Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
var stated = (run, ...names) => [
  ...new Set(run.tasks.filter((one) => !one.void && one.who.program !== undefined && one.outcome !== null).flatMap(({ facts }) => names.flatMap((name) => textsOf(facts[name]))))
];
var evidenceText = ({ file, line, quote, test, command }) => [
  file ? `${file}${line ? `:${line}` : ""}` : null,
  test ? `test ${test}` : null,
  command ? `\`${command}\`` : null,
  quote ? `\u201C${oneLine2(quote)}\u201D` : null
].filter((one) => one !== null).join(", ");
function criteriaOf({ project, run }) {
  const [survey, said] = [surveyOf(project, run), verificationOf(project, run)];
  if (survey === null || said === null)
    return [];
  return survey.musts.map(({ id, text, from }) => {
    const one = said.musts.find((must) => must.id === id);
    const evidence = (one?.evidence ?? []).map(evidenceText).filter((words) => words !== "");
    const verdicts = one === undefined || one.verdict === "human" ? [] : [{ reviewer: "phase-verifier", met: one.verdict === "met", evidence }];
    return { id, text, steps: [from], steps_are: "from", verdicts };
  });
}
function toldIn(text) {
  const items = [];
  let isNumbered = false;
  for (const line of text.split(`
`)) {
    const title = /^\s*\*\*\d+[.)]\s*(.+?)\*\*/.exec(line)?.[1];
    const issue = /^\s*[-*+] \*\*Issue:\*\*\s*(.+)$/.exec(line)?.[1];
    if (title !== undefined)
      isNumbered = items.push(title) > 0;
    else if (isNumbered && issue !== undefined)
      items.push(`${items.pop()}: ${issue}`);
    else if (!isNumbered)
      items.push(.../^\s*(?:[-*+]|\d+[.)])\s+(.+)$/.exec(line)?.slice(1) ?? []);
  }
  return items;
}
function toldOf(root, phase, heading) {
  const below = new RegExp(`^## ${heading}[^\\n]*\\n([\\s\\S]*?)(?=^## |$(?![\\s\\S]))`, "m");
  return readPhase(root, phase).phases.flatMap(({ summaries }) => summaries.flatMap(({ phase: number, plan, text }) => {
    const [, told = ""] = below.exec(text) ?? [];
    return toldIn(told).filter((item) => !/^none\b/i.test(item)).map((item) => oneLine2(`${planId(number, plan)}: ${item.replaceAll("**", "")}`));
  }));
}
function tasksOf(run) {
  return (run.items ?? []).map((one) => ({
    item: one.item,
    title: one.title,
    state: one.dropped !== null ? "left out" : isItemDone(run, one) ? "done" : "open",
    reason: one.dropped
  }));
}
function besideOf(run) {
  const commits = commitsOf(run).length;
  return commits === 0 || snapshotFacts(run)?.branch !== undefined ? null : { branch: branchOf(run), commits };
}
var lastPublish = (run) => run.tasks.findLast((one) => !one.void && one.gate.endsWith("-publish") && one.outcome !== null);
function reportFacts(scene, _final, note) {
  const { project, run } = scene;
  const { entry, options } = run;
  const phase = options.phase === undefined ? null : plainNumber(options.phase);
  const name = readOverview(project.root).roadmap?.phases.find(({ number }) => number === phase)?.name;
  const [survey, verdict] = [surveyOf(project, run), verdictOf(project, run)];
  if (entry === "verify-work" && lastPublish(run) !== undefined && verdict === null)
    note("the verdict");
  const about = `${entry}${phase === null ? "" : ` ${phase}`}${name === undefined ? "" : `: ${oneLine2(name)}`}`;
  const own = {
    about,
    written: stated(run, "path", "paths"),
    gaps: survey === null ? [] : (verdict?.gaps ?? []).map(({ of, missing }) => `${of.map((id) => nameOf(id, survey)).join(", ")}: ${missing}`),
    tasks: tasksOf(run),
    beside: besideOf(run),
    concerns: entry === "execute-phase" && phase !== null ? toldOf(project.root, phase, "Next Phase Readiness") : [],
    warnings: stated(run, "warnings", "removed"),
    project: standingOf2(project.root)
  };
  return {
    story: about,
    criteria: criteriaOf(scene),
    criteria_in: null,
    deviations: entry === "execute-phase" && phase !== null ? toldOf(project.root, phase, "Deviations") : [],
    untouched_fixes: [],
    disputed: [],
    own: { phases: own }
  };
}
function reportLines(own, { width }, most) {
  const { about, written, gaps, tasks, beside, concerns, warnings, project } = own.phases;
  const isWhole = most === Number.POSITIVE_INFINITY;
  const line = (text) => laid(oneLine2(text), width - 2, isWhole);
  const list = (items, show) => clip(items, most, (item) => line(show(item)).join(`
`)).flatMap((text) => text.split(`
`));
  const whole = (text) => isWhole ? wrapWhole(text, width - 2) : wrap(text, width - 2);
  const standing = project === null ? [] : isWhole ? standingLines2(project, { width: most }, false).flatMap((text) => wrapWhole(text, width)) : standingLines2(project, { width }, false);
  const open = section("Gaps", gaps.length, clip(gaps, most, oneLine2).flatMap(whole));
  const minded = section("To be minded", concerns.length, clip(concerns, most, oneLine2).flatMap(whole));
  return {
    head: line(about),
    reviews: [
      ...open,
      ...section("Tasks of the plans", tasks.length, list(tasks, (one) => `${one.item} ${one.title}: ${one.state}${one.reason === null ? "" : `, ${one.reason}`}`)),
      ...beside === null ? [] : [
        "",
        ...line(`${plural(beside.commits, "commit")} on ${beside.branch}, beside the checkout: HEAD was on no branch`)
      ],
      ...section("Written", written.length, list(written, (one) => one)),
      ...minded,
      ...section("Warnings", warnings.length, clip(warnings, most, oneLine2).flatMap(whole))
    ],
    written: written.length > 0,
    closing: project === null ? [] : ["", ...standing],
    merging: [...open, ...minded],
    foot: []
  };
}
export {
  reportFacts,
  reportLines
};

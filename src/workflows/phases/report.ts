import type { Run, Task } from "../../engine/run.ts";
import { isItemDone } from "../../engine/wave.ts";
import type { Scene } from "../../record/scene.ts";
import { clip, type Layout, laid, oneLine, plural, section, wrap, wrapWhole } from "../../text.ts";
import type { CriterionReport, ReportLines, WorkflowReport } from "../contract/contract.ts";
import { branchOf, commitsOf, snapshotFacts } from "../execute/plan.ts";
import { plainNumber, planId } from "./planning/numbers.ts";
import { readOverview, readPhase } from "./planning/read.ts";
import { type Standing, standingLines, standingOf } from "./project-standing.ts";
import { type Evidence, nameOf, surveyOf, verdictOf, verificationOf } from "./verify/recorded.ts";

/** What a report says of a command beyond what it says of any run. */

interface PhasesReport {
  /** The command and its phase, such as `plan-phase 2.1: Hot fix`. */
  about: string;
  /** Files of `.planning` that it wrote, as its checks say. */
  written: string[];
  /** What did not hold when the phase was verified. */
  gaps: string[];
  /** A branch beside the checkout that has the commits of its tasks, with how many; null: they are on the one that is checked out. */
  beside: { branch: string; commits: number } | null;
  /** Tasks of plans that were carried out, or left out with why. */
  tasks: { item: string; title: string; state: string; reason: string | null }[];
  /** What those who carried the plans out say that others have to mind. */
  concerns: string[];
  warnings: string[];
  project: Standing | null;
}

const textsOf = (value: unknown): string[] =>
  typeof value === "string" ? [value] : Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];

/** What its checks have stated under one of these names, each once. */
const stated = (run: Run, ...names: string[]): string[] => [
  ...new Set(
    run.tasks
      .filter((one) => !one.void && one.who.program !== undefined && one.outcome !== null)
      .flatMap(({ facts }) => names.flatMap((name) => textsOf(facts[name]))),
  ),
];

const evidenceText = ({ file, line, quote, test, command }: Evidence): string => {
  const place = file && `${file}${line ? `:${line}` : ""}`;
  const parts = [place, test && `test ${test}`, command && `\`${command}\``, quote && `“${oneLine(quote)}”`];
  return parts.filter(Boolean).join(", ");
};

/** What had to hold, with what the verifier said of it; what waits for a person has no verdict. */
function criteriaOf(scene: Scene): CriterionReport[] {
  const [survey, said] = [surveyOf(scene), verificationOf(scene)];
  if (survey === null || said === null) return [];
  return survey.musts.map(({ id, text, from }) => {
    const one = said.musts.find((must) => must.id === id);
    const evidence = (one?.evidence ?? []).map(evidenceText).filter((words) => words !== "");
    const verdicts =
      one === undefined || one.verdict === "human"
        ? []
        : [{ reviewer: "phase-verifier", met: one.verdict === "met", evidence }];
    return { id, text, steps: [from], steps_are: "from", verdicts };
  });
}

/** What stands under `Deviations from Plan`: entries with a number and what was found, or a plain list. */
function toldIn(text: string): string[] {
  const items: string[] = [];
  let isNumbered = false;
  for (const line of text.split("\n")) {
    const title = /^\s*\*\*\d+[.)]\s*(.+?)\*\*/.exec(line)?.[1];
    const issue = /^\s*[-*+] \*\*Issue:\*\*\s*(.+)$/.exec(line)?.[1];
    if (title !== undefined) isNumbered = items.push(title) > 0;
    else if (isNumbered && issue !== undefined) items.push(`${items.pop()}: ${issue}`);
    else if (!isNumbered) items.push(...(/^\s*(?:[-*+]|\d+[.)])\s+(.+)$/.exec(line)?.slice(1) ?? []));
  }
  return items;
}

/** What the summaries of a phase tell below a heading, a line for each. */
function toldOf(root: string, phase: string | null, heading: "Deviations" | "Next Phase Readiness"): string[] {
  if (phase === null) return [];
  const below = new RegExp(`^## ${heading}[^\\n]*\\n([\\s\\S]*?)(?=^## |$(?![\\s\\S]))`, "m");
  return readPhase(root, phase).phases.flatMap(({ summaries }) =>
    summaries.flatMap(({ phase: number, plan, text }) => {
      const [, told = ""] = below.exec(text) ?? [];
      return toldIn(told)
        .filter((item) => !/^none\b/i.test(item))
        .map((item) => oneLine(`${planId(number, plan)}: ${item.replaceAll("**", "")}`));
    }),
  );
}

function tasksOf(run: Run): PhasesReport["tasks"] {
  return (run.items ?? []).map((one) => ({
    item: one.item,
    title: one.title,
    state: one.dropped !== null ? "left out" : isItemDone(run, one) ? "done" : "open",
    reason: one.dropped,
  }));
}

function besideOf(run: Run): PhasesReport["beside"] {
  const commits = commitsOf(run).length;
  return commits === 0 || snapshotFacts(run)?.branch !== undefined ? null : { branch: branchOf(run), commits };
}

const lastPublish = (run: Run): Task | undefined =>
  run.tasks.findLast((one) => !one.void && one.gate.endsWith("-publish") && one.outcome !== null);

export function reportFacts(scene: Scene, _final: string | null, note: (what: string) => void): WorkflowReport {
  const { project, run } = scene;
  const { entry, options } = run;
  const phase = options.phase === undefined ? null : plainNumber(options.phase);
  const name = readOverview(project.root).roadmap?.phases.find(({ number }) => number === phase)?.name;
  const [survey, verdict] = [surveyOf(scene), verdictOf(scene)];
  if (entry === "verify-work" && lastPublish(run) !== undefined && verdict === null) note("the verdict");
  const carried = entry === "execute-phase" ? phase : null;
  const about = `${entry}${phase === null ? "" : ` ${phase}`}${name === undefined ? "" : `: ${oneLine(name)}`}`;
  const own: PhasesReport = {
    about,
    written: stated(run, "path", "paths"),
    gaps: (survey && verdict ? verdict.gaps : []).map(
      ({ of, missing }) => `${of.map((id) => nameOf(id, survey!)).join(", ")}: ${missing}`,
    ),
    tasks: tasksOf(run),
    beside: besideOf(run),
    concerns: toldOf(project.root, carried, "Next Phase Readiness"),
    warnings: stated(run, "warnings", "removed"),
    project: standingOf(project.root),
  };
  return {
    story: about,
    criteria: criteriaOf(scene),
    criteria_in: null,
    deviations: toldOf(project.root, carried, "Deviations"),
    untouched_fixes: [],
    disputed: [],
    own: { phases: own },
  };
}

export function reportLines(own: Record<string, unknown>, { width }: Layout, most: number): ReportLines {
  const { about, written, gaps, tasks, beside, concerns, warnings, project } = own.phases as PhasesReport;
  const isWhole = most === Number.POSITIVE_INFINITY;
  const line = (text: string): string[] => laid(oneLine(text), width - 2, isWhole);
  const listed = (title: string, items: string[]): string[] => {
    const shown = clip(items, most, (item) => line(item).join("\n"));
    return section(
      title,
      items.length,
      shown.flatMap((text) => text.split("\n")),
    );
  };
  // What helps stands at its end.
  const whole = (title: string, items: string[]): string[] =>
    section(
      title,
      items.length,
      clip(items, most, oneLine).flatMap((text) => (isWhole ? wrapWhole : wrap)(text, width - 2)),
    );
  const standing = project === null ? [] : standingLines(project, { width: isWhole ? most : width }, false);
  const open = whole("Gaps", gaps);
  const minded = whole("To be minded", concerns);
  const took = tasks.map(
    ({ item, title, state, reason }) => `${item} ${title}: ${state}${reason === null ? "" : `, ${reason}`}`,
  );
  const aside =
    beside && `${plural(beside.commits, "commit")} on ${beside.branch}, beside the checkout: HEAD was on no branch`;
  return {
    head: line(about),
    reviews: [
      ...open,
      ...listed("Tasks of the plans", took),
      ...(aside === null ? [] : ["", ...line(aside)]),
      ...listed("Written", written),
      ...minded,
      ...whole("Warnings", warnings),
    ],
    written: written.length > 0,
    closing: project === null ? [] : ["", ...(isWhole ? standing.flatMap((text) => wrapWhole(text, width)) : standing)],
    merging: [...open, ...minded],
    foot: [],
  };
}

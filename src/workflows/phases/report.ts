import type { Run } from "../../engine/run.ts";
import type { Scene } from "../../record/scene.ts";
import { oneLine } from "../../text.ts";
import {
  type CriterionReport,
  listPart,
  type OwnParts,
  type WorkflowReport,
} from "../contract/contract.ts";
import { openLines, TO_LOOK_AT, tasksLine } from "../execute/summary.ts";
import { MILESTONE_SURVEY } from "./milestone/recorded.ts";
import { plainNumber } from "./planning/numbers.ts";
import { readRoot } from "./planning/read.ts";
import { factsOf } from "./recorded.ts";
import { evidenceText, gapText, surveyOf, verdictOf, verificationOf } from "./verify/recorded.ts";
import { texts } from "./words.ts";

/** What its checks have stated under one of these names, each once. */
const stated = (run: Run, ...names: string[]): string[] => [
  ...new Set(
    run.tasks
      .filter((task) => !task.void && task.who.program !== undefined && task.outcome !== null)
      .flatMap(({ facts }) => names.flatMap((name) => texts(facts[name]))),
  ),
];

/** What had to hold, with what the verifier said of it; what waits for a person has no verdict. */
function criteriaOf(scene: Scene): CriterionReport[] {
  const [survey, verification] = [surveyOf(scene), verificationOf(scene)];
  if (survey === null || verification === null) return [];
  return survey.musts.map(({ id, text, from }) => {
    const one = verification.musts.find((must) => must.id === id);
    const evidence = (one?.evidence ?? []).map(evidenceText).filter((words) => words !== "");
    const verdicts =
      one === undefined || one.verdict === "human"
        ? []
        : [{ reviewer: "phase-verifier", met: one.verdict === "met", evidence }];
    return { id, text, steps: [from], steps_are: "from", verdicts };
  });
}

/** What a run did, as a title says it; null: its request does. */
function storyOf(run: Run, phase: string | null, name: string | undefined): string | null {
  const verb = run.entry.split("-")[0]!;
  if (phase !== null)
    return `${verb[0]!.toUpperCase()}${verb.slice(1)} phase ${phase}${name === undefined ? "" : `: ${oneLine(name)}`}`;
  const milestone = factsOf<{ version: string; name: string }>(run, MILESTONE_SURVEY);
  return milestone.version === undefined
    ? null
    : oneLine(`Complete milestone ${milestone.version} ${milestone.name}`);
}

/** What a report says of a command beyond what it says of any run. */
function ownOf(scene: Scene, phase: string | null, name: string | undefined) {
  const { run } = scene;
  const [survey, verdict] = [surveyOf(scene), verdictOf(scene)];
  return {
    /** The command and its phase, such as `plan-phase 2.1: Hot fix`. */
    about: `${run.entry}${phase === null ? "" : ` ${phase}`}${name === undefined ? "" : `: ${oneLine(name)}`}`,
    /**
     * How many tasks of its plans are done, and what is shown of their work; empty for other
     * commands.
     */
    shown: tasksLine(run),
    /** Of those tasks: which are not proven and why, and what their checks warn of. */
    open: openLines(run),
    /** Files of `.planning` that it wrote, as its checks say. */
    written: stated(run, "path", "paths"),
    /** What did not hold when the phase was verified. */
    gaps: survey && verdict ? verdict.gaps.map((gap) => gapText(gap, survey)) : stated(run, "gaps"),
    warnings: stated(run, "again", "outdated", "warnings", "removed").filter(
      (one) => !openLines(run).includes(one),
    ),
  };
}

export function reportFacts(
  scene: Scene,
  _final: string | null,
  note: (what: string) => void,
): WorkflowReport {
  const { project, run } = scene;
  const phase = run.options.phase === undefined ? null : plainNumber(run.options.phase);
  const name = readRoot(project.root).roadmap?.phases.find(({ number }) => number === phase)?.name;
  if (verdictOf(scene) === null) note("the verdict");
  return {
    story: storyOf(run, phase, name),
    criteria: criteriaOf(scene),
    criteria_in: null,
    // Each summary has those of its plan.
    deviations: [],
    own: { phases: ownOf(scene, phase, name) },
  };
}

export function reportParts(own: Record<string, unknown>): OwnParts {
  const { shown, open, written, gaps, warnings } = own.phases as ReturnType<typeof ownOf>;
  return {
    shown,
    reviews: [
      listPart(TO_LOOK_AT, open, { merging: true }),
      listPart("Gaps", gaps, { merging: true }),
      listPart("Written", written),
      listPart("Warnings", warnings),
    ],
    written: written.length > 0,
  };
}

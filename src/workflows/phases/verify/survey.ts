import { hasGit, placesOf } from "../../../project/git.ts";
import type { Check } from "../../contract/contract.ts";
import { result } from "../../execute/checks/place.ts";
import { doneProblems } from "../execute/done.ts";
import { PHASES, PLANNING, PROJECT, REQUIREMENTS, ROADMAP } from "../paths.ts";
import { problemText } from "../phase-found.ts";
import { isThere, readText } from "../planning/files.ts";
import { asWritten, frontMatterOf } from "../planning/front-matter.ts";
import type { PhaseFolder, PhasePlan, Planning, PlanSummary, Verification } from "../planning/model.ts";
import { samePhase } from "../planning/numbers.ts";
import { readPlanning } from "../planning/read.ts";
import { isQuiet } from "../quiet.ts";
import { commandsIn } from "./commands-in.ts";
import { lowContext } from "./context.ts";
import type { Must, Survey } from "./recorded.ts";

/** The look at a phase before it is verified: what has to hold, what the program runs, and why it cannot begin. */

/** Bytes of commands that one line of the journal has room for. */
const MAX_COMMANDS = 10_000;

/** What is wrong with the summary of a plan; empty: it may be verified, also where it says itself that something is missing. */
function summaryProblems(root: string, plan: PhasePlan, summary: PlanSummary): string[] {
  if (summary.problems.length > 0) return summary.problems.map(problemText);
  // A plan that changes nothing has no commit; without git nobody can tell of any.
  const isWithout =
    !hasGit() || placesOf(root) === null || (summary.commits.length === 0 && plan.files_modified.length === 0);
  if (!isWithout) return doneProblems(root, plan, { ...summary, self_check: true }, "<name>");
  return summary.files
    .filter((path) => !isThere(root, path))
    .map((path) => `${summary.path}: found ${path}, which is not in the project`);
}

/** Why a phase cannot be verified yet, each with the file that it is about. */
function surveyProblems(root: string, planning: Planning, phase: string) {
  const wrong = (problem: string) => ({ problems: [problem], folder: null });
  if (!planning.roadmap?.phases.some((one) => samePhase(one.number, phase)))
    return wrong(`${ROADMAP}: it has no phase ${phase}; expected a heading such as "### Phase ${phase}: <name>"`);
  const [folder, ...others] = planning.phases.filter((one) => samePhase(one.number, phase));
  if (others.length > 0) {
    const names = [folder!, ...others].map((one) => one.name).join(" and ");
    return wrong(`${PHASES}: ${names} have the same number; expected one folder for it`);
  }
  if (folder === undefined || folder.plans.length === 0)
    return wrong(`${PHASES}: phase ${phase} has no plan; /multi-ai:plan-phase ${phase} makes them`);
  const ofPlans = folder.plans.flatMap((plan) => {
    if (plan.problems.length > 0) return plan.problems.map(problemText);
    const summary = folder.summaries.find((one) => one.plan === plan.plan);
    return summary === undefined
      ? [`${plan.path}: it has no summary; /multi-ai:execute-phase ${phase} carries it out`]
      : summaryProblems(root, plan, summary);
  });
  const { error } = planning;
  const state = error === null ? [] : [`STATE.md: the phase is in error: ${error}; /multi-ai:debug takes it up`];
  const shared = [ROADMAP, REQUIREMENTS, PROJECT];
  const files = planning.problems.filter((one) => shared.includes(one.file)).map(problemText);
  return { problems: [...new Set([...files, ...state, ...ofPlans])], folder };
}

/** Each once, in their order: what a later plan says too is the same thing. */
const once = <T>(all: T[], key: (one: T) => string): T[] =>
  all.filter((one, at) => all.findIndex((other) => key(other) === key(one)) === at);
/** `C1`, `C2` and so on. */
const numbered = <T>(letter: string, all: T[]): (T & { id: string })[] =>
  all.map((one, at) => ({ id: `${letter}${at + 1}`, ...one }));

/** What has to hold, and what shows it. */
function surveyOfPhase(planning: Planning, folder: PhaseFolder, before: Survey["before"]): Survey {
  const { plans, summaries } = folder;
  const roadmap = planning.roadmap!.phases.find((one) => samePhase(one.number, folder.number))!;
  const truths = plans.flatMap((plan) => plan.must_haves.truths.map((text) => ({ text, from: plan.id })));
  const lacking = summaries.filter((one) => !one.self_check);
  const missing = lacking.map(({ path }) => ({ text: `What ${path} says is missing is there`, from: path }));
  const shownBy = (one: { id: string; text: string; from: string }): Must => ({
    ...one,
    commands: commandsIn(one.text),
  });
  const musts: Must[] = [
    ...numbered(
      "C",
      roadmap.criteria.map((text) => ({ text, from: "ROADMAP.md" })),
    ).map(shownBy),
    ...numbered(
      "T",
      once(truths, (one) => one.text).filter(({ text }) => !roadmap.criteria.includes(text)),
    ).map(shownBy),
    ...numbered("S", missing).map((one) => ({ ...one, commands: [] })),
  ];
  // Behind the summaries that say that something is missing.
  const mended = summaries.at(-1)?.self_check === true && plans.at(-1)?.gap_closure === true;
  const tasks = plans.flatMap(({ id, tasks: all }) => all.map(({ commands }) => ({ commands, from: id })));
  const named = [...musts, ...tasks].flatMap(({ commands, from }) => commands.map((command) => ({ command, from })));
  const promised = plans.flatMap((plan) => plan.must_haves.artifacts.map((one) => ({ ...one, from: plan.id })));
  return {
    phase: folder.number,
    name: roadmap.name,
    goal: roadmap.goal,
    folder: `${PHASES}/${folder.name}`,
    musts,
    commands: numbered(
      "K",
      once(named, (one) => one.command),
    ),
    artifacts: numbered(
      "A",
      once(promised, (one) => one.path),
    ),
    reads: [
      ROADMAP,
      ...(folder.context === null ? [] : [folder.context]),
      ...[...plans, ...summaries].map((one) => one.path),
    ],
    requirements: roadmap.requirements,
    commits: summaries.flatMap((one) => one.commits),
    plans: plans.length,
    before,
    held: musts.filter((one) => !mended && one.id.startsWith("S")).map((one) => one.id),
  };
}

const COUNT = /^\d{1,4}$/;

/** What the last verification left open. `source`: its text. Another tool's says nothing of rounds: it was the first one. */
function leftOpen(verification: Verification | null, source: string, plans: readonly PhasePlan[]): Survey["before"] {
  if (verification?.status !== "gaps_found") return null;
  const front = frontMatterOf(source);
  const count = (key: string, otherwise: number): number => {
    const said = asWritten(front, key);
    return said !== null && COUNT.test(said) ? Number(said) : otherwise;
  };
  const seen = count("plans_verified", plans.filter((one) => !one.gap_closure).length);
  return {
    round: Math.max(1, count("round", 1)),
    gaps: verification.gaps,
    closed: plans.length > seen,
    escalated: verification.escalated === true,
  };
}

/** Pre-flight: nothing is looked at, or run, before this has passed. */
export const survey: Check = async (scene, task) => {
  const { project, run } = scene;
  const fail = (...problems: string[]) => result(task, "fail", { problems });
  const phase = run.options.phase ?? "";
  const low = lowContext(scene);
  if (low !== null) return result(task, "low", { problems: [low] });
  const planning = readPlanning(project.root, phase);
  const { problems, folder } = surveyProblems(project.root, planning, phase);
  if (problems.length > 0 || folder === null) return fail(...problems);
  const said = folder.verification === null ? "" : (readText(project.root, folder.verification.path, []) ?? "");
  const found = surveyOfPhase(planning, folder, leftOpen(folder.verification, said, folder.plans));
  // The person wants no command run: then nothing counts as failed by one.
  if (!run.settings.tests.run) found.commands = [];
  if (found.musts.length === 0)
    return fail(`${ROADMAP}: phase ${phase} has no success criteria; expected what can be observed once it is done`);
  const commands = found.commands.map((one) => one.command);
  if (Buffer.byteLength(JSON.stringify(commands)) > MAX_COMMANDS)
    return fail(
      `${PLANNING}: the phase has ${commands.length} commands, more than one question can show; expected fewer`,
    );
  const facts = { commands, ...(isQuiet(project, planning.config) ? { yolo: true } : {}) };
  return { ...result(task, "pass", { facts }), record: found };
};

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startHere } from "../../../plugin.ts";
import type { Scene } from "../../../record/scene.ts";
import type { TestToRun } from "../../../record/tests/test-record.ts";
import type { TestCase } from "../../../runners/report.ts";
import { given } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { clipped, result, treeAt } from "../../execute/checks/workspace.ts";
import { isOwnCommand, runsUnasked } from "../../tests/may-run.ts";
import { approvedAs, runCommand } from "../../tests/run-command.ts";
import { onUnproven, openPlans, unprovenSummaries } from "../execute/done.ts";
import { lookName, plainName } from "../execute/tasks.ts";
import { PHASES, ROADMAP } from "../paths.ts";
import { openTests, testName, type UatTest } from "../planning/documents/uat.ts";
import { isThere } from "../planning/files.ts";
import { type PhaseNumber, problemText } from "../planning/model.ts";
import { samePhase } from "../planning/numbers.ts";
import { type PhaseAt, phaseAt } from "../routes/phase-found.ts";
import { approvedBefore, noteApproved } from "../state/approved.ts";
import { planningNow } from "../state/touched.ts";
import { onRecord, Stopped } from "../stopped.ts";
import { outdatedIn } from "./outdated.ts";
import {
  CONSENT_GATE,
  type Criteria,
  moreCommands,
  nameOf,
  type SeenTest,
  type Survey,
  surveyOf,
  verifyCommands,
} from "./recorded.ts";
import { leftByCommands, uncommitted } from "./seen.ts";

/**
 * The look at a phase before it is verified: what has to hold, what the program runs, and why it
 * cannot begin.
 */

/** Bytes of commands that one question, and one line of the journal, have room for. */
const MAX_COMMANDS = 10_000;

/** What a verification has found is shown to be mended by another one. */
const isOfVerification = (error: string, phase: PhaseNumber): boolean =>
  samePhase(/^verify-work (\S+),/.exec(error)?.[1] ?? "", phase);

/** What keeps a phase from being verified, each with the file that it is about. */
function problemsOf(root: string, { planning, phase, folder, problems }: PhaseAt): string[] {
  const { error } = planning;
  const unheld = unprovenSummaries(root, folder);
  return [
    ...problems,
    ...given(
      error !== null && !isOfVerification(error, phase.number),
      `STATE.md: the phase is in error: ${error}; type ${startHere("debug")}, or correct its status after you fix it`,
    ),
    ...openPlans(folder)
      .filter((plan) => plan.problems.length === 0)
      .map(
        ({ path }) =>
          `${path}: it has no summary: type ${startHere("execute-phase", phase.number)}`,
      ),
    ...unheld.map(problemText),
    ...(unheld.length > 0 ? [onUnproven()] : []),
  ];
}

/**
 * Each once, in their order, as `C1`, `C2` and so on: what a later plan says too is the same thing.
 */
const numbered = <T>(letter: string, all: T[], key: (one: T) => string): (T & { id: string })[] =>
  all
    .filter((one, at) => all.findIndex((other) => key(other) === key(one)) === at)
    .map((one, at) => ({ id: `${letter}${at + 1}`, ...one }));

/** What has to hold, and what shows it. */
export function surveyOfPhase(at: PhaseAt) {
  const { phase, folder, plans } = at;
  const { summaries } = folder;
  const { name, goal, requirements } = phase;
  const criteria = phase.criteria.map((text) => ({ text, from: "ROADMAP.md" }));
  const truths = plans.flatMap((plan) =>
    plan.must_haves.truths.map((text) => ({ text, from: plan.id })),
  );
  const own = truths.filter(({ text }) => !phase.criteria.includes(text));
  const musts = [
    ...numbered("C", criteria, ({ text }) => text),
    ...numbered("T", own, ({ text }) => text),
  ].map((one) => ({ ...one, commands: commandsIn(one.text) }));
  const tasks = plans.flatMap(({ id, tasks: all }) =>
    all.map(({ commands }) => ({ commands, from: id })),
  );
  const named = [...musts, ...tasks].flatMap(({ commands, from }) =>
    commands.map((command) => ({ command, from })),
  );
  const promised = plans.flatMap((plan) =>
    plan.must_haves.artifacts.map((artifact) => ({ ...artifact, from: plan.id })),
  );
  const context = folder.context === null ? [] : [folder.context];
  return {
    ...{ phase: folder.number, name, goal, requirements },
    /**
     * `C1`: a success criterion of the roadmap; `T1`: a truth that a plan promises. Where a command
     * of it fails it does not hold.
     */
    musts,
    folder: `${PHASES}/${folder.name}`,
    commands: numbered("K", named, ({ command }) => command).map((one) => ({
      ...one,
      from: [
        ...new Set(named.filter((all) => all.command === one.command).map((all) => all.from)),
      ].join(", "),
    })),
    artifacts: numbered("A", promised, ({ path }) => path),
    reads: [ROADMAP, ...context, ...[...plans, ...summaries].map((one) => one.path)],
    /** Those that its summaries name, oldest first. */
    commits: summaries.flatMap((summary) => summary.commits),
    /** How many: a later look sees by that whether some were made and carried out since. */
    plans: plans.length,
    before: leftOpen(at),
    /** Tests of a person that are open. */
    uat: openTests(folder).map(
      (test): SeenTest => (isKnown(at, test) ? { ...test, known: true } : test),
    ),
  };
}

/**
 * What the last verification left open, in words; null: there is none that did. `closed`: plans
 * were carried out since;
 * `escalated`: the person was asked what becomes of them, and has not said it.
 */
function leftOpen({ folder: { verification }, plans }: PhaseAt) {
  if (verification?.status !== "gaps_found") return null;
  const { round, gaps, escalated } = verification;
  const seen = verification.plans ?? plans.filter((plan) => !plan.gap_closure).length;
  return { round, gaps, closed: plans.length > seen, escalated };
}

/**
 * A person found it wrong while the plan was carried out, and nothing was verified since: it is
 * asked again after a plan for it.
 */
function isKnown({ folder: { verification }, plans }: PhaseAt, { name, result }: UatTest): boolean {
  const seen = verification === null ? 0 : (verification.plans ?? plans.length);
  const looks = plans
    .slice(seen)
    .flatMap(({ id, tasks }) => tasks.map((task) => testName(lookName(id, plainName(task.name)))));
  return result === "issue" && looks.includes(name);
}

/** A phase that may be verified. Reads the disk. @throws Stopped with what keeps it from that */
export function verifyingAt(root: string, number: string): ReturnType<typeof surveyOfPhase> {
  const at = phaseAt(root, number);
  const problems = problemsOf(root, at);
  if (problems.length > 0) throw new Stopped(...new Set(problems));
  const found = surveyOfPhase(at);
  if (found.musts.length === 0)
    throw new Stopped(
      `${ROADMAP}: phase ${at.phase.number} has no success criteria; ${startHere("discuss-phase", at.phase.number)} writes them`,
    );
  return found;
}

/** Pre-flight: nothing is looked at, or run, before this has passed. */
export const survey: Check = async (scene, task) => {
  const found = verifyingAt(scene.project.root, scene.run.options.phase ?? "");
  const facts = {
    ...consentFacts(scene, found),
    uat: found.uat.filter(({ known }) => !known).length,
  };
  return {
    ...result(task, "pass", { facts }),
    record: { ...found, planning: planningNow(scene.project.root) },
  };
};

/**
 * Commands that the person is asked about: those that one question has room for; how many more they
 * find in the survey's own file, and whether any of them is one to be asked about.
 */
export function consentFacts(scene: Scene, found: Pick<Survey, "folder" | "commands">) {
  const { run } = scene;
  // The person wants no command run: then nothing counts as failed by one.
  if (!run.settings.tests.run) found.commands = [];
  const all = found.commands.map((command) => command.command);
  const known = approvedBefore(scene, found.folder, all);
  const listed = (count: number) => {
    const commands = all.slice(0, count);
    return { commands, known: commands.filter((command) => known.includes(command)) };
  };
  const fits = (count: number): boolean =>
    Buffer.byteLength(JSON.stringify(listed(count))) <= MAX_COMMANDS;
  const first = listed(all.filter((_, at) => fits(at + 1)).length);
  const more = all.slice(first.commands.length);
  const asked = more.filter((one) => !known.includes(one) && !runsUnasked(run, one));
  return {
    ...first,
    ...(more.length === 0 ? {} : { more: more.length, more_asked: asked.length }),
  };
}

/** Whether the person may be taken at their word about a command that the question had no room for. */
function inFile(scene: Scene, command: string, approved: readonly string[]): TestToRun | null {
  const { run } = scene;
  if (verifyCommands(run).includes(command)) return null;
  const consent = run.tasks.findLast((task) => task.gate === CONSENT_GATE && !task.void);
  const isAnswered =
    moreCommands(run).more_asked > 0 &&
    run.decisions.some(({ task, option }) => task === consent?.id && option === "approve");
  if (isAnswered || approved.includes(command)) return { text: command, shellAllowed: true };
  return runsUnasked(run, command) ? { text: command, shellAllowed: false } : null;
}

/** An inline code span, and what stands right after it. */
const SPAN = /`([^`\n]{2,400})`(\s+(?:exits? with 0|exits? 0|succeeds?|passes|is green))?/gi;

/**
 * Commands that a success criterion carries: code in it that is one of the project's own scripts or test runners, or of which
 * it says that it passes. Any other code in it is a name. Pure.
 */
export const commandsIn = (criterion: string): string[] =>
  [...criterion.matchAll(SPAN)].flatMap(([, code = "", passes]) => {
    const command = code.trim();
    return passes !== undefined || isOwnCommand(command) ? [command] : [];
  });

/** Tests of a record that every reader can take: a runner may tell of thousands. */
const MAX_TESTS = 5_000;

/** Files that no commit has, as the checkout is now; null: there is no git, or nobody can tell. */
const uncommittedNew = ({ project }: Scene): string[] | null =>
  uncommitted(project)?.flatMap(({ path, status }) => (status === "added" ? [path] : [])) ?? null;

/** More of them stand in no report: whoever asks for so many is told of them. */
const MAX_LEFT = 200;

/** Files that the commands have left, and those of earlier verifications that are still there. `before`: what no commit had. */
function leftFrom(scene: Scene, before: string[] | null): string[] {
  const now = before === null ? null : uncommittedNew(scene);
  if (before === null || now === null) return [];
  const earlier = leftByCommands(scene.project.root);
  return now.filter((path) => !before.includes(path) || earlier.includes(path)).slice(0, MAX_LEFT);
}

/** Whether a command passes where nothing of the project is, and so shows nothing of it by itself. */
async function passesAnywhere(
  { project, run }: Scene,
  test: TestToRun,
  signal: AbortSignal,
): Promise<boolean> {
  const root = mkdtempSync(join(tmpdir(), "multi-ai-empty-"));
  try {
    return (await runCommand({ ...project, root }, run, test, signal)).ran.state === "passed";
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const NOT_RUN = {
  ...{ state: "not_run", exit: null, lines: ["you have not approved it"], log: null },
  tests: [] as TestCase[],
};

/** Runs the commands of criteria and plans, and looks whether the files are there that plans promise. */
export const criteria: Check = async (scene, task, signal) => {
  const { project, run } = scene;
  const survey = onRecord(surveyOf(scene));
  noteApproved(scene, survey.folder);
  const before = uncommittedNew(scene);
  const commands: Criteria["commands"] = [];
  const tests: TestCase[] = [];
  const approved = approvedBefore(
    scene,
    survey.folder,
    survey.commands.map(({ command }) => command),
  );
  for (const { id, command } of survey.commands) {
    // What nobody has allowed does not run.
    const test = approvedAs(run, command) ?? inFile(scene, command, approved);
    const ran = test === null ? NOT_RUN : (await runCommand(project, run, test, signal)).ran;
    const { state, exit, lines, log } = ran;
    const isOwn = test === null || state !== "passed" || isOwnCommand(command);
    const anywhere =
      isOwn || !(await passesAnywhere(scene, test, signal)) ? {} : { anywhere: true as const };
    commands.push({ id, command, state, exit, lines, log, ...anywhere });
    tests.push(...ran.tests.filter((test) => test.state === "passed"));
  }
  const missing = survey.artifacts
    .filter(({ path }) => !/[*?{[]/.test(path))
    .filter(({ path }) => !isThere(project.root, path))
    .map(({ id }) => id);
  const isBad = missing.length > 0 || commands.some(({ state }) => state !== "passed");
  const outdated = isBad
    ? outdatedIn(scene, phaseAt(project.root, survey.phase), survey, { commands, missing })
    : [];
  const tree = treeAt(scene, { stream: null });
  const left = leftFrom(scene, before);
  const record: Criteria = {
    tree,
    commands,
    missing,
    tests: tests.slice(0, MAX_TESTS),
    left,
    outdated,
  };
  const lines = clipped(outdated.map(({ id, why }) => `Not ${nameOf(id, survey)}: ${why}`));
  return {
    ...result(task, "pass", { tree, facts: lines.length === 0 ? {} : { outdated: lines } }),
    record,
  };
};

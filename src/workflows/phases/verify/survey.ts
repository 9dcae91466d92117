import type { Check } from "../../contract/contract.ts";
import { result } from "../../execute/checks/place.ts";
import { summaryOf, unheldSummaries } from "../execute/done.ts";
import { PHASES, PLANNING, ROADMAP } from "../paths.ts";
import { type PhaseAt, phaseAt } from "../phase-at.ts";
import { problemText } from "../phase-found.ts";
import { Stopped } from "../stopped.ts";
import { commandsIn } from "./commands-in.ts";
import { lowContext } from "./context.ts";

/** The look at a phase before it is verified: what has to hold, what the program runs, and why it cannot begin. */

/** Bytes of commands that one line of the journal has room for. */
const MAX_COMMANDS = 10_000;

/** What keeps a phase from being verified, each with the file that it is about. */
function problemsOf(root: string, { planning, phase, folder, plans, problems }: PhaseAt): string[] {
  const { error } = planning;
  const verify = folder.verification?.path;
  return [
    // A report that cannot be read is written anew.
    ...problems.filter((one) => verify === undefined || !one.startsWith(`${verify}:`)),
    ...(error === null ? [] : [`STATE.md: the phase is in error: ${error}; /multi-ai:debug takes it up`]),
    ...plans
      .filter((plan) => plan.problems.length === 0 && summaryOf(folder, plan) === undefined)
      .map(({ path }) => `${path}: it has no summary; /multi-ai:execute-phase ${phase.number} carries it out`),
    ...unheldSummaries(root, folder).map(problemText),
  ];
}

/** Each once, in their order, as `C1`, `C2` and so on: what a later plan says too is the same thing. */
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
  const truths = plans.flatMap((plan) => plan.must_haves.truths.map((text) => ({ text, from: plan.id })));
  const own = truths.filter(({ text }) => !phase.criteria.includes(text));
  const musts = [...numbered("C", criteria, ({ text }) => text), ...numbered("T", own, ({ text }) => text)].map(
    (one) => ({ ...one, commands: commandsIn(one.text) }),
  );
  const tasks = plans.flatMap(({ id, tasks: all }) => all.map(({ commands }) => ({ commands, from: id })));
  const named = [...musts, ...tasks].flatMap(({ commands, from }) => commands.map((command) => ({ command, from })));
  const promised = plans.flatMap((plan) => plan.must_haves.artifacts.map((one) => ({ ...one, from: plan.id })));
  const context = folder.context === null ? [] : [folder.context];
  return {
    ...{ phase: folder.number, name, goal, requirements },
    /** `C1`: a success criterion of the roadmap; `T1`: a truth that a plan promises. Where a command of it fails it does not hold. */
    musts,
    folder: `${PHASES}/${folder.name}`,
    commands: numbered("K", named, ({ command }) => command),
    artifacts: numbered("A", promised, ({ path }) => path),
    reads: [ROADMAP, ...context, ...[...plans, ...summaries].map((one) => one.path)],
    /** Those that its summaries name, oldest first. */
    commits: summaries.flatMap((one) => one.commits),
    /** How many: a later look sees by that whether some were made and carried out since. */
    plans: plans.length,
    before: leftOpen(at),
  };
}

/**
 * What the last verification left open, in words; null: there is none that did. `closed`: plans were carried out since;
 * `escalated`: the person was asked what becomes of them, and has not said it.
 */
function leftOpen({ folder: { verification }, plans }: PhaseAt) {
  if (verification?.status !== "gaps_found") return null;
  const { round, gaps, escalated } = verification;
  const seen = verification.plans ?? plans.filter((one) => !one.gap_closure).length;
  return { round, gaps, closed: plans.length > seen, escalated };
}

/** Pre-flight: nothing is looked at, or run, before this has passed. */
export const survey: Check = async (scene, task) => {
  const { project, run } = scene;
  const low = lowContext(scene);
  if (low !== null) throw new Stopped(low);
  const at = phaseAt(project.root, run.options.phase ?? "");
  const { phase } = at;
  const problems = problemsOf(project.root, at);
  if (problems.length > 0) throw new Stopped(...new Set(problems));
  const found = surveyOfPhase(at);
  // The person wants no command run: then nothing counts as failed by one.
  if (!run.settings.tests.run) found.commands = [];
  if (found.musts.length === 0)
    throw new Stopped(
      `${ROADMAP}: phase ${phase.number} has no success criteria; expected what can be observed once it is done`,
    );
  const commands = found.commands.map((one) => one.command);
  if (Buffer.byteLength(JSON.stringify(commands)) > MAX_COMMANDS)
    throw new Stopped(
      `${PLANNING}: the phase has ${commands.length} commands, more than one question can show; expected fewer`,
    );
  return { ...result(task, "pass", { facts: { commands } }), record: found };
};

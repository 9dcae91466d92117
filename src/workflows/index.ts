import type * as z from "zod/mini";
import type { Run, Start, Task } from "../engine/run.ts";
import type { Workflow } from "../engine/workflow.ts";
import { here, PLUGIN, startHere, startInHost, VERB_NAMES } from "../plugin.ts";
import type { Project } from "../project/project.ts";
import type { Scene } from "../record/scene.ts";
import type { Least, Settings } from "../settings.ts";
import { didYouMean } from "../text.ts";
import {
  ISSUE_OPTION,
  type Part,
  type ProjectVerb,
  type QuestionWords,
  type StartCommand,
  type WorkflowModule,
} from "./contract/contract.ts";
import { doneFacts, snapshotFacts } from "./execute/plan/plan.ts";
import { type Unknown, unknownOf } from "./unshown.ts";
import { QUESTIONS } from "./words/words.ts";

/**
 * The table of workflows: the one place outside their folders that knows their names. The first is
 * the default. Each is loaded when it is asked for: a hook answers one event of one run, and what
 * it loads is most of what it costs.
 */
const MODULES: Record<string, () => WorkflowModule> = {
  "multi-ai": () =>
    (require("./multi-ai/index.ts") as typeof import("./multi-ai/index.ts")).multiAiModule,
  team: () => (require("./team/index.ts") as typeof import("./team/index.ts")).teamModule,
  council: () =>
    (require("./council/index.ts") as typeof import("./council/index.ts")).councilModule,
  phases: () => (require("./phases/index.ts") as typeof import("./phases/index.ts")).phasesModule,
  address: () =>
    (require("./address/index.ts") as typeof import("./address/index.ts")).addressModule,
  review: () =>
    (require("./code-review/index.ts") as typeof import("./code-review/index.ts")).codeReviewModule,
};

/** Commands of programs that people come from, by what they are called there. */
const ELSEWHERE: Record<string, string> = {
  pipeline: "team",
  "principal-ruling": "ruling",
  "--dry-run": "dry-run",
};

/** What a command of such a program is called here; null: it is none of them. */
export function nameHere(word: string): string | null {
  if (Object.hasOwn(ELSEWHERE, word)) return ELSEWHERE[word]!;
  return /^\/?gsd[-:]([a-z][a-z-]*)$/.exec(word)?.[1] ?? null;
}

/** The names of all workflows. */
export const WORKFLOW_NAMES: readonly string[] = Object.keys(MODULES);

/**
 * All that is known of a workflow. @throws Error for an unknown name: the journal is of a newer
 * version
 */
export function moduleOf(name: string): WorkflowModule {
  if (!Object.hasOwn(MODULES, name))
    throw new Error(
      `workflow "${name}" is not known to this version; known: ${WORKFLOW_NAMES.join(", ")}`,
    );
  return MODULES[name]!();
}

/** The data of each workflow, by its name. */
export const allWorkflows = (): Record<string, Workflow> =>
  Object.fromEntries(WORKFLOW_NAMES.map((name) => [name, workflowOf(name)]));

/** The data of a run's workflow. @throws Error for an unknown name */
export const workflowOf = (name: string): Workflow => moduleOf(name).workflow;

/** The same; without a run the data of the default workflow. */
export const workflowOfOrDefault = (run: { workflow: string } | null): Workflow =>
  run === null ? workflowOf(WORKFLOW_NAMES[0]!) : workflowOf(run.workflow);

/** A run where it is. @throws Error for a run of an unknown workflow */
export const sceneOf = (project: Project, run: Run): Scene => ({
  project,
  workflow: workflowOf(run.workflow),
  run,
});

export { hasCommits, seenBefore } from "./execute/plan/plan.ts";
/** Puts a run's commits onto a branch that is checked out. */
export const takeInto: typeof import("./execute/take.ts").takeInto = (...of) =>
  (require("./execute/take.ts") as typeof import("./execute/take.ts")).takeInto(...of);

/** What no gate asks any more, as after an update: its options have their names alone. */
const NOT_ASKED_NOW: QuestionWords = {
  header: "Continue?",
  title: () => "This is no longer asked like this. Every answer but Stop retries the task.",
  options: {},
};

/** The words of a question: the workflow's own, else those of every workflow. */
export function questionWords(workflow: string, kind: string): QuestionWords {
  const { questions } = moduleOf(workflow);
  return [questions, QUESTIONS].find((all) => Object.hasOwn(all, kind))?.[kind] ?? NOT_ASKED_NOW;
}

/** What a question is called where it is not shown. */
export const questionName = (workflow: string, kind: string): string =>
  questionWords(workflow, kind).header;

/** Why a task was left out, in words; a rule of a newer version by its name. */
export function skipReason(workflow: string, rule: string): string {
  const skipReasons: Record<string, string> = {
    variant: "fewer steps were chosen",
    ...moduleOf(workflow).skipReasons,
  };
  return Object.hasOwn(skipReasons, rule) ? skipReasons[rule]! : rule;
}

/**
 * Something that nobody was asked about, in words: a question that a rule has passed has the names
 * of both.
 */
export const assumedText = (workflow: string, text: string): string =>
  text.replace(
    /^([\w-]+): passed without asking \((\w+)\)$/,
    (_, kind, rule) =>
      `${questionName(workflow, kind)}: passed without asking: ${skipReason(workflow, rule)}`,
  );

/** The schema of the settings file, with the fields of all workflows. */
export async function allSettings(): Promise<z.ZodMiniType<Settings>> {
  const { countingIn, settingsFile } = await import("../settings.ts");
  const parts: Record<string, z.ZodMiniType> = {};
  for (const workflow of WORKFLOW_NAMES)
    for (const [name, form] of Object.entries((await moduleOf(workflow).settings?.()) ?? {}))
      parts[name] = name in parts ? form : countingIn(workflow, form);
  return settingsFile(parts, limitsInWords());
}

/** What is wrong with settings whose form is right, one line each. */
export const settingsSlips = (settings: Settings, providers: () => readonly string[]): string[] => [
  ...unknownAgents(settings),
  ...WORKFLOW_NAMES.flatMap((name) => moduleOf(name).settingsProblems?.(settings, providers) ?? []),
];

/** Bounds and models of agents that no workflow has: they would never count. */
function unknownAgents({ bounds = {}, models }: Settings): string[] {
  const agents = [
    ...new Set(Object.values(allWorkflows()).flatMap((workflow) => Object.keys(workflow.bounds))),
  ];
  return Object.entries({ bounds, models }).flatMap(([field, byAgent]) =>
    Object.keys(byAgent)
      .filter((agent) => !agents.includes(agent))
      .map((agent) => `${field}: no agent "${agent}"${meantAgent(agent, agents.toSorted())}`),
  );
}

/** Who was meant by a name: one by the host's name for it, all of a kind, one with a slip; else who there is. */
function meantAgent(given: string, agents: string[]): string {
  const name = given.toLowerCase().replace(`${PLUGIN}:`, "");
  const alike = agents.filter((agent) => agent === name || agent.endsWith(`-${name}`));
  if (alike.length > 0) return `; did you mean ${alike.join(", ")}?`;
  const [first] = WORKFLOW_NAMES as [string];
  const own = Object.keys(workflowOf(first).bounds).toSorted().join(", ");
  return didYouMean(name, agents) || `; ${first} has ${own}; docs/settings.md lists all agents`;
}

/** The smallest of what the workflows themselves have, by name. */
export function leastOwn(): Least {
  const least: Least = { limits: {}, bounds: {} };
  const keep = (all: Record<string, number>, own: Record<string, number>): void => {
    for (const [name, one] of Object.entries(own)) all[name] = Math.min(all[name] ?? one, one);
  };
  for (const { limits, bounds } of Object.values(allWorkflows())) {
    keep(least.limits, limits);
    for (const [agent, one] of Object.entries(bounds)) {
      const known = least.bounds[agent] ?? {};
      keep(known, { ...one });
      least.bounds[agent] = known;
    }
  }
  return least;
}

/** The limits that a person may set. Every other one is fixed: at it they are asked. */
const NAMED_LIMITS = ["per_reviewer", "plan_reviews", "code_reviews"];
/** The value of each in every workflow, such as `multi-ai 10, team 5`. */
const limitsInWords = (): Record<string, string> =>
  Object.fromEntries(
    NAMED_LIMITS.map((limit) => {
      const having = Object.values(allWorkflows()).filter(({ limits }) => limit in limits);
      return [limit, having.map(({ name, limits }) => `${name} ${limits[limit]}`).join(", ")];
    }),
  );

/** What workflows say of a project in which no run is; `but`: the one whose run it is. */
export const standingParts = (root: string, but?: string): Part[] =>
  WORKFLOW_NAMES.filter((name) => name !== but).flatMap(
    (name) => moduleOf(name).standing?.(root) ?? [],
  );

/** Verbs of the terminal that workflows have of their own, and that need no run. */
export const projectVerbs = (): Record<string, ProjectVerb> =>
  Object.assign({}, ...WORKFLOW_NAMES.map((name) => moduleOf(name).verbs ?? {}));

/** Commands that start a run, by what stands after the plugin's name. */
export const allStarts = (): Record<string, StartCommand & { workflow: string }> =>
  Object.fromEntries(
    WORKFLOW_NAMES.flatMap((workflow) =>
      Object.entries(moduleOf(workflow).starts).map(([name, start]) => [
        name,
        { ...start, workflow },
      ]),
    ),
  );

/** Which commands are for a story of several changes. */
export function forLargeText(): string {
  const all = Object.entries(allStarts()).flatMap(([name, { large }]) =>
    large === undefined ? [] : [`${startHere(name)} ${large}`],
  );
  return `This looks like several changes: ${all.join("; ")}. To switch, ${here("cancel")} first.`;
}

/** Flags that were given together although a run has one of them at most; []: none were. */
export function clashing({ oneOf = [] }: StartCommand, has: (flag: string) => boolean): string[] {
  const given = oneOf.filter(has);
  return given.length > 1 ? given : [];
}

/** What starts a run by this name. @throws Error for a name that starts none */
export function startOf(name: string): StartCommand & { workflow: string } {
  const starts = allStarts();
  if (!Object.hasOwn(starts, name))
    throw new Error(`"${name}" starts no run; known: ${Object.keys(starts).join(", ")}`);
  return starts[name]!;
}

/**
 * Name of the command that starts this entry of a workflow; that of the default workflow where none
 * does.
 */
export function startNameOf(run: { workflow: string; entry: string } | null): string {
  const [standard] = WORKFLOW_NAMES as readonly [string];
  const of = (workflow: string) => Object.entries(moduleOf(workflow).starts);
  const own = run !== null && WORKFLOW_NAMES.includes(run.workflow) ? of(run.workflow) : [];
  return (own.find(([, { entry }]) => entry === run?.entry) ?? own[0] ?? of(standard)[0]!)[0];
}

/**
 * What to type once a run is complete, and why. A workflow with a `next` command finds the next one
 * itself.
 */
export function nextText(run: { workflow: string; entry: string }): string {
  const finds =
    WORKFLOW_NAMES.includes(run.workflow) && Object.hasOwn(moduleOf(run.workflow).starts, "next");
  return finds
    ? `${startHere("next")} starts or names what comes next`
    : `${startText(run)} starts the next run`;
}

/**
 * What to type for a new run like this one, such as `/multi-ai <request>` or `multi-ai run multi-ai
 * "<request>"`.
 */
export function startText(run: { workflow: string; entry: string } | null): string {
  const name = startNameOf(run);
  return startHere(name, startOf(name).request);
}

/** Whether a request could be taken for a flag or a command: it stands after a word `--`. */
function isLiteral(request: string): boolean {
  const text = request.trim();
  const [first = "", ...rest] = text.toLowerCase().split(/\s+/);
  const isVerb = [...VERB_NAMES, ...Object.keys(allStarts()), "help"].includes(first);
  return /(?:^|\s)[-–—]/.test(text) || rest.length === 0 || isVerb;
}

/** Value of an option whose flag takes none. */
export const SWITCHED = "yes";

/**
 * What to type for this very start, with its request; what the program chose by itself stands in
 * it, too.
 */
export function startLine(start: Start, request: string): string {
  const { auto, options } = start;
  const name = startNameOf(start);
  const { flags } = startOf(name);
  const given = Object.entries(flags).flatMap(([flag, one]) => {
    const value = flag === "auto" ? (auto ? SWITCHED : undefined) : options[flag];
    if (value === undefined) return [];
    if (one.takes === "nothing" || (one.takes === "name" && value === one.alone))
      return [`--${flag}`];
    return one.takes === "name" ? [`--${flag}=${value}`] : [`--${flag}`, value];
  });
  const issue = options[ISSUE_OPTION];
  return startHere(name, issue ?? `${isLiteral(request) ? "-- " : ""}${request}`, given);
}

/** The command that each workflow begins with, and what it takes, in one line. */
export const startTexts = (): string =>
  WORKFLOW_NAMES.flatMap((workflow) => Object.entries(moduleOf(workflow).starts).slice(0, 1))
    .map(([name, { request }]) => startInHost(name, request))
    .join(" or ");

/**
 * Test commands of a task's item, and those that belong to other items alone. Commands that test
 * the whole project belong to every item.
 */
export function itemCommands(
  { project, run }: Scene,
  task: Pick<Task, "item">,
): { own: string[]; others: string[] } {
  const items = snapshotFacts(run)?.items ?? [];
  const of = (some: typeof items) => some.flatMap(({ setup, criteria }) => [...setup, ...criteria]);
  const own = of(items.filter(({ n }) => String(n) === task.item));
  if (own.length === 0) return { own, others: [] };
  const { ownTests } = require("./tests/own-tests.ts") as typeof import("./tests/own-tests.ts");
  const tests = [...run.settings.tests.commands, ...ownTests(project.root)];
  return { own, others: of(items).filter((one) => !tests.includes(one)) };
}

/** What of a run's change is not proven. */
export const unknownIn = (run: Run): Unknown =>
  unknownOf(run, doneFacts(run, snapshotFacts(run)?.items ?? []).evidence);

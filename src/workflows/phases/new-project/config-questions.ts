import type { Ask, CheckpointGate } from "../../../engine/workflow.ts";
import type { QuestionWords } from "../../contract/contract.ts";

/** What a person settles for the whole project: options of the run, which become `config.json`. */

/** Values of each option; the first holds where nobody says anything. */
export const VALUES = {
  mode: ["interactive", "yolo"],
  granularity: ["standard", "coarse", "fine"],
  research: ["yes", "no"],
  plan_check: ["yes", "no"],
  verifier: ["yes", "no"],
  models: ["balanced", "quality", "budget"],
  branching: ["none", "phase", "milestone"],
  tdd: ["no", "yes"],
  worktrees: ["yes", "no"],
  commit_docs: ["yes", "no"],
} as const;
export type Setting = keyof typeof VALUES;

/** Most phases of a roadmap: small projects have fewer at any granularity. */
const MOST_PHASES: Record<string, number> = { coarse: 5, standard: 8, fine: 12 };
export const mostPhases = (granularity: string | undefined): number =>
  MOST_PHASES[granularity ?? VALUES.granularity[0]] ?? MOST_PHASES[VALUES.granularity[0]]!;

/** One question of the dialog: `sets` by option, in the order in which they are offered. */
interface ConfigQuestion {
  key: string;
  header: string;
  title: string;
  /** It is about git. */
  git?: true;
  options: Record<string, { label: string; description: string; sets: Partial<Record<Setting, string>> }>;
}

const one = (label: string, description: string, sets: Partial<Record<Setting, string>>) => ({
  label,
  description,
  sets,
});
const agents = (research: string, plan_check: string, verifier: string) => ({ research, plan_check, verifier });

/** The first option of each is what `--auto` takes. */
const CONFIG_QUESTIONS: ConfigQuestion[] = [
  {
    key: "mode",
    header: "Mode",
    title: "Who decides along the way?",
    options: {
      interactive: one("Interactive", "You are asked what is open, approve the roadmap, and each command", {
        mode: "interactive",
      }),
      yolo: one("YOLO", "What can be assumed is assumed, and listed", { mode: "yolo" }),
    },
  },
  {
    key: "granularity",
    header: "Phases",
    title: "How finely is the work cut?",
    options: {
      standard: one("Standard", `Up to ${MOST_PHASES.standard} phases`, { granularity: "standard" }),
      coarse: one("Coarse", `Up to ${MOST_PHASES.coarse} phases`, { granularity: "coarse" }),
      fine: one("Fine", `Up to ${MOST_PHASES.fine} phases`, { granularity: "fine" }),
    },
  },
  {
    key: "agents",
    header: "Agents",
    title: "Who looks at it beside planner and executors?",
    options: {
      all: one("All", "Research, a check of each plan, verification", agents("yes", "yes", "yes")),
      checks: one("No research", "Plans are checked, phases verified", agents("no", "yes", "yes")),
      verifier: one(
        "Verifier alone",
        "Phases are verified, which is always so; plans are not checked",
        agents("no", "no", "yes"),
      ),
    },
  },
  {
    key: "models",
    header: "Models",
    title: "Which models do the work?",
    options: {
      balanced: one("Balanced", "The largest for plans, a middle one for the rest", { models: "balanced" }),
      quality: one("Quality", "The largest wherever something is decided or built", { models: "quality" }),
      budget: one("Budget", "A middle one plans and builds, a small one does the rest", { models: "budget" }),
    },
  },
  {
    key: "branching",
    header: "Branches",
    title: "Where do commits go?",
    git: true,
    options: {
      none: one("The branch you are on", "Each task is a commit there", { branching: "none" }),
      phase: one("One per phase", "gsd/phase-02-name, taken when the phase is built", { branching: "phase" }),
      milestone: one("One per milestone", "gsd/v1.0-name", { branching: "milestone" }),
    },
  },
  {
    key: "tdd",
    header: "TDD",
    title: "Does each test come before its code?",
    options: {
      no: one("Where it fits", "The planner decides by task", { tdd: "no" }),
      yes: one("Always", "A task with behaviour has to show a failing test first", { tdd: "yes" }),
    },
  },
  {
    key: "worktrees",
    header: "Side by side",
    title: "Are plans without common files carried out at the same time?",
    git: true,
    options: {
      yes: one("Side by side", "Each in a git worktree of its own", { worktrees: "yes" }),
      no: one("In turn", "One after the other, in the checkout", { worktrees: "no" }),
    },
  },
];

/** The part of a run that settles how the project is worked on. */
export const SETUP = "setup";

const gateKey = (key: string): string => `project-${key}`;

const ask = ({ key, options }: ConfigQuestion): Ask => ({
  ask: gateKey(key),
  auto: Object.keys(options)[0]!,
  options: Object.fromEntries(
    Object.entries(options).map(([name, { sets }]) => [
      name,
      { move: "next" as const, sets: sets as Record<string, string> },
    ]),
  ),
});

/** A checkpoint for each question, all at once: those that are open come in one dialog. */
export const configGates = (after: string[]): CheckpointGate[] =>
  CONFIG_QUESTIONS.map((question) => ({
    gate: "checkpoint",
    key: gateKey(question.key),
    title: question.title,
    token: "new-project",
    part: SETUP,
    after,
    when: question.git ? "projectGitOpen" : "projectOpen",
    ask: ask(question),
  }));

export const CONFIG_GATES = CONFIG_QUESTIONS.map(({ key }) => gateKey(key));

/** Whether a gate's question is open: one of its options has not been settled beforehand. */
export function isOpen(options: Record<string, string>, gate: string): boolean {
  const question = CONFIG_QUESTIONS.find(({ key }) => gateKey(key) === gate);
  const settles = Object.keys(Object.values(question?.options ?? {})[0]?.sets ?? {});
  return settles.some((name) => options[name] === undefined);
}

export const CONFIG_WORDS: Record<string, QuestionWords> = Object.fromEntries(
  CONFIG_QUESTIONS.map(({ key, header, title, options }): [string, QuestionWords] => [
    gateKey(key),
    { header, title: () => title, options },
  ]),
);

import type { Run } from "../../../engine/run.ts";
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

export const granularityOf = ({ options }: Pick<Run, "options">): string =>
  options.granularity ?? VALUES.granularity[0];

/** Most phases of a roadmap: small projects have fewer at any granularity. */
const MOST_PHASES: Record<string, number> = { coarse: 5, standard: 8, fine: 12 };
export const mostPhases = (granularity: string): number =>
  MOST_PHASES[granularity] ?? MOST_PHASES[VALUES.granularity[0]]!;

/** One question of the dialog. The first of its options is what `--auto` takes. */
interface ConfigQuestion {
  header: string;
  title: string;
  /** It is about git. */
  git?: true;
  /** Label and description of each option, in the order in which they are offered. */
  options: Record<string, [label: string, description: string]>;
  /** What each option settles; left out: the setting that the question is called as. */
  sets?: Record<string, Partial<Record<Setting, string>>>;
}

const agents = (research: string, plan_check: string, verifier: string) => ({ research, plan_check, verifier });

const CONFIG_QUESTIONS: Record<string, ConfigQuestion> = {
  mode: {
    header: "Mode",
    title: "Who decides along the way?",
    options: {
      interactive: ["Interactive", "You are asked what is open, approve the roadmap, and each command"],
      yolo: ["YOLO", "What can be assumed is assumed, and listed"],
    },
  },
  granularity: {
    header: "Phases",
    title: "How finely is the work cut?",
    options: {
      standard: ["Standard", `Up to ${MOST_PHASES.standard} phases`],
      coarse: ["Coarse", `Up to ${MOST_PHASES.coarse} phases`],
      fine: ["Fine", `Up to ${MOST_PHASES.fine} phases`],
    },
  },
  agents: {
    header: "Agents",
    title: "Who looks at it beside planner and executors?",
    options: {
      all: ["All", "Research, a check of each plan, verification"],
      checks: ["No research", "Plans are checked, phases verified"],
      verifier: ["Verifier alone", "Phases are verified, which is always so; plans are not checked"],
    },
    sets: {
      all: agents("yes", "yes", "yes"),
      checks: agents("no", "yes", "yes"),
      verifier: agents("no", "no", "yes"),
    },
  },
  models: {
    header: "Models",
    title: "Which models do the work?",
    options: {
      balanced: ["Balanced", "The largest for plans, a middle one for the rest"],
      quality: ["Quality", "The largest wherever something is decided or built"],
      budget: ["Budget", "A middle one plans and builds, a small one does the rest"],
    },
  },
  branching: {
    header: "Branches",
    title: "Where do commits go?",
    git: true,
    options: {
      none: ["The branch you are on", "Each task is a commit there"],
      phase: ["One per phase", "gsd/phase-02-name, taken when the phase is built"],
      milestone: ["One per milestone", "gsd/v1.0-name"],
    },
  },
  tdd: {
    header: "TDD",
    title: "Does each test come before its code?",
    options: {
      no: ["Where it fits", "The planner decides by task"],
      yes: ["Always", "A task with behaviour has to show a failing test first"],
    },
  },
  worktrees: {
    header: "Side by side",
    title: "Are plans without common files carried out at the same time?",
    git: true,
    options: {
      yes: ["Side by side", "Each in a git worktree of its own"],
      no: ["In turn", "One after the other, in the checkout"],
    },
  },
};

/** The part of a run that settles how the project is worked on. */
export const SETUP = "setup";

const gateKey = (key: string): string => `project-${key}`;

const setsOf = (key: string, option: string): Record<string, string> =>
  CONFIG_QUESTIONS[key]?.sets?.[option] ?? { [key]: option };

const mapped = <T, U>(table: Record<string, T>, to: (name: string, value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(table).map(([name, value]) => [name, to(name, value)]));

/** A checkpoint for each question, all at once: those that are open come in one dialog. */
export const configGates = (after: string[]) =>
  Object.entries(CONFIG_QUESTIONS).map(([key, { title, git, options }]) => ({
    gate: "checkpoint" as const,
    key: gateKey(key),
    title,
    part: SETUP,
    after,
    when: git ? "projectGitOpen" : "projectOpen",
    ask: {
      ask: gateKey(key),
      auto: Object.keys(options)[0]!,
      options: mapped(options, (option) => ({ move: "next" as const, sets: setsOf(key, option) })),
    },
  }));

export const CONFIG_GATES = Object.keys(CONFIG_QUESTIONS).map(gateKey);

/** Whether a gate's question is open: one of its options has not been settled beforehand. */
export function isOpen(options: Record<string, string>, gate: string): boolean {
  const [key, question] = Object.entries(CONFIG_QUESTIONS).find(([one]) => gateKey(one) === gate) ?? [];
  if (key === undefined || question === undefined) return false;
  return Object.keys(setsOf(key, Object.keys(question.options)[0]!)).some((name) => options[name] === undefined);
}

export const CONFIG_WORDS: Record<string, QuestionWords> = Object.fromEntries(
  Object.entries(CONFIG_QUESTIONS).map(([key, { header, title, options }]): [string, QuestionWords] => [
    gateKey(key),
    {
      header,
      title: () => title,
      options: mapped(options, (_name, [label, description]) => ({ label, description })),
    },
  ]),
);

import type { Run } from "../../../engine/run.ts";
import type { QuestionWords } from "../../contract/contract.ts";
import { mapped } from "../../kit/index.ts";
import { checkpoint } from "../gates.ts";
import type { PlanningConfig } from "../planning/model.ts";
import { WISHES, type Wish } from "../planning/wishes.ts";

/** What a person settles for the whole project: options of the run, which become `config.json`. */

/** What of `config.json` a run settles by its options, which are called as the wishes. */
export type Wishes = Omit<PlanningConfig, "skip_discuss" | "auto_advance">;
const NAMES = Object.keys(WISHES).filter(
  (name) => !["skip_discuss", "auto_advance"].includes(name),
) as (keyof Wishes)[];

/** A wish as the value of an option. */
const optionOf = (wish: string | boolean): string =>
  typeof wish === "string" ? wish : wish ? "yes" : "no";

/** What a configuration settles, as options of the run. */
export const optionsOf = (config: Wishes): Record<string, string> =>
  Object.fromEntries(NAMES.map((name) => [name, optionOf(config[name])]));

/** What `config.json` holds of a run's options. */
export const configOf = (options: Readonly<Record<string, string>>): Wishes =>
  Object.fromEntries(
    NAMES.map((name) => {
      const { none, values } = WISHES[name] as Wish<string | boolean>;
      return [name, values.find((wish) => optionOf(wish) === options[name]) ?? none];
    }),
  ) as unknown as Wishes;

export const granularityOf = ({ options }: Pick<Run, "options">): Wishes["granularity"] =>
  configOf(options).granularity;

/** Most phases of a roadmap: small projects have fewer at any granularity. */
const MOST_PHASES = { coarse: 5, standard: 8, fine: 12 };
export const mostPhases = (granularity: Wishes["granularity"]): number => MOST_PHASES[granularity];

/** One question of the dialog. The first of its options is what `--auto` takes. */
interface ConfigQuestion {
  header: string;
  title: string;
  /** It is about git. */
  git?: true;
  /** Label and description of each option, in the order in which they are offered. */
  options: Record<string, [label: string, description: string]>;
  /** What options settle; left out: the setting that the question is called as. */
  sets?: Record<string, Record<string, string>>;
}

const agents = (research: string, plan_check: string, code_review: string) => ({
  ...{ research, plan_check, code_review },
});

/** The part of a run that settles how the project is worked on. */
export const SETUP = "setup";
/** Option of the run: a configuration that was there has answered all of it. */
export const CONFIGURED = "configured";
/** Before all others: whether the person wants to be asked them. */
const FIRST = "process";

const CONFIG_QUESTIONS: Record<string, ConfigQuestion> = {
  [FIRST]: {
    header: "Process",
    title: "How should the project be run?",
    options: {
      usual: [
        "As usual",
        "You approve the roadmap and each command; research, plan checks, commits on your branch",
      ],
      choose: [
        "Let me choose",
        "Seven short questions; config.json has the answers, and may be changed at any time",
      ],
    },
    sets: { usual: { [CONFIGURED]: "yes" } },
  },
  mode: {
    header: "Mode",
    title: "Who decides along the way?",
    options: {
      interactive: [
        "Interactive",
        "You answer open questions, and approve the roadmap and each command",
      ],
      yolo: ["YOLO", "It assumes what it can, and lists what it assumed"],
    },
  },
  granularity: {
    header: "Phases",
    title: "How many phases?",
    options: {
      standard: ["Standard", `Up to ${MOST_PHASES.standard} phases`],
      coarse: ["Coarse", `Up to ${MOST_PHASES.coarse} phases`],
      fine: ["Fine", `Up to ${MOST_PHASES.fine} phases`],
    },
  },
  agents: {
    header: "Agents",
    title: "Which agents work besides planner and executors?",
    options: {
      all: ["All", "Research, a check of each plan, code review, verification"],
      checks: ["No research", "Plans are checked, code is reviewed, phases verified"],
      verifier: ["Verifier alone", "Phases are verified; plans are not checked, code not reviewed"],
    },
    sets: {
      all: agents("yes", "yes", "yes"),
      checks: agents("no", "yes", "yes"),
      verifier: agents("no", "no", "no"),
    },
  },
  models: {
    header: "Models",
    title: "Which models do the work?",
    options: {
      balanced: ["Balanced", "Largest model plans, medium does the rest"],
      quality: ["Quality", "The largest wherever something is decided or built"],
      budget: ["Budget", "A medium one plans and builds, a small one does the rest"],
    },
  },
  branching: {
    header: "Branches",
    title: "Where do commits go?",
    git: true,
    options: {
      none: ["The branch you are on", "Each task is a commit there"],
      phase: ["One per phase", "gsd/phase-02-name, created when the phase is built"],
      milestone: ["One per milestone", "gsd/v1.0-name"],
    },
  },
  tdd: {
    header: "TDD",
    title: "Does each test come before its code?",
    options: {
      no: ["Where it fits", "The planner decides task by task"],
      yes: ["Always", "Each task with behaviour starts with a failing test"],
    },
  },
  worktrees: {
    header: "Side by side",
    title: "Run plans that share no files at the same time?",
    git: true,
    options: {
      yes: ["Side by side", "Each in a git worktree of its own"],
      no: ["In turn", "One after the other, in the checkout"],
    },
  },
};

const gateKey = (key: string): string => `project-${key}`;

/**
 * A checkpoint for each question, all behind the first at once: those that are open come in one
 * dialog.
 */
export const configGates = (after: string[]) =>
  Object.entries(CONFIG_QUESTIONS).map(([key, { title, git, options, sets }]) =>
    checkpoint(
      {
        ...{ key: gateKey(key), title, part: SETUP, when: git ? "projectGitOpen" : "projectOpen" },
        after: key === FIRST ? after : [gateKey(FIRST)],
      },
      {
        auto: Object.keys(options)[0]!,
        options: mapped(options, (_words, option) => {
          const settled = sets ? sets[option] : { [key]: option };
          return { move: "next" as const, ...(settled && { sets: settled }) };
        }),
      },
    ),
  );

export const CONFIG_GATES = Object.keys(CONFIG_QUESTIONS).map(gateKey);

export const CONFIG_WORDS: Record<string, QuestionWords> = Object.fromEntries(
  Object.entries(CONFIG_QUESTIONS).map(([key, { header, title, options }]) => [
    gateKey(key),
    {
      header,
      title: () => title,
      options: mapped(options, ([label, description]) => ({ label, description })),
    },
  ]),
);

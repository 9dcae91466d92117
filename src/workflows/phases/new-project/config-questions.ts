import type { Run } from "../../../engine/run.ts";
import type { QuestionWords } from "../../contract/contract.ts";
import { mapped } from "../../kit/index.ts";
import { checkpoint } from "../gates.ts";
import { WISHES, type Wish } from "../planning/documents/wishes.ts";
import type { PlanningConfig } from "../planning/model.ts";

/** What a person settles for the whole project: options of the run, which become `config.json`. */

/** What `config.json` holds of a run's options, which are called as the wishes. */
export const configOf = (options: Readonly<Record<string, string>>): PlanningConfig =>
  Object.fromEntries(
    Object.entries<Wish<string>>(WISHES).map(([name, { none, values }]) => [
      name,
      values.find((wish) => wish === options[name]) ?? none,
    ]),
  ) as unknown as PlanningConfig;

export const granularityOf = ({ options }: Pick<Run, "options">): PlanningConfig["granularity"] =>
  configOf(options).granularity;

/** Most phases of a roadmap: small projects have fewer at any granularity. */
const MOST_PHASES = { coarse: 5, standard: 8, fine: 12 };
export const mostPhases = (granularity: PlanningConfig["granularity"]): number =>
  MOST_PHASES[granularity];

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
        "Three short questions; config.json has the answers, and may be changed at any time",
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
};

const gateKey = (key: string): string => `project-${key}`;

/**
 * A checkpoint for each question, all after the first at once: those that are open come in one
 * dialog.
 */
export const configGates = (after: string[]) =>
  Object.entries(CONFIG_QUESTIONS).map(([key, { title, git, options, sets }]) =>
    checkpoint(
      {
        ...{ key: gateKey(key), title, when: git ? "projectGitOpen" : "projectOpen" },
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

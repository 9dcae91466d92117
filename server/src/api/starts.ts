import { allStarts, clashing, workflowOf } from "../../../src/workflows/index.ts";
import { type JobRequest, WORKFLOWS } from "../jobs/job.ts";
import { Problem } from "./problem.ts";

/**
 * How an option of a start is given: without a value, as one of some words, in a word of one's own,
 * or with or without such a word.
 */
const TAKES = { nothing: "nothing", variant: "choice", names: "word", name: "name" } as const;
interface StartOption {
  name: string;
  about: string;
  takes: (typeof TAKES)[keyof typeof TAKES];
  choices: string[];
}

interface Start {
  about: string;
  options: StartOption[];
}

/** For a person who chooses one. */
const ABOUT: Readonly<Record<(typeof WORKFLOWS)[number], string>> = {
  "multi-ai": "Requirements, a plan, the change, and reviews of both",
  team: "A feature through nine stages, with owners of areas",
  council: "Several seats plan and vote, then waves of executors build",
  phases: "A project in phases, each one discussed, planned, built and verified",
};

/** The command that starts a workflow. */
const commandOf = (workflow: string) => {
  const starts = Object.entries(allStarts()).filter(([, one]) => one.workflow === workflow);
  return starts.find(([name, { bare }]) => name === workflow || bare)![1];
};

/** A job is beside every session by itself, and of one run that ends with a change. */
const NOT_OF_JOBS = ["background", "until-asked", "worktree", "plan-only"];

/**
 * What each workflow's start takes of a person, as its command has it. `multi-ai run` has more
 * options, and none of those comes from outside: they say which program is started, and what it may
 * do.
 */
export const STARTS = Object.fromEntries(
  WORKFLOWS.map((workflow): [string, Start] => {
    const { flags, entry } = commandOf(workflow);
    const variants = Object.keys(workflowOf(workflow).entries[entry]?.variants?.of ?? {});
    const options = Object.entries(flags)
      .filter(([name]) => !NOT_OF_JOBS.includes(name))
      .flatMap(([name, { takes, about }]) =>
        // A job's folder has no earlier runs, and no files beside the repository's.
        takes === "run" || takes === "file"
          ? []
          : [
              {
                ...{ name, about, takes: TAKES[takes] },
                choices: takes === "variant" ? variants : [],
              },
            ],
      );
    return [
      workflow,
      { about: ABOUT[workflow], options: options.sort((a, b) => (a.name < b.name ? -1 : 1)) },
    ];
  }),
) as Readonly<Record<(typeof WORKFLOWS)[number], Start>>;

/** A word that no program takes for an option or a path. */
const WORD = /^[A-Za-z0-9][A-Za-z0-9_,-]{0,199}$/;

/** Whether a request has nobody asked, so that only who may decide may make it. */
export const decidesAll = ({ options }: Pick<JobRequest, "options">): boolean =>
  options.auto !== undefined;

/** Refuses options that the workflow's start does not take. @throws Problem */
export function checkOptions({
  workflow,
  options,
}: Pick<JobRequest, "workflow" | "options">): void {
  const known = STARTS[workflow].options;
  for (const [name, value] of Object.entries(options)) {
    const option = known.find((one) => one.name === name);
    if (option === undefined)
      throw new Problem(422, "option", {
        found: `the option ${name}`,
        expected: `of ${workflow}: ${known.map((one) => one.name).join(", ")}`,
        next: "Leave it out.",
      });
    const isWord = typeof value === "string" && WORD.test(value);
    const isGood = {
      nothing: value === true,
      choice: isWord && option.choices.includes(value),
      word: isWord,
      name: value === true || isWord,
    }[option.takes];
    if (!isGood)
      throw new Problem(422, "option", {
        found: `${name}: ${JSON.stringify(value)}`,
        expected: {
          nothing: "true",
          choice: `one of ${option.choices.join(", ")}`,
          word: "letters, digits and commas",
          name: "true, or letters and digits",
        }[option.takes],
        next: "Change it, or leave it out.",
      });
  }
  const both = clashing(commandOf(workflow), (name) => options[name] !== undefined);
  if (both.length > 0)
    throw new Problem(422, "option", {
      found: both.join(" and "),
      expected: `one of ${both.join(", ")}`,
      next: "Leave the others out.",
    });
}

import type { JobRequest, WORKFLOWS } from "../jobs/job.ts";
import { Problem } from "./problem.ts";

/** How an option of a start is given: without a value, as one of some words, or in a word of one's own. */
export interface StartOption {
  name: string;
  about: string;
  takes: "nothing" | "choice" | "word";
  choices: string[];
}

interface Start {
  about: string;
  options: StartOption[];
}

const flag = (name: string, about: string): StartOption => ({ name, about, takes: "nothing", choices: [] });
const AUTO = flag("auto", "Ask nobody: what a person would approve is approved as it is");

/**
 * What each workflow's start takes of a person. `multi-ai run` has more options, and none of those comes from outside: they
 * say which program is started, and what it may do.
 */
export const STARTS: Readonly<Record<(typeof WORKFLOWS)[number], Start>> = {
  "multi-ai": {
    about: "Requirements, a plan, the change, and reviews of both",
    options: [AUTO, flag("quick", "One review of the plan and one of the code; more where the change is not small")],
  },
  team: {
    about: "A feature through nine stages, with owners of areas",
    options: [
      AUTO,
      {
        name: "track",
        about: "Which stages the run has",
        takes: "choice",
        choices: ["full", "quick", "nano", "config-only", "dep-update", "hotfix"],
      },
      { name: "areas", about: "Areas that build, with commas between them", takes: "word", choices: [] },
      flag("deploy", "Deploy after the sign-off"),
    ],
  },
  council: {
    about: "Several seats plan and vote, then waves of executors build",
    options: [AUTO, flag("ask", "Plans and votes alone: nothing is built")],
  },
  phases: { about: "A project in phases, each one discussed, planned, built and verified", options: [AUTO] },
};

/** A word that no program takes for an option or a path. */
const WORD = /^[A-Za-z0-9][A-Za-z0-9_,-]{0,199}$/;

/** Whether a request has nobody asked, so that only who may decide may make it. */
export const decidesAll = ({ options }: JobRequest): boolean => options.auto !== undefined;

/** Refuses options that the workflow's start does not take. @throws Problem */
export function checkOptions({ workflow, options }: JobRequest): void {
  const known = STARTS[workflow].options;
  for (const [name, value] of Object.entries(options)) {
    const option = known.find((one) => one.name === name);
    if (option === undefined)
      throw new Problem(422, "option", {
        found: `the option ${name}`,
        expected: `of ${workflow}: ${known.map((one) => one.name).join(", ")}`,
        next: "Leave it out.",
      });
    const isGood =
      option.takes === "nothing"
        ? value === true
        : typeof value === "string" && (option.takes === "choice" ? option.choices.includes(value) : WORD.test(value));
    if (!isGood)
      throw new Problem(422, "option", {
        found: `${name}: ${JSON.stringify(value)}`,
        expected:
          option.takes === "nothing"
            ? "true"
            : option.takes === "choice"
              ? `one of ${option.choices.join(", ")}`
              : "letters, digits and commas",
        next: "Change it, or leave it out.",
      });
  }
}

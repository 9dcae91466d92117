import { againOf, type Run, SEVERITIES } from "../../engine/run.ts";
import type { KitFacts } from "../kit/facts.ts";
import { examined } from "../kit/stages/examined.ts";
import { chainOf } from "../kit/stages/stages.ts";
import { CODE_WORK } from "../review/own-work.ts";

const [intent, surroundings, attack] = CODE_WORK;
const agent = "code-reviewer";
/** A Codex, where one is there; see `assigns` of the module. */
export const ATTACKER = "attacker";
export const OPUS = { agent, model: "opus" };

/** Each looks for something else, all at once. */
const REVIEWERS = [
  { name: "intent", title: "Intent", who: { agent, model: "sonnet" }, work: intent },
  { name: "surroundings", title: "Surroundings", who: OPUS, work: surroundings },
  { name: "attack", title: "Attack", who: { role: ATTACKER }, work: attack, runs: true as const },
];

/** The findings that are to be mended, as its brief lists them. */
const chosen = () => require("./merged.ts") as typeof import("./merged.ts");

/** How many reviewers look, by the setting. */
const countOf = ({ settings }: Pick<Run, "settings">): number =>
  settings.review?.reviewers ?? REVIEWERS.length;

/**
 * Whether something is open that a test of its own proved, and that is more than minor. Where that
 * cannot run on a fix, no further one can show more.
 */
const hasProven = (run: Run): boolean =>
  run.findings.some(
    (one) =>
      one.state === "open" &&
      !one.outside &&
      one.shown === "proven" &&
      one.severity !== SEVERITIES.at(-1) &&
      againOf(run, one)?.shown !== "unknown",
  );

/** Reviewers of a change that is there, their findings, and on request the fixes of those. */
export const chain = chainOf({
  name: "review",
  stages: [
    examined({
      key: "review",
      title: "Review",
      reviewers: REVIEWERS,
      brief:
        "Review this change, which others made. What the request says of it stands for story, plan and criteria.",
      count: countOf,
      fixes: "mends",
      proven: "proven",
      fix: {
        work: "Fix the findings below, each with a test that fails without its fix where one can show it, and nothing else. One that is wrong stays as it is: say why in `deviations`. The program runs each test below on your fix.",
        more: (facts: KitFacts) => chosen().chosenParts(facts),
        minors: false,
        // What it would read holds all that was found.
        use: () => "none",
      },
    }),
  ],
  roles: { [ATTACKER]: OPUS },
  rules: {
    proven: hasProven,
    mends: (run) => run.options.fix !== undefined && (!run.auto || hasProven(run)),
  },
});

import { looksTogether, type Run } from "../../engine/run.ts";
import { startHere } from "../../plugin.ts";
import { EVERY_RUN, ON } from "../contract/contract.ts";
import { workflow } from "../kit/index.ts";
import {
  AS_GIVEN,
  DRAFT,
  FROM_PLAN,
  PLAN_FILE,
  PLAN_ONLY,
  TAKE_PLAN,
  TAKE_STORY,
} from "./plan-file.ts";
import { quickParts, quickText } from "./quick.ts";
import { measuredOf, WORDS } from "./words.ts";
import { chain } from "./workflow.ts";

const given = () => require("./given.ts") as typeof import("./given.ts");
const record = () => require("./record.ts") as typeof import("./record.ts");
const kit = () => require("../kit/report.ts") as typeof import("../kit/report.ts");

/** What happens in a run with these options. */
function doesText(options: Run["options"]): string {
  const isQuick = options.quick !== undefined;
  const begins =
    options[AS_GIVEN] !== undefined
      ? "Your plan"
      : options[FROM_PLAN] === undefined
        ? "A story, a plan"
        : "A story, your plan in steps";
  const beside = looksTogether({ options }) ? " side by side" : "";
  const plan = `${begins} with ${isQuick ? "one review" : `three reviews${beside}`}`;
  if (options[PLAN_ONLY] !== undefined) return `${plan}; nothing is built`;
  const all = `${plan}, the change with its tests, and ${isQuick ? "one review" : "three reviews"} of the code`;
  if (isQuick) return `${all}; all three if the change is not small`;
  return options.full === undefined && options[AS_GIVEN] === undefined
    ? `${all}; one of each for a small change: --auto chooses that, else you are asked`
    : all;
}

/** What of it the person approves. */
function approvesText(options: Run["options"]): string {
  if (options[AS_GIVEN] !== undefined) return "test commands";
  const isLight = options.quick !== undefined && options[FROM_PLAN] === undefined;
  return isLight && options[PLAN_ONLY] === undefined ? "story and plan" : "story";
}

/** Whether a run has ended with a plan that nobody has carried out. */
const isPlanned = ({ status, options }: Pick<Run, "status" | "options">): boolean =>
  status === "complete" && options[PLAN_ONLY] !== undefined;

/** The chain from a request to a change that every reviewer approved. */
export const multiAiModule = workflow(chain, {
  ground: () => record().GROUND,
  start: {
    flags: {
      quick: {
        takes: "nothing",
        about: "One review of the plan and one of the code; more if the change is not small",
      },
      full: { takes: "nothing", about: "Every review, even for a small change" },
      ...ON,
      [FROM_PLAN]: {
        takes: "file",
        value: "<file>",
        about: `Begin with a plan of your own: ${PLAN_FILE} as it is, any other text brought into steps`,
      },
      [PLAN_ONLY]: {
        takes: "nothing",
        about: `Stop once the plan is approved, and leave it in ${PLAN_FILE}`,
      },
      ...EVERY_RUN,
    },
    oneOf: ["quick", "full"],
    resolves: () => given().resolves,
    tells: ({ options }) => ({
      does: doesText(options),
      asks: `You approve the ${approvesText(options)}, and decide where agents get stuck`,
      ...(options[PLAN_ONLY] === undefined
        ? { measured: measuredOf(options) }
        : { leaves: `The plan is left in ${PLAN_FILE}` }),
    }),
    // That it has been moved up is news; the start says what quick means.
    hint: ({ options }) => (options.moved === undefined ? null : quickText({ options })),
  },
  artifacts: {
    "user-story": async () => (await import("./user-story.ts")).kind,
    plan: async () => (await import("./plan.ts")).kind,
    [DRAFT]: async () => (await import("./draft.ts")).kind,
    "impl-result": async () => (await import("./outgrown.ts")).implResult,
    "code-review": async () => (await import("./outgrown.ts")).codeReview,
  },
  checks: async () => ({
    [TAKE_STORY]: (await import("./given.ts")).take("story"),
    [TAKE_PLAN]: (await import("./given.ts")).take("plan"),
  }),
  outputs: (scene) => given().outputs(scene),
  hasOutputs: isPlanned,
  onward: (_project, run) =>
    isPlanned(run)
      ? {
          command: startHere("multi-ai", "", [`--${FROM_PLAN}`, PLAN_FILE]),
          does: "carries the plan out, as you have edited it",
        }
      : null,
  questions: WORDS,
  status: {
    own: ({ run }) => ({ quick: quickText(run) }),
    parts: quickParts,
  },
  report: {
    unasked: "the story",
    facts: (scene, _final, note) => ({
      ...kit().reportFacts(record().GROUND, scene, note),
      own: { quick: quickText(scene.run) },
    }),
    parts: (own) => ({ reviews: quickParts(own) }),
  },
});

import { EVERY_RUN } from "../contract/contract.ts";
import { workflow } from "../kit/index.ts";
import { quickLines, quickText } from "./quick.ts";
import { measuredOf, WORDS } from "./words.ts";
import { chain } from "./workflow.ts";

const record = () => require("./record.ts") as typeof import("./record.ts");
const kit = () => require("../kit/report.ts") as typeof import("../kit/report.ts");

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
      ...EVERY_RUN,
    },
    oneOf: ["quick", "full"],
    tells: ({ options }) => ({
      does:
        options.quick === undefined
          ? `A story, a plan with three reviews, the change with its tests, and three reviews of the code${options.full === undefined ? "; one of each for a small change: --auto chooses that, else you are asked" : ""}`
          : "A story, a plan with one review, the change with its tests, and one review of the code; all three if the change is not small",
      asks: "You approve the story, and decide where agents get stuck",
      leaves: "The change stays uncommitted in your working tree",
      measured: measuredOf(options),
    }),
    // That it has been moved up is news; the start says what quick means.
    hint: ({ options }) => (options.moved === undefined ? null : quickText({ options })),
  },
  artifacts: {
    "user-story": async () => (await import("./user-story.ts")).kind,
    plan: async () => (await import("./plan.ts")).kind,
    "impl-result": async () => (await import("./outgrown.ts")).implResult,
    "code-review": async () => (await import("./outgrown.ts")).codeReview,
  },
  questions: WORDS,
  status: {
    own: ({ run }) => ({ quick: quickText(run) }),
    about: quickLines,
  },
  report: {
    unasked: "the story",
    facts: (scene, _final, note) => ({
      ...kit().reportFacts(record().GROUND, scene, note),
      own: { quick: quickText(scene.run) },
    }),
    parts: ({ quick }) => ({
      reviews:
        typeof quick === "string"
          ? [{ title: "", items: [], none: quick, uncut: true, merging: true }]
          : [],
    }),
  },
});

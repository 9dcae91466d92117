import { AUTO_FLAG, type WorkflowModule } from "../contract.ts";
import { TEST_SKIP_REASONS } from "../tests.ts";
import type { BriefFacts } from "./facts.ts";
import { quickLines, quickText } from "./quick.ts";
import { MEASURED, WORDS } from "./words.ts";
import { multiAi } from "./workflow.ts";

const readable = () => require("./readable.ts") as typeof import("./readable.ts");
const report = () => require("./report.ts") as typeof import("./report.ts");

/** The chain from a request to a change that every reviewer approved. */
export const multiAiModule: WorkflowModule<BriefFacts> = {
  workflow: multiAi,
  measured: MEASURED,
  starts: {
    "multi-ai": {
      entry: "start",
      request: "<request>",
      flags: {
        quick: {
          takes: "nothing",
          about: "One review of the plan and one of the code; more where the change is not small",
        },
        auto: AUTO_FLAG,
      },
      strict: false,
      issue: true,
      hint: (options) => quickText({ options }),
    },
  },
  artifacts: {
    "user-story": async () => (await import("./user-story.ts")).kind,
    plan: async () => (await import("./plan.ts")).kind,
    "plan-review": async () => (await import("./plan-review.ts")).kind,
    "impl-result": async () => (await import("./impl-result.ts")).kind,
    "code-review": async () => (await import("./code-review.ts")).kind,
  },
  briefFacts: (...of) => (require("./facts.ts") as typeof import("./facts.ts")).briefFacts(...of),
  get briefs() {
    return (require("./brief.ts") as typeof import("./brief.ts")).BRIEFS;
  },
  externalPrompt: (...of) => (require("./external.ts") as typeof import("./external.ts")).externalPrompt(...of),
  checks: async () => (await import("./checks/index.ts")).CHECKS,
  outputs: (scene) => readable().outputs(scene),
  texts: () => readable().TEXTS,
  readBack: async () => (await import("./read-back.ts")).readBack,
  questions: WORDS,
  skipReasons: TEST_SKIP_REASONS,
  status: {
    own: ({ run }) => ({ quick: quickText(run) }),
    about: quickLines,
  },
  report: {
    unasked: "the story",
    facts: (...of) => report().reportFacts(...of),
    caught: (scene) => (require("../review/caught.ts") as typeof import("../review/caught.ts")).caughtFindings(scene),
    lines: (own, layout) => ({ head: [], reviews: quickLines(own, layout), closing: [], foot: [] }),
    maxLines: 60,
  },
};

import { here } from "../../plugin.ts";
import { oneLine, shortJson } from "../../text.ts";
import { EVERY_RUN, listPart, OF_PULL, type Resolved } from "../contract/contract.ts";
import { workflow } from "../kit/index.ts";
import { lacksTests } from "../tests/test-questions.ts";
import { CRITERIA, WORDS } from "./words.ts";
import { chain } from "./workflow.ts";

const items = () => require("./items.ts") as typeof import("./items.ts");

const STATES = { fixed: "Fixed", declined: "Declined", asks: "Asked" };

/** Answers what came back on a pull request: comments that nobody has resolved, and checks that fail. */
export const addressModule = workflow(chain, {
  request: "<#number>",
  criteria: CRITERIA,
  start: {
    flags: {
      ...OF_PULL,
      ...EVERY_RUN,
    },
    verb: "Answer what came back on a pull request: open comments and failing checks",
    issue: undefined,
    pull: "feedback",
    // Of a pull request the program knows by itself what begins.
    resolves:
      () =>
      (_root, typed): Resolved => ({
        ok: false,
        wrong: true,
        problem: `found ${shortJson(typed)}, expected the number of an open pull request, such as #12`,
      }),
    tells: ({ settings }) => ({
      does: "One agent answers each comment and failing check, the program runs the tests, and one reviewer looks at change and answers",
      asks: "You are asked what the agent cannot settle",
      leaves: `Fixes stay on the pull request's branch, here or in a worktree; ${here("reply")} sends the answers once you agree`,
      more: lacksTests(settings),
    }),
  },
  artifacts: { "impl-result": async () => (await import("./result.ts")).answersKind as never },
  questions: WORDS,
  answers: (scene) => ({ ...items().receivedFeedback(scene), answers: items().answersOf(scene) }),
  onward: (_project, run) =>
    run.status === "complete"
      ? { command: here("reply"), does: "shows the answers and sends them, once you agree" }
      : null,
  report: {
    unasked: "what a comment leaves open",
    facts: (scene, _final, note) => {
      const { reportFacts } = require("../kit/report.ts") as typeof import("../kit/report.ts");
      const { fixedGround } = require("../kit/ground.ts") as typeof import("../kit/ground.ts");
      const { items: all, left } = items().receivedFeedback(scene);
      const answers = items().answersOf(scene);
      return {
        ...reportFacts(fixedGround(CRITERIA), scene, note),
        own: {
          answers: answers.map((answer) => {
            const item = all.find(({ id }) => id === answer.id)!;
            return { ...answer, place: items().itemPlace(item), url: item.url };
          }),
          left,
        },
      };
    },
    parts: ({ answers, left }) => ({
      reviews: [
        {
          title: "Answers",
          rows: (answers as Shown[]).map(({ id, state, place, text }) => ({
            id,
            text: `${STATES[state]}, ${place}: ${oneLine(text)}`,
          })),
          merging: true,
        },
        listPart("Not read, or left for the next time", left as string[]),
      ],
    }),
  },
});

interface Shown {
  id: string;
  state: keyof typeof STATES;
  place: string;
  text: string;
}

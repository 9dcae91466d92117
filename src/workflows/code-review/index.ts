import { openFindings } from "../../engine/run.ts";
import { startHere } from "../../plugin.ts";
import { EVERY_RUN, OF_PULL, PULL_OPTION } from "../contract/contract.ts";
import { fixedGround } from "../kit/ground.ts";
import { workflow } from "../kit/index.ts";
import { lacksTests } from "../tests/test-questions.ts";
import { WORDS } from "./words.ts";
import { ATTACKER, chain, OPUS } from "./workflow.ts";

/** Reviews a change that is there: what is not committed, a range, a branch, a pull request. */
export const codeReviewModule = workflow(chain, {
  request: "[range, branch, #pull or paths]",
  start: {
    flags: {
      staged: { takes: "nothing", about: "What is staged, and nothing else" },
      ...OF_PULL,
      fix: {
        takes: "nothing",
        about: "Fix the findings that you choose; with --auto the proven ones",
      },
      ...EVERY_RUN,
    },
    bare: true,
    verb: "Review a change that is there: what is not committed, a range, a branch, or paths",
    issue: undefined,
    pull: "change",
    resolves: () => (require("./target.ts") as typeof import("./target.ts")).resolves,
    tells: ({ options, settings }) => ({
      does: "Up to three reviewers look at the change at once, and the program runs their tests of what they find",
      asks:
        options.fix === undefined
          ? "You are asked where reviewers get stuck"
          : "You choose which findings are fixed",
      leaves: options.fix === undefined ? "Nothing is changed" : "Fixes stay uncommitted",
      more: lacksTests(settings),
    }),
  },
  assigns: (_settings, isReady) => ({
    [ATTACKER]: [
      ...(isReady("codex") ? [{ agent: "codex-reviewer", model: "haiku", provider: "codex" }] : []),
      OPUS,
    ],
  }),
  ground: () => ({
    ...fixedGround([]),
    chosen: (scene) =>
      (require("./merged.ts") as typeof import("./merged.ts")).chosenFindings(scene),
  }),
  settings: async () => (await import("./settings.ts")).REVIEW_SETTINGS,
  checks: async () => ({ findings: (await import("./check.ts")).sumUp }),
  questions: WORDS,
  onward: (_project, run) => {
    const isOpen = run.tasks.some(({ gate }) => openFindings(run, [gate]).length > 0);
    // Whoever was asked has chosen.
    const isAsked = run.options.fix !== undefined && (!run.auto || run.options.mends !== undefined);
    if (run.status !== "complete" || !isOpen || isAsked) return null;
    const why = run.options.fix === undefined ? "" : ": --auto fixed none, as none is proven";
    const pull = run.options[PULL_OPTION];
    return {
      command: startHere("review", pull === undefined ? "" : `#${pull}`, ["--fix"]),
      does: `typed with the same change, it asks which findings are fixed${why}`,
    };
  },
  report: {
    unasked: "what the change is meant for",
    facts: (scene, _final, note) => {
      const { reportFacts } = require("../kit/report.ts") as typeof import("../kit/report.ts");
      return { ...reportFacts(fixedGround([]), scene, note), criteria_in: null };
    },
    caught: (scene) =>
      (require("./merged.ts") as typeof import("./merged.ts"))
        .mergedFindings(scene)
        .map(({ number: _number, shown, ...caught }) => ({
          ...caught,
          ...(shown === "proven" &&
            caught.state === "open" && {
              tested: `${caught.tested}, its code in .task/findings.json`,
            }),
        })),
  },
});

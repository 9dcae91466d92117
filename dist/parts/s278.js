// @bun
import {
  wrap
} from "./s28.js";

// src/workflows/multi-ai/quick.ts
var PART = { plan: "plan reviews", code: "code reviews" };
var ASKED = "yes";
var GROWN = "grown";
var VARIANTS = {
  option: "quick",
  of: { [ASKED]: [], [GROWN]: [PART.code] }
};
var isQuick = ({ options }) => options.quick === ASKED;
var grown = (reason) => ({ quick: GROWN, moved: reason });
var regrade = (run) => {
  if (!isQuick(run))
    return null;
  const done = run.tasks.filter((task) => !task.void && task.status === "done");
  const all = done.map(({ facts }) => facts.outgrown);
  const reason = all.find((one) => one !== undefined);
  return reason === undefined ? null : grown(reason);
};
function quickText({ options }) {
  if (options.quick === undefined)
    return null;
  return options.moved === undefined ? "Quick (--quick): one review of the plan, one of the code" : `Quick (--quick), moved up: ${options.moved}. Every code reviewer looks; the plan had one review`;
}
var quickLines = ({ quick }, { width }) => typeof quick === "string" ? wrap(`${quick}.`, width) : [];

export { PART, VARIANTS, isQuick, grown, regrade, quickText, quickLines };

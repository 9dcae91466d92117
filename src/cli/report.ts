import { reportText } from "../render/report.ts";
import { reportFacts } from "../run/report.ts";
import { done, RUN_OPTION, type Verb, whichRun } from "./verb.ts";

export const report: Verb = {
  summary: "What was done: criteria with evidence, verdicts, files, decisions",
  usage: "",
  args: [0, 0],
  options: RUN_OPTION,
  run(call) {
    const which = whichRun(call);
    if (!which.ok) return which.answer;
    const facts = reportFacts(which.found.place, which.found.run);
    return done(reportText(facts, call), facts);
  },
};

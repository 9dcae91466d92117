// @bun
import {
  accepted
} from "./s121.js";

// src/workflows/phases/discuss/said.ts
var CORRECTED = "discuss-assumed";
var CHOSEN = "discuss-choose";
var corrections = (run) => run.decisions.flatMap((one) => one.kind === CORRECTED && one.option === "correct" && one.text ? [one.text] : []);
function answers(run) {
  const said = new Map;
  for (const { kind, asked, text } of run.decisions) {
    const id = kind === CHOSEN ? /^(Q\d+):/.exec(asked ?? "")?.[1] : undefined;
    if (id !== undefined && text)
      said.set(id, text);
  }
  return said;
}

// src/workflows/phases/discuss/survey-record.ts
var surveyTask = (run) => run.tasks.findLast((task) => task.gate === "discuss-survey" && task.artifact !== null && !task.void);
var surveyFacts2 = (run) => surveyTask(run)?.facts ?? {};
var assumes2 = (run) => run.auto || surveyFacts2(run).yolo === true;
function discussRecord({ project, run }) {
  const record = accepted(project, surveyTask(run)?.artifact ?? null);
  return record?.context === undefined ? null : record;
}

export { CORRECTED, CHOSEN, corrections, answers, surveyFacts2, assumes2, discussRecord };

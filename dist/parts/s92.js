// @bun
import {
  accepted
} from "./s121.js";
import {
  taskOf,
  openFindings2
} from "./s5.js";
import {
  denyList
} from "./s276.js";

// src/record/findings.ts
var wordsIn = (project, run, task) => accepted(project, taskOf(run, task)?.artifact ?? null)?.findings ?? [];
var wordsOf3 = (project, run, { task, id }) => wordsIn(project, run, task).find((one) => one.id === id) ?? null;
function wordsReader(project, run) {
  const byTask = new Map;
  const read = (task) => {
    const said = new Map(wordsIn(project, run, task).toReversed().map((one) => [one.id, one]));
    byTask.set(task, said);
    return said;
  };
  return ({ task, id }) => (byTask.get(task) ?? read(task)).get(id) ?? null;
}
function declineOf(project, run, { declined_by: by, id }) {
  const fix = by === null ? undefined : taskOf(run, by);
  const result = accepted(project, fix?.artifact ?? null);
  return result?.declined?.find((one) => one.id === id)?.reason ?? null;
}
function findingTexts(project, run, gate) {
  const isSecret = denyList(run.settings.secrets);
  return openFindings2(run, gate).flatMap((open) => {
    const finding = wordsOf3(project, run, open);
    if (!finding)
      return [];
    const quote = isSecret(finding.file ?? "") ? "" : finding.quote;
    const { because } = finding;
    const cause = because && isSecret(because.file ?? "") ? { file: because.file } : because;
    const declined = declineOf(project, run, open);
    return [{ severity: open.severity, task: open.task, finding: { ...finding, quote, because: cause }, declined }];
  });
}

export { wordsOf3, wordsReader, declineOf, findingTexts };

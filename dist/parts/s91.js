// @bun
import {
  accepted
} from "./s119.js";
import {
  taskOf,
  openFindings
} from "./s5.js";
import {
  denyList
} from "./s267.js";

// src/record/findings.ts
function wordsOf2(project, run, finding) {
  const review = accepted(project, taskOf(run, finding.task)?.artifact ?? null);
  return review?.findings?.find((one) => one.id === finding.id) ?? null;
}
function wordsReader(project, run) {
  const byTask = new Map;
  const read = (task) => {
    const review = accepted(project, taskOf(run, task)?.artifact ?? null);
    const said = new Map((review?.findings ?? []).toReversed().map((one) => [one.id, one]));
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
  return openFindings(run, gate).flatMap((open) => {
    const finding = wordsOf2(project, run, open);
    if (!finding)
      return [];
    const quote = isSecret(finding.file ?? "") ? "" : finding.quote;
    const { because } = finding;
    const cause = because && isSecret(because.file ?? "") ? { file: because.file } : because;
    const declined = declineOf(project, run, open);
    return [{ severity: open.severity, task: open.task, finding: { ...finding, quote, because: cause }, declined }];
  });
}

export { wordsOf2, wordsReader, declineOf, findingTexts };

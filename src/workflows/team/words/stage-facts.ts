/** What a report says of a run with stages, from its journal and its objects. */
import { parseBrief } from "../documents/brief.ts";
import { isTestNamed, parseTestReport } from "../documents/test-report.ts";
import type { ProgramRecord } from "../checks/program-record.ts";
import { taken } from "../../../engine/run.ts";
import { gatesOf } from "../../../engine/gates.ts";
import type { Run, Task } from "../../../engine/run.ts";
import { type StageReport, stageReport } from "./report.ts";
import type { CriterionReport } from "../../../render/report.ts";
import { workflowOf } from "../../index.ts";
import { featureOf } from "../feature.ts";
import type { Project } from "../../../project/project.ts";
import { accepted, handedText } from "../../../record/accepted.ts";

const BRIEF = "pipeline/brief.md";
const TEST_REPORT = "pipeline/test-report.md";

/** What a run writes its criteria into: `user story`, `brief`; null for a run that writes none. */
export function criteriaIn(run: Run): "user story" | "brief" | null {
  const gates = gatesOf(workflowOf(run.workflow), run).filter((gate) => gate.gate === "produce");
  if (gates.some((gate) => gate.schema === "user-story")) return "user story";
  return gates.some((gate) => gate.documents?.includes(BRIEF)) ? "brief" : null;
}

/** Whether a document was accepted whose copy is gone. */
const isGone = (project: Project, run: Run, path: string): boolean =>
  taken(run).some((task) => task.handed.some((one) => one.path === path)) && handedText(project, run, path) === null;

/**
 * The criteria of the accepted brief. Each is met when the program saw every test pass that the accepted test report names
 * for it. `note`: takes what is not kept any more.
 */
export function briefCriteria(project: Project, run: Run, note: (what: string) => void): CriterionReport[] {
  if (isGone(project, run, BRIEF)) note("the brief");
  if (isGone(project, run, TEST_REPORT)) note("the test report");
  const { criteria } = parseBrief(handedText(project, run, BRIEF) ?? "").brief;
  const numbers = criteria.map((one) => one.number);
  // Whether its tests are in their files was checked when it was taken in.
  const { mapping } = parseTestReport(
    handedText(project, run, TEST_REPORT) ?? "",
    numbers,
    () => null,
    () => true,
  );
  const ran = taken(run).findLast((task) => task.who.program === "qa");
  const record = ran ? recordOf(project, ran) : null;
  const commands = record?.commands ?? [];
  const passed = commands.flatMap((one) => one.passed ?? []);
  const isNameless = passed.length === 0 && commands.every((one) => one.failed.length === 0);
  return criteria.map(({ number, text }) => {
    const tests = mapping
      .filter((one) => one.criterion === number)
      .map(({ test, file }) => ({ test, file, seen: passed.some((name) => isTestNamed(name, test)) }));
    const isShown = tests.length > 0 && (isNameless ? record?.outcome === "pass" : tests.every((one) => one.seen));
    return { id: String(number), text, steps: [], verdicts: [], met: record === null ? null : isShown, tests };
  });
}

const recordOf = (project: Project, task: Task): Partial<ProgramRecord> | null =>
  task.who.program ? accepted<ProgramRecord>(project, task.artifact) : null;

/** The stages of a run; undefined for a workflow that has none. `final`: the tree that the run ended with. */
export function stagesOf(project: Project, run: Run, final: string | null): StageReport | undefined {
  if (workflowOf(run.workflow).keeps === undefined) return undefined;
  return stageReport(run, {
    feature: featureOf(project, run),
    final,
    record: (task) => recordOf(project, task),
    artifact: (task) => (task.writes.endsWith(".json") ? accepted(project, task.artifact) : null),
  });
}

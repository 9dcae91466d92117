import type { GateStatus } from "../../../engine/facts.ts";
import { reviewShape } from "../peer-review/tally.ts";
import type { Run, Task } from "../../../engine/run.ts";
import { areaStandings, type StageStatus, statusOf, tasksOf, worst, worstPart } from "../standing.ts";
import { workflowOf } from "../../index.ts";
import { carried, type GateFile, moment, text, trackOf, type Value } from "./gate-values.ts";
import { preReviewGate, releaseGate, roleGate } from "./gate-writers.ts";

/** What the program writes below `pipeline/gates/`: each from the run's state and what was accepted, and from nothing else. */

const FOLDER = "pipeline/gates";

/** The value of an accepted JSON artifact; null where it is none, or gone. */
export type ReadValue = (task: Task) => Value | null;

/** Every gate file of a run as it stands now, by path. The same run gives the same bytes. */
export function gateFiles(run: Run, read: ReadValue): GateFile[] {
  const roles = [...newestByPath(run).values()].flatMap((task) => {
    const value = read(task);
    return value === null ? [] : [{ path: task.writes, text: text(roleGate(run, task, value, read)) }];
  });
  const areas = areaGates(run);
  const own: { name: string; value: Value | null }[] = [
    { name: "stage-05", value: preReviewGate(run, read) },
    ...areas,
    { name: "stage-04", value: merged(run, "stage-04", buildParts(run)) },
    { name: "stage-06", value: merged(run, "stage-06", peerParts(run)) },
    { name: "stage-08", value: releaseGate(run, read) },
  ];
  const written = own.flatMap(({ name, value }) =>
    value === null ? [] : [{ path: `${FOLDER}/${name}.json`, text: text(value) }],
  );
  const replaced = new Set(written.map((one) => one.path));
  return [...roles.filter((one) => !replaced.has(one.path)), ...written];
}

/** The newest accepted artifact of each gate file that a role writes. */
function newestByPath(run: Run): Map<string, Task> {
  const newest = new Map<string, Task>();
  const isGate = (task: Task): boolean =>
    task.schema.startsWith("stage-") && task.writes.startsWith(`${FOLDER}/`) && task.artifact !== null;
  for (const task of run.tasks.filter((one) => isGate(one) && one.outcome !== null && !one.void))
    if (task.taken > (newest.get(task.writes)?.taken ?? 0)) newest.set(task.writes, task);
  return newest;
}

const GATE_STATUS: Partial<Record<StageStatus, GateStatus>> = {
  PASS: "PASS",
  WARN: "WARN",
  FAIL: "FAIL",
  ESCALATE: "ESCALATE",
};

/** `stage-06-<area>`: what the reviews of an area come to, once somebody has said something about it. */
function areaGates(run: Run): { name: string; value: Value }[] {
  return areaStandings(workflowOf(run.workflow), run, "peer").flatMap(({ area, status, standing }) => {
    const { words, approvals, changes, required } = standing;
    if (words.length === 0) return [];
    const said = (seats: typeof words) =>
      seats.map((one) => ({ reviewer: one.seat, timestamp: moment(run, one.task) }));
    const last = words.reduce((a, b) => (b.task.taken > a.task.taken ? b : a));
    const name = `stage-06-${area}`;
    // No approval, and no word that was taken back: the person let the owner's way stand.
    const overruled = words
      .filter((one) => one.overruled)
      .flatMap((one) => one.blockers.map((blocker) => `overruled by the person: ${one.seat}: ${blocker}`));
    const value = {
      stage: name,
      // Without enough approvals it does not hold, also while reviewers are still at work.
      status: GATE_STATUS[status] ?? "FAIL",
      agent: "orchestrator",
      track: trackOf(run),
      timestamp: moment(run, last.task),
      area,
      review_shape: reviewShape(run),
      required_approvals: required,
      approvals: said(words.filter((one) => approvals.includes(one.seat))),
      changes_requested: said(changes),
      blockers: changes.flatMap((one) => one.blockers.map((blocker) => `${one.seat}: ${blocker}`)),
      warnings: [...carried(run, last.task, []), ...overruled],
    };
    return [{ name, value }];
  });
}

interface Part {
  name: string;
  status: StageStatus;
  tasks: Task[];
}

const buildParts = (run: Run): Part[] => [
  ...new Map(
    tasksOf(run, "build")
      .filter((task) => task.status !== "skipped")
      .map((task) => [
        task.gate,
        { name: `stage-04-${task.item}`, status: statusOf(run, [task.gate]), tasks: tasksOf(run, task.gate) },
      ]),
  ).values(),
  ...(tasksOf(run, "merge").some((task) => task.status !== "skipped")
    ? [{ name: "merge", status: statusOf(run, ["merge"]), tasks: tasksOf(run, "merge") }]
    : []),
];

const peerParts = (run: Run): Part[] =>
  areaStandings(workflowOf(run.workflow), run, "peer").map(({ area, status, standing }) => ({
    name: `stage-06-${area}`,
    status,
    tasks: standing.words.map((word) => word.task),
  }));

/** A stage of several parts: the worst of them, and nothing at all while one that is needed has no word yet. */
function merged(run: Run, stage: string, parts: Part[]): Value | null {
  const status =
    GATE_STATUS[
      worstPart(
        run,
        parts.map((part) => part.status),
      )
    ];
  if (parts.length === 0 || status === undefined) return null;
  const tasks = parts.flatMap((part) => part.tasks).filter((task) => task.taken > 0);
  const last = tasks.reduce<Task | null>((a, b) => (a === null || b.taken > a.taken ? b : a), null);
  if (last === null) return null;
  const bad = parts.filter((part) => part.status === worst(["FAIL", status]) || part.status === "FAIL");
  return {
    stage,
    status,
    agent: "orchestrator",
    track: trackOf(run),
    timestamp: moment(run, last),
    parts: parts.map((part) => part.name),
    blockers: bad.map((part) => `${part.name} is ${part.status}`),
    warnings: carried(run, last, []),
  };
}

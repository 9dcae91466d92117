// Without models: whether each task can tell a right solution from a wrong one.
import { join } from "node:path";
import {
  failedOf,
  gradeTree,
  hasFaults,
  inFolder,
  isTrap,
  lackOf,
  plantedOf,
  referenceOf,
  runTests,
  solved,
  type Task,
  type Tested,
} from "./task.ts";

/** So many faults are known of a task at least. */
const FAULTS = 8;

export interface Row {
  task: Task;
  /** The program that is missing: nothing was tried. */
  lacks: string | null;
  requests: number;
  traps: number;
  wrong: number;
  faults: number;
  /** What is not as it has to be. */
  problems: string[];
}

const tail = ({ output }: Tested): string => output.trim().split("\n").slice(-12).join("\n");
const list = (titles: readonly string[]): string => titles.toSorted().join("; ") || "none";

const checkTask = (task: Task): Promise<Row> =>
  inFolder(async (folder) => {
    const lacks = lackOf(task);
    const row: Row = { task, lacks, requests: 0, traps: 0, wrong: 0, faults: 0, problems: [] };
    if (lacks !== null) return row;
    const { problems } = row;
    const tree = (name: string, patch: string | null): string =>
      solved(task, patch, join(folder, name));
    /** The project's own tests. */
    async function own(name: string, at: string): Promise<void> {
      const tested = await runTests(at, task.test);
      if (tested.exit !== 0 || tested.tests.size === 0)
        problems.push(`${name}: its own tests fail\n${tail(tested)}`);
    }

    const before = tree("before", null);
    await own("before", before);
    const reference = tree("reference", referenceOf(task));
    await own("reference", reference);
    const graded = await gradeTree(task, reference, "hidden");
    const titles = [...graded.tests.keys()];
    const red = titles.filter((title) => graded.tests.get(title) === false);
    if (titles.length === 0 || red.length > 0)
      problems.push(`reference: fails ${list(red)}\n${tail(graded)}`);
    const traps = titles.filter(isTrap);
    row.traps = traps.length;
    row.requests = titles.length - traps.length;
    if (row.traps === 0 || row.requests === 0)
      problems.push("no hidden test of the request, or none of the trap");
    const early = await failedOf(task, before, "hidden", titles);
    if (early.every(isTrap)) problems.push("before: what is asked for is there already");

    const caught = new Set<string>();
    for (const { name, patch, fails } of plantedOf(task, "wrong")) {
      row.wrong++;
      const at = tree(name, patch);
      await own(name, at);
      const failed = await failedOf(task, at, "hidden", titles);
      for (const title of failed) caught.add(title);
      if (list(failed) !== list(fails))
        problems.push(`${name}: fails ${list(failed)}; expected ${list(fails)}`);
      if (failed.length === 0 || !failed.every(isTrap))
        problems.push(`${name}: it is not the trap that it falls into`);
    }
    if (row.wrong < 2) problems.push("fewer than two wrong solutions");
    const idle = traps.filter((title) => !caught.has(title));
    if (idle.length > 0) problems.push(`no wrong solution fails ${list(idle)}`);
    if (hasFaults(task)) await checkFaults();
    return row;

    /** Each fault is in a solution that passes all hidden tests, and not in the reference. */
    async function checkFaults(): Promise<void> {
      const { tests } = await gradeTree(task, reference, "faults");
      const faults = [...tests.keys()];
      row.faults = faults.length;
      if (faults.length < FAULTS) problems.push(`fewer than ${FAULTS} faults`);
      const left = faults.filter((title) => !tests.get(title));
      if (left.length > 0) problems.push(`reference: has ${list(left)}`);
      const shown = new Set<string>();
      for (const { name, patch, fails } of plantedOf(task, "faulty")) {
        const at = tree(`faulty-${name}`, patch);
        await own(name, at);
        const red = await failedOf(task, at, "hidden", titles);
        if (red.length > 0) problems.push(`${name}: fails hidden tests: ${list(red)}`);
        const found = await failedOf(task, at, "faults", faults);
        for (const title of found) shown.add(title);
        if (list(found) !== list(fails))
          problems.push(`${name}: has ${list(found)}; expected ${list(fails)}`);
      }
      const unseen = faults.filter((title) => !shown.has(title));
      if (unseen.length > 0) problems.push(`no faulty solution has ${list(unseen)}`);
    }
  });

/** All of them, in their order; some side by side. */
export async function checkTasks(tasks: readonly Task[], lanes = 2): Promise<Row[]> {
  const rows: Row[] = [];
  const waiting = [...tasks.entries()];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      rows[next[0]] = await checkTask(next[1]);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return rows;
}

export function checkTable(rows: readonly Row[]): string {
  const cells = rows.map(({ task, lacks, requests, traps, wrong, faults, problems }) => [
    task.name,
    task.language,
    task.change,
    task.trap,
    lacks === null ? `${requests} + ${traps}` : "–",
    lacks === null ? `${wrong}` : "–",
    lacks === null && faults > 0 ? `${faults}` : "–",
    lacks !== null ? `skipped: no ${lacks}` : problems.length === 0 ? "ok" : "wrong",
  ]);
  const head = [
    "task",
    "language",
    "change",
    "trap",
    "hidden tests: request + trap",
    "wrong solutions",
    "known faults",
    "holds",
  ];
  return [head, head.map(() => "---"), ...cells].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

import { oneLine, plural } from "../../../text.ts";
import { linesPart, listPart, type Part, type ProjectAnswer } from "../../contract/contract.ts";
import { PHASES, PLANNING, TODOS } from "../paths.ts";
import { quickText, readQuickTasks } from "../planning/documents/quick.ts";
import { openTests, openTestsLines } from "../planning/documents/uat.ts";
import { namesIn } from "../planning/files.ts";
import { type Planning, problemText } from "../planning/model.ts";
import { byNumber } from "../planning/numbers.ts";
import { readOverview } from "../planning/read.ts";
import { routeIn } from "./next-route.ts";
import { foldersOf, isFinished, nextPart, routeWords } from "./routes.ts";

/** The verb `roadmap`: shows the phases and what comes next. */

const rowsOf = ({ roadmap, phases }: Planning) =>
  (roadmap?.phases ?? [])
    .toSorted((one, other) => byNumber(one.number, other.number))
    .map((phase) => {
      const { number, name, depends_on } = phase;
      const folders = foldersOf({ phases }, number);
      const plans = folders.flatMap((folder) => folder.named);
      const finished = plans.filter(({ summary }) => summary !== null).length;
      const uat_open = folders.flatMap(openTests).length;
      const status = isFinished(phase, folders) ? "done" : "open";
      return {
        number,
        name,
        status,
        plans: plans.length,
        plans_done: finished,
        uat_open,
        depends_on,
      };
    });

const tableOf = (rows: ReturnType<typeof rowsOf>): Part => ({
  columns: ["phase", "status", "plans", "after"],
  rows: rows.map(({ number, name, status, plans, plans_done, depends_on }) => ({
    ...{ id: number, text: name },
    cells: [status, plans === 0 ? "" : `${plans_done}/${plans}`, depends_on.join(" ")],
  })),
});

export function act(root: string): ProjectAnswer {
  const planning = readOverview(root);
  const route = routeIn(root, planning);
  const words = routeWords(route, planning);
  const { roadmap, problems, exists, error } = planning;
  const rows = rowsOf(planning);
  const todos = namesIn(root, TODOS, []).filter((name) => name.endsWith(".md")).length;
  const tasks = readQuickTasks(root);
  const quick = quickText(tasks);
  const milestone = roadmap?.milestone ?? null;
  // Those that keep the work from going on stand with what comes next.
  const toldNext = new Set(route.problems);
  const others = problems.map(problemText).filter((one) => !toldNext.has(one));
  const lines = [
    ...openTestsLines(planning.phases),
    ...(quick === null ? [] : [`${quick}.`]),
    ...(todos === 0 ? [] : [`${plural(todos, "todo")} in ${TODOS}.`]),
  ];
  const parts = [
    tableOf(rows),
    listPart("Problems", others, { count: null }),
    linesPart(lines),
    nextPart(words),
  ];
  const next = { action: route.action, phase: route.phase, why: route.why, type: words.type };
  const data = {
    exists,
    error,
    milestone,
    phases: rows,
    quick: tasks,
    todos,
    next,
    problems,
  };
  // A file of one phase stops that phase alone.
  const isBroken = [...problems.map(problemText), ...route.problems].some(
    (one) => one.startsWith(`${PLANNING}/`) && !one.startsWith(`${PHASES}/`),
  );
  const title = oneLine(roadmap?.title ?? "") || "Roadmap";
  return {
    isBroken,
    title,
    lines: milestone === null ? [] : [`Milestone ${milestone.version} ${milestone.name}`.trim()],
    parts,
    data,
  };
}

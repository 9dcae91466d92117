import { fence, oneLine, shown } from "../../text.ts";
import { readMarkdown } from "../markdown.ts";
import { levelsOf } from "./order.ts";
import { type PlanTask, placed } from "./plan.ts";

/** A name that would begin a heading, code or HTML is text with a backslash before it, as markdown has it. */
const escaped = (name: string): string => name.replace(/^[\\<#`~]/, "\\$&");

const commands = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [title, fence(lines.join("\n"), "sh")];

/**
 * The tasks of a plan in their waves, as GSD has it: `PLAN.md`, for people. What is carried out is the plan that was approved.
 * `details`: what is to be done, by the number of the task.
 */
export function planText(
  tasks: readonly PlanTask[],
  { phase, goal }: { phase: string; goal: string },
  details: Readonly<Record<number, string>> = {},
): string {
  const levels = levelsOf(placed(tasks));
  const waves = [...Map.groupBy(tasks, ({ n }) => levels.get(n)!)].sort(([one], [other]) => one - other);
  const ofTask = ({ n, name, files, after, setup, criteria }: PlanTask): string[] => [
    `### Task ${n}: ${escaped(oneLine(name))}`,
    ...(details[n] ? [fence(details[n], "markdown")] : []),
    [...files.map((file) => `- ${file}`), ...after.map((one) => `- after task ${one}`)].join("\n"),
    ...commands("Before the work:", setup),
    ...commands("Success criteria:", criteria),
  ];
  const head = `---\nphase: ${JSON.stringify(phase)}\ngoal: ${JSON.stringify(oneLine(goal))}\n---`;
  const body = waves.flatMap(([wave, all]) => [`## Wave ${wave}`, ...all.flatMap(ofTask)]);
  return `${[head, ...body].join("\n\n")}\n`;
}

const TASK = /^Task (\d{1,3}): (\S.*)$/;
const BELOW: Record<string, "setup" | "criteria"> = { "Before the work:": "setup", "Success criteria:": "criteria" };

/** Reads such a text, which somebody may have changed; a line that says nothing that is known is a problem. */
export function readPlanFile(text: string) {
  const tasks: PlanTask[] = [];
  const details: Record<number, string> = {};
  const problems: string[] = [];
  let below: "details" | "setup" | "criteria" = "details";
  let block: string[] = [];
  /** What stands between the first and the last line of a code block. */
  const close = (task: PlanTask | undefined): void => {
    const lines = block.slice(1, -1);
    block = [];
    if (task === undefined || lines.length === 0) return;
    if (below === "details") details[task.n] = lines.join("\n");
    else task[below].push(...lines.filter((line) => line.trim() !== ""));
  };
  for (const { kind, text: line, heading, number } of readMarkdown(text.replace(/^---\r?\n[\s\S]*?\n---\r?\n/, ""))) {
    const task = tasks.at(-1);
    if (kind === "code") {
      block.push(line);
      continue;
    }
    close(task);
    const found = heading?.level === 3 ? TASK.exec(heading.title) : null;
    const [, item] = /^- (\S.*)$/.exec(line.trim()) ?? [];
    const [, before] = /^after task (\d{1,3})$/.exec(item ?? "") ?? [];
    if (found !== null) {
      const name = found[2]!.replace(/^\\([\\<#`~])/, "$1");
      tasks.push({ n: Number(found[1]), name, files: [], after: [], setup: [], criteria: [] });
      below = "details";
    } else if (task !== undefined && Object.hasOwn(BELOW, line.trim())) below = BELOW[line.trim()]!;
    else if (task !== undefined && before !== undefined) task.after.push(Number(before));
    else if (task !== undefined && item !== undefined) task.files.push(item);
    else if (line.trim() !== "" && heading?.level !== 2)
      problems.push(
        `line ${number} behind its head: found ${shown(line)}, expected tasks as in a PLAN.md of a council`,
      );
  }
  close(tasks.at(-1));
  for (const { n, files, criteria } of tasks)
    if (files.length === 0 || criteria.length === 0)
      problems.push(`Task ${n}: found no ${files.length === 0 ? "files" : "success criteria"}, expected at least one`);
  return { tasks, details, problems };
}

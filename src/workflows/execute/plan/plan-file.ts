import { fence, oneLine } from "../../../text.ts";
import { levelsOf } from "./order.ts";
import { type PlanTask, placed } from "./plan.ts";

/**
 * A name that would begin a heading, code or HTML is text with a backslash before it, as markdown
 * has it.
 */
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
  const waves = [...Map.groupBy(tasks, ({ n }) => levels.get(n)!)].sort(
    ([one], [other]) => one - other,
  );
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

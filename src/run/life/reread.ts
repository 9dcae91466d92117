import type { CommandOf } from "../../engine/commands.ts";
import { type Run, taskOf } from "../../engine/run.ts";
import type { Project } from "../../project/project.ts";
import type { Settings } from "../../settings.ts";
import { allPowers } from "../../workflows/index.ts";
import type { Change } from "./run.ts";
import { mendSettings, readSettings } from "./settings.ts";
import { pathOf, valueAt, waitingText, withValue } from "./trust.ts";

/** What is gone from the file stays as it was approved: whoever can write there would turn the tests off by that. */
const isNothing = (value: unknown): boolean =>
  value === undefined || value === false || (typeof value === "object" && Object.keys(value ?? {}).length === 0);

/** The run's settings with what the file says now of what the program runs or sends, and how long tests may take. */
function renewed(own: Settings, file: Settings): Settings {
  const timed = { ...own, tests: { ...own.tests, timeout_minutes: file.tests.timeout_minutes } };
  return allPowers()
    .filter((one) => one.again && one.idle?.(valueAt(file, pathOf(one.field))) !== true)
    .map((one) => pathOf(one.field))
    .filter((path) => !isNothing(valueAt(file, path)) && !Bun.deepEquals(valueAt(own, path), valueAt(file, path)))
    .reduce<unknown>((now, path) => withValue(now, path, valueAt(file, path)), timed) as Settings;
}

/**
 * What comes before answers to questions about commands: the person may have changed the settings because of the question,
 * so they are read again. `refusal`: a check is to run once more with settings that cannot be read, or that the person has
 * not approved yet; they are shown whole in it. `isBroken`: the file has to be mended first.
 */
export async function reread(
  project: Project,
  run: Run,
  answers: Pick<CommandOf<"answer">, "question" | "option">[],
  where: { door: "host" | "terminal"; env: Record<string, string | undefined> },
): Promise<{ steps: Change[]; refusal: string | null; isBroken?: true }> {
  const about = answers.flatMap(({ question, option }) => {
    const open = run.questions.find((one) => one.id === question);
    const isCheck = open?.task != null && taskOf(run, open.task)?.who.program !== undefined;
    return open && (isCheck || open.commands !== null) ? [{ open, isAgain: isCheck && option === "again" }] : [];
  });
  if (about.length === 0) return { steps: [], refusal: null };
  const again = about.find((one) => one.isAgain);
  const read = await readSettings(project.root, where.env);
  const stays = `${again?.open.id} stays open; answer it again after that.`;
  if (!read.ok) {
    const why = `The settings were read again:\n${read.problems.join("\n")}\n${mendSettings()} ${stays}`;
    return { steps: [], refusal: again ? why : null, isBroken: true };
  }
  if (read.waiting !== undefined)
    return { steps: [], refusal: again ? `${waitingText(where.door, read.waiting)}\n${stays}` : null };
  const settings = renewed(run.settings, read.settings);
  return { steps: Bun.deepEquals(settings, run.settings) ? [] : [{ do: "settings", settings }], refusal: null };
}

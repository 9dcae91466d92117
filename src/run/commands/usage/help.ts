import {
  here,
  inHost,
  isInHost,
  PLUGIN,
  startInHost,
  VERB_GROUPS,
  verbOf,
} from "../../../plugin.ts";
import { wrapWhole } from "../../../text.ts";
import { allStarts, startOf } from "../../../workflows/index.ts";
import { type Command, usageIn } from "../command.ts";
import { columns, commonOptions, HELP_WIDTH, optionLines } from "./arguments.ts";

/** The help of the program, for a terminal and for a session. */

/** What a verb does, up to the first pause; its own help says the rest. */
const brief = ({ summary }: Command): string => summary.split(/[;:]|\.(?!\w)/)[0]!;

/**
 * Columns of what stands after a verb's name in the list; more of it is told by the verb's own
 * help.
 */
const MAX_USAGE = 24;

/** How a verb is typed here, as far as there is room for it. */
function typedAs(name: string, { usage = "" }: Command): string {
  const [args = ""] = usageIn(isInHost() ? "host" : "terminal", usage).split(" (");
  const shown = args.length > MAX_USAGE ? "" : args;
  return `${isInHost() ? inHost(name) : name} ${shown}`.trimEnd();
}

/** The verbs of each group under its title, how each is typed in one column. */
function groups(verbs: Record<string, Command>, width: number, isWhole: boolean): string[] {
  const shown = VERB_GROUPS.map(({ title, first, more }) => ({
    title,
    names: [...first, ...(isWhole ? more : [])]
      .map(verbOf)
      .filter((name) => Object.hasOwn(verbs, name)),
  })).filter(({ names }) => names.length > 0);
  const rows = (names: string[]) =>
    names.map((name): [string, string] => [typedAs(name, verbs[name]!), brief(verbs[name]!)]);
  const left = rows(shown.flatMap(({ names }) => names)).map(([name]) => name.length);
  return shown.flatMap(({ title, names }) => [
    title,
    ...columns(
      rows(names).map(([name, does]) => [name.padEnd(Math.max(...left)), does]),
      width,
    ),
    "",
  ]);
}

/**
 * The verbs that a person may use, in lines of at most `most` columns. `isWhole`: all of them, and
 * not those alone that come first.
 */
export function programHelp(
  verbs: Record<string, Command>,
  most: number,
  isWhole: boolean,
): string {
  const width = Math.min(most, HELP_WIDTH);
  const flat = (...texts: string[]): string[] => texts.flatMap((text) => wrapWhole(text, width, 0));
  const what = `${PLUGIN} has Claude Code agents plan, build and review a change.`;
  const starts = Object.keys(allStarts());
  if (isInHost())
    return [
      ...flat(
        what,
        "",
        `Each command shows its options with --help; ${here("help --all")} lists the terminal's commands.`,
        "",
      ),
      ...groups(verbs, width, isWhole),
      ...flat(`${starts.map((start) => startInHost(start)).join(", ")} start a run.`),
    ].join("\n");
  return [
    ...flat(
      ...[what, "", `usage: ${here("[verb] [options]")}`],
      `Without a verb it shows the run's status; ${here("help <verb>")} shows a verb's options, --version the version.`,
      "",
    ),
    ...groups(verbs, width, isWhole),
    ...flat(...(isWhole ? [] : [`More verbs: ${here("help --all")}`, ""])),
    ...flat(
      `What run starts: ${starts.join(", ")}. ${here("help run")} says more.`,
      "",
      "Options of all verbs:",
    ),
    ...optionLines(commonOptions("terminal"), width),
    ...flat(
      ...["", `${here("setup")} prints the line that adds it to your PATH.`],
      "Exit: 0 done, 1 the answer is no, 2 wrong usage, 3 broken state.",
      `In Claude Code, start a run with ${startInHost(PLUGIN, startOf(PLUGIN).request)}`,
    ),
  ].join("\n");
}

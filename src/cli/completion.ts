import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RUN_MODES } from "../host/modes.ts";
import { pluginRoot } from "../host/program.ts";
import { type Command, done, RUNS } from "../run/commands/command.ts";
import { optionsOf } from "../run/commands/usage/arguments.ts";
import { brief } from "../run/commands/usage/help.ts";

/**
 * What a shell completes after the program's name: a table of words, which the shell's own file in
 * `scripts/completion/` looks up.
 */

const SHELLS = ["bash", "zsh", "fish"];

/** After this the shell offers files. */
const FILES = [""];
const VALUES: Record<string, string[]> = {
  run: RUNS,
  on: RUNS,
  "permission-mode": RUN_MODES,
};

const offersOf = ({ words, offers = words, args, text }: Command): readonly string[] =>
  offers ?? (args === undefined || args[1] === 0 || text ? [] : FILES);

/** A line for each word: after what it stands, the word, what it is. */
function table(verbs: Record<string, Command>): string {
  const all = Object.entries(verbs);
  const rows = all.flatMap(([verb, command]) => [
    ["", verb, brief(command)],
    ["help", verb, brief(command)],
    ...offersOf(command).map((word) => [verb, word]),
    ...Object.entries(optionsOf(command, "terminal")).flatMap(
      ([option, { about, value, optional }]) => [
        [verb, `--${option}`, about],
        ...(value === undefined || optional ? [] : (VALUES[option] ?? FILES)).map((word) => [
          `${verb} --${option}`,
          word,
        ]),
      ],
    ),
  ]);
  return [...rows, ["", "help", "All verbs, or the options of one"]]
    .map((row) => row.join("\t"))
    .join("\n");
}

/** The verb; `verbs`: all that the program has, itself included. */
export const completion = (verbs: () => Record<string, Command>): Command => ({
  summary: "Print a completion script for bash, zsh or fish; its first lines say where to put it",
  usage: SHELLS.join("|"),
  args: [1, 1],
  words: SHELLS,
  foreign: true,
  run({ args: [shell = ""] }) {
    const text = (file: string): string =>
      readFileSync(join(pluginRoot(), "scripts/completion", file), "utf8").trimEnd();
    // Each is put between single quotes.
    const quoted = table(verbs()).replaceAll("'", "’");
    const script = text(`multi-ai.${shell}`)
      .replace("@WORDS@", () => quoted)
      .replace("@AWK@", () => text("words.awk"));
    return { ...done(script, { shell, script }), isVerbatim: true };
  },
});

import { join } from "node:path";
import { ALL, MOST_NAMES, NAMES, namedIn } from "../checkup/setup/named.ts";
import { placeOf } from "../checkup/setup/place.ts";
import { environmentOf } from "../checkup/setup/programs.ts";
import { dataOf, type Results, resultLines, stepsOf } from "../checkup/setup/results.ts";
import type { Place } from "../checkup/setup/steps.ts";
import { setUpNamed, through } from "../checkup/setup/through.ts";
import { pluginRoot } from "../host/program.ts";
import { here, PLUGIN } from "../plugin.ts";
import { runProcess } from "../process/run.ts";
import { type Answer, breakAt, type Call, type Command, done, wrongUsage } from "../run/commands/command.ts";
import { plural, wrapWhole } from "../text.ts";
import type { Finding } from "../workflows/contract/checkup.ts";

/** `/multi-ai:setup`: what can be set up, and what of it the person names is done: to type a name is the yes to it. */

const SCRIPT_LIMIT_MS = 10_000;

/** The script comes from the program itself, which alone knows all of its verbs. */
async function scriptOf(call: Call, shell: string): Promise<string> {
  const plugin = pluginRoot();
  const made = await runProcess({
    command: join(plugin, "bin", PLUGIN),
    args: ["setup", "--completion", shell],
    cwd: plugin,
    env: environmentOf({ call }),
    timeoutMs: SCRIPT_LIMIT_MS,
  });
  if (made.exitCode !== 0) throw new Error("cannot be made: the program gives no script");
  return made.stdout;
}

const placeIn = (call: Call): Place => placeOf(call, null, (shell) => scriptOf(call, shell));

/** What was looked at, in one line: what has to be done about it is told below. */
function lookedAt(findings: Finding[], most: number): string[] {
  const count = (of: Finding["state"]): number => findings.filter(({ state }) => state === of).length;
  const [errors, warnings] = [count("error"), count("warning")];
  const counts = [
    `${count("ok")} fine`,
    ...(warnings > 0 ? [plural(warnings, "warning")] : []),
    ...(errors > 0 ? [plural(errors, "error")] : []),
  ];
  const all = `Looked at ${plural(findings.length, "thing")}: ${counts.join(", ")}. ${here("dry-run --all")} lists them.`;
  return [...wrapWhole(all, most, 0), ""];
}

/** What to type for what is offered. */
function typing({ offered }: Results, most: number): string[] {
  const [first] = offered;
  if (first === undefined) return ["Nothing of it is left to be done here."];
  const names = offered.map(({ step }) => step);
  const some = names.slice(0, 2).join(" ");
  return wrapWhole(
    `Nothing was changed. ${here(`setup ${ALL}`)} does all that is offered, ${here(`setup ${some}`)} only that.`,
    most,
    0,
  );
}

async function bare(call: Call): Promise<Answer> {
  const place = placeIn(call);
  const [findings, results] = await Promise.all([place.findings(), through(place, null, false)]);
  const most = breakAt(call);
  const words = { paint: call.paint, most, offers: "Offered, by name:", left: "" };
  const lines = [...lookedAt(findings, most), ...resultLines(results, findings, words), ...typing(results, most)];
  return done(lines.join("\n"), dataOf(results));
}

async function named(call: Call): Promise<Answer> {
  const place = placeIn(call);
  const chosen = namedIn(call.args, await stepsOf(place));
  return typeof chosen === "string"
    ? wrongUsage(`Nothing was changed: ${chosen}`)
    : setUpNamed(call, chosen, place, null);
}

export const setup: Command = {
  summary: "Look at what a run needs, and set up what you name",
  usage: NAMES,
  args: [0, MOST_NAMES],
  foreign: true,
  options: { program: { about: "Only put the program into ~/.local/bin, so that every terminal finds it" } },
  slash: ({ args }) => (args.length === 0 ? null : here("setup")),
  async run(call) {
    if (call.has("program"))
      return call.args.length > 0
        ? wrongUsage("--program goes by itself: take out the names")
        : (await import("../checkup/setup/program.ts")).linkProgram(call);
    if (call.args.length === 0) return bare(call);
    return named(call);
  },
};

import { resolve } from "node:path";
import { isLive } from "../engine/run.ts";
import { here } from "../plugin.ts";
import { SnapshotFailed } from "../project/kept-state.ts";
import { type Command, done, no } from "../run/commands/command.ts";
import { foreignText } from "../run/commands/foreign.ts";
import { keysOf, noKeyText } from "../run/portable/adopt.ts";
import { NoBundle } from "../run/portable/bundle.ts";
import { unpack } from "../run/portable/unpack.ts";
import { goOn } from "./run-prompt.ts";

export const KEY_OPTION = {
  key: { value: "<file>", about: "The key of whoever began the run, where it is not this machine's own" },
};

/** In a repository that stands where the run's did, or in an empty folder. */
export const importVerb: Command = {
  summary: "Bring a run and its files here from a file of export; with your key it is this machine's at once",
  usage: "<file>",
  args: [1, 1],
  options: KEY_OPTION,
  foreign: true,
  run(call) {
    const file = resolve(call.from, call.args[0]!);
    if (call.belowHost())
      return no(`Nothing was imported: a person does this in a terminal of their own, with ${here("import <file>")}.`);
    const key = call.value("key");
    try {
      const { run, adopted } = unpack(call, file, keysOf(call, key && resolve(call.from, key)), call.patience);
      const data = { run: run.run, status: run.status, adopted };
      const lead = `Run ${run.run} is here, with its files.`;
      if (!adopted) return done(`${lead} ${foreignText("terminal", run.run)} ${noKeyText(call)}.`, data);
      const next = isLive(run) ? `Next: ${goOn()}` : `${here("report")} shows what was done.`;
      return done(`${lead} Your key has sealed the file: the run is this machine's.\n${next}`, data);
    } catch (error) {
      if (error instanceof SnapshotFailed) return no(`Nothing was imported: ${error.message}; ${error.remedy}.`);
      if (error instanceof NoBundle) return no(`Nothing was imported from ${file}: ${error.message}.`);
      throw error;
    }
  },
};

import { resolve } from "node:path";
import { isLive } from "../engine/run.ts";
import { here } from "../plugin.ts";
import { findProject } from "../project/project.ts";
import { isForeign } from "../record/outside.ts";
import { type Command, done, no } from "../run/commands/command.ts";
import { runLines } from "../run/commands/trust.ts";
import { readRun } from "../run/life/run.ts";
import { adopt, keysOf, noKeyText } from "../run/portable/adopt.ts";
import { KEY_OPTION } from "./import.ts";
import { goOn } from "./run-prompt.ts";

/** For a run whose `.task/` was copied or moved here; one that was exported is imported. */
export const adoptVerb: Command = {
  summary: "Take over a run that was begun elsewhere, with the key that it was begun with",
  usage: "[journal or folder]",
  args: [0, 1],
  options: KEY_OPTION,
  foreign: true,
  async run(call) {
    const [named] = call.args;
    const folder =
      named === undefined
        ? call.project.root
        : resolve(call.from, named).replace(/(?:\/\.task)?(?:\/events\.jsonl)?$/, "");
    const project = findProject(folder);
    const at = { project, env: call.env };
    const run = readRun(project);
    if (run === null)
      return no(`No run in ${project.root}: adopt takes a project's folder, its .task, or the journal in that.`);
    const data = { run: run.run, status: run.status };
    const next = isLive(run) ? `Next: ${goOn()}` : `${here("report")} shows what was done.`;
    if (!isForeign(project, call.env)) return done(`Run ${run.run} is this machine's already.\n${next}`, data);
    const refuse = (why: string) => no(`Nothing was done: ${why}.`, data);
    if (call.belowHost()) return refuse(`a person does this in a terminal of their own, with ${here("adopt")}`);
    const key = call.value("key");
    const keys = keysOf(at, key && resolve(call.from, key)).map(({ fingerprint }) => fingerprint);
    if (run.key === undefined)
      return refuse(
        `run ${run.run} names no key, as a version without adoption began it; ${here("trust")} shows it and takes it over`,
      );
    if (!keys.includes(run.key)) return refuse(`run ${run.run} was begun with another key. ${noKeyText(at)}`);
    const refusal = await call.confirm(["This takes a run over in your name.", ...runLines(run)].join("\n"), null);
    if (refusal !== null) return no(refusal, data);
    adopt(at, run);
    return done(`Run ${run.run} is this machine's from now on.\n${next}`, data);
  },
};

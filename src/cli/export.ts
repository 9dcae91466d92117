import { resolve } from "node:path";
import { isLive } from "../engine/run.ts";
import { isAlive } from "../host/host.ts";
import { here } from "../plugin.ts";
import { SnapshotFailed } from "../project/kept-state.ts";
import { isInside } from "../project/project.ts";
import { ownKey } from "../record/own-key.ts";
import { type Command, done, no, whichRun, wrongUsage } from "../run/commands/command.ts";
import { strangerAnswer } from "../run/commands/foreign.ts";
import { atWork } from "../run/life/rollback.ts";
import { NoBundle } from "../run/portable/bundle.ts";
import { pack } from "../run/portable/pack.ts";

/** What nobody is at work on: a run that goes on meanwhile would be in two places. */
export const exportVerb: Command = {
  summary: "Write a run and the project's files into one file, to go on with it elsewhere",
  usage: "[run]",
  args: [0, 1],
  options: { to: { value: "<file>", about: "The file that is written: a git bundle" } },
  run(call) {
    const to = call.value("to");
    if (to === null) return wrongUsage("export needs --to <file>");
    const [named = call.value("run")] = call.args;
    const which = whichRun({ ...call, value: (name) => (name === "run" ? named : call.value(name)) });
    if (!which.ok) return which.answer;
    const { run, place, kept } = which.found;
    const stranger = strangerAnswer(call, place.task);
    if (stranger !== null) return stranger;
    const data = { run: run.run };
    const busy = kept === "here" ? atWork(run) : [];
    const isDriven = kept === "here" && run.owner?.driver === true && isAlive(run.owner.host);
    if (busy.length > 0 || isDriven)
      return no(
        `Run ${run.run} is at work here (${busy.join(", ") || "its driver"}): stop it first, then export it.`,
        data,
      );
    const file = resolve(call.from, to);
    if (isInside(file, call.project.root))
      return no(
        `Nothing was exported: in the project ${to} would count as one of its files. Name one outside of it.`,
        data,
      );
    try {
      pack(which.found, file, ownKey(call.env, call.project), call.patience);
    } catch (error) {
      if (error instanceof SnapshotFailed) return no(`Nothing was exported: ${error.message}; ${error.remedy}.`, data);
      if (error instanceof NoBundle) return no(`Nothing was exported: ${error.message}.`, data);
      throw error;
    }
    const both = isLive(run) ? ` Have it go on in one place alone: ${here("reset")} puts it aside here.` : "";
    return done(
      `Run ${run.run} is in ${file}, with the project's files as they are. Elsewhere: ${here(`import <file>`)}.${both}`,
      { ...data, file },
    );
  },
};

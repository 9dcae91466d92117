import { resolve } from "node:path";
import { isLive, type Run } from "../engine/run.ts";
import { livingOwner } from "../host/host.ts";
import { here } from "../plugin.ts";
import { findProject, isInside } from "../project/project.ts";
import { isForeign } from "../record/outside.ts";
import { begunText, type Key, keyIn, ownKey } from "../record/own-key.ts";
import {
  type Answer,
  type Call,
  type Command,
  done,
  foreignText,
  no,
  ownedRun,
  RUNS,
  wrongUsage,
} from "../run/commands/command.ts";
import { runLines } from "../run/commands/trust.ts";
import { atWork } from "../run/life/rollback.ts";
import { readRun } from "../run/life/run.ts";
import { NoBundle, pack } from "../run/portable/pack.ts";
import { adopt, unpack } from "../run/portable/unpack.ts";
import { goOn } from "./run-prompt.ts";

/** A run that goes on elsewhere: in another folder, home or machine. */

type At = Pick<Call, "project" | "env">;

const KEY_OPTION = {
  key: {
    value: "<file>",
    about: "The key that the run was started with, if not this machine's own",
  },
};

/** The caller's keys: the one in a file that they name, and their own. */
function keysOf(call: Call, at: At): Key[] {
  const named = call.value("key");
  const all = [
    named === null ? null : keyIn(resolve(call.from, named)),
    ownKey(at.env, at.project),
  ];
  return all.filter((key) => key !== null);
}

/**
 * What the person reads where the key is missing: where to find it on the machine that started the
 * run.
 */
const noKeyText = (): string =>
  `Its key is on the machine where it was started, in ~/.local/share/multi-ai/key (if XDG_DATA_HOME is set, in $XDG_DATA_HOME/multi-ai/key). Copy that file here, then: ${here("adopt --key <file>")}`;

const nextText = (run: Run): string =>
  isLive(run) ? `Next: ${goOn()}` : `${here("report")} shows what was done.`;

/** What `work` answers; the refusal where nothing was done, and why. */
const unlessRefused = (what: string, work: () => Promise<Answer>): Promise<Answer> =>
  work().catch((error) => {
    if (error instanceof NoBundle) return no(`Nothing was ${what}: ${error.message}.`);
    throw error;
  });

/** What nobody is at work on: a run that goes on meanwhile would be in two places. */
export const exportVerb: Command = {
  summary: "Write a run and the project's files into one file, to continue it elsewhere",
  usage: "[run] --to <file>",
  args: [0, 1],
  offers: RUNS,
  options: {
    to: { value: "<file>", about: "The file to write: a git bundle" },
    "with-secrets": { about: "Include files on the deny list" },
  },
  run(call) {
    const to = call.value("to");
    if (to === null) return wrongUsage("export needs --to <file>");
    const [named = call.value("run")] = call.args;
    const which = ownedRun({
      ...call,
      value: (name) => (name === "run" ? named : call.value(name)),
    });
    const { run, kept } = which;
    const data = { run: run.run };
    const busy = kept === "here" ? atWork(run) : [];
    const isDriven = kept === "here" && run.owner?.driver === true && livingOwner(run) !== null;
    if (busy.length > 0 || isDriven)
      return no(
        `Run ${run.run} is running here (${busy.join(", ") || "its driver"}): stop it first, then export it.`,
        data,
      );
    const file = resolve(call.from, to);
    if (isInside(file, call.project.root))
      return no(`Nothing was exported: ${to} is inside the project. Name a file outside it.`, data);
    return unlessRefused("exported", async () => {
      await pack(
        which,
        file,
        ownKey(call.env, call.project),
        call.patience,
        call.has("with-secrets"),
      );
      const both = isLive(run)
        ? ` Continue it in one place only: ${here("reset")} archives it here.`
        : "";
      return done(
        `Run ${run.run} is in ${file}, with the project's files as they are. Elsewhere: ${here(`import <file>`)}.${both}`,
        { ...data, file },
      );
    });
  },
};

/** In a repository that stands where the run's did, or in an empty folder. */
export const importVerb: Command = {
  summary: "Bring a run and its files here from an export; with your key it is yours at once",
  usage: "<file>",
  args: [1, 1],
  options: KEY_OPTION,
  foreign: true,
  run(call) {
    const file = resolve(call.from, call.args[0]!);
    if (call.belowHost())
      return no(
        `Nothing was imported: run it yourself, in a terminal of your own, with ${here("import <file>")}.`,
      );
    return unlessRefused(`imported from ${file}`, async () => {
      const agree = (does: string) => call.confirm(does, null);
      const { run, adopted } = await unpack(call, file, keysOf(call, call), call.patience, agree);
      const lead = `Run ${run.run} is here, with its files.`;
      const text = adopted
        ? `Your key sealed the file: the run is yours.\n${nextText(run)}`
        : `${foreignText("terminal", run.run)} ${noKeyText()}`;
      return done(`${lead} ${text}`, { run: run.run, status: run.status, adopted });
    });
  },
};

/** Why a key does not take a run over; null: it does. */
export function notOfKey(run: Run, key: Key | undefined): string | null {
  if (run.seal === undefined)
    return `run ${run.run} has no seal, because an older version started it; ${here("trust")} shows it and takes it over.`;
  if (key?.fingerprint !== run.key)
    return `run ${run.run} was started with another key. ${noKeyText()}`;
  return key?.seal(begunText(run.run, run.request.sha)) === run.seal
    ? null
    : `run ${run.run} names your key but was not started with it: somebody has copied the name.`;
}

/** For a run whose `.task/` was copied or moved here; one that was exported is imported. */
export const adoptVerb: Command = {
  summary: "Take over a run that was started elsewhere, with its key",
  usage: "[journal or folder]",
  args: [0, 1],
  options: KEY_OPTION,
  foreign: true,
  async run(call) {
    const [named = call.project.root] = call.args;
    const project = findProject(
      resolve(call.from, named).replace(/(?:\/\.task)?(?:\/events\.jsonl)?$/, ""),
    );
    const at = { project, env: call.env };
    const run = readRun(project);
    if (run === null)
      return no(
        `No run in ${project.root}: adopt takes a project's folder, its .task, or the journal in that.`,
      );
    const data = { run: run.run, status: run.status };
    if (!isForeign(project, call.env))
      return done(`Run ${run.run} is already yours.\n${nextText(run)}`, data);
    const refuse = (why: string) => no(`Nothing was done: ${why}`, data);
    const key = keysOf(call, at).find(({ fingerprint }) => fingerprint === run.key);
    if (call.belowHost())
      return refuse(`run it yourself, in a terminal of your own, with ${here("adopt")}.`);
    const why = notOfKey(run, key);
    if (why !== null) return refuse(why);
    const does = ["This takes over a run in your name.", ...(await runLines(run))].join("\n");
    await call.agreed(does, null, data);
    adopt(at, run);
    return done(`Run ${run.run} is now yours.\n${nextText(run)}`, data);
  },
};

import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "../../engine/run.ts";
import { messageOf } from "../../process/attempt.ts";
import { removeAll } from "../../process/files/remove-all.ts";
import { runApart } from "../../process/sandbox/run-apart.ts";
import type { Project } from "../../project/project.ts";
import { denyList } from "../../project/secrets/deny-list.ts";
import { maskedOutput, maskOfProject } from "../../project/secrets/secrets.ts";
import { inCopy } from "../../project/worktrees/copy/in-copy.ts";
import { fittingText, putObject } from "../../store/objects.ts";
import { hiddenPlaces } from "./hidden-places.ts";
import { TRY_MINUTES } from "./tries.ts";

/** Bytes of output that are kept of one script. */
const MAX_OUTPUT = 200_000;
/** Bytes of a script: it is an argument of its shell, and Linux takes 128 kB of one. */
const MAX_SCRIPT = 100_000;
/** It sees what it prints in the order in which it does, and fills no disk: in blocks of 1 kB. */
const SHELL = 'exec 2>&1; ulimit -f 1048576; script=$1; shift; eval "$script"';

/**
 * Runs a reviewer's script in a copy of the project as it is now, in a fence. Neither has files of
 * the deny list. Script and output are objects of the run; in the output secrets are masked.
 * @returns `exit`: null where it did not end by itself; `how`: why it did not, or did not run
 */
export async function runTry(project: Project, { settings }: Pick<Run, "settings">, code: string) {
  const ran = await carryOut(project, denyList(settings.secrets), code).catch(messageOf);
  const isRun = typeof ran !== "string";
  const text = isRun ? maskedOutput(ran, maskOfProject(project.root, process.env, 0)) : "";
  return {
    text,
    how: isRun ? (ran.outcome === "timeout" ? `stopped after ${TRY_MINUTES} minutes` : null) : ran,
    isRun,
    event: {
      exit: isRun ? ran.exitCode : null,
      ms: isRun ? Math.round(ran.durationMs) : 0,
      script: putObject(project.task, code),
      output: putObject(project.task, fittingText(isRun ? text : ran)),
    },
  };
}

/** What became of it, or why it was not run. */
async function carryOut(project: Project, isSecret: (path: string) => boolean, code: string) {
  if (Buffer.byteLength(code) > MAX_SCRIPT) return `it has more than ${MAX_SCRIPT / 1_000} kB`;
  const found = await inCopy(project, async ({ root }) => {
    const secrets = filesIn(root).filter(isSecret);
    for (const path of secrets) removeAll(join(root, path));
    const hidden = secrets.map((path) => join(project.root, path));
    const result = await runApart(
      {
        command: "bash",
        args: ["-c", SHELL, "try", code],
        ...{ cwd: root, env: process.env },
        ...{ timeoutMs: TRY_MINUTES * 60_000, maxOutputBytes: MAX_OUTPUT },
      },
      { root: project.root, hidden: [...hiddenPlaces(process.env, project.root), ...hidden] },
    );
    return result === null
      ? "this machine cannot keep it in a sandbox"
      : { ...result, stdout: result.stdout.replaceAll(`${root}/`, "") };
  });
  return found ?? "no copy of the project could be made";
}

/**
 * All files of a folder, relative to it; links are files. Bun's own recursive list goes on behind
 * links, and what is there is the person's.
 */
const filesIn = (root: string, folder = ""): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(root, path) : [path];
  });

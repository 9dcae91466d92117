import { writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { runApart } from "../process/apart.ts";
import { secretPlaces } from "../project/deny-list.ts";
import { keptOutput, maskOfProject } from "../project/secrets.ts";
import { inCopy } from "../project/worktrees/in-copy.ts";
import { fittingText, putObject } from "../store/objects.ts";
import type { Scene } from "./scene.ts";
import { TRY_MINUTES } from "./tries.ts";

/** Bytes of output that are kept of one script. */
const MAX_OUTPUT = 200_000;

/**
 * Runs a reviewer's script in a copy of the project as it is now, in a fence. Script and output are
 * objects of the run; in the output secrets are masked. `exit`: null where it did not end by
 * itself. @returns null: nothing here can keep it, or the project is too large to be copied
 */
export async function runTry({ project }: Pick<Scene, "project">, script: string) {
  const found = await inCopy(project, async (copy) => {
    const file = join(copy.root, ".try.sh");
    writeFileSync(file, script);
    const ran = await runApart(
      {
        command: "bash",
        args: ["-c", 'exec 2>&1; . "$0"', file],
        ...{ cwd: copy.root, env: process.env },
        ...{ timeoutMs: TRY_MINUTES * 60_000, maxOutputBytes: MAX_OUTPUT },
      },
      { root: project.root, hidden: secretPlaces(process.env.HOME || homedir()) },
    );
    return ran && { ...ran, stdout: ran.stdout.replaceAll(`${copy.root}/`, "") };
  });
  if (found === null) return null;
  const output = keptOutput(found, maskOfProject(project.root, process.env, 0));
  return {
    exit: found.exitCode,
    ms: Math.round(found.durationMs),
    text: output,
    script: putObject(project.task, script),
    output: putObject(project.task, fittingText(output)),
  };
}

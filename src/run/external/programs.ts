import { readFileSync } from "node:fs";
import type { CommandOf } from "../../engine/commands.ts";
import type { Run, Task } from "../../engine/run.ts";
import { attempt } from "../../process/attempt.ts";
import { pathApart } from "../../process/path.ts";
import { type Project, realPath } from "../../project/project.ts";
import { allProviders, providerOf } from "../../providers/index.ts";
import type { Provider } from "../../providers/provider.ts";
import { type Env, NoRecord, readNotes, writeNotes } from "../../record/outside.ts";
import { clean, fit } from "../../text.ts";

/**
 * The programs of external reviewers. Which one is first on the PATH decides whose verdict counts: path and hash are noted
 * outside of the project when the run begins, and compared before each use.
 */

interface Program {
  path: string;
  sha: string;
}

/** Programs by the id of their provider; one that was not there then is missing. */
interface Noted {
  run: string;
  noted: Record<string, Program>;
}

function programOf(provider: Provider, project: Project, env: Env): Program | null {
  const found = provider.program && Bun.which(provider.program, { PATH: pathApart(env.PATH, project.root, env.HOME) });
  if (!found) return null;
  try {
    const path = realPath(found);
    return { path, sha: new Bun.CryptoHasher("sha256").update(readFileSync(path)).digest("hex") };
  } catch {
    // Whoever asks it says why it cannot be read.
    return null;
  }
}

/** Notes the programs that a run begins with. Where nothing can be noted, nothing is compared. */
export function notePrograms(project: Project, run: string, env: Env): void {
  const found = allProviders().flatMap((one) => {
    const program = programOf(one, project, env);
    return program === null ? [] : [[one.id, program] as const];
  });
  const noted: Noted = { run, noted: Object.fromEntries(found) };
  attempt(() => writeNotes(env, project, "programs", run, noted), null, NoRecord);
}

/**
 * Whether the program of a task's reviewer is another one than when its run began.
 *
 * @returns a notice that holds the run for one question about this program; null: it is the same, was installed since, or was asked about
 */
export function changedProgram(project: Project, run: Run, task: Task, env: Env): CommandOf<"notice"> | null {
  const provider = providerOf(task.who.provider ?? "", run.settings.providers);
  const program = provider && programOf(provider, project, env);
  if (!provider || !program) return null;
  const notes = readNotes<Noted>(env, project, "programs", run.run);
  const then = notes.find((one) => one.run === run.run)?.noted?.[provider.id];
  const isKnown = (run.notices ?? []).some(({ what, key }) => what === CHANGED && key === program.sha);
  if (then === undefined || then.sha === program.sha || isKnown) return null;
  const text = `${provider.title} is not the program any more that the run began with: it was ${then.path}, and is ${program.path}. Go on if you have installed or updated it; else stop, and put the old one back.`;
  return { do: "notice", what: CHANGED, key: program.sha, text: fit(clean(text), 590), hold: true };
}

const CHANGED = "program-changed";

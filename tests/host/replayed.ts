// One kept run given again to the real host with this plugin.
import { approveSettings } from "../harness/known.ts";
import { type Ask, type LiveRun, readLive, replay } from "../harness/live.ts";
import { startModel } from "../harness/model.ts";
import { makeProject } from "../harness/project.ts";
import { standIn } from "../harness/stand-in.ts";
import { ofType, type Played, play } from "./scenario.ts";

interface Replayed {
  played: Played;
  /** The subject and the outcome of each task that counted, in order. */
  verdicts: [string, string][];
  differences: string[];
}

interface ReplayOptions {
  /** The programs of this machine are run, and what they do is kept. */
  real?: boolean;
  /** Somebody who gives the answers that are not kept, in their own time; they stand in `run` behind it. */
  ask?: Ask;
  run?: LiveRun;
}

/** Runs it to its end. */
export async function replayLive(name: string, { real = false, ask, ...given }: ReplayOptions = {}): Promise<Replayed> {
  const { files, kept, ...was } = readLive(name);
  const { run } = { ...was, ...given };
  const project = makeProject({ files, name });
  approveSettings(project);
  const again = replay(run, project, ask);
  const model = startModel({ script: again.script, codex: again.codex });
  const found = (program: string): string | null => {
    const path = real ? Bun.which(program) : null;
    if (real && path === null) throw new Error(`${program} is not on PATH`);
    return path;
  };
  const inFront = await Promise.all(run.programs.map((program) => standIn(program, kept, found(program))));
  const played = await play({
    version: "new",
    prompt: run.prompt,
    project,
    model,
    inFront,
    limitMs: ask ? 3_600_000 : 240_000,
  });
  const subjects = new Map(played.tasks.map((task) => [task.id, task.subject]));
  const verdicts = ofType(played.events, "accepted").map((one): [string, string] => [
    subjects.get(one.task) ?? one.task,
    one.outcome,
  ]);
  return { played, verdicts, differences: again.differences };
}

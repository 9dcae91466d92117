// One kept run given again to the real host with this plugin.
import { approveSettings } from "../harness/known.ts";
import { type Ask, type LiveRun, readLive, replay } from "../harness/live.ts";
import { startModel } from "../harness/model.ts";
import { makeProject } from "../harness/project.ts";
import { standIn } from "../harness/stand-in.ts";
import { type Left, ofType, type Played, play } from "./scenario.ts";

interface Replayed {
  played: Played;
  /** The subject and the outcome of each task that counted, in order. */
  verdicts: [string, string][];
  differences: string[];
}

interface ReplayOptions {
  /** The programs of this machine are run, and what they do is kept. */
  real?: boolean;
  /**
   * Somebody who gives the answers that are not kept, in their own time; they stand in `run` behind
   * it.
   */
  ask?: Ask;
  run?: LiveRun;
}

/** What a kept run needs to be given again, whoever carries it on. */
export async function prepareLive(
  name: string,
  { real = false, ask, ...given }: ReplayOptions = {},
) {
  const { files, kept, ...was } = readLive(name);
  const { run } = { ...was, ...given };
  const project = makeProject({ files, name });
  approveSettings(project);
  const { script, codex, differences } = replay(run, project, ask);
  const model = startModel({ script, codex });
  const found = (program: string): string | null => {
    const path = real ? Bun.which(program) : null;
    if (real && path === null) throw new Error(`${program} is not on PATH`);
    return path;
  };
  const inFront = await Promise.all(
    run.programs.map((program) => standIn(program, kept, found(program))),
  );
  return { run, project, model, inFront, differences };
}

/** Runs it to its end. */
export async function replayLive(name: string, options: ReplayOptions = {}): Promise<Replayed> {
  const { run, differences, ...prepared } = await prepareLive(name, options);
  const limitMs = options.ask ? 3_600_000 : 240_000;
  const played = await play({ version: "new", prompt: run.prompt, limitMs, ...prepared });
  return { played, verdicts: verdictsOf(played), differences };
}

/** The subject and the outcome of each task that counted, in order. */
export function verdictsOf({ tasks, events }: Left): [string, string][] {
  const subjects = new Map(tasks.map((task) => [task.id, task.subject]));
  return ofType(events, "accepted").map((one) => [subjects.get(one.task) ?? one.task, one.outcome]);
}

import type { Run } from "../engine/run.ts";
import { block, context, type Output } from "../host/answer.ts";
import { sameHost } from "../host/host.ts";
import { shellLine } from "../host/shell-call.ts";
import { pluginApart } from "../policy/own-folders.ts";
import { copyOf, dropCopy } from "../record/copies.ts";
import { unmark } from "../record/marks.ts";
import { type Before, type Touched, takeBefore } from "../record/watched.ts";
import { isGuarded } from "../run/folds.ts";
import { type Change, change, readRun } from "../run/run.ts";
import { sha256 } from "../store/journal.ts";
import { type HookCall, liveRun } from "./step.ts";

/** What a command did that no command may do; and a record that is gone altogether. */

/** Letters of a list of files in a message. */
const MAX_NAMES = 300;

const names = (touched: readonly Touched[]): string => {
  const all = touched.map((one) => one.path).join(", ");
  return all.length > MAX_NAMES ? `${all.slice(0, MAX_NAMES)}…` : all;
};

const TOLD: Record<Touched["remedy"], (files: string) => string> = {
  put_back: (files) =>
    `${files} changed, which no command of a run may change, and ${files.includes(", ") ? "are" : "is"} as before`,
  ask: (files) => `${files} changed, by it or by somebody else, and nothing was put back`,
  tell: (files) => `${files} changed`,
};

/** PostToolUse and PostToolUseFailure of a call that ran a command; undefined: it changed nothing that is watched. */
export async function behindCommand(hook: HookCall): Promise<Output | undefined> {
  const { payload, project, env } = hook;
  if (shellLine(payload) === null) return undefined;
  const before = takeBefore(project, payload.call, env);
  if (before === null) return undefined;
  const { lookBehind } = await import("../run/folder.ts");
  const touched = lookBehind(project, before, env, pluginApart(project));
  if (touched.length === 0) return undefined;
  const run = liveRun(hook);
  if (run === null || run.run !== before.run) return undefined;
  change(project, () => notices(touched, before, payload.call));
  const refused = touched.filter((one) => one.remedy !== "tell" || one.what === "folder-changed");
  return refused.length === 0 ? undefined : refusal(payload.event, refused);
}

function refusal(event: string, touched: readonly Touched[]): Output {
  const said = `Refused by multi-ai: while this command ran, ${sentence(touched)}. Whatever program, script or tool of it did that: run it so that it leaves these files alone (\`git clean -e .task\`), and do not undo what the program has put back. If nothing of this command did it, go on.`;
  return event === "PostToolUse" ? { ...block(said), systemMessage: person(touched) } : context(event, said);
}

const sentence = (touched: readonly Touched[]): string =>
  Object.entries(Object.groupBy(touched, (one) => one.remedy))
    .map(([remedy, some]) => TOLD[remedy as Touched["remedy"]](names(some!)))
    .join("; ");

const person = (touched: readonly Touched[]): string => `multi-ai: while a command ran, ${sentence(touched)}.`;

/** One for each kind and remedy: those that the person is asked about hold the run. */
function notices(touched: readonly Touched[], before: Before, call: string): Change[] {
  const kinds = Object.entries(Object.groupBy(touched, (one) => `${one.what} ${one.remedy}`));
  return kinds.map(([, some]) => {
    const [{ what, remedy }] = some as [Touched];
    return {
      do: "notice",
      what,
      key: sha256(`${before.run} ${call} ${remedy}`).slice(0, 16),
      text: person(some!).slice("multi-ai: ".length),
      hold: remedy === "ask",
    };
  });
}

/**
 * Any event where the record of a live run is gone. In the run's own session it is brought back; in another one the person is
 * told, once, and nothing else happens. Undefined: it is there again.
 */
export async function recordGone(hook: HookCall): Promise<Output | undefined> {
  const { project, env, payload } = hook;
  const copy = copyOf(project, env)!;
  const run = copied(hook, copy);
  if (run === null || !isGuarded(run)) {
    dropCopy(project, env);
    return null;
  }
  const isOwn = run.owner?.session === payload.session || sameHost(run.owner?.host ?? null, hook.host);
  if (isOwn && payload.event !== "SessionEnd") {
    // A call that ran a command says itself what it has done.
    const isCommand = payload.event.startsWith("PostToolUse") && shellLine(payload) !== null;
    if (!isCommand) {
      const { bringBack, goneNotice } = await import("../run/folder.ts");
      bringBack(project, env, goneNotice);
    }
    return undefined;
  }
  if (payload.event !== "SessionStart") return null;
  unmark(project, env);
  return {
    systemMessage: `multi-ai: the record of run ${run.run} is gone from .task/ in this folder, and a copy of it is kept. /multi-ai:resume brings it back; /multi-ai:cancel forgets it.`,
  };
}

/** The run of a copy, while its hooks have anything to do. */
function copied({ project }: HookCall, copy: string): Run | null {
  try {
    return readRun({ ...project, task: copy });
  } catch {
    return null;
  }
}

import type { Run } from "./engine/run.ts";
import { inHost, speak } from "./plugin.ts";
import type { Project } from "./project/project.ts";

/** The program for what a person says in the host (`hooks/persons.ts`): the hook loads it from `dist/`. */
export { answer } from "./hooks/main.ts";

type Dispatch = typeof import("./hooks/dispatch.ts").dispatch;

/** Starts the agent of a task. The step, which is built without it and without the words of briefs, calls it here. */
export async function dispatch(...of: Parameters<Dispatch>): ReturnType<Dispatch> {
  speak(inHost);
  return (await import("./hooks/dispatch.ts")).dispatch(...of);
}

/** The report for the host, at the end of a run. The step, which is built without it, calls it here. */
export function reportOf(project: Project, run: Run): string {
  speak(inHost);
  return (require("./run/report.ts") as typeof import("./run/report.ts")).reportOf(project, run);
}

type Held = typeof import("./run/told-by-host.ts").held;

/** What holds a run because the host knows nothing of it. The step, which is built without it, calls it here. */
export const held = (...of: Parameters<Held>): ReturnType<Held> =>
  (require("./run/told-by-host.ts") as typeof import("./run/told-by-host.ts")).held(...of);

/** Puts right what a call has changed that it may not. The step, which is built without it, calls it here. */
export const behindCall = (...of: Parameters<typeof import("./run/folder.ts").behindCall>): string | null =>
  (require("./run/folder.ts") as typeof import("./run/folder.ts")).behindCall(...of);

/** Brings back the record of a run that is gone. The step, which is built without it, calls it here. */
export const broughtBack = (...of: Parameters<typeof import("./run/gone.ts").broughtBack>): void =>
  (require("./run/gone.ts") as typeof import("./run/gone.ts")).broughtBack(...of);
type Foreign = typeof import("./hooks/foreign.ts").foreign;

/** The answer to an event whose caller is not the owner's host. The step, which is built without it, calls it here. */
export function foreign(...of: Parameters<Foreign>): ReturnType<Foreign> {
  speak(inHost);
  return (require("./hooks/foreign.ts") as typeof import("./hooks/foreign.ts")).foreign(...of);
}

type WorktreeSubject = typeof import("./run/worktree-subject.ts").worktreeSubject;

/** The tree of a worktree. The step, which is built without it, calls it here. */
export const worktreeSubject = (...of: Parameters<WorktreeSubject>): ReturnType<WorktreeSubject> =>
  (require("./run/worktree-subject.ts") as typeof import("./run/worktree-subject.ts")).worktreeSubject(...of);

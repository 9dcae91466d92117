import { ownBun } from "../../plugin.ts";

/** Starts who sends messages. Nothing here loads a module of the system, as the status line needs it, too. */

/** In `.task/`: the silences that were told. It is there from the first dispatch on, where somebody is told of silences. */
export const SILENCES = "silences.json";
/** Milliseconds between two looks for them. */
export const SILENCE_LOOK_MS = 60_000;

/** Starts a process that sends what is due, and waits for nothing: whether it starts is nothing to the run. `plugin`: its folder. */
export function notifyFrom(plugin: string, root: string): void {
  // Its commands could read there what answers for the person; the others are those of the status line.
  const not = { MULTI_AI_TOKEN: undefined, MULTI_AI_CWD: undefined, BUN_JSC_useJIT: undefined };
  try {
    Bun.spawn([...ownBun(), `${plugin}/src/orchestrator.ts`, "notify", "--project", root], {
      cwd: plugin,
      stdio: ["ignore", "ignore", "ignore"],
      env: { ...process.env, ...not },
      detached: true,
    }).unref();
  } catch {
    // The next change tries again, from where the last message was sent.
  }
}

/**
 * Has silent agents looked for, at most once a minute whoever asks, by such a process. Nothing happens where nobody is told of
 * silences. Never throws.
 */
export function lookFrom(plugin: string, root: string, task: string): void {
  try {
    const path = `${task}/${SILENCES}`;
    const { size, lastModified } = Bun.file(path);
    const now = Date.now();
    if (size === 0 || now - lastModified < SILENCE_LOOK_MS) return;
    process.getBuiltinModule("node:fs").utimesSync(path, now / 1_000, now / 1_000);
  } catch {
    return;
  }
  notifyFrom(plugin, root);
}

import { pluginRoot } from "../../host/program.ts";
import { ownBun } from "../../plugin.ts";
import type { Rooted } from "../../project/project.ts";

/** Starts a process that sends what is due, and waits for nothing: whether it starts is nothing to the run. */
export function startNotifying({ root }: Rooted): void {
  const plugin = pluginRoot();
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

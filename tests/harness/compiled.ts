// The compiled program, made once for a whole run of the tests.
import { chmodSync, cpSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { entryFor, isReady, takeTry } from "../../src/hooks/compiled.ts";

/** A data folder that the tests of one run share; `npm test` names it. */
const SHARED = process.env.MULTI_AI_TESTS_DATA;

/**
 * Puts the compiled program of this plugin into a fresh home. Without it the hook compiles it behind the first call, which
 * takes as much work as Claude Code's own start. Does nothing where the tests of one file run alone.
 */
export function giveCompiled(home: string, plugin: string): void {
  const shared = entryFor(plugin, SHARED);
  if (shared === null) return;
  if (!isReady(shared, plugin) && takeTry(shared)) compile(plugin, shared);
  if (!isReady(shared, plugin)) return;
  const data = join(home, ".claude/plugins/data/multi-ai-inline");
  mkdirSync(data, { recursive: true });
  chmodSync(data, 0o700);
  cpSync(shared, entryFor(plugin, data)!, { recursive: true });
}

function compile(plugin: string, entry: string): void {
  mkdirSync(dirname(entry), { recursive: true });
  const words = ["--no-install", "--config=hooks/bunfig.toml", "src/hooks/compile.ts", entry];
  Bun.spawnSync([process.execPath, ...words], { cwd: plugin, env: { PATH: "/usr/bin:/bin" } });
}

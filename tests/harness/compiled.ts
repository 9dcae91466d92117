// The compiled program, made once for a whole run of the tests.
import { chmodSync, cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { entryFor, isReady } from "../../src/hooks/program/compiled.ts";
import { SHARED_DATA } from "./start.ts";

/**
 * Puts the compiled program of this plugin into a fresh home. Without it the hook compiles it
 * behind the first call, which takes as much work as Claude Code's own start. Does nothing where
 * the tests of one file run alone.
 */
export function giveCompiled(home: string, plugin: string): void {
  const shared = entryFor(plugin, SHARED_DATA);
  if (shared === null) return;
  if (!isReady(shared, plugin)) return;
  const data = join(home, ".claude/plugins/data/multi-ai-inline");
  mkdirSync(data, { recursive: true });
  chmodSync(data, 0o700);
  cpSync(shared, entryFor(plugin, data)!, { recursive: true });
}

// The hook's compiled programs, made once for a whole run of the tests.
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { placeFor, readyEntry, SEAL, sealOf, stepHash, takeTry } from "../../src/hooks/bytecode.ts";

/** A data folder that the tests of one run share; `npm test` names it. */
const SHARED = process.env.MULTI_AI_TESTS_DATA;

/** Hashes of what ships for the hook, by plugin. */
const hashes = new Map<string, string | null>();

/**
 * Puts compiled programs of this plugin into a fresh home. Without them the hook compiles them behind each first call, which
 * takes as much work as Claude Code's own start. Does nothing where the tests of one file run alone, and for other plugins.
 */
export function giveCompiled(home: string, plugin: string): void {
  if (SHARED === undefined) return;
  const hash = hashes.get(plugin) ?? hashOf(plugin);
  hashes.set(plugin, hash);
  const shared = hash === null ? null : placeFor(hash, { CLAUDE_PLUGIN_DATA: SHARED });
  if (hash === null || shared === null) return;
  if (readyEntry(shared) === null && takeTry(shared)) compile(plugin);
  const made = readyEntry(shared);
  if (made === null) return;
  const folder = join(home, ".claude/plugins/data/multi-ai-inline/bytecode");
  const entry = join(folder, basename(made));
  mkdirSync(entry, { recursive: true });
  for (const one of [folder, entry]) chmodSync(one, 0o700);
  const names = readdirSync(made).filter((name) => name !== SEAL);
  for (const name of names) copyFileSync(join(made, name), join(entry, name));
  writeFileSync(join(entry, SEAL), sealOf(entry), { mode: 0o600 });
}

function hashOf(plugin: string): string | null {
  const step = join(plugin, "hooks/step");
  try {
    return stepHash(readdirSync(step).map((name) => [name, readFileSync(join(step, name))]));
  } catch {
    // A plugin of the tests' own.
    return null;
  }
}

function compile(plugin: string): void {
  const env = { PATH: "/usr/bin:/bin", CLAUDE_PLUGIN_DATA: SHARED! };
  Bun.spawnSync([process.execPath, "--config=hooks/bunfig.toml", "hooks/compile.js"], { cwd: plugin, env });
}

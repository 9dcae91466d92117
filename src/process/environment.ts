/** By this name the shell parts of the plugin (hooks/find-bun.sh) keep what they hide from the plugin's own Bun. */
const KEPT = "MULTI_AI_BUN_OPTIONS";

/** Puts the person's own options of Bun back, for what this process starts in the person's place: tests, or the host. */
export function restoreOptions(env: Record<string, string | undefined> = process.env): void {
  const kept = env[KEPT];
  delete env[KEPT];
  if (kept !== undefined) env.BUN_OPTIONS = kept;
}

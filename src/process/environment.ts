/**
 * By this name the shell parts of the plugin (hooks/find-bun.sh) keep what they hide from the
 * plugin's own Bun.
 */
const KEPT = "MULTI_AI_BUN_OPTIONS";

/** The file by which git passes over some in a session's fence (src/run/fence/session-fence.ts). */
const OF_FENCE = /\/outside\/fence\/[0-9a-f]{32}$/;

/**
 * Puts the person's own options of Bun back, for what this process starts in the person's place:
 * tests, or the host. These are in no fence of a session, and git is as it is without one.
 */
export function restoreOptions(env: NodeJS.ProcessEnv = process.env): void {
  const kept = env[KEPT];
  delete env[KEPT];
  if (kept !== undefined) env.BUN_OPTIONS = kept;
  if (OF_FENCE.test(env.GIT_CONFIG_VALUE_0 ?? ""))
    for (const name of ["COUNT", "KEY_0", "VALUE_0"]) delete env[`GIT_CONFIG_${name}`];
}

// @bun
// src/process/environment.ts
var KEPT = "MULTI_AI_BUN_OPTIONS";
function restoreOptions(env = process.env) {
  const kept = env[KEPT];
  delete env[KEPT];
  if (kept !== undefined)
    env.BUN_OPTIONS = kept;
}

export { restoreOptions };

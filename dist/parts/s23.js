// @bun
// src/run/notify/look.ts
var SILENCES = "silences.json";
var SILENCE_LOOK_MS = 60000;
function notifyFrom(plugin, root) {
  const bun = [process.execPath, "--config=hooks/bunfig.toml", "--no-env-file", "--env-file=/dev/null"];
  const not = { MULTI_AI_TOKEN: undefined, MULTI_AI_CWD: undefined, BUN_JSC_useJIT: undefined };
  try {
    Bun.spawn([...bun, `${plugin}/dist/orchestrator.js`, "notify", "--project", root], {
      cwd: plugin,
      stdio: ["ignore", "ignore", "ignore"],
      env: { ...process.env, ...not },
      detached: true
    }).unref();
  } catch {}
}
function lookFrom(plugin, root, task) {
  try {
    const path = `${task}/${SILENCES}`;
    const { size, lastModified } = Bun.file(path);
    const now = Date.now();
    if (size === 0 || now - lastModified < SILENCE_LOOK_MS)
      return;
    process.getBuiltinModule("node:fs").utimesSync(path, now / 1000, now / 1000);
  } catch {
    return;
  }
  notifyFrom(plugin, root);
}

export { SILENCES, SILENCE_LOOK_MS, notifyFrom, lookFrom };

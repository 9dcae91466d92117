// The real Codex, on a machine on which its sandbox starts or does not.
import { realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempDir } from "./project.ts";

const CODEX = join(import.meta.dir, "../node_modules/.bin/codex");

const UNSHARE = "unshare --user --map-current-user --keep-caps";
const NO_MORE = "echo 0 >/proc/sys/user/max_user_namespaces";
const DROP = "setpriv --bounding-set=-all --inh-caps=-all --ambient-caps=-all";

/** Scripts that start Codex, by how its sandbox is there. */
const WITH_SANDBOX: Record<string, (codex: string) => string> = {
  // It may make no namespace. Where nobody may, there is nothing to keep it from.
  none: (codex) => `#!/bin/sh
${UNSHARE} sh -c '${NO_MORE}' 2>/dev/null || exec '${codex}' "$@"
exec ${UNSHARE} sh -c '${NO_MORE}; exec ${DROP} -- "$@"' sh '${codex}' "$@"
`,
  // What is tried in it runs.
  starts: (codex) => `#!/bin/sh
[ "$1" = sandbox ] || exec '${codex}' "$@"
while [ "$1" != -- ]; do shift; done
shift
exec "$@"
`,
};

/** Whether a command runs in its sandbox here. */
export function sandboxStarts(): boolean {
  // It makes no helper programs where its home is below the folder for temporary files, and sees
  // none below /dev, where tests may have theirs.
  const [home, TMPDIR] = [tempDir("codex-home-", "/var/tmp"), tempDir()];
  const env = { ...process.env, HOME: home, CODEX_HOME: home, TMPDIR };
  const words = ["sandbox", "--config", 'sandbox_mode="read-only"', "--", "echo", "ran"];
  return Bun.spawnSync([codexPath(), ...words], { env }).stdout.toString() === "ran\n";
}

/**
 * The path by which tests start it. Its sandbox is as on this machine, unless
 * MULTI_AI_TESTS_SANDBOX_OF_CODEX says otherwise.
 */
export function codexPath(): string {
  const codex = realpathSync(CODEX);
  const script = WITH_SANDBOX[process.env.MULTI_AI_TESTS_SANDBOX_OF_CODEX ?? ""];
  if (script === undefined) return codex;
  const path = join(tempDir("multi-ai-codex-"), "codex");
  writeFileSync(path, script(codex), { mode: 0o755 });
  return path;
}

import { readFileSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** What a version manager puts on the PATH is one file for all of its programs: only it knows which one is started. */

const LIMIT_MS = 5_000;

/** How a version manager is asked which program it starts by this name; null: none is behind it. */
function asked(name: string, real: string, PATH: string): string[] | null {
  const own = basename(real);
  if (own === name) return isScriptOfAsdf(real) ? [Bun.which("asdf", { PATH }) ?? "asdf", "which", name] : null;
  if (own === "mise" || own === "rtx") return [real, "which", name];
  return own === "volta-shim" ? [join(dirname(real), "volta"), "which", name] : null;
}

function isScriptOfAsdf(real: string): boolean {
  const inShims = basename(dirname(real)) === "shims";
  return inShims && /^exec .*asdf.* exec /m.test(readFileSync(real, "utf8").slice(0, 4_096));
}

/**
 * The program that a version manager starts in a folder by this path; null: none does, or it does not tell. `env`: in which
 * the program would be started.
 */
export function behindShim(path: string, cwd: string, env: Record<string, string | undefined>): string | null {
  try {
    const command = asked(basename(path), realpathSync(path), env.PATH ?? "");
    if (command === null) return null;
    const { stdout } = Bun.spawnSync(command, { cwd, env, stdin: "ignore", stderr: "ignore", timeout: LIMIT_MS });
    return realpathSync(stdout.toString().trim());
  } catch {
    return null;
  }
}

// What some specs need of a machine beside Node, git and ps. `npm test` hides it from all others, so that they pass on any
// machine or on none: a spec that needs it says so by `needing` in harness/needs.ts, and is played again with it.
import { existsSync, mkdirSync, readdirSync, realpathSync, symlinkSync } from "node:fs";
import { join } from "node:path";

/** Programs that are hidden. The sandbox of Codex is, too: see harness/codex-program.ts. */
export const HIDDEN = ["bwrap", "socat", "python3", "python", "make", "ssh-keygen", "busybox", "pgbouncer"];

/** How the name of a test ends that needs something, and that as it stands there. */
export const NEEDS = " \\(needs ([^()]+)\\)$";

/**
 * An environment in which none of the hidden programs is found: in the place of each folder of PATH with one of them stands
 * a folder of links to all else in it, below `into`.
 */
export function hidingEnvironment(into) {
  const made = new Map();
  const without = (folder) => {
    if (!HIDDEN.some((name) => existsSync(join(folder, name)))) return folder;
    const real = realpathSync(folder);
    if (!made.has(real)) {
      const links = join(into, String(made.size));
      mkdirSync(links, { recursive: true });
      for (const name of readdirSync(real)) if (!HIDDEN.includes(name)) symlinkSync(join(real, name), join(links, name));
      made.set(real, links);
    }
    return made.get(real);
  };
  const hiding = (path) => path.split(":").map(without).join(":");
  return {
    PATH: hiding(process.env.PATH ?? ""),
    MULTI_AI_TESTS_SYSTEM_PATH: hiding("/usr/bin:/bin"),
    MULTI_AI_TESTS_SANDBOX_OF_CODEX: "none",
  };
}

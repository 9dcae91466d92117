// A copy of this repository in which each program of the plugin begins as on macOS: its Bun loads preload.ts, which nothing of
// the environment can ask of it.
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const PACKAGES = ["node_modules", "tests/node_modules"];
const LEFT_OUT = [...PACKAGES, ".git", ".task", "server"];

/** Makes the copy at `into`, which is not there yet. Returns the path of what is loaded first in it. */
function copyAsMac(root, into) {
  const leftOut = new Set(LEFT_OUT.map((path) => join(root, path)));
  // What is compiled of it has to be newer than its source.
  cpSync(root, into, { recursive: true, preserveTimestamps: true, filter: (path) => !leftOut.has(path) });
  for (const folder of PACKAGES) if (existsSync(join(root, folder))) symlinkSync(join(root, folder), join(into, folder));
  const [preload, bunfig] = ["tests/mac/preload.ts", "hooks/bunfig.toml"].map((path) => join(into, path));
  // What specs start as a process of its own begins in no folder of the plugin.
  const program = join(into, "tests/harness/program.ts");
  writeFileSync(program, `import "../mac/preload.ts";\n${readFileSync(program, "utf8")}`);
  writeFileSync(bunfig, `preload = [${JSON.stringify(preload)}]\n${readFileSync(bunfig, "utf8")}`);
  return preload;
}

/** Makes what specs need that run as on macOS, in a folder: where they run, and what more their environment has. `path`: their PATH. */
export function laneAsMac(root, folder, path) {
  const at = realpathSync(folder);
  const cwd = join(at, "mac");
  const preload = copyAsMac(root, cwd);
  // Temporary files are behind a link there.
  mkdirSync(join(at, "private/var"), { recursive: true });
  symlinkSync("private/var", join(at, "var"));
  // What its tools do otherwise than those of GNU and Linux.
  const PATH = `${join(cwd, "tests/mac/bin")}:${path}`;
  return { cwd, env: { PATH, TMPDIR: join(at, "var/"), BUN_OPTIONS: `--preload=${preload}` } };
}

// Installs what a clone lacks, with npm alone: run by Node before there is Bun, so no TypeScript and no package here.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const json = (path) => {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
};

/** Whether a folder holds what its lock file names. Packages for other platforms are optional and do not count. */
export function isInstalled(folder) {
  const wanted = json(join(folder, "package-lock.json"))?.packages ?? {};
  const there = json(join(folder, "node_modules", ".package-lock.json"))?.packages;
  if (!there) return false;
  return Object.entries(wanted).every(
    ([path, entry]) => path === "" || entry.optional === true || there[path]?.version === entry.version,
  );
}

/** Every place where npm may have put Bun: with install scripts it is moved out of its platform's package. */
function bunPlaces() {
  const scope = join(root, "node_modules", "@oven");
  const platforms = existsSync(scope) ? readdirSync(scope).filter((name) => name.startsWith("bun-")) : [];
  return [
    ...platforms.flatMap((name) => ["bun", "bun.exe"].map((file) => join(scope, name, "bin", file))),
    join(root, "node_modules", "bun", "bin", "bun.exe"),
  ];
}

/** The Bun that the lock file names, as a path; null when none of what is installed runs here (a package for another libc, npm's stub). */
export function installedBun() {
  const wanted = json(join(root, "package.json")).dependencies.bun;
  for (const path of bunPlaces().filter((one) => existsSync(one))) {
    const { status, stdout } = spawnSync(path, ["--version"], { encoding: "utf8", timeout: 20_000 });
    if (status === 0 && stdout.trim() === wanted) return path;
  }
  return null;
}

function npm(folder, args) {
  // Through npm's own program where npm runs this script: no shell, also where npm is a script file.
  const path = process.env.npm_execpath;
  const [command, ...first] = path && /\.[cm]?js$/.test(path) ? [process.execPath, path] : ["npm"];
  // What the calling npm was given for its own run must not steer this one.
  const steering = /^(NODE_ENV|npm_(command|lifecycle.*|package.*|config_(ignore_scripts|omit|production)))$/i;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !steering.test(name)));
  const done = spawnSync(command, [...first, ...args], {
    cwd: folder,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 16 * 1024 * 1024,
  });
  return { ok: done.status === 0, output: done.error?.message ?? `${done.stdout}${done.stderr}`.trim() };
}

/** Installs a folder's locked packages. Throws with what npm said. */
function installFolder(folder, what, say) {
  say(`Installing ${what} (npm ci) …`);
  const started = Date.now();
  const done = npm(folder, ["ci"]);
  if (!done.ok) throw new Error(`npm failed in ${folder}:\n${done.output.slice(0, 3_000)}\nRun npm ci there by hand to see more.`);
  if (!isInstalled(folder)) throw new Error(`npm did not install the versions of package-lock.json in ${folder}. Mend the lock file.`);
  say(`  done in ${Math.round((Date.now() - started) / 1_000)} s`);
}

/**
 * Installs what is missing and returns the path of Bun. `development`: also the tools of `tests/`, which include Claude Code
 * and Codex. `server`: also what the job server needs. Throws with what npm said.
 */
export function install({ development = false, server = false, say = (line) => console.log(line) }) {
  if (!isInstalled(root) || installedBun() === null) installFolder(root, "Bun and the libraries", say);
  if (development && !isInstalled(join(root, "tests"))) installFolder(join(root, "tests"), "the tools of tests/, with Claude Code and Codex: 1.5 GB", say);
  if (server && !isInstalled(join(root, "server"))) installFolder(join(root, "server"), "the packages of server/, with a PostgreSQL", say);
  const bun = installedBun();
  if (bun === null)
    throw new Error(`npm installed no Bun that runs here (${process.platform} ${process.arch}). Remove node_modules and try again.`);
  return bun;
}

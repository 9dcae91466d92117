import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

export const repository = resolve(import.meta.dir, "../..");

/** What the host replaces by the plugin's folder in the arguments of a hook. */
export const rootHole = /\$\{CLAUDE_PLUGIN_ROOT\}/;

/** What npm leaves in the place of Bun when it runs no install scripts. */
const npmStub = `echo "Error: Bun's postinstall script was not run." >&2\nexit 1\n`;

/**
 * A stand-in for the built hook and the built program: tells what it was given, or fails as
 * STAND_IN says.
 */
const standIn = `
if (process.env.STAND_IN === "crash") { console.log("half an answer"); process.exit(7); }
if (process.env.STAND_IN === "busy") { if (process.env.MULTI_AI_AGAIN) process.exit(1); while (process.cpuUsage().user < 4_000_000); }
if (process.env.STAND_IN === "silent") process.exit(0);
if (process.env.STAND_IN === "killed") { if (process.env.MULTI_AI_AGAIN) process.exit(1); console.log("half an answer"); process.kill(process.pid, "SIGKILL"); }
if (process.env.STAND_IN === "hang") await Bun.sleep(600_000);
if (process.env.STAND_IN === "ill") { if (process.env.MULTI_AI_AGAIN) process.exit(1); console.log("half an answer"); process.kill(process.pid, "SIGILL"); }
if (process.env.STAND_IN === "first") { if (process.env.MULTI_AI_AGAIN) process.exit(1); console.log("half an answer"); process.exit(1); }
if (process.env.STAND_IN === "log") Bun.stdin.json().then(({ hook_event_name: event }) => require("node:fs").appendFileSync(
  process.env.STAND_IN_LOG, JSON.stringify({ event, args: process.argv.slice(2), host: Number(process.env.CLAUDE_PID) }) + "\\n",
)); else Bun.stdin.bytes().then((stdin) => console.log(JSON.stringify({
  args: process.argv.slice(2), cwd: process.cwd(), bun: process.execPath, leak: process.env.LEAK, evil: globalThis.evil,
  jit: process.env.BUN_JSC_useJIT, start: process.env.MULTI_AI_PROJECT_START, home: process.env.MULTI_AI_HOME,
  stdin: new Bun.CryptoHasher("sha256").update(stdin).digest("hex"), bytes: stdin.length,
})));
`;

/** A new folder, real path, x holds what shell code gets wrong. */
export function tempFolder(name = `it's "ö" $(touch pwned)`) {
  const path = join(realpathSync(mkdtempSync(join(tmpdir(), "plugin-test-"))), name);
  mkdirSync(path);
  return { path, remove: () => rmSync(dirname(path), { recursive: true, force: true }) };
}

export function write(path: string, text: string, mode = 0o644) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
}

/**
 * A copy of the shell part of the plugin in \`folder\`, with stand-ins for what is built. Returns
 * its root.
 */
export function copyPlugin(folder: string) {
  const root = join(folder, "plug in");
  for (const part of [
    "hooks/guard.sh",
    "hooks/no-run.sh",
    "hooks/find-bun.sh",
    "hooks/bunfig.toml",
    "hooks/hooks.json",
    "bin/multi-ai",
  ]) {
    cpSync(join(repository, part), join(root, part));
  }
  write(join(root, "src/hook.ts"), standIn);
  for (const part of ["package.json"]) cpSync(join(repository, part), join(root, part));
  write(join(root, "node_modules/zod/package.json"), "{}");
  write(join(root, "src/orchestrator.ts"), `process.chdir(process.env.MULTI_AI_CWD);${standIn}`);
  return root;
}

/** The plugin as it comes through what keeps no executable bits; returns its root. */
export function withoutBits(folder: string): string {
  const root = join(folder, "multi-ai");
  for (const part of ["src", "hooks", "bin", "agents", "prompts", "commands", "skills"])
    cpSync(join(repository, part), join(root, part), { recursive: true });
  for (const part of [".claude-plugin", "plugin.json", "package.json", "package-lock.json"])
    cpSync(join(repository, part), join(root, part), { recursive: true });
  symlinkSync(join(repository, "node_modules"), join(root, "node_modules"));
  for (const part of ["bin/multi-ai", "hooks/guard.sh", "hooks/find-bun.sh", "hooks/no-run.sh"])
    chmodSync(join(root, part), 0o644);
  return root;
}

/**
 * Puts a Bun at \`path\`: a link to the one that runs the tests, npm's stub, or a file that may not
 * be run.
 */
export function putBun(path: string, kind: "real" | "stub" | "not executable" = "real") {
  mkdirSync(dirname(path), { recursive: true });
  if (kind === "real") symlinkSync(process.execPath, path);
  else if (kind === "stub") write(path, npmStub, 0o755);
  else write(path, "no program\n");
  return path;
}

/**
 * A project whose own settings would run code in Bun, or in the place of what Bun is to run, and
 * leak a variable.
 */
export function hostileProject(path: string) {
  write(join(path, "bunfig.toml"), 'preload = ["./evil.ts"]\n');
  write(
    join(path, "evil.ts"),
    'globalThis.evil = "ran";\nconsole.log("evil", process.env.LEAK);\n',
  );
  write(join(path, ".env"), "LEAK=leaked\n");
  write(
    join(path, "tsconfig.json"),
    '{ "compilerOptions": { "paths": { "*": ["./evil.ts"] } } }\n',
  );
  write(join(path, "package.json"), '{ "imports": { "#x": "./evil.ts" } }\n');
  return path;
}

/** Runs a command to its end; nothing of this process' environment is passed on. */
export function run(
  command: string[],
  options: { cwd: string; env: Record<string, string>; stdin?: Uint8Array | string },
) {
  const { stdin = "", ...rest } = options;
  const child = Bun.spawnSync(command, {
    ...rest,
    stdin: typeof stdin === "string" ? Buffer.from(stdin) : stdin,
  });
  const stdout = child.stdout.toString();
  return {
    code: child.exitCode,
    stdout,
    stderr: child.stderr.toString(),
    json: () => JSON.parse(stdout),
  };
}

/**
 * Loaded before each program of a copy of the plugin (see copy.mjs): what is different on macOS, as
 * far as the program can ask for it. Nothing here shows that something works on a Mac; it shows that
 * nothing asks for what a Mac does not have.
 */
import { ps, type Told } from "./ps.ts";

const fs = process.getBuiltinModule("node:fs");
const os = process.getBuiltinModule("node:os");
const real = { ...fs };

Object.defineProperty(process, "platform", { value: "darwin" });

// No /proc.
const isHidden = (path: unknown): boolean => /^\/proc(?:\/|$)/.test(String(path));
const missing = (path: unknown): never => {
  const code = "ENOENT";
  throw Object.assign(new Error(`${code}: no such file or directory, open '${path}'`), { code });
};
type Asks = (path: unknown, ...rest: unknown[]) => unknown;
const replace = (name: keyof typeof fs, work: Asks): void => {
  Object.assign(fs, { [name]: work });
};
const LOOKS = [
  "readFileSync",
  "readdirSync",
  "readlinkSync",
  "statSync",
  "lstatSync",
  "openSync",
] as const;
for (const name of LOOKS)
  replace(name, (path, ...rest) => {
    if (!isHidden(path)) return (real[name] as Asks)(path, ...rest);
    const [how] = rest as [{ throwIfNoEntry?: boolean } | undefined];
    return how?.throwIfNoEntry === false ? undefined : missing(path);
  });
replace("existsSync", (path) => !isHidden(path) && real.existsSync(path as string));

// Without Linux' O_PATH a file is opened to find its name: it has to be readable, and a named pipe
// waits for ever. Here the process ends instead.
const opens = (path: unknown): string => {
  const at = isHidden(path) ? missing(path) : String(path);
  if (real.statSync(at).isFIFO()) {
    process.stderr.write(`realpath of the named pipe ${at} never returns on macOS\n`);
    process.kill(process.pid, "SIGKILL");
  }
  real.closeSync(real.openSync(at, "r"));
  return at;
};
const realpath: Asks = (path, ...rest) => (real.realpathSync as Asks)(opens(path), ...rest);
replace("realpathSync", Object.assign(realpath, { native: realpath }));

// The name of a Mac comes from the network, and changes with it.
const name = process.env.MAC_HOST_NAME;
if (name) os.hostname = () => name;

/**
 * The time for which the machine has slept since this process began, in seconds: text of a file. It
 * counts in no uptime of a process.
 */
const sleeps = process.env.MAC_SLEPT;
const uptime = process.uptime.bind(process);
process.uptime = () =>
  uptime() - (sleeps && real.existsSync(sleeps) ? Number(real.readFileSync(sleeps, "utf8")) : 0);

/** The programs of the system that the product asks about processes. */
const PROGRAMS: Record<string, (args: string[]) => Told> = { ps };
const spawnSync = Bun.spawnSync as (...given: unknown[]) => unknown;
Object.assign(Bun, {
  spawnSync: (...given: unknown[]) => {
    const [[program, ...args]] = given as [string[]];
    const told = Array.isArray(given[0]) ? PROGRAMS[program!]?.(args) : undefined;
    if (told === undefined) return spawnSync(...given);
    const [stdout, stderr] = [told.out, told.err].map((text) => Buffer.from(text));
    return { pid: 0, exitCode: told.code, success: told.code === 0, stdout, stderr };
  },
});

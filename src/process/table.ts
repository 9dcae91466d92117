import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { basename } from "node:path";
import { attempt } from "./attempt.ts";

/** A process, as listed by `/proc` on Linux and by `ps` elsewhere. */
export interface ProcessRow {
  pid: number;
  parent: number;
  group: number;
  /** As `ps` writes it; Z and X: it has ended, but its parent has not reaped it. */
  state: string;
  /**
   * Start time, which a later process with the same pid does not share: clock ticks since boot on
   * Linux, else seconds since 1970.
   */
  started: string;
  /** Its command line; null on Linux, where it is in a file of its own. */
  command: string | null;
}

const onLinux = process.platform === "linux";

/**
 * Those of these processes that there are, as far as the system tells; also those that have ended
 * but were not reaped.
 */
export const processesOf = (...pids: number[]): ProcessRow[] =>
  onLinux ? pids.flatMap((pid) => fromProc(pid) ?? []) : fromPs("-p", pids.join(","));

export const processOf = (pid: number): ProcessRow | null =>
  Number.isSafeInteger(pid) && pid > 0 ? (processesOf(pid)[0] ?? null) : null;

/** A zombie that nobody reaps, as in many containers, does not run. */
export const hasEnded = ({ state }: Pick<ProcessRow, "state">): boolean => /^[ZX]/.test(state);

/**
 * The processes of this machine that still run. Empty when the machine does not tell; never throws.
 */
export const runningProcesses = (): ProcessRow[] => allProcesses().filter((pid) => !hasEnded(pid));

function allProcesses(): ProcessRow[] {
  if (!onLinux) return fromPs("-A");
  const names = attempt(() => readdirSync("/proc"), []);
  return names.flatMap((name) => (/^\d+$/.test(name) ? (fromProc(name) ?? []) : []));
}

/** Null: it has ended while we were looking. */
const fromProc = (pid: string | number): ProcessRow | null =>
  attempt(() => parseStat(readFileSync(`/proc/${pid}/stat`, "latin1")), null);

/**
 * What stands after the program's name, which is in parentheses and may itself have parentheses
 * and spaces.
 */
export const statFields = (text: string): string[] =>
  text.slice(text.lastIndexOf(")") + 2).split(" ");

/** Reads `/proc/<pid>/stat`. */
export function parseStat(text: string): ProcessRow | null {
  const [state, parent, group, ...rest] = statFields(text);
  const started = rest[16];
  if (!state || started === undefined) return null;
  const ids = { pid: Number.parseInt(text, 10), parent: Number(parent), group: Number(group) };
  return { ...ids, state, started, command: null };
}

/** Asked of `ps`, without headings. */
export const PS_COLUMNS = "pid=,ppid=,pgid=,stat=,lstart=,command=";

/** Without `ps` nothing is known. */
const fromPs = (...which: string[]): ProcessRow[] =>
  attempt(() => {
    // The system's own, whatever is first on PATH.
    const env = { PATH: "/bin:/usr/bin", LC_ALL: "C", TZ: "UTC" };
    return parsePs(
      Bun.spawnSync(["ps", "-ww", "-o", PS_COLUMNS, ...which], { env }).stdout.toString(),
    );
  }, []);

const PS_LINE =
  /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+([A-Z][a-z]{2}\s+[A-Z][a-z]{2}\s+\d+\s[\d:]+\s\d{4})\s+(\S.*)$/;

/**
 * Processes of a listing of `ps` with our columns, its times in UTC; other lines are passed over.
 */
export const parsePs = (listing: string): ProcessRow[] =>
  listing.split("\n").flatMap((line) => {
    const [, pid, parent, group, state, started, command] = PS_LINE.exec(line) ?? [];
    const at = Date.parse(`${started} UTC`) / 1_000;
    if (command === undefined || Number.isNaN(at)) return [];
    const ids = { pid: Number(pid), parent: Number(parent), group: Number(group) };
    return [{ ...ids, state: state!, started: String(at), command: command.trimEnd() }];
  });

/**
 * Those of `table` that descend from one of `roots`, wherever their process group; not the roots
 * themselves.
 */
export function descendants(table: ProcessRow[], roots: ReadonlySet<number>): ProcessRow[] {
  const children = Map.groupBy(table, (entry) => entry.parent);
  const found = new Map<number, ProcessRow>();
  const open = [...roots];
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    for (const child of children.get(pid) ?? []) {
      if (found.has(child.pid) || roots.has(child.pid)) continue;
      found.set(child.pid, child);
      open.push(child.pid);
    }
  }
  return [...found.values()];
}

export interface Ancestor {
  pid: number;
  parent: number;
  /** Path of its executable, null where the system does not tell. */
  executable: string | null;
  argv: string[];
}

/** More than any real chain of processes has. */
const MAX_ANCESTORS = 64;

const INTERPRETER = /^(node|nodejs|bun|bunx|npx|deno|sh|bash|dash|zsh|ksh|env)(\.exe)?$/;
const HOST = /^claude(\.exe)?$/;
const PACKAGE = /(^|[/\\])@anthropic-ai[/\\]claude-code([/\\]|$)/;
/** The native installer keeps its executables by version, under a name that says nothing. */
const INSTALLED = /[/\\]claude[/\\]versions[/\\][^/\\]+$/;

function isHost({ executable, argv }: Ancestor): boolean {
  const [first = "", script = ""] = argv;
  // What a program calls itself, as npm all that was typed, is no path, and may end as any.
  const isTitle = /\s/.test(first) && (executable !== null || !first.startsWith("/"));
  const program = isTitle ? "" : first;
  // A deleted executable (after an update) is shown with a remark after its path.
  const real = executable?.replace(/ \(deleted\)$/, "") ?? "";
  if (
    [real, program].some(
      (path) => HOST.test(basename(path)) || PACKAGE.test(path) || INSTALLED.test(path),
    )
  )
    return true;
  return (
    INTERPRETER.test(basename(program).replace(/^-/, "")) &&
    (HOST.test(basename(script)) || PACKAGE.test(script))
  );
}

/** The Claude Code process among a process's ancestors, null when there is none. Pure. */
export const hostAmong = (ancestors: Ancestor[]): Ancestor | null => ancestors.find(isHost) ?? null;

/**
 * The process of a Claude Code of this user that is at work on this machine, as far as the system
 * tells; null: there is none.
 */
export function runningHost(): number | null {
  const own = onLinux
    ? runningProcesses()
    : fromPs("-U", String(process.geteuid?.())).filter((one) => !hasEnded(one));
  const found = own.find((one) => {
    const program = isOwn(one) && programOf(one);
    return program && isHost({ pid: one.pid, parent: one.parent, ...program });
  });
  return found?.pid ?? null;
}

/** The variable that a host sets for all that it starts. */
const OF_HOST = "CLAUDECODE";

/**
 * Whether a host has started this process or one above it, by the environment that they began with:
 * so is a terminal that a command of the host has opened, whose host is not above it. Beyond this
 * process only Linux tells.
 */
const startedByHost = (ancestors: Ancestor[], env: NodeJS.ProcessEnv): boolean =>
  env[OF_HOST] !== undefined ||
  ancestors.some(({ pid }) => environmentOf(pid).some((one) => one.startsWith(`${OF_HOST}=`)));

/** Whether a host is above this process, or has started one that is. */
export function isBelowHost(env: NodeJS.ProcessEnv): boolean {
  const ancestors = processAncestors();
  return hostAmong(ancestors) !== null || startedByHost(ancestors, env);
}

/** The running processes, each with its environment where that is in no file of its own. */
const listedWhole = (): ProcessRow[] =>
  onLinux ? runningProcesses() : fromPs("-A", "-E").filter((one) => !hasEnded(one));

/**
 * Whether a process began with a variable; null: the system shows none of its environment, as macOS
 * does of its own programs, or it has none.
 */
function beganWith(variable: string, { pid, command }: ProcessRow): boolean | null {
  const shown = command?.split(" ") ?? environmentOf(pid);
  if (shown.includes(variable)) return true;
  return shown.some((one) => /^\w+=/.test(one)) ? false : null;
}

/** Whether a process' parent is gone and the leader of its group, too, as what a shell has left. */
const isLeft = (all: readonly ProcessRow[], { parent, group }: ProcessRow): boolean =>
  parent === 1 && !all.some(({ pid }) => pid === group);

const isOwn = ({ pid }: ProcessRow): boolean =>
  !onLinux || attempt(() => statSync(`/proc/${pid}`).uid, null) === process.geteuid?.();

/**
 * Running processes that began with this in their environment (`NAME=value`); without this one.
 * Empty where the system does not tell.
 */
export const startedWith = (variable: string): ProcessRow[] =>
  listedWhole().filter((one) => one.pid !== process.pid && beganWith(variable, one));

/** When this machine was started, in milliseconds since 1970. The time of sleep counts. */
export function bootedAt(): number {
  const exact = (): number => Number.parseFloat(readFileSync("/proc/uptime", "utf8"));
  const seconds = onLinux ? attempt(exact, Number.NaN) : Number.NaN;
  // In whole seconds.
  const told = (): number => process.getBuiltinModule("node:os").uptime();
  const up = (Number.isNaN(seconds) ? told() : seconds) * 1_000;
  // The clock is read last: a pause between the two must not make a new process look older.
  return Date.now() - up;
}

/** In milliseconds: what the start of a process is counted in. */
const START_UNIT = onLinux ? 10 : 1_000;

/**
 * When the starts of processes count from on Linux, in milliseconds since 1970. A container may
 * tell its own time as the machine's, and the time of this process lacks sleep: the earlier counts.
 */
function ticksBegan(all: readonly ProcessRow[]): number {
  const own = all.find(({ pid }) => pid === process.pid);
  const ticks = Number(own?.started ?? Number.NaN);
  const up = process.uptime() * 1_000;
  const byOwn = Date.now() - up - ticks * START_UNIT;
  return Number.isNaN(byOwn) ? bootedAt() : Math.min(bootedAt(), byOwn);
}

/**
 * Whether processes are at work that began since then, in milliseconds since 1970, with this in
 * their environment or, where that is not shown, as what a shell has left, and that descend from
 * none of the `roots`, as all does that somebody still waits for. False where the system does not
 * tell.
 */
export function hasLooseProcesses(
  variable: string,
  since: number,
  roots: ReadonlySet<number>,
): boolean {
  const all = listedWhole();
  const waitedFor = new Set([
    process.pid,
    ...roots,
    ...descendants(all, roots).map(({ pid }) => pid),
  ]);
  const zero = onLinux ? ticksBegan(all) : 0;
  const isNew = ({ started }: ProcessRow): boolean =>
    zero + (Number(started) + 1) * START_UNIT >= since;
  const isOurs = (one: ProcessRow): boolean =>
    beganWith(variable, one) ?? (isLeft(all, one) && isOwn(one));
  return all.some((one) => !waitedFor.has(one.pid) && isNew(one) && isOurs(one));
}

const environmentOf = (pid: number): string[] =>
  attempt(() => (onLinux ? readFileSync(`/proc/${pid}/environ`, "utf8").split("\0") : []), []);

/** The processes above this one, nearest first, as far as the system tells. Never throws. */
export function processAncestors(from = process.ppid): Ancestor[] {
  const listed = onLinux ? null : new Map(fromPs("-A").map((one) => [one.pid, one]));
  const found: Ancestor[] = [];
  for (let pid = from; pid > 0 && found.length < MAX_ANCESTORS; ) {
    const one = listed === null ? processOf(pid) : listed.get(pid);
    const program = one && programOf(one);
    if (!one || !program) break;
    found.push({ pid, parent: one.parent, ...program });
    pid = one.parent;
  }
  return found;
}

/** More than the blanks of any real path. */
const MAX_BLANKS = 16;

/**
 * The words of a command in a listing, which does not tell blanks between words from those
 * in a path. The first two, where that matters, end where a file is.
 */
export function listedWords(
  command: string,
  isFile = (path: string): boolean => attempt(() => statSync(path).isFile(), false),
): string[] {
  const words = command.split(/\s/);
  const next = (): string[] => {
    const most = words[0]?.startsWith("/") ? Math.min(words.length, MAX_BLANKS) : 0;
    for (let count = 1; count <= most; count++)
      if (isFile(words.slice(0, count).join(" "))) return [words.splice(0, count).join(" ")];
    return words.splice(0, 1);
  };
  return [...next(), ...next(), ...words];
}

/** What a process runs. */
function programOf(one: ProcessRow): Pick<Ancestor, "executable" | "argv"> | null {
  const words = wordsOf(one);
  // That of another user's process is not told.
  const executable = attempt(() => readlinkSync(`/proc/${one.pid}/exe`), null);
  return words === null ? null : { executable, argv: words.slice(0, 2) };
}

const wordsOf = ({ pid, command }: ProcessRow): string[] | null =>
  command === null
    ? attempt(() => readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0"), null)
    : listedWords(command);

/** The words that a process was started with; none where the system does not tell. */
export function commandLine(pid: number): string[] {
  const one = processOf(pid);
  return (one && wordsOf(one)) ?? [];
}

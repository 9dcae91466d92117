import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";

export interface ListedProcess {
  pid: number;
  parent: number;
  group: number;
  /** Tells a process from a later one with the same pid. */
  started: string;
}

/**
 * The processes of this machine that still run: a zombie that nobody reaps, as in many containers, does not. Empty
 * when the machine does not tell; never throws.
 */
export function runningProcesses(): ListedProcess[] {
  try {
    return process.platform === "linux" ? fromProc() : fromPs();
  } catch {
    return [];
  }
}

/** Those of `table` that descend from one of `roots`, wherever their process group; not the roots themselves. */
export function descendants(table: ListedProcess[], roots: ReadonlySet<number>): ListedProcess[] {
  const children = Map.groupBy(table, (entry) => entry.parent);
  const found = new Map<number, ListedProcess>();
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

function fromProc(): ListedProcess[] {
  return readdirSync("/proc").flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return [];
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, "latin1");
      // The name in parentheses may hold anything; after it come state, parent, group, and 18 on the start in ticks.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (fields[0] === "Z" || fields[0] === "X") return [];
      return [{ pid: Number(entry), parent: Number(fields[1]), group: Number(fields[2]), started: fields[19] ?? "" }];
    } catch {
      // Ended while we were looking.
      return [];
    }
  });
}

function fromPs(): ListedProcess[] {
  const listing = Bun.spawnSync(["ps", "-A", "-o", "pid=,ppid=,pgid=,stat=,lstart="]).stdout.toString();
  return listing.split("\n").flatMap((line) => {
    const [pid, parent, group, state, ...started] = line.trim().split(/\s+/);
    if (!pid || state?.startsWith("Z")) return [];
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group), started: started.join(" ") }];
  });
}

export interface Ancestor {
  pid: number;
  parent: number;
  /** Path of its executable, null where the system does not tell. */
  executable: string | null;
  argv: string[];
}

/** More than any real chain; a loop cannot keep us. */
const DEEPEST = 64;

const INTERPRETER = /^(node|nodejs|bun|bunx|npx|deno|sh|bash|dash|zsh|ksh|env)(\.exe)?$/;
const HOST = /^claude(\.exe)?$/;
const PACKAGE = /(^|[/\\])@anthropic-ai[/\\]claude-code([/\\]|$)/;
/** The native installer keeps its executables by version, under a name that says nothing. */
const INSTALLED = /[/\\]claude[/\\]versions[/\\][^/\\]+$/;

function isHost({ executable, argv }: Ancestor): boolean {
  const [program = "", script = ""] = argv;
  // A deleted executable (after an update) is shown with a remark behind its path.
  const real = executable?.replace(/ \(deleted\)$/, "") ?? "";
  if ([real, program].some((path) => HOST.test(basename(path)) || PACKAGE.test(path) || INSTALLED.test(path)))
    return true;
  return INTERPRETER.test(basename(program).replace(/^-/, "")) && (HOST.test(basename(script)) || PACKAGE.test(script));
}

/** The Claude Code process among a process's ancestors, null when there is none. Pure. */
export const hostAmong = (ancestors: Ancestor[]): Ancestor | null => ancestors.find(isHost) ?? null;

/** The processes above this one, nearest first, as far as the system tells. Never throws. */
export function processAncestors(from = process.ppid): Ancestor[] {
  const look = process.platform === "linux" ? ancestorFromProc : ancestorsFromPs();
  const found: Ancestor[] = [];
  for (let pid = from; pid > 0 && found.length < DEEPEST; ) {
    const one = look(pid);
    if (one === null) break;
    found.push(one);
    pid = one.parent;
  }
  return found;
}

function ancestorFromProc(pid: number): Ancestor | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    const argv = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").slice(0, 2);
    return { pid, parent, executable: executableOf(pid), argv };
  } catch {
    return null;
  }
}

function executableOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    // Another user's process.
    return null;
  }
}

function ancestorsFromPs(): (pid: number) => Ancestor | null {
  let listing = "";
  try {
    listing = Bun.spawnSync(["ps", "-A", "-ww", "-o", "pid=,ppid=,command="]).stdout.toString();
  } catch {
    // No ps: nothing is known.
  }
  const all = parsePs(listing);
  return (pid) => all.get(pid) ?? null;
}

/** Processes of a listing `ps -o pid=,ppid=,command=`, by pid. A command's words are split at blanks, also inside paths. */
export function parsePs(listing: string): Map<number, Ancestor> {
  const rows = listing.split("\n").flatMap((line): [number, Ancestor][] => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (pid === undefined || command === undefined) return [];
    return [
      [
        Number(pid),
        { pid: Number(pid), parent: Number(parent), executable: null, argv: command.split(/\s+/).slice(0, 2) },
      ],
    ];
  });
  return new Map(rows);
}

import { readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";

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
  const look = process.platform === "linux" ? fromProc : fromPs();
  const found: Ancestor[] = [];
  for (let pid = from; pid > 0 && found.length < DEEPEST; ) {
    const one = look(pid);
    if (one === null) break;
    found.push(one);
    pid = one.parent;
  }
  return found;
}

function fromProc(pid: number): Ancestor | null {
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

function fromPs(): (pid: number) => Ancestor | null {
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

import { readdirSync, readFileSync } from "node:fs";

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

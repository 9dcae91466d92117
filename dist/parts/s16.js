// @bun
// src/process/table.ts
import { readdirSync, readFileSync, readlinkSync, statSync } from "fs";
import { basename } from "path";
var onLinux = process.platform === "linux";
function processOf(pid) {
  if (!Number.isSafeInteger(pid) || pid <= 0)
    return null;
  return onLinux ? fromProc(String(pid)) : fromPs("-p", String(pid))[0] ?? null;
}
function processesOf(pids) {
  const valid = pids.filter((pid) => Number.isSafeInteger(pid) && pid > 0);
  return onLinux ? valid.flatMap((pid) => processOf(pid) ?? []) : valid.length > 0 ? fromPs("-p", valid.join(",")) : [];
}
var hasEnded = ({ state }) => /^[ZX]/.test(state);
var runningProcesses = () => allProcesses().filter((one) => !hasEnded(one));
function allProcesses() {
  if (!onLinux)
    return fromPs("-A");
  try {
    return readdirSync("/proc").flatMap((name) => /^\d+$/.test(name) ? fromProc(name) ?? [] : []);
  } catch {
    return [];
  }
}
function fromProc(pid) {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, "latin1"));
  } catch {
    return null;
  }
}
function parseStat(text) {
  const [state, parent, group, ...rest] = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const started = rest[16];
  if (!state || started === undefined)
    return null;
  return {
    pid: Number.parseInt(text, 10),
    parent: Number(parent),
    group: Number(group),
    state,
    started,
    command: null
  };
}
var PS_COLUMNS = "pid=,ppid=,pgid=,stat=,lstart=,command=";
function fromPs(...which) {
  try {
    const env = { PATH: "/bin:/usr/bin", LC_ALL: "C", TZ: "UTC" };
    return parsePs(Bun.spawnSync(["ps", "-ww", "-o", PS_COLUMNS, ...which], { env }).stdout.toString());
  } catch {
    return [];
  }
}
var PS_LINE = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+([A-Z][a-z]{2}\s+[A-Z][a-z]{2}\s+\d+\s[\d:]+\s\d{4})\s+(\S.*)$/;
var parsePs = (listing) => listing.split(`
`).flatMap((line) => {
  const [, pid, parent, group, state, started, command] = PS_LINE.exec(line) ?? [];
  const at = Date.parse(`${started} UTC`) / 1000;
  if (command === undefined || Number.isNaN(at))
    return [];
  const ids = { pid: Number(pid), parent: Number(parent), group: Number(group) };
  return [{ ...ids, state, started: String(at), command: command.trimEnd() }];
});
function descendants(table, roots) {
  const children = Map.groupBy(table, (entry) => entry.parent);
  const found = new Map;
  const open = [...roots];
  for (let pid = open.pop();pid !== undefined; pid = open.pop()) {
    for (const child of children.get(pid) ?? []) {
      if (found.has(child.pid) || roots.has(child.pid))
        continue;
      found.set(child.pid, child);
      open.push(child.pid);
    }
  }
  return [...found.values()];
}
var MAX_ANCESTORS = 64;
var INTERPRETER = /^(node|nodejs|bun|bunx|npx|deno|sh|bash|dash|zsh|ksh|env)(\.exe)?$/;
var HOST = /^claude(\.exe)?$/;
var PACKAGE = /(^|[/\\])@anthropic-ai[/\\]claude-code([/\\]|$)/;
var INSTALLED = /[/\\]claude[/\\]versions[/\\][^/\\]+$/;
function isHost({ executable, argv }) {
  const [program = "", script = ""] = argv;
  const real = executable?.replace(/ \(deleted\)$/, "") ?? "";
  if ([real, program].some((path) => HOST.test(basename(path)) || PACKAGE.test(path) || INSTALLED.test(path)))
    return true;
  return INTERPRETER.test(basename(program).replace(/^-/, "")) && (HOST.test(basename(script)) || PACKAGE.test(script));
}
var hostAmong = (ancestors) => ancestors.find(isHost) ?? null;
function runningHost() {
  const uid = process.geteuid?.();
  const own = onLinux ? runningProcesses() : fromPs("-U", String(uid)).filter((one) => !hasEnded(one));
  const found = own.find((one) => {
    const program = (!onLinux || ownerOf(one.pid) === uid) && programOf(one);
    return program && isHost({ pid: one.pid, parent: one.parent, ...program });
  });
  return found?.pid ?? null;
}
function ownerOf(pid) {
  try {
    return statSync(`/proc/${pid}`).uid;
  } catch {
    return null;
  }
}
var OF_HOST = "CLAUDECODE";
var startedByHost = (ancestors, env) => env[OF_HOST] !== undefined || ancestors.some(({ pid }) => environmentOf(pid).some((one) => one.startsWith(`${OF_HOST}=`)));
function environmentOf(pid) {
  try {
    return onLinux ? readFileSync(`/proc/${pid}/environ`, "utf8").split("\x00") : [];
  } catch {
    return [];
  }
}
function processAncestors(from = process.ppid) {
  const listed = onLinux ? null : new Map(fromPs("-A").map((one) => [one.pid, one]));
  const found = [];
  for (let pid = from;pid > 0 && found.length < MAX_ANCESTORS; ) {
    const one = listed === null ? processOf(pid) : listed.get(pid);
    const program = one && programOf(one);
    if (!one || !program)
      break;
    found.push({ pid, parent: one.parent, ...program });
    pid = one.parent;
  }
  return found;
}
function programOfProcess(pid) {
  const found = processOf(pid);
  return found === null ? null : programOf(found);
}
function programOf({ pid, command }) {
  if (command !== null)
    return { executable: null, argv: command.split(/\s+/).slice(0, 2) };
  try {
    const argv = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\x00").slice(0, 2);
    return { executable: executableOf(pid), argv };
  } catch {
    return null;
  }
}
function executableOf(pid) {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    return null;
  }
}

export { processOf, processesOf, hasEnded, runningProcesses, descendants, hostAmong, runningHost, startedByHost, processAncestors, programOfProcess };

/**
 * `ps` as macOS has it, over Linux' /proc: its options alone, the start rounded down to a second,
 * and the environment of the system's own programs hidden.
 */

/** The file system as it is, under what preload.ts makes of it. */
const { readFileSync, readdirSync, readlinkSync, statSync } = {
  ...process.getBuiltinModule("node:fs"),
};

export interface Told {
  code: number;
  out: string;
  err: string;
}

const USAGE = `usage: ps [-AaCcEefhjlMmrSTvwXx] [-O fmt | -o fmt] [-G gid[,gid...]]
          [-g grp[,grp...]] [-u [uid,uid...]]
          [-p pid[,pid...]] [-t tty[,tty...]] [-U user[,user...]]
`;
const VALUED = "oOpUuGgt";
const ALONE = "AaCcEefhjlMmrSTvwXx";

interface Asked {
  letters: Set<string>;
  values: Map<string, string>;
}

/** Null with what is wrong where macOS knows no such option. */
function optionsOf(words: string[]): Asked | { illegal: string } {
  const letters = new Set<string>();
  const values = new Map<string, string>();
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (!word.startsWith("-")) return { illegal: word };
    for (let i = 1; i < word.length; i++) {
      const letter = word[i]!;
      if (VALUED.includes(letter)) {
        values.set(letter, word.slice(i + 1) || (words[++at] ?? ""));
        break;
      }
      if (!ALONE.includes(letter)) return { illegal: letter };
      letters.add(letter);
    }
  }
  return { letters, values };
}

interface Listed {
  pid: string;
  uid: number;
  state: string;
  parent: string;
  group: string;
  /** In seconds since 1970. */
  started: number;
  name: string;
}

/** In clock ticks for one second: what the kernel tells everybody. */
const TICKS = 100;

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // It has ended, or belongs to another user.
    return "";
  }
}

function listed(pid: string, booted: number): Listed[] {
  const stat = read(`/proc/${pid}/stat`);
  const [from, to] = [stat.indexOf("("), stat.lastIndexOf(")")];
  const fields = stat.slice(to + 2).split(" ");
  if (to < 0 || fields.length < 20) return [];
  try {
    const { uid } = statSync(`/proc/${pid}`);
    const [state, parent, group] = fields as [string, string, string];
    // When the machine started is told in whole seconds: on a Mac it is one of these two, and never
    // earlier than the second in which the process began.
    const started = booted + Math.floor(Number(fields[19]) / TICKS) + 1;
    return [{ pid, uid, state, parent, group, started, name: stat.slice(from + 1, to) }];
  } catch {
    return [];
  }
}

/** As strvis(3) writes what is no ASCII, under LC_ALL=C. */
const visible = (text: string): string =>
  Buffer.from(text)
    .toString("latin1")
    .replace(/[^ -~]/g, (char) => {
      const code = char.charCodeAt(0);
      const low = code & 0x7f;
      const shown =
        low < 0x20 || low === 0x7f ? `^${String.fromCharCode(low ^ 64)}` : String.fromCharCode(low);
      return code < 0x80 ? shown : `M-${shown}`;
    });

/** What people install is not the system's, wherever Linux has it. */
const INSTALLED = /\/(?:node|bun|claude|codex)[^/]*$/;
const OF_SYSTEM = /^\/(?:usr\/)?s?bin\//;

const words = (text: string): string => visible(text.split("\0").join(" ").trimEnd());

function programOf(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    // Another user's.
    return "";
  }
}

function command(one: Listed, withEnvironment: boolean): string {
  if (one.state === "Z") return "<defunct>";
  const line = words(read(`/proc/${one.pid}/cmdline`));
  if (line === "") return `(${one.name})`;
  if (!withEnvironment) return line;
  const program = programOf(one.pid);
  const isHidden = OF_SYSTEM.test(program) && !INSTALLED.test(program);
  const environment = isHidden ? "" : words(read(`/proc/${one.pid}/environ`));
  return environment === "" ? line : `${line} ${environment}`;
}

const DAYS = "Sun Mon Tue Wed Thu Fri Sat".split(" ");
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const two = (value: number): string => String(value).padStart(2, "0");

/** As strftime writes %c in the locale C. */
function moment(seconds: number): string {
  const at = new Date(seconds * 1_000);
  const time = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map(two).join(":");
  const day = String(at.getUTCDate()).padStart(2);
  return `${DAYS[at.getUTCDay()]} ${MONTHS[at.getUTCMonth()]} ${day} ${time} ${at.getUTCFullYear()}`;
}

/** Each column, with the blanks that macOS puts around it. */
const COLUMNS: Record<string, (one: Listed, withEnvironment: boolean) => string> = {
  pid: ({ pid }) => pid.padStart(5),
  ppid: ({ parent }) => parent.padStart(5),
  pgid: ({ group }) => group.padStart(5),
  uid: ({ uid }) => String(uid).padStart(5),
  stat: ({ state }) => (state === "D" ? "U" : state).padEnd(4),
  comm: ({ pid, name }) => programOf(pid) || name,
  lstart: ({ started }) => moment(started).padEnd(28),
  command,
};

/** What `ps` with these words tells; times are in UTC. */
export function ps(args: string[]): Told {
  const asked = optionsOf(args);
  if ("illegal" in asked)
    return { code: 1, out: "", err: `ps: illegal option -- ${asked.illegal}\n${USAGE}` };
  const { letters, values } = asked;
  const columns = (values.get("o") ?? "pid,stat,command").split(",");
  const names = columns.map((column) => column.replace(/=.*$/, ""));
  const unknown = names.find((name) => COLUMNS[name] === undefined);
  if (unknown !== undefined)
    return { code: 1, out: "", err: `ps: ${unknown}: keyword not found\n` };
  const booted = Number(/^btime (\d+)$/m.exec(read("/proc/stat"))![1]);
  const wanted = values.get("p")?.split(",");
  const pids = wanted ?? readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const user = values.get("U") ?? values.get("u");
  const uid = user ?? (wanted || letters.has("A") || letters.has("e") ? null : process.geteuid!());
  const found = pids
    .flatMap((pid) => listed(pid, booted))
    .filter((one) => uid === null || one.uid === Number(uid));
  const lines = found.map((one) =>
    names.map((name) => COLUMNS[name]!(one, letters.has("E"))).join(" "),
  );
  const isBare = columns.every((column) => column.endsWith("="));
  const heading = isBare ? [] : [names.map((name) => name.toUpperCase()).join(" ")];
  return { code: found.length > 0 ? 0 : 1, out: [...heading, ...lines, ""].join("\n"), err: "" };
}

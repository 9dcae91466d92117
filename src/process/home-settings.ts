import { closeSync, constants, fstatSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";

/** What a home says to the programs that run tests: npm's and Python's own places, which no project holds. */

interface HomeSettings {
  /** Where they are looked for. */
  folder: string;
  /** The files that hold them. */
  files: string[];
  /** What they say, by name. */
  values: Record<string, string>;
}

/** Lines of npm's settings that a login or another registry changes, and those that say nothing. */
const HARMLESS = /^\s*(?:[#;]|$)|(?:_auth(?:Token)?|_password|username|email|registry)\s*=/i;
/** Bytes of one file that are read: a longer one is known by its size, too. */
const MAX_TEXT = 200_000;

/** The beginning of a regular file; "": there is none. A pipe is not waited for. */
function textOf(path: string): string {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return "";
  }
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) return "";
    const bytes = Buffer.alloc(MAX_TEXT);
    const text = bytes.toString("utf8", 0, readSync(fd, bytes, 0, MAX_TEXT, 0));
    return stat.size > MAX_TEXT ? `${text}\n${stat.size} bytes` : text;
  } catch {
    return "";
  } finally {
    closeSync(fd);
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

const NOTHING: HomeSettings = { folder: "", files: [], values: {} };

/** What npm's settings of the person say. `env` names the person's file where it is another one than that of the home. */
export function npmSettings(env: Record<string, string | undefined>): HomeSettings {
  const named = env.NPM_CONFIG_USERCONFIG || env.npm_config_userconfig;
  const path = named || (env.HOME ? join(env.HOME, ".npmrc") : "");
  if (!path.startsWith("/")) return NOTHING;
  const lines = textOf(path).split(/\r?\n/);
  const counting = lines.filter((line) => !HARMLESS.test(line)).map(bare);
  return { folder: path, files: [path], values: counting.length === 0 ? {} : { [path]: counting.join("\n") } };
}

/** A setting without blanks and quotes around its value. */
const bare = (line: string): string => {
  const at = line.indexOf("=");
  const value = line.slice(at + 1).trim();
  return at < 0
    ? line.trim()
    : `${line.slice(0, at).trim()}=${/^(["']).*\1$/.test(value) ? value.slice(1, -1) : value}`;
};

/** What each Python of this home runs when it starts, or takes for a place of modules, by its path below the home. */
export function pythonStarts({ HOME: home = "" }: Record<string, string | undefined>): HomeSettings {
  if (!home.startsWith("/")) return NOTHING;
  const found: HomeSettings = { folder: home, files: [], values: {} };
  for (const version of namesIn(join(home, ".local/lib")).filter((name) => /^python3/.test(name))) {
    const folder = `.local/lib/${version}/site-packages`;
    for (const name of namesIn(join(home, folder)).filter((one) =>
      /\.pth$|^(?:user|site)customize(?:\.|$)/.test(one),
    )) {
      const path = join(home, folder, name);
      // A folder is a module by what it holds.
      found.values[`~/${folder}/${name}`] = textOf(path) || textOf(join(path, "__init__.py")) || "there";
      found.files.push(path);
    }
  }
  return found;
}

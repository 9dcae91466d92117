import { literals, literalText, type Value } from "./words.ts";

/** What takes nothing from the run's folder, although it goes through the whole project. */

/** Names and numbers of whoever runs this; null: the system has none. */
function oneself(): { uid: string; gid: string; name: string } | null {
  try {
    const { uid, gid, username } = process.getBuiltinModule("node:os").userInfo();
    return { uid: `${uid}`, gid: `${gid}`, name: username };
  } catch {
    return null;
  }
}

/** What `id` and `whoami` print of the person themselves; null: they are asked for more. A group is told by its number. */
export function printedOfOneself(fields: Value[]): string | null {
  const said = fields.map(literalText).join(" ");
  if (!/^(?:whoami|id -(?:u|un|nu|g|gn|ng))$/.test(said)) return null;
  const self = oneself();
  if (self === null) return null;
  return said.includes("g") ? self.gid : said === "id -u" ? self.uid : self.name;
}

/** A script in which `id` may be something else. */
export const renamesId = (text: string): boolean =>
  /\b(?:id|whoami)\s*\(\s*\)|\b(?:function|alias|hash|enable|source)\s|(?:^|[;&|(\n])\s*\.\s|PATH\+?=/.test(text);

/** Whether this adds rights of the owner alone, or names the owner that the files have: nobody loses anything by that. */
export function givesNothingAway(name: string, rest: Value[]): boolean {
  const texts = rest.map(literalText);
  // An option takes effect wherever it stands, and what is not known may be one.
  if (
    texts.some(
      (one) => one === null || !/^(?:[^-]|-$|-[RvcfhHLP]+$|--(?:recursive|verbose|changes|quiet|silent)$)/.test(one),
    )
  )
    return false;
  const what = texts.find((one) => !one!.startsWith("-")) ?? "";
  if (name === "chmod") return /^u\+[rwX]+(?:,u\+[rwX]+)*$/.test(what);
  const self = oneself();
  if (name !== "chown" || self === null) return false;
  const [owner = "", group = ""] = what.split(":");
  return (
    [self.name, self.uid].includes(owner) && ["", self.gid, self.name].includes(group) && what.split(":").length <= 2
  );
}

interface Clean {
  /** Ignored files go, too. */
  all: boolean;
  /** The run's folder is left alone. */
  spares: boolean;
  paths: Value[];
}

/** What `git clean` is told; the value of `-e` is no path, nor are its letters options. */
export function cleanOf(args: Value[]): Clean {
  const kept: string[] = [];
  const paths: Value[] = [];
  let flags = "";
  let [isDry, isEnd] = [false, false];
  for (let at = 0; at < args.length; at++) {
    const text = literals(args[at]!);
    const next = (): string => literals(args[++at] ?? []);
    const [, short, given] = /^-([^-e]*)(e.*)?$/s.exec(text) ?? [];
    if (isEnd || !/^-./.test(text)) paths.push(args[at]!);
    else if (text === "--") isEnd = true;
    else if (/^--e[a-z]*=/.test(text)) kept.push(text.slice(text.indexOf("=") + 1));
    else if (/^--e/.test(text)) kept.push(next());
    else if (/^--/.test(text)) isDry = /^--d/.test(text) || (isDry && !/^--no-/.test(text));
    else {
      flags += short ?? "";
      isDry ||= short?.includes("n") === true;
      if (given !== undefined) kept.push(given === "e" ? next() : given.slice(1));
    }
  }
  return {
    all: /x/i.test(flags) && !isDry,
    // A pattern with `!` takes back what one before it says.
    spares: kept.some((one) => /^\/?\.task\/?$/.test(one)) && !kept.some((one) => one.startsWith("!")),
    paths,
  };
}

import { resolve } from "node:path";
import { isInside } from "../project/project.ts";
import type { Touch } from "../record/frozen.ts";
import type { SettingsAct } from "./settings-files.ts";

/**
 * What the words of a command say, read as a person would who writes them plainly. What a command really does is compared
 * behind it (`record/watched.ts`): no text tells that.
 */

/** What is known of the place in which a command runs. All paths are absolute and without links. */
export interface Place {
  root: string;
  task: string;
  folder: string;
  home: string;
  /** Why a path may not be touched, in words for the caller; null: it may. */
  kept: ((path: string, touch: Touch) => string | null) | null;
  /** What is to be done about a change of Claude Code's own settings; null: the path is none of them. */
  settings?: (path: string, touch: Touch) => SettingsAct | null;
}

export type Finding =
  | { act: "deny"; rule: "folder" | "person" | "check" }
  | { act: "deny"; rule: "kept"; why: string }
  | { act: "ask"; rule: "publish" }
  | { act: SettingsAct; rule: "settings" };

/** A command: its words without quotes, the files that its output goes to, and in how many subshells it runs. */
interface Simple {
  words: string[];
  outputs: string[];
  depth: number;
}

const HEREDOC = /<<-?\s*(["']?)(\w+)\1/;
/** Characters that are read: what is longer is a program, and what that does is compared behind it. */
const MAX_CHARS = 20_000;

/** A line without the texts that it feeds to its commands. */
function withoutDocuments(line: string): string {
  const kept: string[] = [];
  let end: string | null = null;
  for (const one of line.split("\n")) {
    if (end === null) {
      kept.push(one);
      end = HEREDOC.exec(one)?.[2] ?? null;
    } else if (one.trim() === end) end = null;
  }
  return kept.join("\n");
}

/** A word in quotes, an operator, white space, or a run of other characters. */
const TOKEN =
  /"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|\\([\s\S])|(&?>>?[|&]?|&&|\|\||[;|&\n(){}])|(\s+)|([^\s"'\\;|&\n(){}>]+)/g;

/** The commands of a line, in their order. */
function commandsIn(line: string): Simple[] {
  const all: Simple[] = [{ words: [], outputs: [], depth: 0 }];
  let depth = 0;
  let word: string | null = null;
  let isOutput = false;
  const close = (): void => {
    if (word !== null) {
      const last = all.at(-1)!;
      if (isOutput) last.outputs.push(word);
      else last.words.push(word);
      isOutput = false;
    }
    word = null;
  };
  for (const [, double, single, escaped, operator, blank, plain] of withoutDocuments(line)
    .slice(0, MAX_CHARS)
    .matchAll(TOKEN)) {
    const part = double?.replace(/\\(["\\$`])/g, "$1") ?? single ?? escaped ?? plain;
    if (part !== undefined) word = (word ?? "") + (part === "\n" ? "" : part);
    else if (blank !== undefined && !blank.includes("\n")) close();
    else if (operator?.includes(">")) {
      // A number before it names the stream.
      if (word !== null && /^\d$/.test(word)) word = null;
      close();
      isOutput = true;
    } else {
      close();
      isOutput = false;
      if (operator === "(") depth++;
      if (operator === ")") depth--;
      all.push({ words: [], outputs: [], depth });
    }
  }
  close();
  return all.filter(({ words, outputs }) => words.length + outputs.length > 0);
}

/** Words before a command's own name. */
const BEFORE =
  /^(?:\w+=.*|sudo|env|time|nohup|command|exec|timeout|nice|setsid|xargs|then|do|else|if|while|!|\d+[smh]?|-.*)$/s;

const nameOf = (word: string): string => word.slice(word.lastIndexOf("/") + 1);

/** Paths that a command changes, as it names them, and what it does to them. */
function touched(name: string, args: string[]): [path: string, touch: Touch][] {
  const options = args.filter((one) => one.startsWith("-"));
  const paths = args.filter((one) => !one.startsWith("-"));
  const has = (letters: RegExp): boolean => options.some((one) => letters.test(one));
  const all = (touch: Touch, of = paths): [string, Touch][] => of.map((path) => [path, touch]);
  const isDeep = has(/^-[a-zA-Z]*[rR]|^--recursive/);
  const is = (...names: string[]): boolean => names.includes(name);
  if (is("rm", "unlink", "shred", "rmdir")) return all(isDeep ? "deep" : "remove");
  if (is("mv")) return [...all("deep", paths.slice(0, -1)), ...all("write", paths.slice(-1))];
  if (is("cp", "ln", "install", "rsync")) return all("write", paths.slice(-1));
  if (is("touch", "mkdir", "tee", "truncate")) return all("write");
  if (is("chmod", "chown")) return all("write", paths.slice(1));
  if (is("sed", "perl")) {
    // The script is no path: it follows -e, or stands first.
    const files = args.filter((one, at) => !one.startsWith("-") && !/^-\w*[eE]$/.test(args[at - 1] ?? ""));
    const isBare = files.length === paths.length;
    return has(/^-[a-zA-Z]*i|^--in-place/) ? all("write", isBare ? files.slice(1) : files) : [];
  }
  if (is("dd")) {
    const outputs = args.filter((one) => one.startsWith("of="));
    return all(
      "write",
      outputs.map((one) => one.slice(3)),
    );
  }
  if (is("find")) {
    const isRemoving = args.some((one) => one === "-delete" || (one === "rm" && args.includes("-exec")));
    const first = args.findIndex((one) => /^[-(!]/.test(one));
    return isRemoving ? all("remove", args.slice(0, Math.max(0, first))) : [];
  }
  const [verb = "", ...files] = paths;
  if (!is("git") || !["rm", "mv"].includes(verb)) return [];
  return all(isDeep || verb === "mv" ? "deep" : "remove", files);
}

/** Whether `git clean` would take ignored files, `.task/` among them. `paths`: what it names. */
function cleansIgnored(args: string[]): { paths: string[] } | null {
  if (args[0] !== "clean") return null;
  const rest = args.slice(1);
  const isSpared = rest.some((one, at) =>
    /^(?:-[a-zA-Z]*e|--exclude)$/.test(one)
      ? /^\/?\.task\/?$/.test(rest[at + 1] ?? "")
      : /^(?:-e|--exclude=)\/?\.task\/?$/.test(one),
  );
  const short = rest.filter((one) => /^-[a-zA-Z]+$/.test(one)).join("");
  if (isSpared || !/[xX]/.test(short) || /n/.test(short) || rest.includes("--dry-run")) return null;
  return { paths: rest.filter((one, at) => !one.startsWith("-") && !/^-[a-zA-Z]*e$/.test(rest[at - 1] ?? "")) };
}

/** What sends the project's work to others. */
const PUBLISHES = [
  /^git (?:-C \S+ |-\S+ )*push\b/,
  /^gh (?:pr (?:merge|create)|release create|repo (?:create|delete))\b/,
  /^(?:npm|pnpm|yarn|bun|cargo|poetry|deno|flutter|dart pub) (?:\S+ )?publish\b/,
  /^(?:twine upload|gem push|docker push|mvn deploy|dotnet nuget push)\b/,
];
const isDryRun = (words: string[]): boolean => words.some((one) => /^--dry-run\b|^-n$/.test(one));

/** Verbs of the program that only look. */
const LOOKS =
  /^(?:status|next|phase|log|report|explain|runs|dry-run|watch|statusline|visualize|budget|help|version|roadmap|verify)$/;

/** The verb of our own program that a command runs with its arguments, "" for none; null: it does not run the program. */
function ownVerb(name: string, args: string[]): { verb: string; args: string[] } | null {
  const isRunner = ["bun", "bunx", "npx", "node", "sh", "bash"].includes(name);
  const at = isRunner ? args.findIndex((one) => !one.startsWith("-") && one !== "run") : -1;
  const program = isRunner ? nameOf(args[at] ?? "") : name;
  if (!/^(?:multi-ai|orchestrator\.ts)$/.test(program)) return null;
  const rest = args.slice(at + 1);
  return { verb: rest.find((one) => !one.startsWith("-")) ?? "", args: rest };
}

/** The strictest finding about a command; null: its words say nothing of what the rules keep. */
export function judgeCommand(line: string, place: Place): Finding | null {
  const found: Finding[] = [];
  const folders = [place.folder];
  for (const { words, outputs, depth } of commandsIn(line)) {
    folders.length = Math.min(folders.length, Math.max(depth, 0) + 1);
    while (folders.length <= depth) folders.push(folders.at(-1)!);
    const folder = folders.at(-1)!;
    const first = words.findIndex((one) => !BEFORE.test(one));
    const [name, args] = first < 0 ? ["", []] : [nameOf(words[first]!), words.slice(first + 1)];
    const at = (path: string): string => resolve(folder, path.replace(/^~(?=\/|$)/, place.home));
    const own = ownVerb(name, args);
    if (own?.verb === "check") found.push({ act: "deny", rule: "check" });
    else if (own !== null && own.verb !== "" && (!LOOKS.test(own.verb) || own.args.includes("--proceed")))
      found.push({ act: "deny", rule: "person" });
    const cleans = name === "git" ? cleansIgnored(args) : null;
    const cleaned = cleans === null ? [] : cleans.paths.length === 0 ? [folder] : cleans.paths.map(at);
    if (cleaned.some((path) => isInside(place.task, path))) found.push({ act: "deny", rule: "folder" });
    const text = [name, ...args].join(" ");
    if (PUBLISHES.some((one) => one.test(text)) && !isDryRun(args)) found.push({ act: "ask", rule: "publish" });
    const changes = [...touched(name, args), ...outputs.map((path): [string, Touch] => [path, "write"])];
    for (const [path, touch] of changes) found.push(...pathFindings(at(path), touch, place));
    if ((name === "cd" || name === "pushd") && args[0] !== undefined) folders[folders.length - 1] = at(args[0]);
  }
  const strictness = ({ act }: Finding): number => (act === "ask" ? 1 : 0);
  return found.toSorted((a, b) => strictness(a) - strictness(b))[0] ?? null;
}

function pathFindings(path: string, touch: Touch, place: Place): Finding[] {
  // A device, such as /dev/null, keeps nothing; in /dev/shm are files.
  if (isInside(path, "/dev") && !isInside(path, "/dev/shm")) return [];
  if (isInside(path, place.task) || (touch === "deep" && isInside(place.task, path)))
    return [{ act: "deny", rule: "folder" }];
  const act = place.settings?.(path, touch) ?? null;
  if (act !== null) return [{ act, rule: "settings" }];
  const why = place.kept?.(path, touch) ?? null;
  return why === null ? [] : [{ act: "deny", rule: "kept", why }];
}

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { gitCall, innerLine, looks } from "../host/shell/git-words.ts";
import { called, commandsIn, nameOf } from "../host/shell/shell-words.ts";
import { isInside } from "../project/project.ts";
import type { Touch } from "../run/audit/workplace.ts";
import { publishes, type Started } from "./publishes.ts";
import type { SettingsAct } from "./settings-files.ts";

/**
 * What the words of a command say, read as a person would who writes them plainly. What a command
 * really does is compared after it (`record/guarded/watched.ts`): no text tells that.
 */

/** What is known of the place in which a command runs. All paths are absolute and without links. */
export interface PolicyContext {
  root: string;
  task: string;
  folder: string;
  /** The folder is none in which a line began: another line has led there. */
  isLed?: boolean;
  home: string;
  /** Why a path may not be touched, in words for the caller; null: it may. */
  kept: ((path: string, touch: Touch) => string | null) | null;
  /**
   * What is to be done about a change of Claude Code's own settings; null: the path is none of
   * them.
   */
  settings?: (path: string, touch: Touch) => SettingsAct | null;
  /**
   * What the scripts hold that a command starts in a folder; left out: only their names are judged.
   */
  scripts?: (folder: string) => Started;
  /** Why a git command may not run in a folder, in words for the caller; null: it may. */
  git?: (folder: string, verb: string, rest: string[], line: GitLine) => string | null;
  /**
   * Why no `..` may lead out of the root, in words for the caller; left out: it is judged by where
   * it leads.
   */
  within?: string;
}

/** What the line of a git command says of the folder in which that runs. */
export interface GitLine {
  /** It is still the one in which the line began, or a folder below. */
  isStart: boolean;
  /** What the line has made there before; null: nothing. */
  made: "repository" | "worktree" | null;
}

export type Finding =
  | { act: "deny"; rule: "folder" | "person" | "check" }
  | { act: "deny"; rule: "kept"; why: string }
  | { act: "ask"; rule: "publish" | "machine" }
  | { act: SettingsAct; rule: "settings" };

/** A folder that is made holds no file yet. */
type TouchedPath = [path: string, touch: Touch | "folder"];

/** Options after which a program is told where to write. */
const INTO = /^(?:-t|--target-directory)$/;
const WRITES_TO = new Map([
  ["cp", INTO],
  ["mv", INTO],
  ["install", INTO],
  ["curl", /^(?:-[a-zA-Z]*o|--output)$/],
  ["wget", /^(?:-[OP]|--output-document|--directory-prefix)$/],
  ["unzip", /^-[a-zA-Z]*d$/],
]);

/** Paths that a command changes, as it names them, and what it does to them. */
function touched(name: string, given: string[]): TouchedPath[] {
  const args = given.filter((one) => one !== "");
  const options = args.filter((arg) => arg.startsWith("-"));
  const paths = args.filter((arg) => !arg.startsWith("-"));
  const has = (letters: RegExp): boolean => options.some((option) => letters.test(option));
  const all = (touch: TouchedPath[1], of = paths): TouchedPath[] => of.map((path) => [path, touch]);
  const isDeep = has(/^-[a-zA-Z]*[rR]|^--recursive/);
  const is = (...names: string[]): boolean => names.includes(name);
  const named = args[args.findIndex((arg) => WRITES_TO.get(name)?.test(arg)) + 1 || args.length];
  if (named !== undefined) {
    const moved = is("mv") ? paths.filter((path) => path !== named) : [];
    return [...all("deep", moved), [named, "write"]];
  }
  if (is("rm", "unlink", "shred", "rmdir")) return all(isDeep ? "deep" : "remove");
  if (is("mv")) return [...all("deep", paths.slice(0, -1)), ...all("write", paths.slice(-1))];
  if (is("ln")) return all("write", paths.slice(1).slice(-1));
  if (is("cp", "install", "rsync")) return all("write", paths.slice(-1));
  if (is("mkdir")) return all("folder");
  if (is("touch"))
    return all(
      "write",
      paths.filter((path) => !/^-[rdt]$/.test(args[args.indexOf(path) - 1] ?? "")),
    );
  if (is("tee", "truncate")) return all("write");
  if (is("chmod", "chown")) return all("write", paths.slice(1));
  if (is("sed", "perl")) {
    // The script is no path: it follows -e, or stands first.
    const files = args.filter(
      (arg, at) => !arg.startsWith("-") && !/^-\w*[eE]$/.test(args[at - 1] ?? ""),
    );
    const inPlace = is("perl") ? /^-(?![IMmF])\w*i/ : /^-[a-zA-Z]*i|^--in-place/;
    return has(inPlace) ? all("write", files.length === paths.length ? files.slice(1) : files) : [];
  }
  if (is("dd"))
    return args.flatMap((arg): TouchedPath[] =>
      arg.startsWith("of=") ? [[arg.slice(3), "write"]] : [],
    );
  if (is("find")) {
    const isExec = (at: number): boolean => /^-exec(?:dir)?$/.test(args[at - 1] ?? "");
    const removes = args.some((arg, at) => arg === "-delete" || (arg === "rm" && isExec(at)));
    const first = args.findIndex((arg) => /^[-(!]/.test(arg));
    return removes ? all("remove", args.slice(0, Math.max(0, first))) : [];
  }
  const [verb = "", ...files] = is("git") ? paths : [];
  // Of the index alone: no file goes.
  if (verb === "rm" && has(/^--cached$/)) return all("remove", files);
  if (verb === "rm" || verb === "mv")
    return all(isDeep || verb === "mv" ? "deep" : "remove", files);
  const makes = verb === "clone" || verb === "init" || (verb === "worktree" && files[0] === "add");
  return makes ? all("write", files.filter((file) => /^[.~/]/.test(file)).slice(-1)) : [];
}

/** Where `git clean` would take ignored files, `.task/` among them. */
function cleansIgnored(args: string[]): string[] {
  if (args[0] !== "clean") return [];
  const rest = args.slice(1);
  const isSpared = rest.some((one, at) =>
    /^(?:-[a-zA-Z]*e|--exclude)$/.test(one)
      ? /^\/?\.task\/?$/.test(rest[at + 1] ?? "")
      : /^(?:-e|--exclude=)\/?\.task\/?$/.test(one),
  );
  const short = rest.filter((one) => /^-[a-zA-Z]+$/.test(one)).join("");
  if (isSpared || !/[xX]/.test(short) || /n/.test(short) || rest.includes("--dry-run")) return [];
  const paths = rest.filter(
    (one, at) => !one.startsWith("-") && !/^-[a-zA-Z]*e$/.test(rest[at - 1] ?? ""),
  );
  return paths.length === 0 ? ["."] : paths;
}

/** What changes settings of the machine and of the person's programs. */
const MACHINE = [
  /^git (?:-\S+ )*config (?:\S+ )*--(?:global|system)\b(?!.* --(?:get|list)\b)(?!.* -l\b)/,
  /^(?:npm|pnpm|yarn|pip3?) config (?:set|delete)\b/,
  /^(?:npm|pnpm) (?:i|install|add|uninstall|rm|link)\b.* (?:-g|--global)(?=\s|$)/,
  /^crontab(?! -l)|^(?:systemctl|launchctl) (?!status|list|is-)/,
  /^claude (?:plugin|mcp|config) (?!validate|list|get)/,
];

/** Verbs of the program that only look. */
const LOOKS = /^(?:status|next|phase|log|report|explain|runs|dry-run|watch|help|version|roadmap)$/;

/**
 * The verb of our own program that a command runs with its arguments, "" for none; null: it does
 * not run the program.
 */
function ownVerb(name: string, args: string[]): { verb: string; args: string[] } | null {
  const isRunner = ["bun", "bunx", "npx", "node", "sh", "bash"].includes(name);
  const at = isRunner ? args.findIndex((arg) => !arg.startsWith("-") && arg !== "run") : -1;
  const program = isRunner ? (args[at] ?? "") : name;
  // A project may have an orchestrator.ts of its own.
  if (!/(?:^|\/)(?:multi-ai|scripts\/orchestrator\.ts)$/.test(program)) return null;
  const rest = args.slice(at + 1);
  return { verb: rest.find((one) => !one.startsWith("-")) ?? "", args: rest };
}

/**
 * A path as the shell makes it of a word, from a folder; null: it begins with what is not known
 * here.
 */
function pathOf(
  word: string,
  folder: string,
  { home, root }: PolicyContext,
  set: ReadonlyMap<string, string>,
): string | null {
  const whole = word
    .replace(/^\$(?:\{(\w+)\}|(\w+))(?=\/|$)/, (all, a, b) => set.get(a ?? b) ?? all)
    .replace(/^\$\(mktemp\b[^)]*\)/, "/tmp/mktemp")
    .replace(/^\$\(git rev-parse --show-toplevel\)(?=\/|$)/, () => root)
    .replace(/^(?:~|\$HOME|\$\{HOME\})(?=\/|$)/, () => home)
    .replace(/^(?:\$PWD|\$\{PWD\})(?=\/|$)/, () => folder);
  return whole.startsWith("$") ? null : resolve(folder, whole);
}

/** Words that mean the same path in each folder. */
const IS_ABSOLUTE = /^(?:[/~-]|\$HOME|\$\{HOME\}|\$\(git rev-parse --show-toplevel\))/;

/** The strictest finding about a command; null: its words say nothing of what the rules keep. */
export function judgeCommand(line: string, place: PolicyContext): Finding | null {
  const found: Finding[] = [];
  const judged = new Set<string>();
  // After a variable the folder is not known: taken for the one where the line began, but not for
  // what is kept there. Whether that was changed all the same is seen after the command.
  const folders = [{ path: place.folder, isKnown: true, isStart: place.isLed !== true }];
  const set = new Map<string, string>();
  const made: [path: string, what: GitLine["made"]][] = [];
  for (const one of commandsIn(line)) {
    const { outputs, depth } = one;
    folders.length = Math.min(folders.length, Math.max(depth, 0) + 1);
    while (folders.length <= depth) folders.push(folders.at(-1)!);
    const { path: folder, isKnown, isStart } = folders.at(-1)!;
    const { name: path, args } = called(one) ?? { name: "", args: [] };
    if (path === "")
      for (const word of one.words) {
        const [, variable, value] = /^(\w+)=(.*)$/s.exec(word) ?? [];
        if (variable !== undefined) set.set(variable, value!);
      }
    const name = nameOf(path);
    const at = (word: string): string | null => pathOf(word, folder, place, set);
    const own = ownVerb(name, args);
    if (own?.verb === "check") found.push({ act: "deny", rule: "check" });
    else if (own?.verb && (!LOOKS.test(own.verb) || own.args.includes("--proceed")))
      found.push({ act: "deny", rule: "person" });
    const cleaned = name === "git" ? cleansIgnored(args) : [];
    if (cleaned.map(at).some((path) => path !== null && isInside(place.task, path)))
      found.push({ act: "deny", rule: "folder" });
    const text = [name, ...args].join(" ");
    if (publishes(path, args, place.scripts?.(folder)) === "publishes")
      found.push({ act: "ask", rule: "publish" });
    const inner = innerLine(name, args);
    found.push(
      ...[
        inner === undefined ? null : judgeCommand(inner, { ...place, folder, isLed: !isStart }),
      ].filter((one) => one !== null),
    );
    if (MACHINE.some((one) => one.test(text))) found.push({ act: "ask", rule: "machine" });
    // What a link names lies beside the link.
    const leaves = [...(name === "ln" ? [] : args), ...outputs].some((word) => {
      const path = /^\.\.(?:\/|$)/.test(word) ? at(word) : null;
      return path !== null && !isInside(path, place.root);
    });
    if (leaves && place.within !== undefined)
      found.push({ act: "deny", rule: "kept", why: place.within });
    const changes = [
      ...touched(name, args),
      ...outputs.map((path): TouchedPath => [path, "write"]),
    ];
    if (name === "git") {
      const { folder: named, verb, rest: words } = gitCall(args);
      const rest = words.map((word) => (word.startsWith("$") ? (at(word) ?? word) : word));
      const ofGit = at(named);
      if (ofGit !== null && !looks(verb, rest) && !isInside(ofGit, place.root))
        changes.push([ofGit, "write"]);
      // Where the words do not tell the folder it may be the project's.
      const where = ofGit ?? place.root;
      const line: GitLine = {
        isStart: isStart && !IS_ABSOLUTE.test(named),
        made: made.findLast(([made]) => isInside(where, made))?.[1] ?? null,
      };
      const isSure = isKnown || (named !== "." && ofGit !== null && IS_ABSOLUTE.test(named));
      const why = isSure ? (place.git?.(where, verb, rest, line) ?? null) : null;
      const bare = rest.filter((word) => !word.startsWith("-"));
      if (verb === "worktree" && bare[0] === "add")
        made.push([resolve(where, at(bare[1] ?? ".") ?? "."), "worktree"]);
      const own = verb === "init" || verb === "clone" ? (at(bare.at(-1) ?? ".") ?? where) : null;
      if (own !== null && !existsSync(join(own, ".git"))) made.push([own, "repository"]);
      if (why !== null) found.push({ act: "deny", rule: "kept", why });
    }
    for (const [word, touch] of changes) {
      const path = at(word);
      const isSure = isKnown || IS_ABSOLUTE.test(word);
      const key = `${touch} ${isSure} ${path}`;
      // A number is compared with, and no file.
      if (path === null || /^\d+$/.test(word) || judged.has(key)) continue;
      judged.add(key);
      found.push(...pathFindings(path, touch, isSure ? place : { ...place, kept: null }));
    }
    const to = args.find((arg) => arg === "-" || !arg.startsWith("-")) ?? "~";
    // Where the way back leads is taken for the place where the line began.
    const next = name === "popd" || to === "-" ? place.folder : at(to);
    const isSure = next !== null && (isKnown || IS_ABSOLUTE.test(to));
    if (/^(?:cd|pushd|popd)$/.test(name))
      folders[folders.length - 1] = {
        path: next ?? place.folder,
        isKnown: isSure,
        isStart: isStart && !IS_ABSOLUTE.test(to),
      };
  }
  const strictness = ({ act }: Finding): number => (act === "ask" ? 1 : 0);
  return found.toSorted((a, b) => strictness(a) - strictness(b))[0] ?? null;
}

/** Devices that keep nothing; a disk is one, too, and in /dev/shm are files. */
const DEVICE =
  /^\/dev\/(?:null|zero|full|u?random|tty\w*|pts\/|std(?:in|out|err)|fd\/|tcp\/|udp\/)/;

function pathFindings(path: string, asked: TouchedPath[1], place: PolicyContext): Finding[] {
  if (DEVICE.test(path)) return [];
  const touch = asked === "folder" ? "write" : asked;
  if (isInside(path, place.task) || (touch === "deep" && isInside(place.task, path)))
    return [{ act: "deny", rule: "folder" }];
  if (asked === "folder") return [];
  const act = place.settings?.(path, touch) ?? null;
  if (act !== null) return [{ act, rule: "settings" }];
  const why = place.kept?.(path, touch) ?? null;
  return why === null ? [] : [{ act: "deny", rule: "kept", why }];
}

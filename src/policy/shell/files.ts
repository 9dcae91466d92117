import { type Dirent, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Touch } from "../../record/frozen.ts";
import { spend } from "./budget.ts";
import { isTerminal, ofSettings, type SettingsAct, type Spoken } from "./door-names.ts";
import { cleanOf, givesNothingAway } from "./harmless.ts";
import { type Folder, follow, LOOK, matches, noteLink, type Place, placeOf } from "./paths.ts";
import { DEEP, GIT_READS, READERS } from "./programs.ts";
import { names } from "./values.ts";
import { type Command, Walk } from "./walk.ts";
import { literals, literalText, type Value } from "./words.ts";

/**
 * What a rule says about a command: `keyboard` and `host` see doors.ts; `folder` (the run's folder), `person` (what only the person may do), `check` (a check is
 * started, which a line of its own does), `effort` (to read it takes too long), or a frozen file.
 */
export type Finding =
  | { act: "deny"; rule: "check" }
  | { act: "deny" | "ask"; rule: "folder" | "person" }
  | { act: "ask"; rule: "effort" }
  | Spoken
  | { act: "deny"; rule: "unasked" }
  | { act: "deny"; rule: "frozen"; file: string };

/** Where commands run and what they may not touch. */
export interface Scene {
  root: string;
  task: string;
  folder: string;
  env: Record<string, string | undefined>;
  /** A frozen file that touching this path would change. */
  frozen: ((path: string, touch: Touch) => string | null) | null;
  /** What to do about a change of the host's own settings. */
  settings?: (path: string, touch: Touch, content: string | null) => SettingsAct | null;
  /** A question waits for the person. */
  asking?: boolean;
}

export const option = (value: Value): boolean => /^[-+]/.test(literals(value)) && literals(value) !== "-";
/** Names of a path with globs; a longer one is nowhere. */
const MAX_DEPTH = 64;
/** Names of files in the run's folder, which a command could find by name. */
const FILES = [
  "events.jsonl",
  "state.json",
  "pipeline-tasks.json",
  "snapshot.json",
  "live",
  "lock",
  ".task",
  "impl-result.json",
  "user-story.json",
];

/** What the rules say on programs that write files. */
export abstract class FileRules {
  readonly found: Finding[] = [];
  protected readonly walk: Walk;
  /** A path that is not known is written. */
  protected openWrite = false;
  constructor(protected readonly scene: Scene) {
    const known: Record<string, string> = { PWD: scene.folder, CLAUDE_PROJECT_DIR: scene.root };
    if (scene.env.HOME) known.HOME = scene.env.HOME;
    if (scene.env.CLAUDE_CONFIG_DIR) known.CLAUDE_CONFIG_DIR = scene.env.CLAUDE_CONFIG_DIR;
    // By whatever name it is installed.
    known.CLAUDE_CODE_EXECPATH = "/claude";
    this.walk = new Walk(scene.folder, scene.task, known, (command) => this.command(command));
  }

  /** Any command, and text that is run as a script. */
  protected abstract command(command: Command): void;
  protected abstract text(values: Value[], command: Command): void;

  protected startsCheck(): void {
    this.found.push({ act: "deny", rule: "check" });
  }
  protected say(act: "deny" | "ask", rule: "folder" | "person"): void {
    this.found.push({ act, rule });
  }

  protected place = (value: Value, folders: Folder[]): Place =>
    placeOf(value, folders, this.scene.task, this.walk.dots);

  /** A file is written or removed, or a folder with everything in it. */
  protected write(
    value: Value,
    folders: Folder[],
    touch: Touch | "restore" = "write",
    content: string | null = null,
  ): void {
    if (touch !== "restore") this.doors(value, folders, touch, content);
    const place = this.place(value, folders);
    if (place === "in" || (place === "above" && touch === "deep")) this.say("deny", "folder");
    else if (place === "perhaps") this.say("ask", "folder");
    else if (place === "anywhere") this.openWrite = true;
    if (this.scene.frozen && place !== "in" && touch !== "restore") this.writeFrozen(value, folders, touch);
  }

  /** What is written may be somebody's terminal, or the host's settings. */
  private doors(value: Value, folders: Folder[], touch: Touch, content: string | null): void {
    const text = literals(value);
    if (!/claude|mcp|\/dev\/|^$/i.test(text) && !folders.some((one) => typeof one === "string" && /claude/i.test(one)))
      return;
    const written = value.map((atom) => ("lit" in atom ? atom.lit : "glob" in atom ? atom.glob : "")).join("");
    for (const folder of folders) {
      const globs = /[*?[]/.test(written) && typeof folder === "string" && folder !== "hint";
      const path = follow(folder, written);
      for (const one of [...(path === null ? [] : [path]), ...(globs ? this.expand(written, folder) : [])]) {
        if (isTerminal(one) && (this.scene.asking === true || !one.startsWith("/dev/tty")))
          this.found.push({ act: this.scene.asking === true ? "deny" : "ask", rule: "keyboard" });
        const act = this.scene.settings?.(one, touch, content) ?? null;
        if (act !== null) this.found.push(ofSettings(act));
      }
    }
  }

  protected writeFrozen(value: Value, folders: Folder[], touch: Touch): void {
    if (value.some((atom) => "any" in atom)) return;
    const written = value.map((atom) => ("lit" in atom ? atom.lit : "glob" in atom ? atom.glob : "")).join("");
    for (const folder of folders) {
      if (typeof folder !== "string" || folder === "hint") continue;
      const globs = literalText(value) === null;
      const paths = globs ? this.expand(written, folder) : [follow(folder, written) ?? "/dev/null"];
      for (const path of paths) {
        const file = this.frozenAt(path, touch);
        if (file === null) continue;
        this.found.push({ act: "deny", rule: "frozen", file });
        return;
      }
    }
  }

  private readonly kept = new Map<string, string | null>();
  private frozenAt(path: string, touch: Touch): string | null {
    const key = `${touch} ${path}`;
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    // A folder is looked through, file by file.
    spend(touch === "deep" ? 20 * LOOK : LOOK, path.length);
    const file = this.scene.frozen!(path, touch);
    this.kept.set(key, file);
    return file;
  }

  /** Names that may still be looked at to see what globs stand for. */
  private names = 10_000;
  /** Paths that globs may still be followed to. */
  private ends = 2_000;

  /** The files and folders that a glob stands for, as far as `names` goes. */
  private *expand(pattern: string, folder: string): Iterable<string> {
    const named = pattern.split("/").filter((part) => part !== "" && part !== ".");
    const parts = named.filter((part, at) => part !== "**" || named[at - 1] !== "**");
    if (parts.length > MAX_DEPTH) return;
    yield* this.below(pattern.startsWith("/") ? "/" : folder, parts);
  }

  private *below(folder: string, [part, ...rest]: string[]): Iterable<string> {
    if (part === undefined) {
      if (--this.ends >= 0) yield folder;
      return;
    }
    if (!/[*?[]/.test(part)) {
      yield* this.below(join(folder, part), rest);
      return;
    }
    const deep = part === "**";
    if (deep) yield* this.below(folder, rest);
    spend(LOOK / 4);
    for (const entry of entriesOf(folder)) {
      if (--this.names < 0 || this.ends < 0) return;
      spend(1);
      const path = join(folder, entry.name);
      if (deep && entry.isDirectory()) yield* this.below(path, [part, ...rest]);
      else if (!deep && matches(part, entry.name, true)) yield* this.below(path, rest);
      // What `**` stands for may be a file, too.
      else if (deep && rest.length === 0 && --this.ends >= 0) yield path;
    }
  }

  /** A few readers can also write. */
  protected reader(name: string, rest: Value[], folders: Folder[]): void {
    if (name === "tree" || name === "less" || name === "yq")
      for (const [at, value] of rest.entries())
        if (/^-[oOi]$/.test(literals(value)) && rest[at + 1]) this.write(rest[at + 1]!, folders);
  }

  protected sorter(name: string, rest: Value[], folders: Folder[]): void {
    const plain = rest.filter((value) => !option(value));
    if (name === "uniq" && plain[1]) this.write(plain[1], folders);
    for (const [at, value] of rest.entries()) {
      const text = literals(value);
      if (name === "sort" && /^-[a-zA-Z]*o$|^--output$/.test(text) && rest[at + 1]) this.write(rest[at + 1]!, folders);
      else if (name === "sort" && /^-o|^--output=/.test(text))
        this.write(cut(value, text.startsWith("-o") ? 2 : 9), folders);
    }
  }

  protected writer(name: string, rest: Value[], folders: Folder[]): void {
    const deep =
      DEEP.has(name) || (name === "rm" && rest.some((value) => /^-\w*[rR]|^--recursive/.test(literals(value))));
    const wide =
      /^ch/.test(name) &&
      rest.some((value) => /^-\w*R|^--recursive/.test(literals(value))) &&
      !givesNothingAway(name, rest);
    const plain = rest.filter((value) => !option(value));
    if (/^(?:ex?d?|n?vim?|nano|emacs)$/.test(name) && rest.some(names)) this.say("ask", "folder");
    for (const value of plain) {
      this.write(value, folders, deep ? "deep" : /^(?:rm|unlink)$/.test(name) ? "remove" : "write");
      if (wide && this.place(value, folders) === "above") this.say("ask", "folder");
    }
    for (const value of rest)
      if (/^--(?:target-directory|reference)=/.test(literals(value))) this.write(cutName(value), folders);
    if (name === "mv" || name === "ln") this.arrivals(plain, folders);
    if (name === "ln") this.link(rest, plain, folders);
  }

  /** A link leads what follows to another place than its path says. */
  private link(rest: Value[], plain: Value[], folders: Folder[]): void {
    const [target, path = [{ lit: basename(literals(target ?? [])) || "." }]] = plain.map((one) => [...one]);
    const soft = rest.some((value) => /^-\w*s|^--symbolic/.test(literals(value)));
    const [to, at] = [literalText(target ?? []), literalText(path)];
    if (!to || !at) {
      // What it leads to, or its name, is not known: the folder may be reached by any name from now on.
      if (soft && target && /^(?:above|perhaps)$/.test(this.place(target, folders))) this.walk.concerned = true;
      return;
    }
    for (const folder of folders) {
      const from = follow(folder, at);
      if (from === null) continue;
      const name = basename(to);
      // Where a folder has that name, the link lies in it.
      for (const link of /^\.{0,2}$/.test(name) ? [from] : [from, join(from, name)]) {
        // Relative to the link itself.
        const leads = follow(soft ? dirname(link) : folder, to);
        if (leads !== null && leads !== link) noteLink(link, leads);
      }
    }
  }

  /** What is copied into a folder has its own name there. */
  protected arrivals(plain: Value[], folders: Folder[], touch: Touch | "restore" = "write"): void {
    const into = plain.at(-1);
    for (const value of plain.slice(0, -1)) {
      const last = basename(literals(value));
      if (into) this.write([...into, { lit: `/${last}` }], folders, touch);
    }
  }

  protected copier(name: string, rest: Value[], folders: Folder[]): void {
    const plain = rest.filter((value) => !option(value));
    const at = rest.findIndex((value) => /^-\w*t$|^--target-directory/.test(literals(value)));
    const named =
      at >= 0 && name !== "rsync" ? (literals(rest[at]!).includes("=") ? cutName(rest[at]!) : rest[at + 1]) : undefined;
    const into = named ?? plain.at(-1);
    // A frozen file may be put back as the program says it.
    const back =
      name === "cp" && plain.slice(0, -1).every((value) => /^\.task\/objects\/[0-9a-f]{64}$/.test(literals(value)));
    const links =
      rest.some((value) => /^-\w*[ls]|^--link|^--symbolic|^--remove-source/.test(literals(value))) && name !== "scp";
    const touch = back ? "restore" : "write";
    for (const value of links && name !== "install" ? plain : into ? [into] : []) this.write(value, folders, touch);
    this.arrivals([...plain.filter((value) => value !== into), ...(into ? [into] : [])], folders, touch);
    const deletes = name === "rsync" && rest.some((value) => literals(value).startsWith("--delete"));
    if (
      deletes &&
      into &&
      this.place(into, folders) === "above" &&
      !rest.some((value) => /exclude.*\.task/.test(literals(value)))
    )
      this.say("ask", "folder");
  }

  protected sed(rest: Value[], folders: Folder[]): void {
    const inPlace = rest.some((value) => /^-[nEsru]*i|^--in-place/.test(literals(value)));
    const scripted = rest.some((value) => /^-\w*[ef]$|^--expression|^--file/.test(literals(value)));
    const plain = rest.filter((value) => !option(value));
    const script = scripted ? rest : plain.slice(0, 1);
    // `w` writes and `e` runs: a script that names the folder is looked at by the person.
    if (
      script.some(
        (value) =>
          names(value) && /[;\s/}\d]?[we]\s*\S|^w/.test(literals(value)) && this.place(value, folders) !== "in",
      )
    )
      this.say("ask", "folder");
    if (inPlace) for (const value of scripted ? plain : plain.slice(1)) this.write(value, folders);
  }

  protected find(rest: Value[], command: Command): void {
    const { folders } = command;
    spend(6 * rest.length);
    const texts = rest.map(literals);
    const first = texts.findIndex((text) => /^[-(!]/.test(text));
    const roots = rest.slice(0, first < 0 ? undefined : first);
    for (const [at, text] of texts.entries())
      if (/^-f(?:print|ls)/.test(text) && rest[at + 1]) this.write(rest[at + 1]!, folders);
    const run = texts.findIndex((text) => /^-(?:exec|execdir|ok|okdir|x|X)$/.test(text));
    const deletes = texts.includes("-delete");
    if (run < 0 && !deletes) return;
    const places = (roots.length > 0 ? roots : [[{ lit: "." }]]).map((value) => this.place(value, folders));
    const filters = texts.flatMap((text, at) =>
      /^-i?name$/.test(text) && !/^(?:!|-not)$/.test(texts[at - 1] ?? "") ? [at + 1] : [],
    );
    const other = texts.some((text, at) => /^-i?(?:path|wholename|regex)$/.test(text) && !names(rest[at + 1] ?? []));
    const spared = texts.some(
      (text, at) =>
        /^-i?(?:path|name|wholename)$/.test(text) &&
        names(rest[at + 1] ?? []) &&
        (texts.includes("-prune") || /^(?:!|-not)$/.test(texts[at - 1] ?? "")),
    );
    const paths = texts.flatMap((text, at) =>
      /^-i?(?:path|wholename|regex)$/.test(text) && !/^(?:!|-not)$/.test(texts[at - 1] ?? "")
        ? [texts[at + 1] ?? ""]
        : [],
    );
    const named = paths.some((path) => /task/i.test(path));
    const hits =
      filters.length > 0
        ? filters.some((at) => FILES.some((file) => matches(literalText(rest[at] ?? []) ?? "*", file, true)))
        : !other || named;
    const reached: Value | null = places.includes("in")
      ? [{ lit: this.scene.task }]
      : places.includes("perhaps")
        ? [{ any: true, hint: true }]
        : places.includes("above") && hits && !spared
          ? filters.length > 0
            ? [{ any: true, hint: true }]
            : [{ lit: this.scene.task }]
          : null;
    const program = nameOf(rest[run + 1] ?? []);
    if (this.scene.frozen && (deletes || !(READERS.has(program) || program === "test")))
      for (const root of roots.length > 0 ? roots : [[{ lit: "." }]])
        for (const name of filters.length > 0 ? filters.map((at) => texts[at] ?? "*") : ["*"])
          this.writeFrozen([...root, { glob: `/**/${name}` }], folders, "write");
    if (deletes && reached) this.write(reached, folders, "deep");
    if (run < 0) return;
    const stop = texts.findIndex((text, at) => at > run && (text === ";" || text === "+"));
    const inner = rest
      .slice(run + 1, stop < 0 ? undefined : stop)
      .map((value) => (literals(value).includes("{}") ? (reached ?? [{ lit: "/dev/null" }]) : value));
    this.command({ ...command, fields: inner, writes: [], input: null, feeder: null, unsure: false });
  }

  protected git(rest: Value[], folders: Folder[]): void {
    let at = 0;
    let inside = folders;
    spend(3 * rest.length);
    for (; at < rest.length && option(rest[at]!); at++) {
      const text = literals(rest[at]!);
      if (text === "-C" && rest[at + 1])
        inside = inside.map((one) =>
          typeof one === "string" && one !== "hint" ? follow(one, literals(rest[at + 1]!)) : one,
        );
      if (/^(?:-C|-c|--git-dir|--work-tree|--namespace)$/.test(text)) at += 1;
      const set = literals(rest[at] ?? []);
      if (/^alias\.[^=]*=!/.test(set))
        this.text([cutName([{ lit: set.replace("=!", "=") }])], {
          fields: [],
          unsure: false,
          writes: [],
          input: null,
          feeder: null,
          folders: inside,
          sets: [],
        });
    }
    const verb = literals(rest[at] ?? []);
    const args = rest.slice(at + 1);
    const flags = args.map(literals);
    const there = inside.some((one) => one !== null && this.place([{ lit: "." }], [one]) === "in");
    if (!GIT_READS.has(verb) && (there || rest.slice(0, at).some(names))) this.say("ask", "folder");
    const plain = args.filter((value) => !option(value));
    if (verb === "clean") {
      const { all, spares, paths } = cleanOf(args);
      if (!all || spares) return;
      for (const value of paths.length > 0 ? paths : [[{ lit: "." }]])
        this.write(literals(value).startsWith(":") ? [{ lit: this.scene.root }] : value, inside, "deep");
    } else if (verb === "init" || verb === "clone") {
      const into = plain[verb === "init" ? 0 : 1] ?? [{ lit: "." }];
      this.write([...into, { lit: "/.git" }], inside);
      if (verb === "init")
        for (const value of args) if (/^--separate-git-dir=/.test(literals(value))) this.write(cutName(value), inside);
    } else if (verb === "stash") {
      if (flags.some((flag) => /^(?:-\w*a\w*|--all)$/.test(flag))) this.write([{ lit: "." }], inside, "deep");
    } else if (verb === "rm" || verb === "mv") for (const value of plain) this.write(value, inside, "deep");
    else if (!GIT_READS.has(verb) || flags.some((flag) => flag.startsWith("--output"))) {
      if (args.some(names)) this.say("ask", "folder");
    }
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // A folder that is not there has no files.
    return [];
  }
}

/** A value as a glob, with `*` for unknown parts. */
export const shape = (value: Value): string =>
  value
    .map((atom) => ("lit" in atom ? atom.lit.replaceAll(/[*?[]/g, "\0$&") : "glob" in atom ? atom.glob : "*"))
    .join("");

export const nameOf = (value: Value): string => basename(literalText(value) ?? "");

/** A value without its first `count` characters, which are known. */
export function cut(value: Value, count: number): Value {
  const [first, ...rest] = value;
  if (!first || !("lit" in first)) return value;
  return first.lit.length > count || rest.length === 0
    ? [{ lit: first.lit.slice(count) }, ...rest]
    : cut(rest, count - first.lit.length);
}
export const cutName = (value: Value): Value => {
  const at = literals(value).indexOf("=");
  return at < 0 ? value : cut(value, at + 1);
};
export const cutOption = (value: Value): Value =>
  cut(value, /^(?:-S|--split-string=?)/.exec(literals(value))?.[0].length ?? 0);

import { Exhausted, spend } from "./budget.ts";
import { printedOfOneself, renamesId } from "./harmless.ts";
import { type Folder, folderAfter } from "./paths.ts";
import { readShell } from "./reader.ts";
import { concerns, names, Values } from "./values.ts";
import { type Item, literals, literalText, type Simple, type Value, type Word } from "./words.ts";

/** A simple command with what its words stand for. */
export interface Command {
  /** The program and its arguments; empty for redirections alone. */
  fields: Value[];
  /** The program's name may be one of several: the first fields. */
  unsure: boolean;
  /** Files that its redirections write. */
  writes: Value[];
  /** Text that it reads, where that stands in the script. */
  input: Value | null;
  /** It reads what this command prints. */
  feeder: Command | null;
  /** Folders that it may run in. */
  folders: Folder[];
  /** Names that are set for it alone. */
  sets: string[];
}

/** How deep scripts may be nested in scripts, and how many commands they may have together. */
const MAX_DEPTH = 12;
const MAX_COMMANDS = 3_000;

const NO_FOLDER_NAMES = new Set(["cd", "pushd", "chdir"]);

/** Goes through a script in its order and hands each simple command to `judge`. */
export class Walk {
  folders: Folder[];
  private previous: Folder[] = [null];
  /** Bare globs stand for names that begin with a dot too. */
  dots = false;
  /** Something in the script speaks of the run's folder. */
  concerned = false;
  /** A part of the script was not understood. */
  unread = false;
  private readonly values = new Values((items) => this.printed(items));
  private depth = 0;
  private count = 0;
  /** `id` may be another program than the system's. */
  private renamed = false;

  constructor(
    folder: string,
    private readonly task: string,
    known: Record<string, string>,
    private readonly judge: (command: Command) => void,
  ) {
    this.folders = [folder];
    for (const [name, text] of Object.entries(known)) this.values.add(name, [[{ lit: text }]]);
  }

  /** @throws Exhausted when the text is too long, too deep, or takes too many steps */
  script(text: string): void {
    const { items, whole } = readShell(text);
    this.renamed ||= renamesId(text);
    if (!whole) this.unread = true;
    this.run(items);
  }

  private run(items: Item[]): Command[] {
    if (++this.depth > MAX_DEPTH) throw new Exhausted("too deep");
    const folders: Folder[][] = [];
    const all: Command[] = [];
    for (const item of items) {
      if (item.is === "open") folders.push(this.folders);
      else if (item.is === "close") this.folders = folders.pop() ?? this.folders;
      else all.push(this.simple(item, all.at(-1) ?? null));
    }
    this.depth -= 1;
    return all;
  }

  /** Whether the script has given a name a value. */
  isSet = (name: string): boolean => this.values.of(name).length > 0;

  private note(values: Value[]): Value[] {
    if (!this.concerned && values.some(names)) this.concerned = true;
    return values;
  }

  private fieldsOf = (word: Word): Value[] => this.note(this.values.fields(word));

  private simple(item: Simple, before: Command | null): Command {
    spend(20);
    if (++this.count > MAX_COMMANDS) throw new Exhausted("too many commands");
    for (const { name, value } of item.assignments) this.values.add(name, this.note(this.values.whole(value)));
    const sets = item.assignments.map(({ name }) => name);
    const first = item.words[0] ? this.fieldsOf(item.words[0]) : [];
    const fields = [...first, ...item.words.slice(1).flatMap(this.fieldsOf)];
    const writes: Value[] = [];
    let input: Value | null = null;
    for (const { op, target, body } of item.redirections) {
      const values = body || op === "<<<" ? this.note(this.values.whole(target)) : this.fieldsOf(target);
      if (body || op === "<<<") input = values.flat();
      else if (op !== "<" && op !== "<&" && !(op === ">&" && /^(?:\d+-?|-)$/.test(target.raw))) writes.push(...values);
    }
    const feeder = item.piped ? before : null;
    const unsure = first.length > 1 && item.words[0]!.pieces.some((piece) => piece.is !== "text");
    const command: Command = { fields, unsure, writes, input, feeder, folders: this.folders, sets };
    this.judge(command);
    this.builtin(fields, item.perhaps);
    return command;
  }

  /** What a command of the shell itself does to what is known. */
  private builtin(fields: Value[], perhaps: boolean): void {
    const begins = fields.findIndex((value) => !/^(?:builtin|command)$/.test(literalText(value) ?? ""));
    const name = literalText(fields[begins] ?? []) ?? "";
    const rest = fields.slice(begins + 1);
    if (NO_FOLDER_NAMES.has(name)) {
      const to = rest.find((value) => !/^-[LPe@]+$|^--$/.test(literals(value)));
      // Behind `||` it may start where the one before it started.
      const from = perhaps ? [...this.folders, ...this.previous] : this.folders;
      const back = to !== undefined && literalText(to) === "-";
      const paths = this.values.of("CDPATH").map((one) => [...one, { lit: "/" }]);
      const after =
        to === undefined
          ? [null]
          : back
            ? this.previous
            : [to, ...paths.map((one) => [...one, ...to])].flatMap((one) => folderAfter(one, from, this.task));
      this.previous = this.folders;
      this.folders = perhaps ? [...new Set([...this.folders, ...after])].slice(-8) : after;
      this.values.add("OLDPWD", [[{ any: true, hint: false }]]);
      for (const one of after) if (typeof one === "string" && one !== "hint") this.values.add("PWD", [[{ lit: one }]]);
    } else if (name === "popd") this.folders = [...this.folders, null].slice(-8);
    else if (name === "for" || name === "select") {
      const of = rest.findIndex((value) => literalText(value) === "in");
      if (rest[0]) this.values.add(literals(rest[0]), of < 0 ? [[{ any: true, hint: false }]] : rest.slice(of + 1));
    } else if (/^(?:export|local|declare|readonly|typeset)$/.test(name)) for (const value of rest) this.assign(value);
    else if (/^(?:read|mapfile|readarray|getopts)$/.test(name)) {
      for (const value of rest) this.values.add(literals(value), [[{ any: true, hint: this.concerned }]]);
      this.values.add("REPLY", [[{ any: true, hint: this.concerned }]]);
    } else if (name === "printf" && literalText(rest[0] ?? []) === "-v" && rest[1])
      this.values.add(literals(rest[1]), [format(rest.slice(2)) ?? [{ any: true, hint: rest.some(concerns) }]]);
    else if (name === "set" || name === "let")
      for (const of of ["@", "*", "1", "2", "3", "4", "5", "6", "7", "8", "9"]) this.values.add(of, rest);
    else if ((name === "shopt" || name === "setopt") && rest.some((value) => /dot/.test(literals(value))))
      this.dots = true;
  }

  /** `name=value` as an argument. */
  private assign(value: Value): void {
    const at = value.findIndex((atom) => "lit" in atom && atom.lit.includes("="));
    const [name = "", ...text] = literals(value.slice(at, at + 1)).split("=");
    if (at >= 0)
      this.values.add(literals(value.slice(0, at)) + name.replace(/\+$/, ""), [
        [{ lit: text.join("=") }, ...value.slice(at + 1)],
      ]);
  }

  /** Parameters of a script that is given as text. */
  parameters(values: Value[]): void {
    for (const [at, value] of values.slice(0, 10).entries()) this.values.add(String(at), [value]);
    this.values.add("@", values.slice(1));
    this.values.add("*", values.slice(1));
  }

  /** What commands print, when they do no more than that: they are judged all the same. */
  private printed(items: Item[]): Value[] | null {
    const before = this.folders;
    const commands = this.run(items);
    this.folders = before;
    const only = commands.length === 1 && items.length === 1 ? commands[0]! : null;
    if (only === null) return null;
    const self = this.renamed || only.sets.length > 0 || only.writes.length > 0 ? null : printedOfOneself(only.fields);
    return self === null ? printedBy(only) : [[{ lit: self }]];
  }
}

/** What `echo`, `printf`, `pwd` and a question for a program's path print. */
export function printedBy(command: Command): Value[] | null {
  const { fields, writes } = command;
  const name = literalText(fields[0] ?? []);
  if (writes.length > 0) return null;
  if (name === "pwd")
    return command.folders.map((one) =>
      one === null || one === "hint" ? [{ any: true, hint: one === "hint" }] : [{ lit: one }],
    );
  const rest = fields.slice(1);
  if (name === "echo") {
    const words = rest.filter((value, at) => !(at === 0 && /^-[neE]+$/.test(literals(value))));
    const printed = words.flatMap((value, at) => (at === 0 ? value : [{ lit: " " }, ...value]));
    spend(printed.length, literals(printed).length);
    return [printed.map(unescapeIn(rest))];
  }
  if (name === "which" && rest[0]) return [rest[0]];
  if (name === "command" && /^-[vV]$/.test(literals(rest[0] ?? [])) && rest[1]) return [rest[1]];
  if (name !== "printf") return null;
  const value = format(rest[0] && literalText(rest[0]) === "--" ? rest.slice(1) : rest);
  return value === null ? null : [value];
}

/** `echo -e` reads escapes; so it is taken when there are some. */
const unescapeIn =
  (rest: Value[]) =>
  (atom: Value[number]): Value[number] =>
    "lit" in atom && literalText(rest[0] ?? [])?.startsWith("-") ? { lit: escapes(atom.lit) } : atom;

const escapes = (text: string): string =>
  text.replaceAll(/\\(?:x([0-9a-fA-F]{1,2})|0?([0-7]{1,3})|n|t)/g, (all, hex, octal) =>
    hex !== undefined || octal !== undefined
      ? String.fromCharCode(Number.parseInt(hex ?? octal, hex !== undefined ? 16 : 8))
      : all === "\\n"
        ? "\n"
        : "\t",
  );

/** `printf` with nothing but `%s`, once through its format; null for all else. */
function format([pattern, ...rest]: Value[]): Value | null {
  const text = pattern === undefined ? null : literalText(pattern);
  if (text === null || /%[^sb%]/.test(text)) return null;
  const value: Value = [];
  let next = 0;
  do {
    for (const part of text.split(/(%[sb%])/)) {
      spend(2 + (rest[next]?.length ?? 0), part.length);
      if (part === "%s" || part === "%b") value.push(...(rest[next++] ?? []));
      else if (part !== "") value.push({ lit: part === "%%" ? "%" : escapes(part) });
    }
  } while (next > 0 && next < rest.length);
  return value;
}

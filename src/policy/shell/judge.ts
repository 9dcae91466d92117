import { beginBudget, Exhausted, spend } from "./budget.ts";
import { isDoor, isHostProgram } from "./door-names.ts";
import { speaksFor } from "./doors.ts";
import { cut, cutName, cutOption, FileRules, type Finding, nameOf, option, type Scene, shape } from "./files.ts";
import { forgetPlaces, matches } from "./paths.ts";
import { COPIERS, DECODERS, INTERPRETER, PERSONAL, READERS, SHELLS, WRAPPERS, WRITERS } from "./programs.ts";
import { MAX_COMMAND_CHARS } from "./reader.ts";
import { concerns, names } from "./values.ts";
import { type Command, printedBy } from "./walk.ts";
import { isHinted, literals, literalText, type Value } from "./words.ts";

export type { Finding, Scene };

/** Collects what the rules say about the commands of one script. */
class Judge extends FileRules {
  /** Files that this script writes text into which names the folder. */
  private readonly armed = new Set<string>();

  /** Returns whether all of it was understood. @throws Exhausted */
  script(text: string): boolean {
    this.walk.script(text);
    if (this.walk.concerned && this.openWrite) this.say("ask", "folder");
    return !this.walk.unread;
  }

  protected command(command: Command): void {
    const { fields, folders, writes } = command;
    spend(10 + 4 * fields.length);
    const content = command.input ?? (writes.length > 0 ? printedBy({ ...command, writes: [] })?.[0] : null) ?? null;
    for (const value of writes) {
      this.write(value, folders, "write", content === null ? null : literalText(content));
      if ([command.input ?? [], ...fields].some(names)) this.armed.add(plainPath(value));
    }
    if (fields.length === 0) return;
    const known = fields.findIndex((value) => this.isKnown(value));
    const wrapped = command.unsure || this.isWrapper(fields[0]!);
    if (!wrapped) {
      this.program(fields, command);
      return;
    }
    // Any known word after a wrapper may begin the command.
    const folder = fields.findIndex((value) => /^(?:-C|-D|--chdir)/.test(literals(value)));
    if (folder >= 0 && fields.slice(folder, folder + 2).some(names)) this.say("ask", "folder");
    const xargs = fields.some((value) => nameOf(value) === "xargs" || nameOf(value) === "parallel");
    const all = xargs
      ? [...fields, [{ any: true as const, hint: feeders(command).some((one) => one.fields.some(concerns)) }]]
      : fields;
    for (let at = 0; at < fields.length; at++)
      if (this.isKnown(fields[at]!) && !this.isWrapper(fields[at]!)) this.program(all.slice(at), command);
    if (known < 0 || fields.every((value) => !this.isKnown(value) || this.isWrapper(value)))
      this.stranger(all, command);
    const split = fields.findIndex((value) => /^(?:-S|--split-string)/.test(literals(value)));
    if (nameOf(fields[0]!) === "env" && split >= 0)
      this.text(
        fields.slice(split).map((value, at) => (at === 0 ? cutOption(value) : value)),
        command,
      );
    if (/^(?:watch|script|su|flock|entr|parallel|xargs)$/.test(nameOf(fields[0]!)))
      for (const value of fields.slice(1)) if (/\s/.test(literals(value))) this.text([value], command);
  }

  private isWrapper = (value: Value): boolean =>
    WRAPPERS.has(nameOf(value)) || option(value) || /^\w+=/.test(literals(value));
  private isKnown(value: Value): boolean {
    const name = nameOf(value);
    return (
      READERS.has(name) ||
      WRITERS.has(name) ||
      COPIERS.has(name) ||
      SHELLS.has(name) ||
      WRAPPERS.has(name) ||
      INTERPRETER.test(name) ||
      isDoor(name) ||
      isHostProgram(value) ||
      /^(?:git|find|fd|sed|gsed|dd|eval|source|\.|trap|alias|sort|uniq|multi-ai|orchestrator(?:\.[tj]s)?)$/.test(name)
    );
  }

  private program(fields: Value[], command: Command): void {
    spend(5 + fields.length);
    const [first, ...rest] = fields as [Value, ...Value[]];
    const name = nameOf(first);
    const { folders } = command;
    if (isDoor(name) || isHostProgram(first)) this.door(isHostProgram(first) ? "claude" : name, rest, command);
    if (READERS.has(name)) {
      this.reader(name, rest, folders);
      return;
    }
    if (name === "git") {
      this.git(rest, folders);
      return;
    }
    if (name === "eval" || name === "trap" || name === "alias") {
      this.text(name === "eval" ? rest : rest.slice(0, name === "trap" ? 1 : 9).map(cutName), command);
      return;
    }
    if (WRITERS.has(name)) {
      if (name === "tee" && feeders(command).some((one) => one.fields.some(names)))
        for (const value of rest) this.armed.add(plainPath(value));
      this.writer(name, rest, folders);
      return;
    }
    if (COPIERS.has(name)) {
      this.copier(name, rest, folders);
      return;
    }
    if (name === "find" || name === "fd") {
      this.find(rest, command);
      return;
    }
    if (name === "dd") {
      for (const value of rest) if (literals(value).startsWith("of=")) this.write(cut(value, 3), folders);
      return;
    }
    if (name === "sed" || name === "gsed") {
      this.sed(rest, folders);
      return;
    }
    if (name === "sort" || name === "uniq") {
      this.sorter(name, rest, folders);
      return;
    }
    this.personal(fields, command);
    if (SHELLS.has(name) || name === "source" || name === ".") {
      this.shell(rest, command);
      return;
    }
    if (INTERPRETER.test(name)) {
      this.interpreter(name, rest, command);
      return;
    }
    this.stranger(fields, command);
  }

  private readonly sessions = new Set<string>();

  /** A program that may speak for the person, and whose words may be commands themselves. */
  private door(name: string, rest: Value[], command: Command): void {
    const set = [
      ...command.sets,
      ...["DISPLAY", "WAYLAND_DISPLAY", "MULTI_AI_OFF"].filter((one) => this.walk.isSet(one)),
    ];
    const around = [...command.fields, ...set.map((one) => [{ lit: `${one}=` }])];
    const { asking = false, env } = this.scene;
    const spoken = speaksFor(name, rest, around, { asking, env }, this.sessions);
    if (spoken !== null) this.found.push(spoken);
    if (name !== "claude" && name !== "expect" && name !== "osascript")
      for (const value of rest) if (/\s/.test(literals(value))) this.text([value], command);
    if (/^(?:at|batch)$/.test(name)) this.fed(command, (value) => this.text([value], command));
  }

  /** Text that is run as a script. */
  protected text(values: Value[], command: Command): void {
    const text = values.map((value) => literalText(value));
    if (text.every((one) => one !== null)) {
      const before = this.walk.folders;
      this.walk.folders = command.folders;
      this.walk.script(text.join(" "));
      this.walk.folders = before;
    } else if (values.some((value) => isHinted(value) || names(value))) this.say("ask", "folder");
    else if (values.some((value) => OWN_NAME.test(literals(value)))) this.say("ask", "person");
  }

  private shell(rest: Value[], command: Command): void {
    const given = rest.findIndex((value) => /^-\w*c$/.test(literals(value)));
    if (given >= 0) {
      const at = rest.findIndex((value, index) => index > given && !option(value));
      this.walk.parameters(rest.slice(at + 1));
      if (rest[at]) this.text([rest[at]!], command);
      return;
    }
    const script = rest.find((value) => !option(value));
    const stdin = rest.some((value) => literals(value) === "-s") || literals(script ?? []) === "/dev/stdin";
    if (script && !stdin) {
      if (isHinted(script)) this.say("ask", "folder");
      if (this.armed.has(plainPath(script))) this.say("deny", "folder");
      if (rest.some((value) => value !== script && names(value))) this.say("ask", "folder");
      return;
    }
    this.fed(command, (value) => this.text([value], command));
  }

  /** A shell or an interpreter that reads its script from its input. */
  private fed({ input, feeder }: Command, known: (value: Value) => void): void {
    if (input !== null) {
      known(input);
      return;
    }
    if (feeder === null) return;
    const printed = printedBy(feeder);
    if (printed !== null) {
      for (const value of printed) known(value);
      return;
    }
    for (const one of [feeder, ...feeders(feeder)])
      if (one.fields.some(names) || names(one.input ?? []) || DECODERS.test(nameOf(one.fields[0] ?? [])))
        this.say("ask", "folder");
  }

  private interpreter(name: string, rest: Value[], command: Command): void {
    const inline =
      rest.findIndex((value) => /^-(?:\w*[cerpE]|-eval|-print|e.+)/.test(literals(value))) >= 0 ||
      /awk$|^osascript$/.test(name) ||
      rest.some((value) => literals(value) === "eval");
    // Behind the script its own words begin. A word behind an option may be its value.
    const at = rest.findIndex((value, index) => !option(value) && (index === 0 || !option(rest[index - 1]!)));
    const isLast = at >= 0 && !/^(?:x|run|exec|dlx)$/.test(literals(rest[at]!));
    const host = rest.findIndex((value, index) => isHostProgram(value) && (!isLast || index <= at));
    if (host >= 0) this.door("claude", rest.slice(host + 1), command);
    const code = /awk$/.test(name) ? rest.filter((value) => !option(value)).slice(0, 1) : rest;
    const script = rest.find((value) => !option(value));
    if (script && this.armed.has(plainPath(script))) this.say("deny", "folder");
    if (inline) for (const value of code) this.code(value);
    else if (rest.some(names)) this.say("ask", "folder");
    if (/^perl/.test(name) && rest.some((value) => /^-\w*i/.test(literals(value))))
      for (const value of rest.filter((one) => !option(one)).slice(1)) this.write(value, command.folders);
    if (!script || literals(script) === "-" || inline) this.fed(command, (value) => this.code(value));
  }

  /** Code of another language: its letters may be joined there. */
  private code(value: Value): void {
    const text = literals(value);
    if (/\bTIOCSTI\b|0x5412|\/dev\/(?:pts\/|uinput)/.test(text)) this.found.push({ act: "deny", rule: "keyboard" });
    if (/\.t(?:as?)?[*?[]/.test(text)) this.say("ask", "folder");
    if (names(value) || /(?:^|[^\w)\].])\.task(?![\w.-])/i.test(text.replaceAll(/['"`\s+,\\]/g, "")))
      this.say("deny", "folder");
    else if (
      OWN_NAME.test(text) &&
      /\b(?:decide|ruling|reset|resume|rollback|park|cancel|trust|(?<![-/])pr(?!-))\b|--proceed/.test(text)
    )
      this.say("deny", "person");
    else if (
      /atob|b64decode|base64|fromCharCode|fromhex|unhexlify|\bchr\(|pack\(/.test(text) &&
      /eval|exec|system|spawn|popen|unlink|\brm|write/i.test(text)
    )
      this.say("ask", "folder");
  }

  /** The verbs that are the person's, by whatever starts the program. */
  private personal(fields: Value[], command: Command): void {
    for (const [at, value] of fields.entries()) {
      spend(2);
      const own = ownName(value);
      if (own === "no") continue;
      spend(fields.length);
      const args = fields.slice(at + 1);
      const texts = args.map(literalText);
      const first = texts.findIndex((text) => text === null || !/^-/.test(text));
      const verbs = first === 0 ? texts.slice(0, 1) : texts;
      // A project may have an orchestrator of its own, which checks something else.
      const isOurs = /multi-ai$/i.test(literals(value)) || /^T\d/.test(texts[texts.indexOf("check") + 1] ?? "");
      if (verbs.includes("check") && isOurs) this.startsCheck();
      const proceeds = texts.includes("next") && (texts.includes("--proceed") || texts.includes(null));
      if (
        own === "yes" &&
        (verbs.some((text) => text !== null && PERSONAL.has(text)) || (proceeds && !texts.includes(null)))
      )
        this.say("deny", "person");
      else if (
        verbs.some((text) => text !== null && PERSONAL.has(text)) ||
        (own === "yes" && (verbs.includes(null) || proceeds)) ||
        (own === "yes" && command.fields.some((one) => nameOf(one) === "xargs"))
      )
        this.say("ask", "person");
    }
  }

  /** A program of which nothing is known. */
  private stranger(fields: Value[], command: Command): void {
    const [first, ...rest] = fields as [Value, ...Value[]];
    this.personal(fields, command);
    if (command.folders.some((one) => one !== null && this.place([{ lit: "." }], [one]) === "in"))
      this.say("ask", "folder");
    // A folder under a second name.
    if (/^(?:mount|bindfs|fuse-overlayfs)$/.test(nameOf(first)))
      for (const value of rest)
        if (!option(value) && /^(?:in|above|perhaps)$/.test(this.place(value, command.folders)))
          this.say("ask", "folder");
    if (/^(?:make|just|npm|pnpm|yarn|at|batch|crontab|ssh)$/.test(nameOf(first))) {
      if (this.armed.size > 0) this.say("ask", "folder");
      this.fed(command, (value) => names(value) && this.say("ask", "folder"));
    }
    if (this.armed.has(plainPath(first))) this.say("deny", "folder");
    const spares = (at: number): boolean =>
      /^-{1,2}(?:[\w-]*(?:exclude|ignore)[\w-]*|x)(?:=|$)/.test(literals(rest[at] ?? []));
    if (
      rest.some(
        (value, at) => (names(value) || this.place(value, command.folders) === "in") && !spares(at) && !spares(at - 1),
      )
    )
      this.say("ask", "folder");
    if (literalText(first) === null && (isHinted(first) || literals(rest[0] ?? []) === "decide"))
      this.say("ask", "person");
  }
}

/** The commands that feed a command, nearest first. */
function feeders(command: Command): Command[] {
  const all: Command[] = [];
  for (let one = command.feeder; one !== null; one = one.feeder) {
    spend(2);
    all.push(one);
  }
  return all;
}

/** A file as one command writes it and another names it. */
const plainPath = (value: Value): string => (literalText(value) ?? "\0").replace(/^(?:\.\/)+/, "");

const OWN_NAME = /multi-ai|orchestrator/i;

/** Whether a word names the program's own command line; `perhaps`: by a part that is not known. */
function ownName(value: Value): "yes" | "perhaps" | "no" {
  const text = literalText(value);
  if (text !== null)
    return /(?:^|\/)(?:multi-ai|orchestrator(?:\.[tj]s)?|(?:src|scripts)\/cli\/main\.ts)$/i.test(text) ? "yes" : "no";
  const last = shape(value).split("/").at(-1)!;
  if (
    /[a-z]{2}/i.test(last) &&
    ["multi-ai", "orchestrator.ts", "orchestrator.js"].some((name) => matches(last, name, false))
  )
    return value.some((atom) => "any" in atom) && !/^(?:multi-ai|orchestrator(?:\.[tj]s)?)$/i.test(last)
      ? "perhaps"
      : "yes";
  return "no";
}

/** An unreadable command that names a check. */
const CHECKS = /(?:multi-ai|orchestrator)[^\n]{0,60}?\bcheck\W+T\d/i;

/** What an unreadable command mentions of what the rules protect; null: nothing. */
function speaks(command: string): "folder" | "person" | null {
  const bare = command.replaceAll(/["'\\]/g, "");
  if (/\.task/i.test(command.replaceAll(/["'\\\s${}()+,]/g, ""))) return "folder";
  if (/\.t(?:ask|[a-z]{0,2}[*?[{$`])|[*?\]]task|\btask\b/i.test(bare)) return "folder";
  return OWN_NAME.test(bare) ? "person" : null;
}

/** What the rules say about a command: the strictest finding, or null. */
export function judgeCommand(command: string, scene: Scene): Finding | null {
  beginBudget();
  const judge = new Judge(scene);
  forgetPlaces();
  let rest: Finding | null = null;
  try {
    if (!judge.script(command)) rest = ofUnread(command);
  } catch (error) {
    // Also what is nested deeper than this program can go.
    if (!(error instanceof Exhausted || error instanceof RangeError)) throw error;
    rest = CHECKS.test(command.slice(0, MAX_COMMAND_CHARS))
      ? { act: "deny", rule: "check" }
      : { act: "ask", rule: "effort" };
  }
  const denied = [...judge.found, rest].find((one) => one?.act === "deny");
  return denied ?? rest ?? judge.found[0] ?? null;
}

/** The person decides on a text that is not understood to its end, if it mentions what the rules protect. */
function ofUnread(command: string): Finding | null {
  if (CHECKS.test(command)) return { act: "deny", rule: "check" };
  const rule = speaks(command);
  return rule === null ? null : { act: "ask", rule };
}

import { existsSync } from "node:fs";
import { relative } from "node:path";
import pc from "picocolors";
import { calledAs, here, IN_TESTS, inHost, PLUGIN, speak, type Typed } from "../plugin.ts";
import { restoreOptions } from "../process/environment.ts";
import { hostAmong, processAncestors } from "../process/table.ts";
import { realPath } from "../project/project.ts";
import { COMMON, carryOut, columns, optionLines, parseWords } from "../run/commands/arguments.ts";
import { type Answer, type Command, type Context, done, failed, placeOf, wrongUsage } from "../run/commands/command.ts";
import { clean, cleanPainted, didYouMean } from "../text.ts";
import { VERSION } from "../version.ts";
import { startTexts } from "../workflows/index.ts";
import { ALONE, VERBS } from "./verbs.ts";

/** Milliseconds: nobody ends a command in a terminal but the person. */
const PATIENCE = 600_000;
/** Columns of a line that no terminal limits. */
const WIDTH = 120;

/** The help of the program: every verb that a person may use. */
function programHelp(): string {
  const shown = Object.entries(VERBS).filter(([, verb]) => !verb.hidden);
  return [
    `usage: ${here("[verb] [options]")}`,
    "",
    ...columns([
      ["(no verb)", ALONE.summary],
      ...shown.map(([name, verb]): [string, string] => [`${name}${verb.usage ? ` ${verb.usage}` : ""}`, verb.summary]),
    ]),
    "",
    "Options of every verb:",
    ...optionLines(COMMON.terminal),
    "",
    `Exit: 0 done, 1 the answer is no, 2 wrong usage, 3 broken state. A run is started in Claude Code: ${startTexts()}`,
  ].join("\n");
}

/** The verb that `argv` names, and the rest; without one what the program does alone. */
function verbIn(argv: string[]): { name: string; verb: Command; rest: string[] } | null {
  const [first = ""] = argv;
  if (first === "" || first.startsWith("-")) return { name: "", verb: ALONE, rest: argv };
  return Object.hasOwn(VERBS, first) ? { name: first, verb: VERBS[first]!, rest: argv.slice(1) } : null;
}

/** The terminal as the place where a command is typed. */
function contextOf(from: string, json: boolean): Context {
  const tty = process.stdout.isTTY === true;
  return {
    project: placeOf(from),
    from,
    session: null,
    // What tests start is the project's code, and no person.
    belowHost: () => process.env[IN_TESTS] !== undefined || hostAmong(processAncestors()) !== null,
    patience: PATIENCE,
    json,
    width: tty ? Math.max(40, process.stdout.columns || WIDTH) : WIDTH,
    paint: pc.createColors(tty && !json && !process.env.NO_COLOR && process.env.TERM !== "dumb"),
    env: process.env,
    say: (line) => (json ? process.stderr : process.stdout).write(`${clean(line)}\n`),
    warn: (line) => process.stderr.write(`multi-ai: ${clean(line)}\n`),
  };
}

async function answer(argv: string[], json: boolean): Promise<Answer> {
  if (argv[0] === "help" || argv[0] === "-h") return answer([...argv.slice(1, 2), "--help"], json);
  if (argv[0] === "--version") return done(VERSION, { version: VERSION });
  const found = verbIn(argv);
  if (!found)
    return wrongUsage(
      `unknown verb "${argv[0]}"${didYouMean(argv[0]!, Object.keys(VERBS))}\n${here("--help")} lists the verbs`,
    );
  const { name, verb, rest } = found;
  const parsed = parseWords(name || "multi-ai", verb, rest);
  const given = parsed.ok ? parsed.given : {};
  if (name === "" && given.help === true) return done(programHelp(), { help: programHelp() });
  const from = typeof given.project === "string" ? given.project : process.cwd();
  if (!existsSync(from) && given.help !== true)
    return wrongUsage(`--project: found "${from}", which is not there; expected a folder to look for the project from`);
  return carryOut(name, verb, parsed, contextOf(from, json));
}

/** The program as it was called: what is on the reader's PATH is not known, what was typed works again. */
function program(): Typed {
  const { MULTI_AI_CALLED: launcher, MULTI_AI_DOOR: door, PATH } = process.env;
  // Only for this process, not for what it starts.
  delete process.env.MULTI_AI_CALLED;
  delete process.env.MULTI_AI_DOOR;
  if (door === "host") return inHost;
  const word = (path: string): string => (/^[\w./+@:-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);
  if (launcher) {
    const found = Bun.which(PLUGIN, { PATH: PATH ?? "" });
    return calledAs(found !== null && realPath(found) === realPath(launcher) ? PLUGIN : word(launcher));
  }
  const script = process.argv[1] ?? "";
  if (!/(?:^|\/)(?:scripts\/orchestrator\.ts|dist\/orchestrator\.js)$/.test(script)) return calledAs(PLUGIN);
  const near = relative(process.cwd(), script);
  return calledAs(`bun ${word(near.startsWith("..") ? script : near)}`);
}

async function main(argv: string[]): Promise<number> {
  speak(program());
  restoreOptions();
  // Found by hand: it has to hold also where the other arguments are wrong.
  const end = argv.indexOf("--");
  const json = argv.slice(0, end < 0 ? argv.length : end).includes("--json");
  // A reader that has seen enough (`| head`) is no fault.
  process.stdout.on("error", () => process.exit());
  const { exit, text, data } = await answer(argv, json).catch((error) => {
    if (process.env.MULTI_AI_DEBUG) console.error(error);
    return failed(error, "terminal");
  });
  if (json) process.stdout.write(`${JSON.stringify(data, null, 2)}\n`);
  else if (text !== "") {
    // Names of files and fields, also that of the project's own folder, may be anybody's.
    const shown = process.stdout.isTTY === true ? cleanPainted(text) : clean(text);
    (exit === 0 ? process.stdout : process.stderr).write(`${shown}\n`);
  }
  return exit;
}

process.exitCode = await main(process.argv.slice(2));

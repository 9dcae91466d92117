// What stands behind a command's name: as words of a terminal, and as one line of the host.
// Runs: together.
import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { VERBS } from "../../../src/cli/verbs.ts";
import { COMMANDS } from "../../../src/run/commands/index.ts";
import { commandHelp, parseLine, parseWords } from "../../../src/run/commands/usage/arguments.ts";

const NAMES = Object.keys(COMMANDS) as (keyof typeof COMMANDS)[];

describe("a decide line", () => {
  test.each<[string, string[], Record<string, string | true>]>([
    ["approve", ["approve"], {}],
    ["  A  ", ["A"], {}],
    ["accept --reason good enough", ["accept"], { reason: "good enough" }],
    ['accept --reason "good enough"', ["accept"], { reason: "good enough" }],
    ["accept --reason='good enough'", ["accept"], { reason: "good enough" }],
    ['accept --reason it\'s "fine"', ["accept"], { reason: 'it\'s "fine"' }],
    ["A --question Q3", ["A"], { question: "Q3" }],
    ["--question Q3 A", ["A"], { question: "Q3" }],
    [
      "--question=Q3 A --reason --question Q9 is no option here",
      ["A"],
      { question: "Q3", reason: "--question Q9 is no option here" },
    ],
    ["One more round --question Q2", ["One more round"], { question: "Q2" }],
    ["Use  --json, as it is", ["Use  --json, as it is"], {}],
    ["change --reason one\n\ntwo", ["change"], { reason: "one\n\ntwo" }],
    ["accept --reason   ", ["accept"], { reason: "" }],
    ["accept --reason", ["accept"], { reason: "" }],
    ["--help", [], { help: true }],
    ["", [], {}],
  ])("%j", (line, args, given) => {
    expect(parseLine("decide", COMMANDS.decide, line)).toEqual({ ok: true, args, given });
  });
});

describe("a line of words", () => {
  test.each<[(typeof NAMES)[number], string, object]>([
    ["rollback", "  --undo  --yes ", { ok: true, args: [], given: { undo: true, yes: true } }],
    ["rollback", "--run multi-ai-1", { ok: true, args: [], given: { run: "multi-ai-1" } }],
    ["rollback", "--now", { ok: false, problem: "unknown option --now" }],
    ["rollback", "--ye", { ok: false, problem: "unknown option --ye; did you mean --yes?" }],
    ["resume", "run-1 --force", { ok: true, args: ["run-1"], given: { force: true } }],
    [
      "decide",
      "B --reson too long",
      { ok: false, problem: "unknown option --reson; did you mean --reason?" },
    ],
    ["cancel", "please", { ok: false, problem: 'unknown argument "please"' }],
    ["status", "--json", { ok: false, problem: "unknown option --json" }],
    ["ruling", " ", { ok: true, args: [], given: {} }],
    ["ruling", " who owns  --this? ", { ok: true, args: ["who owns  --this?"], given: {} }],
  ])("/multi-ai:%s %s", (name, line, parsed) => {
    expect(parseLine(name, COMMANDS[name], line)).toEqual(parsed as ReturnType<typeof parseLine>);
  });

  test("a value of its own may be empty; an option has two dashes", () => {
    expect(parseWords("decide", COMMANDS.decide, ["A", "--reason", ""])).toMatchObject({
      given: { reason: "" },
    });
    expect(parseWords("decide", COMMANDS.decide, ["---reason", "x"])).toMatchObject({ ok: false });
  });

  test.each(NAMES.filter((name) => !("text" in COMMANDS[name])))(
    "%s reads it as a terminal reads words",
    (name) => {
      for (const words of [
        [],
        ["--force"],
        ["--yes", "--undo"],
        ["--run", "x"],
        ["--run"],
        ["a"],
        ["a", "b"],
        ["-h"],
      ])
        expect(parseLine(name, COMMANDS[name], words.join(" "))).toEqual(
          parseWords(name, COMMANDS[name], words),
        );
    },
  );
});

describe("help", () => {
  test.each(NAMES)("of %s says the same in both doors, each as it is typed there", (name) => {
    // A slash command holds nobody up: the live view is the terminal's alone.
    const own = (text: string): string =>
      text
        .replace(/\n {2}--(json|project|help|watch).*/g, "")
        .replace(" [--watch]", "")
        .replace(/ {2,}/g, "  ");
    const host = own(commandHelp(name, COMMANDS[name], "host"));
    const terminal = own(commandHelp(name, VERBS[name]!, "terminal"));
    expect(host).toStartWith(`usage: /multi-ai:${name}`);
    expect(terminal.replace(`multi-ai ${name}`, `/multi-ai:${name}`).replaceAll('"', "")).toBe(
      host,
    );
  });
});

test.each(NAMES)("the file of /multi-ai:%s names what it takes", async (name) => {
  const file = await Bun.file(join(import.meta.dir, `../../../commands/${name}.md`)).text();
  const [usage = ""] = commandHelp(name, COMMANDS[name], "host").split("\n");
  expect(/^argument-hint: "(.*)"$/m.exec(file)?.[1]).toBe(
    usage.slice(`usage: /multi-ai:${name}`.length).trim(),
  );
});

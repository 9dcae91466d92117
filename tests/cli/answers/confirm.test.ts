// Who answers in the person's name from outside of the host: a person at a terminal, or a script
// that has started the run.
// Runs: in full too.
// Not in npm test: ^at a terminal (?:capitals|what is wrong)
// Not in npm test: ^a script.*(?:few letters|before a run)
import { afterAll, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { confirmed } from "../../../src/cli/confirm.ts";
import { findProject } from "../../../src/project/project.ts";
import { noteScript } from "../../../src/record/machine/scripts.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { someOf } from "../../harness/in-full.ts";
import { cleanup, makeProject, tempDir } from "../../harness/project.ts";
import { STORY } from "../../harness/workers.ts";
import { atTerminal, blindly, cli, inTerminal, orphan, PROGRAM } from "../cli.ts";
import { inProcess, terminalContext } from "../in-process.ts";
import { makeRun, STATES } from "../made/make-run.ts";

afterAll(cleanup);

const asked = () => STATES["story question open"]();
const DECIDE = [process.execPath, PROGRAM, "decide", "A"];
test("what is refused asks for no word", async () => {
  const { root } = await asked();
  const confirm = async () => expect.unreachable();
  for (const words of [
    ["ruling", "x"],
    ["decide", "A", "--question", "Q9"],
    ["resume", "multi-ai-none"],
    ["rollback", "--yes"],
  ])
    expect(
      (await inProcess(words, terminalContext(root, process.env, { confirm })))!.exit,
    ).toBeGreaterThan(0);
});

/** A folder for the record that is this test's alone. */
const own = (): { CLAUDE_PLUGIN_DATA: string } => ({ CLAUDE_PLUGIN_DATA: tempDir() });

describe("at a terminal", () => {
  test("the word that is shown there has to be typed; the question stands above it", async () => {
    const { root, project } = await asked();
    const { result, screen } = await atTerminal(DECIDE, root);
    expect(screen).toMatch(
      /Q1 · Is this user story what you want\?[\s\S]*This answers it in your name: Approve\r?\nTo confirm, type [a-z]{5}: /,
    );
    expect([result.code, result.err]).toEqual([0, ""]);
    // What the program prints for its reader has no word of it.
    expect(result.out).toMatch(/^Recorded: Q1 is answered with Approve/);
    expect(readRun(project)!.decisions).toMatchObject([{ option: "approve", via: "cli" }]);
  });

  test.each(
    someOf([
      ["B", "Cool"],
      ["cool", "Cool"],
      ["A --reason", "Warm: as before"],
    ]),
  )("of a question of an agent it shows what is chosen: %s", async (typed, chosen) => {
    const { root, project } = await STATES["artifact questions open"]();
    const reason = typed.endsWith("--reason") ? ["as before"] : [];
    const { screen } = await atTerminal(
      [...DECIDE.slice(0, -1), ...typed.split(" "), ...reason],
      root,
    );
    expect(screen).toMatch(new RegExp(`This answers it in your name: ${chosen}\r?\n`));
    expect(readRun(project)!.decisions).toMatchObject([{ option: "answer", text: chosen }]);
  });

  test.each(
    someOf<[string, (word: string) => string]>([
      ["nothing", () => ""],
      ["yes", () => "yes"],
      ["a part of it", (word: string) => word.slice(0, 4)],
      ["more than it", (word: string) => `${word} x`],
      ["the answer", () => "A"],
    ]),
  )("%s in its place decides nothing", async (_, types) => {
    const { root, project, run } = await asked();
    const { result } = await atTerminal(DECIDE, root, {}, types);
    expect([result.code, result.out, result.err]).toEqual([
      1,
      "",
      "Nothing was done: you did not type the word.\n",
    ]);
    expect(readRun(project)).toEqual(run);
  });

  test("capitals and blanks around it do not matter, and each call has another word", async () => {
    const { root } = await asked();
    const words: string[] = [];
    for (const kind of [0, 1])
      await atTerminal([process.execPath, PROGRAM, "decide", "A"], root, {}, (word) => {
        words.push(word);
        return kind === 0 ? "no" : ` ${word.toUpperCase()} `;
      }).then(({ result }) => expect(result.code).toBe(1 - kind));
    expect(new Set(words).size).toBe(2);
  });

  test("what is wrong is said before a word is asked for", async () => {
    const { root } = await asked();
    for (const args of [
      ["decide", "E"],
      ["decide", "B"],
      ["decide", "A", "--question", "Q9"],
      ["resume", "x"],
    ]) {
      const { result, screen } = await atTerminal([process.execPath, PROGRAM, ...args], root);
      expect([result.code > 0, screen]).toEqual([true, ""]);
    }
  });

  test("commands that an answer lets run stand above the word, whole", async () => {
    const { root } = await makeRun({
      settings: { tests: DEFAULT_SETTINGS.tests },
      worker: (brief) =>
        brief.writes.endsWith("/user-story.json")
          ? { ...STORY, test_commands: ["bun test"] }
          : undefined,
    });
    const { screen } = await atTerminal([...DECIDE, "--question", "Q1"], root, {}, () => "");
    expect(screen).toContain("Tests: bun test");
  });
});

/** As `setsid --wait` does it, which macOS lacks. */
const inOwnSession = (command: string[]): string[] => [
  process.execPath,
  "-e",
  `const child = Bun.spawn(process.argv.slice(1), { detached: true, stdio: ["inherit", "inherit", "inherit"] });
   process.exit(await child.exited);`,
  ...command,
];

/** Nobody types there: how a built command line is started apart from the host. */
const APART: [string, (command: string[]) => string[]][] = [
  [
    "script, with nobody behind it",
    (command) => ["sh", "-c", `${inTerminal(command.join(" "))} </dev/null`],
  ],
  ["a session of its own", inOwnSession],
  ["nohup", (command) => ["nohup", ...command]],
  [
    "script, with the answer typed ahead",
    (command) => ["sh", "-c", `yes A | ${inTerminal(command.join(" "))}`],
  ],
  ["a shell in between", (command) => ["sh", "-c", '"$@"; exit $?', "sh", ...command]],
  [
    "env -i",
    (command) => ["env", "-i", `PATH=${process.env.PATH}`, `HOME=${process.env.HOME}`, ...command],
  ],
];

describe("an orphan decides nothing", () => {
  test.each(someOf(APART))("by %s", async (_, started) => {
    const { root, project, run } = await asked();
    const said = await orphan(started(DECIDE), root);
    expect(readRun(project)).toEqual(run);
    expect(`${said.out}${said.err}`).toContain("Nothing was done");
  });

  const VERBS = [
    "decide A",
    "next --proceed",
    "reset",
    "resume --from 2",
    "rollback --yes",
    "trust all",
  ];
  test.each(someOf(VERBS))("nor does it do `%s` in a live run", async (verb) => {
    const { root, project } = await makeRun({
      until: (run) => run.questions.length > 0,
      settings: {},
    });
    const before = readFileSync(join(project.task, "events.jsonl"), "utf8");
    const said = await blindly(root, verb.split(" "));
    expect(readFileSync(join(project.task, "events.jsonl"), "utf8")).toBe(before);
    expect(said.out).not.toMatch(/^Recorded|is archived/);
  });

  test("cancel ends a run all the same: it passes nothing", async () => {
    const { root, project } = await asked();
    expect((await blindly(root, ["cancel"])).code).toBe(0);
    expect(readRun(project)!.status).toBe("cancelled");
  });

  test("what the host started is known by its environment, also where the host is not above it", async () => {
    const { root, project, run } = await asked();
    const { result, screen } = await atTerminal(["env", "-u", "CLAUDECODE", ...DECIDE], root, {
      CLAUDECODE: "1",
    });
    expect([result.code, screen]).toEqual([1, ""]);
    expect(result.err).toContain("Inside Claude Code type /multi-ai:decide");
    expect(readRun(project)).toEqual(run);
  });
});

describe("a script", () => {
  /** In a session that no `multi-ai run` was started in. */
  const elsewhere = (root: string, _: string[], env: Record<string, string>) =>
    orphan(inOwnSession(DECIDE), root, env);
  const TOKEN = { MULTI_AI_TOKEN: "a-secret-of-mine-1234" };

  test("with the token that the run was started with answers, at a terminal and without one", async () => {
    for (const call of [elsewhere, cli]) {
      const made = await asked();
      const env = own();
      noteScript(made.project, made.run.run, { ...env, ...TOKEN });
      const said = await call(made.root, ["decide", "A"], { ...env, ...TOKEN });
      expect([said.code, said.err]).toEqual([0, ""]);
    }
  });

  test.each(
    someOf<[string, Record<string, string>]>([
      ["another token", { MULTI_AI_TOKEN: "a-secret-of-yours-1234" }],
      ["no token", {}],
      ["an empty one", { MULTI_AI_TOKEN: "" }],
    ]),
  )("with %s answers nothing", async (_, token) => {
    const made = await asked();
    const env = own();
    noteScript(made.project, made.run.run, { ...env, ...TOKEN });
    const said = await elsewhere(made.root, ["decide", "A"], { ...env, ...token });
    expect([said.code, readRun(made.project)]).toEqual([1, made.run]);
    expect(said.err).toContain("there is none here. Type /multi-ai:decide in Claude Code");
  });

  test("a token of few letters is none, nor is that of another run", async () => {
    const made = await asked();
    const env = own();
    noteScript(made.project, made.run.run, { ...env, MULTI_AI_TOKEN: "short" });
    expect(
      (await elsewhere(made.root, ["decide", "A"], { ...env, MULTI_AI_TOKEN: "short" })).code,
    ).toBe(1);
    noteScript(made.project, "multi-ai-00000000", { ...env, ...TOKEN });
    expect((await elsewhere(made.root, ["decide", "A"], { ...env, ...TOKEN })).code).toBe(1);
  });

  test("before a run is there it approves settings while no Claude Code is at work", async () => {
    const project = findProject(makeProject());
    const about = { does: "This approves in your name:", slash: "/multi-ai:trust" };
    const none = () => null;
    const refused = await confirmed({ project, env: {} }, about, none, () => 4711);
    // A run is not there yet, so a token or a script that has started it is no way.
    expect(refused).toMatch(
      /^Nothing was done: .*process 4711.* once in a terminal of this machine.* In CI .* separate user, or in a container/,
    );
    expect(refused).not.toMatch(/MULTI_AI_TOKEN|multi-ai run/);
    expect(await confirmed({ project, env: {} }, about, none, () => null)).toBeNull();
  });
});

// Runs: in full too.
// Not in npm test: ^help of (?!run|pr|rollback|decide|next|team|setup|serve).* names its options
// Not in npm test: ^help (?:is also|of one verb is also)(?!.*\[ "help)
// Not in npm test: ^help of setup is the same
// Not in npm test: ^help of serve is the same
import { afterAll, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { VERBS } from "../../src/cli/verbs.ts";
import { calledAs, inHost, PLUGIN, SLASH_COMMANDS, speak, VERB_NAMES } from "../../src/plugin.ts";
import { COMMANDS } from "../../src/run/commands/index.ts";
import { optionsOf } from "../../src/run/commands/usage/arguments.ts";
import { programHelp } from "../../src/run/commands/usage/help.ts";
import { columns, HOST_TABLE } from "../../src/text.ts";
import { VERSION } from "../../src/version.ts";
import { EVERY_RUN } from "../../src/workflows/contract/contract.ts";
import { allStarts } from "../../src/workflows/index.ts";
import { someOf } from "../harness/in-full.ts";
import { cleanup, tempDir } from "../harness/project.ts";
import { cli, PROGRAM } from "./cli.ts";

afterAll(cleanup);

const empty = join(tempDir(), "a b");
mkdirSync(empty);

const wrong: [string[], RegExp][] = [
  [["statsu"], /unknown verb "statsu"; did you mean multi-ai status\?/],
  [["STATUS"], /unknown verb "STATUS"; did you mean multi-ai status\?/],
  [["stat"], /^unknown verb "stat"\nmulti-ai help --all lists the verbs\n$/],
  [["help", "statuss"], /unknown verb "statuss"; did you mean multi-ai status\?/],
  [["reprot", "--htm"], /unknown verb "reprot"; did you mean multi-ai report\?/],
  [["team", "Add x"], /unknown verb "team"; did you mean multi-ai run team "<feature>"\?/],
  [["/multi-ai:status"], /unknown verb "\/multi-ai:status"; did you mean multi-ai status\?/],
  [["run", "Multi-AI", "x"], /unknown workflow "Multi-AI"; did you mean multi-ai\?/],
  [
    ["Add a password reset"],
    /^unknown verb ".+"; to start a run with it: multi-ai run multi-ai "Add a password reset"\n/,
  ],
  [
    ["Add", "a reset", "--auto"],
    /^unknown verb "Add"; to start a run with it: multi-ai run multi-ai --auto "Add a reset"\n/,
  ],
  [
    ["Add", "a reset", "--bogus"],
    /^unknown verb "Add"; to start a run with it: multi-ai run multi-ai "Add a reset --bogus"\n/,
  ],
  [["xyzzy"], /^unknown verb "xyzzy"\nmulti-ai help --all lists the verbs\n$/],
  [
    ["status", "--project", "/nope"],
    /^--project: found "\/nope", which does not exist; expected a folder/,
  ],
  [["status", "--jsn"], /unknown option --jsn; did you mean --json\?/],
  [["status", "-x"], /unknown option -x/],
  [["run", "multi-ai", "-v flag: print the version"], /unknown option -v\n/],
  [
    ["run", "multi-ai", "--auto do it"],
    /--auto is in the request; put options of run outside the request/,
  ],
  [["run", "Add a thing"], /did you mean multi-ai run multi-ai "Add a thing"\?/],
  [
    ["run", "--worktree", "--claude", "/a b", "Add a thing", "--deploy=prod"],
    /did you mean multi-ai run multi-ai --worktree "--claude=\/a b" --deploy=prod "Add a thing"\?/,
  ],
  [
    ["run", "--worktree"],
    /a workflow and a request: multi-ai run multi-ai --worktree "<request>"\n/,
  ],
  [["run", "team", "--auto"], /needs a request: multi-ai run team --auto "<feature>"\n/],
  [["run", "/multi-ai", "Add a thing"], /unknown workflow "\/multi-ai"; did you mean multi-ai\?/],
  [["status", "T1"], /unknown argument "T1"\n/],
  [["ruling", "which", "token"], /unknown argument "token"; put "<topic>" in quotation marks\n/],
  [
    ["run", "team", "Add", "login"],
    /unknown argument "login"; put "<request>" in quotation marks\n/,
  ],
  [["export"], /export needs --to <file>\n.*export --help shows how/],
  [["status", "--run="], /--run needs a value: --run <id>/],
  [["status", "--run"], /--run needs a value: --run <id>/],
  [["status", "--run", "--json"], /--run needs a value/],
  [["status", "--run", "a", "--run", "b"], /--run is given twice/],
  [["cancel", "--force=yes"], /--force takes no value, found "yes"/],
  [["resume", "--from", "soon"], /--from takes the number of an event, found "soon"/],
];
test.each(someOf(wrong))("wrong usage %j says what is wrong and exits 2", async (args, message) => {
  const { code, out, err } = await cli(empty, args);
  expect(err + (args.includes("--json") ? out : "")).toMatch(message);
  expect(code).toBe(2);
});

test("next --json without a run is the whole object", async () => {
  const { json } = await cli(empty, ["next", "--json"]);
  expect(json).toEqual({
    run: null,
    workflow: null,
    status: "none",
    phase: "idle",
    directive: { id: "none", do: "none", why: "no run here", dispatch: [], mirror: [], ask: null },
  });
});

const SHOWN = Object.keys(VERBS);

describe("help", () => {
  test("shows a dozen verbs in groups, and says how to see all of them", async () => {
    const { out } = await cli(empty, ["--help"]);
    expect(out.match(/^(?:Start|Look|Answer|Stop and resume|After a run)$/gm)).toHaveLength(5);
    const groups = out.slice(out.indexOf("\nStart\n"), out.indexOf("\nMore verbs: "));
    expect(groups.match(/^ {2}[a-z]/gm)).toHaveLength(12);
    expect(out).toContain("\nMore verbs: multi-ai help --all\n");
  });

  test("names every verb that there is", () => {
    expect(VERB_NAMES.toSorted()).toEqual(Object.keys(VERBS).sort());
    expect(SLASH_COMMANDS.toSorted()).toEqual(Object.keys(COMMANDS).sort());
  });

  test("of all verbs has each once, in lines of at most 80 columns", async () => {
    const [{ code, out }, { out: ofRun }] = await Promise.all([
      cli(empty, ["--help", "--all"]),
      cli(empty, ["run", "--help"]),
    ]);
    for (const name of SHOWN) expect(out.match(new RegExp(`^  ${name}\\b`, "gm"))).toHaveLength(1);
    expect([code, out.split("\n")[0]]).toEqual([
      0,
      expect.stringMatching(/^multi-ai has Claude Code agents plan/),
    ]);
    for (const text of [out, ofRun])
      expect(Math.max(...text.split("\n").map(columns))).toBeLessThanOrEqual(80);
    for (const name of Object.keys(allStarts()))
      for (const text of [out, ofRun]) expect(text).toMatch(new RegExp(`\\b${name}[,.]`));
  });

  test("of run says of each option which commands take it", async () => {
    const { out } = await cli(empty, ["run", "--help"]);
    for (const [name, { flags }] of Object.entries(allStarts()))
      for (const flag of Object.keys(flags).filter((one) => !Object.hasOwn(EVERY_RUN, one)))
        expect(out).toMatch(new RegExp(`^  --${flag}\\b.*?[ ,]${name}[,:]`, "m"));
  });

  test("of a session has the verbs of a session, each as it is typed there", () => {
    speak(inHost);
    const out = programHelp(COMMANDS, HOST_TABLE, true);
    speak(calledAs(PLUGIN));
    for (const name of SLASH_COMMANDS)
      expect(out).toMatch(new RegExp(`^  /multi-ai:${name}\\b`, "m"));
    expect(out.replaceAll(/\s+/g, " ")).toContain(
      "! multi-ai help --all lists the terminal's commands.",
    );
    expect(Math.max(...out.split("\n").map(columns))).toBeLessThanOrEqual(76);
  });

  test.each(someOf(Object.keys(VERBS)))("of %s names its options", async (name) => {
    const { code, out } = await cli(empty, [name, "--help"]);
    expect(out).toStartWith(`usage: multi-ai ${name}`);
    for (const option of Object.keys(optionsOf(VERBS[name]!, "terminal")))
      expect(out).toContain(`--${option}`);
    expect(code).toBe(0);
  });

  test.each([[["-h"]], [["help"]], [["help", "help"]], [["--help", "-h"]]])(
    "is also %j",
    async (args) => {
      expect((await cli(empty, args)).out).toContain("\nusage: multi-ai [verb]");
    },
  );

  test.each([[["status", "-h"]], [["help", "status"]], [["--help", "status"]]])(
    "of one verb is also %j",
    async (args) => {
      expect((await cli(empty, args)).out).toStartWith("usage: multi-ai status");
    },
  );

  // The launcher answers `setup` by itself, and what is passed on takes options of another program.
  test.each(["setup", "serve"])(
    "of %s is the same by the launcher, however it is asked for",
    (name) => {
      const asked = [
        ["help", name],
        [name, "--help"],
        [name, "-h"],
      ].map((words) =>
        Bun.spawnSync([join(import.meta.dir, "../../bin/multi-ai"), ...words], { cwd: empty }),
      );
      expect(new Set(asked.map(({ stdout }) => stdout.toString())).size).toBe(1);
      expect(asked[0]!.stdout.toString()).toMatch(/^usage: \S+multi-ai \w+/);
      expect(asked.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    },
  );
});

test.each(["--version", "-v", "-V"])("%s is the plugin's", async (option) => {
  expect((await cli(empty, [option])).out).toBe(`${VERSION}\n`);
});

test.skipIf(!existsSync("/dev/full"))(
  "output that cannot be written is an error, but a reader that has left is none",
  () => {
    const shell = (line: string) =>
      Bun.spawnSync(["bash", "-c", line, process.execPath, PROGRAM], { cwd: empty });
    const { exitCode, stderr } = shell('"$0" "$1" --help >/dev/full');
    expect([exitCode, stderr.toString()]).toEqual([
      3,
      "multi-ai: the output could not be written: no space left\n",
    ]);
    const left = shell('"$0" "$1" --help | true; exit ${PIPESTATUS[0]}');
    expect([left.exitCode, left.stderr.toString()]).toEqual([0, ""]);
    // What is no good news stays so.
    const red = shell('"$0" "$1" dry-run | true; exit ${PIPESTATUS[0]}');
    expect([red.exitCode, red.stderr.toString()]).toEqual([
      shell('"$0" "$1" dry-run >/dev/null').exitCode,
      "",
    ]);
  },
);

test("an error with --json is data on standard output", async () => {
  const { code, json, err } = await cli(empty, ["report", "--json"]);
  expect([code, json.error, json.known, err]).toEqual([
    1,
    expect.stringContaining("No run here"),
    [],
    "",
  ]);
});

test.each<[string[], RegExp]>([
  [["pipeline", "--help"], /^usage: \S+ .*run </],
  [["gsd-plan-phase", "--help"], /^usage: \S+ .*run </],
  [["gsd:next", "--help"], /^usage: \S+ .*run </],
  [["principal-ruling", "--help"], /^usage: .*ruling "<topic>"/],
  [["gsd-status", "--help"], /^usage: .*status/],
  [["--dry-run", "--help"], /^usage: .*dry-run/],
])("%j of another program does what it names", async (args, usage) => {
  const { code, out } = await cli(tempDir(), args);
  expect([code, out]).toEqual([0, expect.stringMatching(usage)]);
});

test.each([[["gsd-no-such"]], [["gsd-"]]])("%j is none of ours", async (args) => {
  expect((await cli(tempDir(), args)).code).toBe(2);
});

test("options of every verb may stand before it", async () => {
  expect((await cli("/", ["--json", "--project", empty, "phase"])).json).toEqual({
    run: null,
    phase: "idle",
  });
  expect((await cli(empty, ["--json", "phsae"])).json.error).toContain(
    'unknown verb "phsae"; did you mean ',
  );
});

test("--project looks from another folder", async () => {
  const { out } = await cli("/", ["status", "--project", empty]);
  expect(out).toContain(`(${empty})`);
  expect(existsSync(join(empty, ".task"))).toBe(false);
});

test("what the seed calls works from the built file", () => {
  const program = join(import.meta.dir, "..", "..", "scripts", "orchestrator.ts");
  const { exitCode, stdout } = Bun.spawnSync([process.execPath, program, "phase"], { cwd: empty });
  expect([exitCode, stdout.toString()]).toEqual([0, "idle\n"]);
});

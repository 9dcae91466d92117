// Runs: together.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import fc from "fast-check";
import { VERBS } from "../../../src/cli/verbs.ts";
import { calledAs, inHost, PLUGIN, speak } from "../../../src/plugin.ts";
import { asksForHelp, slipIn, startHelp } from "../../../src/run/commands/usage/slips.ts";
import { readFlags } from "../../../src/run/start/start-request.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../src/settings.ts";
import { allStarts, startLine } from "../../../src/workflows/index.ts";
import { cleanup, makeProject, writeFiles } from "../../harness/project.ts";
import { readLine } from "../../harness/start-line.ts";

beforeAll(() => speak(inHost));
afterAll(() => speak(calledAs(PLUGIN)));
afterAll(cleanup);

const SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  areas: { backend: ["src/backend/**"], größe: ["src/g/**"] },
  deploy: { command: "sh deploy.sh" },
};
const root = makeProject();
const read = (line: string, name = "team", settings = SETTINGS) =>
  readLine(name, line, settings, root);
const started = (line: string, name = "team") => {
  const got = read(line, name);
  if (!got.ok) throw new Error(got.problem);
  return got.value;
};

describe("what is typed behind /multi-ai:team", () => {
  test.each([
    ["--track full Add x", "Add x", { track: "full" }],
    ["--track=full Add x", "Add x", { track: "full" }],
    ["Add x --track full", "Add x", { track: "full" }],
    ["  --track\tfull\n\nAdd x\n- y  ", "Add x\n- y", { track: "full" }],
    [
      "--track full --areas backend,größe Add x",
      "Add x",
      { track: "full", areas: "backend,größe" },
    ],
    ["--track full --areas=backend,backend Add x", "Add x", { track: "full", areas: "backend" }],
    ["--track full --deploy Add x", "Add x", { track: "full", deploy: "asked" }],
    ["--track full --deploy=staging Add x", "Add x", { track: "full", deploy: "staging" }],
    ["--track full --deploy staging page", "staging page", { track: "full", deploy: "asked" }],
    ["--track full -- Add --deploy to x --auto", "Add --deploy to x --auto", { track: "full" }],
    ["Add an option --track full -- --quiet", "Add an option --quiet", { track: "full" }],
    ["--track full Add a -v flag — and more", "Add a -v flag — and more", { track: "full" }],
    ["--track quick Tweak the footer", "Tweak the footer", { track: "quick" }],
    ["--track hotfix The login is down", "The login is down", { track: "hotfix" }],
  ])("%j", (line, request, options) => {
    expect(started(line)).toEqual({
      request,
      start: { workflow: "team", entry: "start", auto: false, options },
    });
  });

  test.each([
    [
      "--track full --deploy Add x",
      false,
      /^--deploy: the settings do not say how to deploy; set deploy.command/,
    ],
    [
      "--track full --deploy=staging Add x",
      false,
      /^--deploy: the settings do not say how to deploy/,
    ],
    [
      "--track nano --deploy Fix a typo",
      true,
      /^--deploy: the track nano deploys nothing; choose another one/,
    ],
  ] as const)(
    "%j is refused where nothing can be deployed: a command %j",
    (line, isSet, problem) => {
      const got = read(line, "team", { ...SETTINGS, deploy: isSet ? SETTINGS.deploy : undefined });
      expect(got).toMatchObject({ ok: false, refused: true });
      expect(got.ok ? "" : got.problem).toMatch(problem);
    },
  );

  test.each([
    ["--trak full Add x", /^--trak is not a flag of \/multi-ai:team; did you mean --track\?/],
    [
      "Add a --quiet option",
      /^--quiet is not a flag .*Put a request that begins with -- after a lone --/,
    ],
    ["--__proto__ x", /^--__proto__ is not a flag/],
    ["--constructor=1 x", /^--constructor is not a flag/],
    [
      "--track fast Add x",
      /^--track: found "fast", expected one of full, quick, nano, config-only, dep-update, hotfix$/,
    ],
    ["--track toString Add x", /^--track: found "toString"/],
    ["--track", /^--track: found "", expected --track <track>$/],
    ["--track --auto Add x", /^--track: found "", expected/],
    ["--track= Add x", /^--track: found "", expected/],
    ["--track full --track nano Add x", /^--track is given twice$/],
    ["--areas web Add x", /^--areas: found "web", expected areas .*: backend, größe$/],
    ["--areas backend, Add x", /^--areas: found ""/],
    ["--deploy= Add x", /^--deploy: found "", expected --deploy\[=<environment>\]$/],
    ["--deploy=../prod Add x", /^--deploy: found "..\/prod", expected letters/],
    ["--deploy=$(id) Add x", /^--deploy: found/],
    ["--auto=yes Add x", /^--auto: found "yes", expected --auto$/],
    ["Add x --auto and y", /there is text before and after --auto/],
  ])("%j is wrong, and says what is possible", (line, problem) => {
    const got = read(line);
    expect(got).toMatchObject({ ok: false, refused: false });
    expect(got.ok ? "" : got.problem).toMatch(problem);
  });

  test("without areas in the settings there is one", () => {
    expect(read("--track full --areas app x", "team", DEFAULT_SETTINGS)).toMatchObject({
      ok: true,
    });
    expect(read("--track full --areas backend x", "team", DEFAULT_SETTINGS)).toMatchObject({
      ok: false,
    });
  });
});

test.each(["Add password reset via email", "Fix a typo in the readme"])(
  "%j starts on the least track with a brief: no word of a request chooses one",
  (line) => {
    expect(started(line).start.options).toEqual({ track: "quick" });
    expect(started(`--track full ${line}`).start.options).toEqual({ track: "full" });
  },
);

describe("/multi-ai takes words with -- within the request for the request", () => {
  test.each([
    ["--auto Add x", "Add x", true],
    ["Add x --auto", "Add x", true],
    ["Add an --auto option", "Add an --auto option", false],
    ["Add a --verbose flag to the command line", "Add a --verbose flag to the command line", false],
    ["Rename --foo to --bar", "Rename --foo to --bar", false],
    ["-- --autoo is misspelt in the help", "--autoo is misspelt in the help", false],
    ["--auto -- --help prints nothing", "--help prints nothing", true],
    ["-- Document --auto", "Document --auto", false],
  ])("%j", (line, request, auto) => {
    expect(started(line, "multi-ai")).toEqual({
      request,
      start: { workflow: "multi-ai", entry: "start", auto, options: {} },
    });
  });
});

describe("what stands in front and is no flag, or is nearly one at the end, starts nothing", () => {
  test.each([
    [
      "--autoo Add x",
      /^--autoo is not a flag of \/multi-ai; did you mean --auto\? Put a request that begins with -- after/,
    ],
    [
      "--track full Add x",
      /^--track is not a flag of \/multi-ai; possible: --quick, --full, --on <run\|branch>, --from-plan <file>, --plan-only, --auto, --background, --worktree\./,
    ],
    ["--auto --quiet Add x", /^--quiet is not a flag/],
    ["--auto=yes Add x", /^--auto: found "yes", expected/],
    ["--auto --auto Add x", /^--auto is given twice$/],
    ["--__proto__ x", /^--__proto__ is not a flag/],
    ["Add x --autoo", /^--autoo is not a flag of \/multi-ai; did you mean --auto\?/],
  ])("%j", (line, problem) => {
    const got = read(line, "multi-ai");
    expect(got).toMatchObject({ ok: false, refused: false });
    expect(got.ok ? "" : got.problem).toMatch(problem);
  });
});

test("flags with a value stand in front or at the end, and a word that is nearly a short one is text", () => {
  for (const line of ["--on main Add x", "--on=main Add x", "Add x --on main", "Add x --on=main"])
    expect(started(line, "multi-ai")).toMatchObject({
      request: "Add x",
      start: { entry: "start", options: { on: "main" } },
    });
  expect(started("Add a flag --in", "multi-ai").request).toBe("Add a flag --in");
  // A file stands for the request; which it is, is known from wherever it was typed.
  writeFiles(root, { "docs/reset.md": "\n## Reset by mail\n\nSend a link.\n" });
  const typed = "--from-plan reset.md --plan-only";
  const got = readLine("multi-ai", typed, SETTINGS, root, join(root, "docs"));
  expect(got).toMatchObject({
    ok: true,
    value: {
      request: "Carry out the plan in docs/reset.md: Reset by mail",
      start: { entry: "plan", options: { "from-plan": "docs/reset.md", "plan-only": "yes" } },
    },
  });
  expect(got.ok && startLine(got.value.start, got.value.request)).toBe(
    "/multi-ai --from-plan docs/reset.md --plan-only -- Carry out the plan in docs/reset.md: Reset by mail",
  );
});

describe("one word that is a command", () => {
  test.each([
    ["help", "/multi-ai --help"],
    ["status", "/multi-ai:status"],
    ["--auto resume", "/multi-ai:resume"],
    ["/multi-ai:trust", "/multi-ai:trust"],
    ["team", "/multi-ai:team"],
    ["park", "/multi-ai:park"],
    ["dry-run", "! multi-ai dry-run"],
    ["Report", "/multi-ai:report"],
    ["phase", "! multi-ai phase"],
  ])("%j is asked about", (line, meant) => {
    const said = slipIn("host", "multi-ai", line)!;
    expect(said).toContain(`did you mean ${meant}? To start it as a request: /multi-ai -- `);
    // What it says to type is taken.
    expect(
      slipIn("host", "multi-ai", said.slice(said.indexOf("/multi-ai -- ") + "/multi-ai ".length)),
    ).toBeNull();
    speak(calledAs(PLUGIN));
    expect(slipIn("terminal", "team", line)).toContain('multi-ai run team "-- ');
    speak(inHost);
  });

  test.each([
    "Refactor",
    "Logging",
    "Add x",
    "status page",
    "help the reader",
    "-- status",
    "Deploy",
    "ruler",
    "Tests",
  ])("%j is a request", (line) => {
    expect(slipIn("host", "multi-ai", line)).toBeNull();
  });

  test("every verb of the command line is known, and each start command has its help", () => {
    for (const verb of Object.keys(VERBS))
      expect([verb, slipIn("host", "multi-ai", verb)]).not.toEqual([verb, null]);
    expect(startHelp("multi-ai")).toMatch(
      /^usage: \/multi-ai \[options\] <request>\n[\s\S]*--auto/,
    );
    expect(startHelp("team")).toMatch(/--track <track>[\s\S]*--deploy\[=<environment>\]/);
    expect(["--help", " -h ", "--help me"].map(asksForHelp)).toEqual([true, true, false]);
  });
});

test("the line that is shown for a start means that start", () => {
  const word = fc.stringMatching(/^[\p{L}\d–-]{1,8}$/u);
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(" ")),
      fc.constantFrom("full", "hotfix"),
      fc.option(fc.constantFrom("asked", "staging")),
      fc.boolean(),
      (request, track, deploy, auto) => {
        fc.pre(!/^--$|^-- | --$| -- /.test(request));
        const start = {
          workflow: "team",
          entry: "start",
          auto,
          options: { track, ...(deploy ? { deploy } : {}) },
        };
        const line = startLine(start, request);
        expect(line).toStartWith("/multi-ai:team --track ");
        expect(started(line.slice("/multi-ai:team ".length))).toEqual({ request, start });
      },
    ),
  );
});

test("any line gets an answer, and behind a word -- all of it is the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      for (const name of Object.keys(allStarts())) readFlags(name, text);
      const behind = readFlags("team", `-- ${text}`);
      expect(behind).toEqual({ ok: true, text: text.trim(), flags: new Map(), isLiteral: true });
    }),
  );
});

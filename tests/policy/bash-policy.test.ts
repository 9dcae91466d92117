import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { narrow } from "../../src/host/payload.ts";
import { isHarmless } from "../../src/policy/plain-call.ts";
import { settingsAct } from "../../src/policy/settings-files.ts";
import { judgeCommand, type Scene } from "../../src/policy/shell/judge.ts";
import { VERSION } from "../../src/version.ts";
import { makeRun } from "../cli/make-run.ts";
import { cleanup, makeProject } from "../harness/project.ts";
import { GUARDED } from "./bash-attacks.ts";
import { ASKED, FOLDER, PERSON } from "./bash-commands.ts";
import { AROUND, HONEST_DOORS, HOST, HOST_ASKED, KERNEL, KERNEL_ASKED, SPEAKS, WHILE_ASKED } from "./bash-doors.ts";
import { HONEST } from "./bash-honest.ts";
import { SILENT } from "./bash-ordinary.ts";

afterAll(cleanup);

let scene: Scene;
/** A project with a live run, for the quick way. */
let home: string;
beforeAll(async () => {
  const root = makeProject();
  for (const folder of [".task", "src", "dist", "build"]) mkdirSync(join(root, folder), { recursive: true });
  scene = { root, task: join(root, ".task"), folder: root, env: { HOME: "/home/somebody" }, frozen: null };
  home = (await makeRun({})).root;
});

const verdict = (command: string, folder = scene.folder, more: Partial<Scene> = {}): string => {
  const found = judgeCommand(command, { ...scene, folder, ...more });
  return found === null ? "silent" : found.act === "ask" ? "ask" : `${found.act} ${found.rule}`;
};
const quickly = (command: string): boolean =>
  isHarmless(
    narrow({
      hook_event_name: "PreToolUse",
      session_id: "s",
      tool_name: "Bash",
      tool_input: { command },
      tool_use_id: "x",
    }),
    home,
    VERSION,
  );

describe("commands while a run is live", () => {
  test("the table is as long as it should be", () => {
    expect(new Set([...SILENT, ...FOLDER, ...PERSON, ...ASKED]).size).toBeGreaterThan(290);
  });
  test.each(SILENT)("silent: %s", (command) => expect(verdict(command)).toBe("silent"));
  test.each(FOLDER)("denied, the folder: %s", (command) => {
    expect(verdict(command)).toBe("deny folder");
    expect(quickly(command)).toBe(false);
  });
  test.each(PERSON)("denied, the person's: %s", (command) => {
    expect(verdict(command)).toBe("deny person");
    expect(quickly(command)).toBe(false);
  });
  test.each(ASKED)("asked: %s", (command) => {
    expect(verdict(command)).toBe("ask");
    expect(quickly(command)).toBe(false);
  });
});

describe("what the system resolves, and what acts in the person's place", () => {
  const HOME = { HOME: "/home/somebody" };
  /** A terminal of the person around the host. */
  const terminal = { ...HOME, TMUX: "/tmp/x,1,0", STY: "1", DISPLAY: ":0", KITTY_WINDOW_ID: "1", WEZTERM_PANE: "1" };
  const at = (command: string, { env = HOME, asking = false, bound = true } = {}): string => {
    const project = { root: scene.root, task: scene.task, found: "journal" as const };
    return verdict(command, scene.folder, {
      env,
      asking,
      settings: (path, touch, content) => settingsAct(project, env, bound, path, { touch, content }),
    });
  };
  const verdicts = (commands: string[], as?: Parameters<typeof at>[1]) => [
    ...new Set(commands.map((command) => `${at(command, as)}`)),
  ];
  beforeAll(() => {
    for (const folder of [".claude", "packages", "tests"]) mkdirSync(join(scene.root, folder), { recursive: true });
  });

  test.each(KERNEL)("denied, the folder: %s", (command) => expect(at(command)).toBe("deny folder"));
  test.each(KERNEL_ASKED)("asked: %s", (command) => expect(at(command)).toBe("ask"));
  test.each(SPEAKS)("denied, asked or not: %s", (command) => {
    expect([at(command), at(command, { asking: true })]).toEqual([
      expect.stringMatching(/^deny (?:keyboard|person|host)$/),
      expect.stringMatching(/^deny (?:keyboard|person|host)$/),
    ]);
    expect(quickly(command)).toBe(false);
  });
  test("denied while a question is open, and let through else", () => {
    expect([verdicts(WHILE_ASKED, { asking: true }), verdicts(WHILE_ASKED)]).toEqual([["deny keyboard"], ["silent"]]);
    expect([verdicts(AROUND, { asking: true, env: terminal }), verdicts(AROUND, { env: terminal })]).toEqual([
      ["deny keyboard"],
      ["ask"],
    ]);
  });
  test.each(HOST)("denied, the host's: %s", (command) => {
    expect(at(command)).toMatch(/^deny (?:host|person|keyboard)$/);
    expect(quickly(command)).toBe(false);
  });
  test.each(HOST_ASKED)("asked, the host's: %s", (command) => expect(at(command)).toBe("ask"));
  test("the main thread, which the person watches, is asked about the person's settings", () => {
    expect(at("cp x.json ~/.claude/settings.json", { bound: false })).toBe("ask");
  });
  test("no honest command of these programs is refused or asked about, nor any other", () => {
    const honest = [...HONEST_DOORS, ...HONEST];
    const refused = (as?: Parameters<typeof at>[1]) => honest.filter((command) => at(command, as) !== "silent");
    expect([refused(), refused({ bound: false })]).toEqual([[], []]);
    expect(HONEST.length).toBeGreaterThan(100);
    // In the person's own tmux, too.
    expect(refused({ env: terminal })).toEqual([]);
    // While a question is open only what drives a terminal is.
    expect(HONEST.filter((command) => at(command, { asking: true }) !== "silent")).toEqual([]);
  });
});

test("none of the attacks on the rules is let through", () => {
  expect(GUARDED.filter((command) => verdict(command) === "silent" || quickly(command))).toEqual([]);
  expect(GUARDED.length).toBeGreaterThan(200);
});

test("a command starts in the folder that the host says", () => {
  expect(verdict("rm live", scene.task)).toBe("deny folder");
  expect(verdict("rm -rf ../.task", join(scene.root, "src"))).toBe("deny folder");
  expect(verdict("git clean -fdx", join(scene.root, "src"))).toBe("silent");
  expect(verdict("rm -rf .task", "/")).toBe("silent");
});

test("no command takes the quick way: what it may not change is noted before it", () => {
  expect(SILENT.filter(quickly)).toEqual([]);
});

describe("spellings", () => {
  const SPELLED = [
    ["rm", "-rf", ".task"],
    ["rm", ".task/live"],
    ["tee", ".task/events.jsonl"],
    ["mv", ".task", "old"],
    ["multi-ai", "cancel"],
    ["multi-ai", "decide", "approve"],
    ["bun", "dist/orchestrator.js", "reset"],
  ];
  const masked = (letter: string): fc.Arbitrary<string> =>
    fc.constantFrom(
      letter,
      `'${letter}'`,
      `"${letter}"`,
      `\\${letter}`,
      `$'${letter}'`,
      `$'\\x${letter.charCodeAt(0).toString(16)}'`,
      `$'\\${letter.charCodeAt(0).toString(8).padStart(3, "0")}'`,
      `$"${letter}"`,
      `""${letter}`,
      `${letter}''`,
      `\\\n${letter}`,
      `$(printf ${letter})`,
      `\${NOT_THERE:-${letter}}`,
    );
  const spelled = (word: string): fc.Arbitrary<string> =>
    fc.oneof(
      fc.tuple(...[...word].map(masked)).map((letters) => letters.join("")),
      fc.nat(word.length).map((at) => `$(printf '%s%s' '${word.slice(0, at)}' "${word.slice(at)}")`),
      fc.constant(word),
    );
  const command = fc
    .constantFrom(...SPELLED)
    .chain((words) => fc.tuple(...words.map(spelled)).map((all) => all.join(" ")));
  const started = fc.constantFrom(
    "",
    "x=1 env A=b nohup ",
    "eval ",
    "command ",
    "sudo -u bob timeout -s 9 5 ",
    "! time -p ",
  );
  const around = fc.constantFrom<(text: string) => string>(
    (text) => text,
    (text) => `true && ${text}`,
    (text) => `( ${text} )`,
    (text) => `{ ${text}; }`,
    (text) => `if true; then ${text}; fi`,
    (text) => `for i in 1; do ${text}; done`,
    (text) => `echo "$( ${text} )"`,
    (text) => `ls # it's\n${text}`,
    (text) => `case x in x) ${text};; esac`,
    (text) => `f() { ${text}; }; f`,
  );

  test("no quoting or splitting of a forbidden command's words lets it through", () => {
    fc.assert(
      fc.property(
        fc.array(around, { maxLength: 3 }),
        started,
        fc.boolean(),
        command,
        (layers, start, document, text) => {
          const made = layers.reduce((inner, layer) => layer(inner), start + text);
          const line = document ? `cat <<E\n$( ${made}\n )\nE` : made;
          expect([line, verdict(line)]).not.toEqual([line, "silent"]);
          expect(quickly(line)).toBe(false);
        },
      ),
      { numRuns: 1_500 },
    );
  });

  test("nor does a variable that holds a part of it", () => {
    fc.assert(
      fc.property(fc.constantFrom(...SPELLED), fc.nat(), fc.nat(), (words, which, where) => {
        const at = which % words.length;
        const word = words[at]!;
        const cut = where % (word.length + 1);
        const split = words.map((one, index) => (index === at ? "${A}${B}" : one)).join(" ");
        const line = `A='${word.slice(0, cut)}'; B="${word.slice(cut)}"; ${split}`;
        expect([line, verdict(line)]).not.toEqual([line, "silent"]);
      }),
      { numRuns: 300 },
    );
  });
});

const CRUMBS = [
  ..." \n;&|<>(){}[]'\"`$\\#*?!~=,-/.01ab",
  "$(",
  "${",
  "$((",
  "<<E\n",
  "\nE\n",
  "case x in ",
  "esac",
  ";;",
  "if ",
  "then ",
  "fi",
  "for x in ",
  "do ",
  "done",
  "[[ ",
  " ]]",
  "rm ",
  ".task",
  "multi-ai ",
  "cancel",
  "eval ",
  "sh -c ",
  "cd ",
  "find . ",
  "-exec ",
  "git ",
  "clean ",
  "xargs ",
  "env -S ",
  "$x",
  "{a,b}",
  "{1..9}",
];

test("random text never throws and is decided in a bounded number of steps", () => {
  const text = fc.oneof(
    fc.array(fc.constantFrom(...CRUMBS), { maxLength: 60 }).map((parts) => parts.join("")),
    fc.string({ unit: "binary", maxLength: 200 }),
  );
  fc.assert(
    fc.property(text, (line) => {
      expect(["silent", "ask", "deny folder", "deny person"]).toContain(verdict(line));
    }),
    { numRuns: 3_000 },
  );
});

test("text that is made to take long ends, and what speaks of the run is asked about", () => {
  const many = (part: string, count: number): string => part.repeat(count);
  for (const [line, expected] of [
    [`rm ${many("{a,b}", 40)}.task`, "ask"],
    [`rm ${many("{a,", 5_000)} .task`, "ask"],
    [`${many("$(", 3_000)} .task`, "ask"],
    [`${many("(", 5_000)} .task`, "ask"],
    [`${many("eval ", 5_000)} rm .task`, "ask"],
    [`rm ${many("*a", 5_000)}`, "silent"],
    [`rm .task ${many("x ", 200_000)}`, "ask"],
    [`${many("ls x; ", 15_000)} rm .task`, "ask"],
    [`${many("if ", 10_000)} rm .task`, "deny folder"],
    [`A=x; ${many("A=$A$A; ", 60)} rm .task`, "deny folder"],
    [many("sh -c 'sh -c ", 500), "silent"],
    [many("rm x ", 5_000), "silent"],
  ] as const)
    expect([line.slice(0, 60), verdict(line)]).toEqual([line.slice(0, 60), expected]);
});

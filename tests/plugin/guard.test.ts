// Guarantee: Closed inside a run, silent outside.
// Runs: in full too.
// As on macOS: ^guard in sh\b
// As on macOS in full: all
import { afterAll, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, rmSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import {
  copyPlugin,
  hostileProject,
  putBun,
  repository,
  rootHole,
  run,
  tempFolder,
  write,
} from "./temp-plugin.ts";

type Handler = { command: string; args: string[] };
const hooks: Record<string, { hooks: Handler[] }[]> = (
  await Bun.file(join(repository, "hooks/hooks.json")).json()
).hooks;
const temp = tempFolder();
afterAll(temp.remove);
const plugin = copyPlugin(temp.path);
const bunFolder = join(temp.path, "bun on path");
putBun(join(bunFolder, "bun"));

/** A new project folder with a run in the state that its files in .task/ say. */
let projects = 0;
function project(...taskFiles: string[]) {
  const path = join(temp.path, `project ${projects++}`);
  mkdirSync(join(path, ".git"), { recursive: true });
  for (const file of taskFiles) write(join(path, ".task", file), "");
  return path;
}

type Options = {
  /** Which of the event's hooks in hooks.json. */
  group?: number;
  shell?: string;
  cwd?: string;
  env?: Record<string, string>;
  stdin?: Uint8Array | string;
  plugin?: string;
};
/**
 * Fires an event as the host does: the handler of hooks.json, exec form, with the host's variables.
 */
function fire(event: string, start: string, options: Options = {}) {
  const [handler] = hooks[event]![options.group ?? 0]!.hooks;
  const root = options.plugin ?? plugin;
  const args = handler!.args.map((arg) => arg.replace(rootHole, () => root));
  const shell = Bun.which(options.shell ?? handler!.command)!;
  const env = { PATH: bunFolder, HOME: temp.path, CLAUDE_PROJECT_DIR: start, ...options.env };
  return run([shell, ...args], { cwd: options.cwd ?? start, env, stdin: options.stdin });
}

const noBun = { PATH: join(temp.path, "empty") };
const silent = { code: 0, stdout: "", stderr: "" };
const denial = (answer: { json: () => { hookSpecificOutput: Record<string, string> } }) =>
  answer.json().hookSpecificOutput;

for (const shell of ["sh", "dash", "bash"].filter((name) => Bun.which(name))) {
  describe(`guard in ${shell}`, () => {
    test.each<[string, Record<string, string>, string[] | null]>([
      [
        "a session with a screen",
        { CLAUDE_CODE_ENTRYPOINT: "cli", CLAUDE_PLUGIN_DATA: "/a b/data" },
        ["/a b/data/background.txt"],
      ],
      ["one without", { CLAUDE_CODE_ENTRYPOINT: "sdk-cli", CLAUDE_PLUGIN_DATA: "/data" }, null],
      [
        "a folder that JSON would have to escape",
        { CLAUDE_CODE_ENTRYPOINT: "cli", CLAUDE_PLUGIN_DATA: '/a"b' },
        null,
      ],
      ["no folder", { CLAUDE_CODE_ENTRYPOINT: "cli" }, null],
    ])("what may go on beside a session without a run is watched: %s", (_name, env, watched) => {
      for (const event of ["SessionStart", "CwdChanged"]) {
        const answer = fire(event, project(), { shell, env });
        expect(answer).toMatchObject({ code: 0, stderr: "" });
        if (watched === null) expect(answer.stdout).toBe("");
        else
          expect(answer.json().hookSpecificOutput).toEqual({
            hookEventName: event,
            watchPaths: watched,
          });
      }
    });
    test("a session is told at its start that a run is parked, and not again behind a compaction", () => {
      const parked = project();
      mkdirSync(join(parked, ".task/parked/multi-ai-1"), { recursive: true });
      mkdirSync(join(parked, "inner"));
      const env = { CLAUDE_CODE_ENTRYPOINT: "cli", CLAUDE_PLUGIN_DATA: "/data" };
      const at = (source: string, start: string, over: object = {}) => {
        const stdin = JSON.stringify({ hook_event_name: "SessionStart", source });
        return fire("SessionStart", start, { shell, env: { ...env, ...over }, stdin }).json();
      };
      const told = "multi-ai: a run is parked in this project; /multi-ai:resume continues it.";
      const watched = {
        hookSpecificOutput: { hookEventName: "SessionStart", watchPaths: ["/data/background.txt"] },
      };
      expect(at("startup", parked)).toEqual({ ...watched, systemMessage: told });
      expect(at("startup", join(parked, "inner"))).toEqual({ ...watched, systemMessage: told });
      expect(at("compact", parked)).toEqual(watched);
      const headless = { CLAUDE_CODE_ENTRYPOINT: "sdk-cli" };
      expect(at("startup", parked, headless)).toEqual({
        hookSpecificOutput: { hookEventName: "SessionStart" },
        systemMessage: told,
      });
      expect(fire("CwdChanged", parked, { shell, env }).json().systemMessage).toBeUndefined();
      // Where git is not used, and whatever the host's environment has.
      const noGit = join(temp.path, "no git");
      mkdirSync(join(noGit, ".task/parked/multi-ai-1"), { recursive: true });
      expect(at("startup", noGit, { ...headless, watched: "x" }).systemMessage).toBe(told);
    });
    describe("is silent and starts nothing", () => {
      const live = project("live", "events.jsonl");
      mkdirSync(join(live, "inner/.git"), { recursive: true });
      const ended = project("events.jsonl");
      for (const [name, event, start, env] of [
        ["without .task", "PreToolUse", project(), {}],
        ["without .task", "PreSkillShellCommand", project(), {}],
        ["in a folder that is no repository", "PreToolUse", temp.path, {}],
        ["at the root", "PreToolUse", "/", {}],
        ["when .git stops the walk below a live run", "PreToolUse", join(live, "inner"), {}],
        ["when the run has ended", "PreToolUse", ended, {}],
        ["when the run has ended", "UserPromptSubmit", ended, {}],
        ["with MULTI_AI_OFF=1 in a live run", "PreToolUse", live, { MULTI_AI_OFF: "1" }],
        ["with MULTI_AI_OFF=1 at a command", "UserPromptExpansion", live, { MULTI_AI_OFF: "1" }],
      ] as const) {
        // No Bun and no other program is to be found: whoever looked for one would say so.
        test(`${event} ${name}`, () =>
          expect(fire(event, start, { shell, env: { ...noBun, ...env } })).toMatchObject(silent));
      }
      // That a session would find none is told at its start.
      test("SessionStart at session start without a journal, where there is a Bun", () =>
        expect(fire("SessionStart", project("live"), { shell })).toMatchObject(silent));
      test("in every event of a live run when the plugin's folder is gone", () => {
        for (const event of Object.keys(hooks)) {
          expect(fire(event, live, { shell, plugin: join(temp.path, "gone") })).toMatchObject(
            silent,
          );
        }
      });
    });

    test("a command that is none of ours starts the hook where a skill has one of our names alone", () => {
      const skill = (name: string) => {
        const root = project();
        write(
          join(root, ".claude/skills/other/SKILL.md"),
          "---\ndescription: x\n---\nname: multi-ai\n",
        );
        write(
          join(root, ".claude/skills/own/SKILL.md"),
          `---\nname: ${name}\ndescription: x\n---\nname: multi-ai\n`,
        );
        return fire("UserPromptExpansion", root, { shell, group: 1, env: noBun });
      };
      expect(skill("own")).toMatchObject(silent);
      expect(fire("UserPromptExpansion", project(), { shell, group: 1, env: noBun })).toMatchObject(
        silent,
      );
      expect(skill("multi-ai").json()).toMatchObject({ decision: "block" });
    });

    describe("starts the hook", () => {
      const live = project("live", "events.jsonl");
      const below = join(live, "a/b");
      mkdirSync(below, { recursive: true });
      const data = join(temp.path, `marked for ${shell}`);
      const planted = join(live, "planted");
      const marked = (folder: string) =>
        write(join(data, "outside/live", folder, ".live"), `${live}\n${folder}\n`);
      test("in the root that was noted, whatever was planted below it", () => {
        marked(planted);
        for (const file of [".git/HEAD", ".task/live", ".task/left.json"]) {
          write(join(planted, file), "");
          const seen = fire("PreToolUse", planted, {
            shell,
            env: { CLAUDE_PLUGIN_DATA: data },
          }).json();
          expect([seen.home, seen.start]).toEqual([live, planted]);
        }
        // As it was without the note.
        expect(fire("PreToolUse", planted, { shell }).json().home).toBe(planted);
      });
      test("for a run whose .task/, or .task/live alone, was deleted, and for nobody else", () => {
        const env = { CLAUDE_PLUGIN_DATA: data };
        for (const root of [project(), project("events.jsonl")]) {
          write(join(data, "outside/live", root, ".live"), `${root}\n`);
          expect(fire("PreToolUse", root, { shell, env }).json().home).toBe(root);
        }
        expect(fire("PreToolUse", project(), { shell, env: { ...noBun, ...env } })).toMatchObject(
          silent,
        );
      });
      for (const [name, event, start, home, cls] of [
        ["where live is", "PreToolUse", live, live, "policy"],
        ["below it", "PreToolUse", below, live, "policy"],
        ["with a slash at the end", "PostToolUse", `${live}/`, live, "step"],
        ["where only the journal is", "SessionStart", project("events.jsonl"), undefined, "step"],
        ["where only the journal is", "Stop", project("events.jsonl"), undefined, "step"],
      ] as const) {
        test(`${event} ${name}`, () => {
          const seen = fire(event, start, { shell }).json();
          expect(seen).toMatchObject({
            args: [cls],
            cwd: plugin,
            start,
            home: home ?? start,
            jit: "0",
          });
        });
      }
      test("with all of stdin, which no shell reads", () => {
        const stdin = Buffer.from(
          `{"x":"$(touch pwned)\`touch pwned\`';touch pwned;\\0\0"}\n\n`.repeat(20_000),
        );
        const stdinHash = new Bun.CryptoHasher("sha256").update(stdin).digest("hex");
        expect(fire("PreToolUse", live, { shell, stdin }).json()).toMatchObject({
          stdin: stdinHash,
          bytes: stdin.length,
        });
        expect(
          [live, plugin, temp.path].filter((folder) => existsSync(join(folder, "pwned"))),
        ).toEqual([]);
      });
      test("without the bunfig.toml, .env, tsconfig.json and package.json of the project", () => {
        const start = hostileProject(project("live"));
        const bare = run([process.execPath, join(plugin, "src/hook.ts")], { cwd: start, env: {} });
        expect(bare.stdout).toContain("evil leaked");
        const guarded = fire("PreToolUse", start, { shell }).json();
        expect([guarded.evil, guarded.leak]).toEqual([undefined, undefined]);
      });
    });

    describe("without Bun", () => {
      const live = project("live", "events.jsonl");
      const without = (event: string) => fire(event, live, { shell, env: noBun });
      test.each(["PreToolUse", "PreSkillShellCommand"])("%s is denied with the remedy", (event) => {
        const answer = without(event);
        expect(answer).toMatchObject({ code: 0, stderr: "" });
        expect(denial(answer)).toMatchObject({
          hookEventName: "PreToolUse",
          permissionDecision: "deny",
        });
        expect(denial(answer).permissionDecisionReason).toMatch(
          /Install Bun.*cancel --force.*MULTI_AI_OFF=1/,
        );
      });
      test("a command of ours is answered with what to do", () => {
        const answer = without("UserPromptExpansion").json();
        expect(answer.decision).toBe("block");
        expect(answer.reason).toMatch(/Bun was not found.*Install Bun/);
      });
      test("session start says it in one line", () => {
        const answer = without("SessionStart").json();
        expect(Object.keys(answer)).toEqual(["systemMessage"]);
        expect(answer.systemMessage).toMatch(/^multi-ai: Bun was not found\. [^\n]*Install Bun/);
      });
      const others = Object.keys(hooks).filter(
        (e) =>
          !["PreToolUse", "PreSkillShellCommand", "UserPromptExpansion", "SessionStart"].includes(
            e,
          ),
      );
      test.each(others)("%s is let through in silence", (event) =>
        expect(without(event)).toMatchObject(silent),
      );
    });

    describe("with a part of the packages", () => {
      const half = copyPlugin(join(temp.path, `half for ${shell}`));
      const lock = {
        packages: {
          "": {},
          "node_modules/zod": {},
          "node_modules/@oven/bun-other": {},
          "node_modules/@a/b": {},
        },
      };
      write(join(half, "package-lock.json"), JSON.stringify(lock, null, 2));
      const at = (event: string, stdin = "", env: Record<string, string> = {}) =>
        fire(event, project(), { shell, plugin: half, stdin, env });
      const begins = (source: string) =>
        JSON.stringify({ hook_event_name: "SessionStart", source });
      test("a session is told once, in one line, and not again behind a compaction", () => {
        const { systemMessage } = at("SessionStart", begins("startup")).json();
        expect(systemMessage).toMatch(
          /^multi-ai: packages of this version are missing\. Type \/multi-ai:setup packages,[^\n]*$/,
        );
        expect(at("SessionStart", begins("resume")).json().systemMessage).toBe(systemMessage);
        expect(at("SessionStart", begins("compact"))).toMatchObject(silent);
      });
      test("a command of ours is refused with the same line; that line's own brings them, and says what npm said", () => {
        const command = (name: string) =>
          JSON.stringify({ command_name: `multi-ai:${name}`, command_args: "packages" });
        const npm = join(temp.path, `npm for ${shell}`);
        const link = (name: string) => symlinkSync(Bun.which(name)!, join(npm, name));
        mkdirSync(npm);
        for (const name of ["sh", "readlink", "sed", "mkdir", "touch"]) link(name);
        write(
          join(npm, "npm"),
          "#!/bin/sh\nprintf 'a \"quote\", \\\\ and \\033[1mbold\\033[0m\\n' >&2\nexit 1\n",
          0o755,
        );
        const env = { PATH: npm };
        expect(at("UserPromptExpansion", command("status"), env).json().reason).toContain(
          "Type /multi-ai:setup packages",
        );
        const failed = at("UserPromptExpansion", command("setup"), env).json();
        expect(failed.reason).toMatch(
          /^a quote, .*and .*bold.*\nmulti-ai: nothing was fetched\. npm failed, and Bun was not found\. Install Bun/,
        );
        write(
          join(npm, "npm"),
          "#!/bin/sh\nmkdir -p node_modules/@a/b && touch node_modules/@a/b/package.json\n",
          0o755,
        );
        putBun(join(npm, "bun"));
        expect(at("UserPromptExpansion", command("setup"), env).json().reason).toBe(
          "multi-ai: its packages are there now.",
        );
        expect(at("SessionStart", begins("startup"))).toMatchObject(silent);
      });
      test("what npm has ended is not read again", () => {
        write(join(half, "node_modules/.package-lock.json"), "{}");
        utimesSync(join(half, "package-lock.json"), 1, 1);
        rmSync(join(half, "node_modules/@a"), { recursive: true, force: true });
        expect(at("SessionStart", begins("startup"))).toMatchObject(silent);
      });
      test("but for Bun, which is the stub of npm, a session is told", () => {
        putBun(join(half, "node_modules/bun/bin/bun.exe"), "stub");
        expect(at("SessionStart", begins("startup"))).toMatchObject(silent);
        expect(at("SessionStart", begins("startup"), noBun).json().systemMessage).toMatch(
          /Bun was not found.*type \/multi-ai:setup packages/,
        );
      });
    });

    describe("when the hook fails after half an answer", () => {
      const live = project("live", "events.jsonl");
      const crash = (event: string) => fire(event, live, { shell, env: { STAND_IN: "crash" } });
      const closed = ["PreToolUse", "PreSkillShellCommand"];
      test.each(closed)("%s is denied by exit code, whatever stands on stdout", (event) => {
        const answer = crash(event);
        expect(answer.code).toBe(2);
        expect(answer.stderr).toMatch(/code 7.*cancel --force.*MULTI_AI_OFF=1/);
      });
      test("a command of ours is answered with what to do", () => {
        const answer = crash("UserPromptExpansion");
        expect(answer.code).toBe(0);
        const last = JSON.parse(answer.stdout.trimEnd().split("\n").at(-1)!);
        expect(last).toMatchObject({
          decision: "block",
          reason: expect.stringMatching(/code 7.*cancel --force/),
        });
      });
      test.each([
        ["cli", ". ! multi-ai cancel --force ends"],
        ["claude-vscode", ". multi-ai cancel --force (in a terminal) ends"],
      ])("%s: the way out can be typed there", (entry, way) => {
        const env = { STAND_IN: "crash", CLAUDE_CODE_ENTRYPOINT: entry };
        expect(fire("PreToolUse", live, { shell, env }).stderr).toContain(way);
      });
      // In another folder the guard answers by itself.
      const apart = [...closed, "UserPromptExpansion", "CwdChanged"];
      const others = Object.keys(hooks).filter((event) => !apart.includes(event));
      test.each(others)("%s goes on, with one line on stderr", (event) => {
        const answer = crash(event);
        expect(answer.code).toBe(0);
        expect(answer.stderr).toMatch(/^multi-ai: the hook failed at \w+ \(code 7\)\. [^\n]*\n$/);
      });
    });

    describe.each([
      ["refuses the switch", "{ echo refused >&2; exit 1; }"],
      ["dies of the switch", "kill -SEGV $$"],
    ])("starts a Bun that %s", (name, end) => {
      const live = project("live", "events.jsonl");
      const folder = join(temp.path, `${name} for ${shell}`);
      const refusing = `#!/bin/sh\n[ -z "$BUN_JSC_useJIT" ] || ${end}\nexec "${process.execPath}" "$@"\n`;
      write(join(folder, "bun"), refusing, 0o755);
      const env = { PATH: `${folder}:/usr/bin:/bin` };
      test("a second time without it, with all of stdin", () => {
        const seen = fire("PreToolUse", live, { shell, env, stdin: "all of it" }).json();
        expect([seen.bytes, seen.jit]).toEqual([9, undefined]);
      });
      test("and a hook that failed after half an answer is not believed", () => {
        for (const more of [{}, env]) {
          const answer = fire("PreToolUse", live, { shell, env: { ...more, STAND_IN: "first" } });
          expect(answer.code).toBe(2);
          expect(answer.stderr).toMatch(/code (?:1|139)\)/);
        }
      });
    });

    test.each([
      ["killed", 137],
      ["ill", 132],
    ])(
      "a hook that is %s after half an answer is not believed, and how it ended is told",
      (how, code) => {
        const answer = fire("PreToolUse", project("live"), { shell, env: { STAND_IN: how } });
        expect([answer.code, answer.stdout]).toEqual([2, "half an answer\n"]);
        expect(answer.stderr).toContain(`(code ${code})`);
      },
    );

    describe("finds Bun", () => {
      const live = project("live");
      const stubFolder = join(temp.path, `stub for ${shell}`);
      putBun(join(stubFolder, "bun"), "stub");
      const home = join(temp.path, `home for ${shell}`);
      const inHome = putBun(join(home, ".bun/bin/bun"));
      const data = join(temp.path, `data for ${shell}`);
      const inData = putBun(join(data, "bun"));
      const own = copyPlugin(join(temp.path, `own for ${shell}`));
      const inOwn = putBun(join(own, "node_modules/@oven/bun-some-platform/bin/bun"));
      const linked = (path: string) => existsSync(path) && path;
      for (const [name, env, from] of [
        ["in the home folder", { PATH: "/nowhere", HOME: home }, plugin],
        ["in the plugin's node_modules", { PATH: "/nowhere" }, own],
        ["in the plugin's data folder", { PATH: "/nowhere", CLAUDE_PLUGIN_DATA: data }, plugin],
        ["past the stub of npm on PATH", { PATH: `${stubFolder}:${bunFolder}` }, plugin],
        ["past the stub of npm, in node_modules", { PATH: stubFolder }, own],
      ] as const) {
        test(name, () => {
          expect([inHome, inData, inOwn].every(linked)).toBeTruthy();
          expect(
            fire("PreToolUse", live, { shell, env, plugin: from, stdin: "all of it" }).json(),
          ).toMatchObject({
            bytes: 9,
          });
        });
      }
      /** A Bun that says which one it is. */
      const named = (path: string, name: string) =>
        write(path, `#!/bin/sh\nLEAK="${name}" exec "${process.execPath}" "$@"\n`, 0o755);
      const onPath = join(temp.path, `named on path for ${shell}`);
      named(join(onPath, "bun"), "of PATH");
      const env = { PATH: `${onPath}:/usr/bin:/bin` };
      test.each(["@oven/bun-some-platform/bin/bun", "bun/bin/bun.exe"])(
        "of its own, at %s, before the one on PATH",
        (place) => {
          const both = copyPlugin(join(temp.path, `both for ${shell}`, place));
          named(join(both, "node_modules", place), "its own");
          expect(fire("PreToolUse", live, { shell, env, plugin: both }).json().leak).toBe(
            "its own",
          );
          expect(fire("PreToolUse", live, { shell, env }).json().leak).toBe("of PATH");
        },
      );
      test.each([
        ["for another machine", "\x7fELF no program"],
        ["for another C library", "#!/no/such/loader\n"],
        ["for another processor", "#!/bin/sh\nkill -ILL $$\n"],
      ])("past its own when that is one %s, with all of stdin", (name, content) => {
        const other = copyPlugin(join(temp.path, `${name} in ${shell}`));
        write(join(other, "node_modules/@oven/bun-some-platform/bin/bun"), content, 0o755);
        const seen = fire("PreToolUse", live, {
          shell,
          env,
          plugin: other,
          stdin: "all of it",
        }).json();
        expect([seen.bytes, seen.leak]).toEqual([9, "of PATH"]);
      });
    });
  });
}

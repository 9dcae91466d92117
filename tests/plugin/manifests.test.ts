// Runs: together.
import { describe, expect, test } from "bun:test";
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { repository, rootHole } from "./temp-plugin.ts";

const bytes = (path: string) => Bun.file(join(repository, path)).bytes();
const json = (path: string) => Bun.file(join(repository, path)).json();

describe("manifests", () => {
  test("both copies of plugin.json are the same bytes", async () => {
    expect(await bytes("plugin.json")).toEqual(await bytes(".claude-plugin/plugin.json"));
  });
  test("plugin.json names each command, for the host looks into no folder then", async () => {
    const files = readdirSync(join(repository, "commands")).map((file) => `./commands/${file}`);
    expect((await json("plugin.json")).commands).toEqual(files.sort());
  });
  test("the model starts no command by itself", async () => {
    const { commands } = await json("plugin.json");
    const texts: string[] = await Promise.all(
      commands.map((file: string) => Bun.file(join(repository, file)).text()),
    );
    expect(
      commands.filter(
        (_: string, at: number) => !texts[at]!.includes("\ndisable-model-invocation: true\n"),
      ),
    ).toEqual([]);
  });
  test("no file names a version: the host takes the commit, so that each one reaches people", async () => {
    const lock = await json("package-lock.json");
    const market = await json(".claude-plugin/marketplace.json");
    const all = [
      await json("package.json"),
      await json("plugin.json"),
      market,
      ...market.plugins,
      lock,
    ];
    expect([...all, lock.packages[""]].flatMap((one) => one.version ?? [])).toEqual([]);
  });
  test.each(["do", "team", "council", "resume"])(
    "/%s: only an agent's message goes unanswered, never a person's",
    async (name) => {
      const text = await Bun.file(join(repository, "commands", `${name}.md`)).text();
      expect(text).toMatch(
        /(?:An agent's message|A message of an agent or a notification) without a directive asks nothing/,
      );
      expect(text).toMatch(/answer (?:them )?in text/);
    },
  );
  test("the oldest Node that is named starts every package, and npm says nothing of others", async () => {
    const { engines } = await json("package.json");
    const [, oldest] = /^>=(\d+\.\d+)$/.exec(engines.node) ?? [];
    for (const page of ["README.md", "CONTRIBUTING.md", "server/README.md"])
      expect(await Bun.file(join(repository, page)).text()).toContain(`Node ${oldest} or newer`);
    for (const folder of ["", "tests", "server"]) {
      const { packages } = await json(join(folder, "package-lock.json"));
      const wanted: [string, { engines?: { node?: string } }][] = Object.entries(packages);
      const fails = wanted.filter(
        ([, one]) => !Bun.semver.satisfies(`${oldest}.0`, one.engines?.node ?? "*"),
      );
      expect(fails.map(([name]) => name)).toEqual([]);
      const rules = await Bun.file(join(repository, folder, ".npmrc")).text();
      for (const rule of ["fund=false", "audit=false", "update-notifier=false", "loglevel=error"])
        expect(rules.split("\n")).toContain(rule);
    }
  });
  test("the root package installs nothing for development", async () => {
    const { dependencies, devDependencies } = await json("package.json");
    expect(Object.keys(dependencies).sort()).toEqual([
      "@ai-sdk/anthropic",
      "@ai-sdk/openai-compatible",
      "@xmldom/xmldom",
      "bun",
      "diff",
      "jsonc-parser",
      "picocolors",
      "zod",
    ]);
    expect(devDependencies).toBeUndefined();
  });
});

type Group = {
  matcher?: string;
  hooks: {
    type: string;
    command: string;
    args: string[];
    timeout: number;
    onFailure?: string;
    asyncRewake?: boolean;
  }[];
};
const events = Object.entries((await json("hooks/hooks.json")).hooks as Record<string, Group[]>);

/** Also what a project or a person has by such a name. */
const OWN = "^multi-ai(:|$)";

describe("hooks.json", () => {
  test.each(events)(
    "%s goes once through the guard, with its own name, in exec form",
    (event, groups) => {
      expect(groups.filter(({ hooks }) => !hooks[0]!.asyncRewake).length).toBe(
        /^(?:PreToolUse|UserPromptExpansion)$/.test(event) ? 2 : 1,
      );
      const [{ type, command, args, timeout }, ...others] = groups[0]!.hooks as [
        Group["hooks"][0],
        ...Group["hooks"],
      ];
      expect(others.filter((one) => !one.asyncRewake)).toEqual([]);
      expect({ type, command }).toEqual({ type: "command", command: "/bin/sh" });
      const [flag, line, guard, marker, cls, name, ...rest] = args as [
        string,
        string,
        string,
        string,
        string,
        string,
      ];
      expect([flag, line, rest]).toEqual([
        "-c",
        'unset -f test cd pwd read printf echo command; test -r "$0" || exit 0; . "$0"',
        [],
      ]);
      expect(existsSync(guard.replace(rootHole, repository))).toBe(true);
      expect(["-", "live", "events.jsonl"]).toContain(marker);
      expect({ cls, name }).toEqual({ cls: /^Pre/.test(event) ? "policy" : "step", name: event });
      // Without a screen the checks run in these.
      expect(timeout).toBeWithin(5, /^(?:Stop|User.*|PostToolUse)$/.test(event) ? 9_001 : 61);
    },
  );
  test("behind each event that may make a check due a second hook runs it beside the session, and wakes that", () => {
    const beside = events.flatMap(([event, groups]) =>
      groups.flatMap(({ matcher, hooks }) =>
        hooks
          .filter((one) => one.asyncRewake)
          .map(({ args }) => [event, matcher, ...args.slice(3)]),
      ),
    );
    expect(beside).toEqual([
      ["SessionStart", undefined, "live", "checks", "SessionStart"],
      ["Stop", undefined, "live", "checks", "Stop"],
      ["UserPromptSubmit", undefined, "live", "checks", "UserPromptSubmit"],
      ["UserPromptExpansion", OWN, "-", "checks", "UserPromptExpansion"],
      ["PostToolUse", "AskUserQuestion", "live", "checks", "PostToolUse"],
    ]);
  });
  test("every tool call is checked, and the host too blocks what could not be", () => {
    const [group] = Object.fromEntries(events).PreToolUse!;
    expect(group).toMatchObject({ matcher: "*", hooks: [{ onFailure: "block" }] });
    const closed = events
      .filter(([, [one]]) => one!.hooks[0]!.onFailure === "block")
      .map(([event]) => event);
    expect(closed).toEqual(["PreToolUse", "PreSkillShellCommand"]);
  });
  test("an Agent call is looked at without a run too, by a line that starts no program of ours", () => {
    const [, group] = Object.fromEntries(events).PreToolUse!;
    expect(group).toMatchObject({ matcher: "Agent|Task" });
    expect(group!.hooks.map((one) => one.args)).toEqual([
      [
        "-c",
        'unset -f test cd pwd read printf echo command; test -r "$0" || exit 0; . "$0"',
        "${CLAUDE_PLUGIN_ROOT}/hooks/no-run.sh",
      ],
    ]);
  });
  test("any other command is looked at where a skill has one of our names", () => {
    const [, group] = Object.fromEntries(events).UserPromptExpansion!;
    expect([group!.matcher, group!.hooks.map((one) => one.args.slice(3))]).toEqual([
      "^(?!multi-ai(:|$))",
      [["names", "step", "UserPromptExpansion"]],
    ]);
  });
  test("only commands of this plugin are seen without a live run", () => {
    const open = events.filter(([, [group]]) => group!.hooks[0]!.args[3] === "-");
    expect(open.map(([event, [group]]) => [event, group!.matcher])).toEqual([
      ["UserPromptExpansion", OWN],
    ]);
  });
});

describe("shell files", () => {
  test("the launcher may be executed", () =>
    accessSync(join(repository, "bin/multi-ai"), constants.X_OK));
});

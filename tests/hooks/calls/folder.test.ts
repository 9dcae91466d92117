// Commands that no rule on text sees, and what they do to `.task/` and to what else decides:
// refused by name, put back, reported.
// Runs: in full too.
// Not in npm test: ^what the program and agents.*(?:stash|filter|autocrlf|ignoreCase|worktree)
// Not in npm test: ^what the program and agents.*config user
// Not in npm test: honest: (?!git add|rm -rf)
// Not in npm test: ^a command that changes the record.*a copy that a command
// Not in npm test: the same, several times in a run, is one line
// Not in npm test: hooks and settings of a submodule
// Not in npm test: in another session it is told of, and nothing
// Not in npm test: (?:resume brings it back, cancel forgets it|what the host itself writes there)
// Not in npm test: a command that fails hears of it
// Not in npm test: another process has written its line, and still has the lock
import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { END_DELIVERED } from "../../../src/engine/directive.ts";
import { hookCall } from "../../../src/hooks/hook-call.ts";
import { handle } from "../../../src/hooks/index.ts";
import { narrow } from "../../../src/host/payload.ts";
import { policy } from "../../../src/policy/policy.ts";
import { startTime } from "../../../src/process/identity.ts";
import { noteBefore } from "../../../src/record/guarded/watched.ts";
import { copyOf, keepCopy } from "../../../src/record/machine/copies.ts";
import { noteRun } from "../../../src/record/machine/outside.ts";
import { reportText } from "../../../src/render/report/report.ts";
import { change, type JournalStep, readRun } from "../../../src/run/journal/change.ts";
import { reportFacts } from "../../../src/run/views/report.ts";
import { disk } from "../../../src/store/files/disk.ts";
import { PLAIN_LAYOUT } from "../../../src/text.ts";
import { cli } from "../../cli/cli.ts";
import { type MadeRun, makeRunAtWork, SESSION } from "../../cli/made/make-run.ts";
import { someOf } from "../../harness/in-full.ts";
import { cleanup, git, makeProject, onCleanup, tempDir } from "../../harness/project.ts";
import { BUILD } from "../../workflows/multi-ai/ids.ts";

afterAll(cleanup);

interface Answer {
  decision?: string;
  reason?: string;
  systemMessage?: string;
}

let made: MadeRun;
let env: Record<string, string>;
const at = (path: string): string => join(made.root, path);
const text = (path: string): string => readFileSync(at(path), "utf8");
function write(path: string, content: string): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), content);
}

/** The implementation is at work in a repository, on a machine with a home of its own. */
beforeEach(async () => {
  made = await makeRunAtWork(BUILD, "builder", {
    root: makeProject({ files: { "src/a.js": "1\n" } }),
    auto: true,
  });
  const HOME = tempDir("home-");
  mkdirSync(join(HOME, ".claude/plugins/data/multi-ai-inline"), { recursive: true });
  env = {
    HOME,
    PATH: process.env.PATH!,
    CLAUDE_PLUGIN_DATA: join(HOME, ".claude/plugins/data/multi-ai-inline"),
  };
  noteRun(made.project, made.run.run, env);
  keepCopy(made.project, made.run.run, env);
});

let calls = 0;
const event = async (name: string, more: object = {}, session = SESSION): Promise<Answer | null> =>
  (await handle(
    hookCall(
      narrow({
        hook_event_name: name,
        session_id: session,
        transcript_path: "/nowhere/t.jsonl",
        cwd: made.root,
        ...more,
      }),
      made.project,
      env,
    ),
  )) as Answer | null;

/** What a call of the implementer's comes to; `meanwhile`: what others do while it runs. */
async function ran(
  command: string,
  meanwhile: () => void = () => {},
  name = "PostToolUse",
): Promise<Answer | null> {
  const call = `toolu_${++calls}`;
  noteBefore(made.project, call, env);
  const { exitCode, stderr } = Bun.spawnSync(["sh", "-c", command], {
    cwd: made.root,
    env: { ...process.env, HOME: env.HOME },
  });
  if (name === "PostToolUse")
    expect([command, exitCode, stderr.toString().slice(0, 300)]).toMatchObject([
      command,
      0,
      expect.any(String),
    ]);
  meanwhile();
  return event(name, {
    tool_name: "Bash",
    tool_input: { command },
    tool_use_id: call,
    agent_id: "builder",
    agent_type: "multi-ai:implementer",
  });
}

/** Everything of the record that must not change, by file. */
function record(): Record<string, string> {
  const names = readdirSync(at(".task")).filter(
    (one) => /\.(?:json|jsonl)$|^live$|^\.gitignore$/.test(one) && one !== "snapshot.json",
  );
  const files = names.map((name) => [name, text(`.task/${name}`)]);
  const objects = readdirSync(at(".task/objects")).filter((one) => one.length === 64);
  return Object.fromEntries([
    ...files,
    ...objects.map((one) => [one, text(`.task/objects/${one}`)]),
  ]);
}

/**
 * The record with the one line that says what was noticed left out, and the folds that follow from
 * it.
 */
function withoutNotice(before: Record<string, string>, after: Record<string, string>): void {
  const lines = (one: Record<string, string>): string[] =>
    one["events.jsonl"]!.split("\n").filter(
      (line) => !/"type":"(?:noticed|asked)"/.test(line) && line !== "",
    );
  expect(lines(after)).toEqual(lines(before));
  for (const name of Object.keys(before))
    if (!["events.jsonl", "state.json"].includes(name))
      expect([name, after[name]]).toEqual([name, before[name]]);
}

const node = (code: string): string => `'${process.execPath}' -e '${code}'`;

describe("a command that changes the record is refused by name, the record is put back, and the report says so", () => {
  test.each(
    someOf<[string, Record<string, string>, string, RegExp]>([
      [
        "a script",
        { "tools/x.sh": "printf x >> .task/state.json\n" },
        "sh tools/x.sh",
        /state\.json/,
      ],
      [
        "code that computes the name",
        {},
        node(
          'require("node:fs").writeFileSync([..."ksat."].reverse().join("") + "/pipeline-tasks.json", "{}")',
        ),
        /pipeline-tasks\.json/,
      ],
      [
        "a script that takes the mark away",
        { "tools/x.sh": "rm .task/live\n" },
        "sh tools/x.sh",
        /\.task\/live/,
      ],
      [
        "a hook of git",
        { ".git/hooks/post-commit": "#!/bin/sh\nrm -r .task/objects\n" },
        "chmod +x .git/hooks/post-commit; git -c user.name=a -c user.email=a@b commit -q --allow-empty -m x",
        /objects/,
      ],
      [
        "a change of all files",
        {},
        'grep -rl \'"phase"\' . | xargs perl -pi -e \'s/"phase"/"forged"/\'',
        /state\.json/,
      ],
      [
        "a journal that is cut",
        {
          "tools/x.sh":
            "n=$(wc -l < .task/events.jsonl); head -n $((n - 3)) .task/events.jsonl > t && mv t .task/events.jsonl\n",
        },
        "sh tools/x.sh",
        /events\.jsonl/,
      ],
      [
        "a journal that is altered",
        { "tools/x.sh": "perl -pi -e 's/T/U/ if $. == 3' .task/events.jsonl\n" },
        "sh tools/x.sh",
        /events\.jsonl/,
      ],
      [
        "text behind the journal",
        { "tools/x.sh": "echo approved >> .task/events.jsonl\n" },
        "sh tools/x.sh",
        /events\.jsonl/,
      ],
      ["git clean", {}, "git clean -fdxq", /\.task\//],
      [
        "an object with other bytes",
        { "tools/x.sh": 'for f in .task/objects/*; do [ -f "$f" ] && echo x > "$f"; done; true\n' },
        "sh tools/x.sh",
        /objects/,
      ],
      [
        "the accepted plan",
        { "tools/x.sh": "echo '{}' > .task/plan-refined.json\n" },
        "sh tools/x.sh",
        /plan-refined\.json/,
      ],
    ]),
  )("%s", async (_name, files, command, named) => {
    for (const [path, content] of Object.entries(files)) write(path, content);
    const before = record();
    const answer = await ran(command);
    expect(answer).toMatchObject({ decision: "block", reason: expect.stringMatching(named) });
    withoutNotice(before, record());
    expect(readRun(made.project)?.notices).toMatchObject(
      [{ what: "folder-changed", asked: false }, {}].slice(
        0,
        readRun(made.project)!.notices!.length,
      ),
    );
    expect(reportFacts(made.project, readRun(made.project)!).notices[0]!.text).toMatch(
      /changed|gone/,
    );
    expect(await ran("true")).toBeNull();
  });

  test("a copy that a command has made, and names as the program does, is none for the next process", async () => {
    const copy = copyOf(made.project, env)!;
    const other = join(tempDir(), copy.slice(copy.lastIndexOf("/outside/")));
    cpSync(copy, other, { recursive: true });
    writeFileSync(at(".task/copy"), `${other}\n`);
    const ask = `console.log(require("${import.meta.dir}/../../../src/record/machine/copies.ts").copyOf(${JSON.stringify(made.project)}))`;
    const { stdout } = Bun.spawnSync([process.execPath, "-e", ask], { env });
    expect(stdout.toString()).toBe(`${copy}\n`);
  });

  test("without .task/live the policy holds", () => {
    rmSync(at(".task/live"));
    const call = narrow({
      hook_event_name: "PreToolUse",
      session_id: SESSION,
      transcript_path: "/nowhere/t.jsonl",
      cwd: made.root,
      tool_name: "Write",
      tool_input: { file_path: at(".task/state.json"), content: "{}" },
    });
    expect(JSON.stringify(policy(call, made.project, env))).toContain('"deny"');
  });

  test("a command that fails hears of it, too", async () => {
    const answer = await ran("rm -r .task/objects; exit 3", undefined, "PostToolUseFailure");
    expect(JSON.stringify(answer)).toContain(
      "Refused by multi-ai: while this command ran, .task/objects/",
    );
  });
});

const HOOKS =
  '{"hooks":{"PreToolUse":[{"matcher":"Read","hooks":[{"type":"command","command":"x"}]}]}}';

describe("what the program and agents at work write meanwhile is no change by the command", () => {
  test.each(
    someOf<[string, () => void]>([
      ["nothing", () => {}],
      [
        "another hook",
        () => void change(made.project, () => [{ do: "host_task", task: BUILD, hostTask: "1" }]),
      ],
      ["its own artifact", () => writeFileSync(at(".task/impl-result.json"), "{}")],
      [
        "a formatter lays the record out anew",
        () => {
          for (const name of ["state.json", "plan-refined.json", "user-story.json"])
            writeFileSync(
              at(`.task/${name}`),
              JSON.stringify(JSON.parse(text(`.task/${name}`)), null, 8),
            );
        },
      ],
      [
        "another process was killed behind its line",
        () => {
          const copy = copyOf(made.project, env)!;
          const kept = readFileSync(join(copy, "events.jsonl"));
          change(made.project, () => [{ do: "host_task", task: BUILD, hostTask: "2" }]);
          writeFileSync(join(copy, "events.jsonl"), kept);
        },
      ],
    ]),
  )("%s", async (_name, meanwhile) => {
    expect(await ran("true", meanwhile)).toBeNull();
    expect(readRun(made.project)?.notices).toBeUndefined();
    change(made.project, () => []);
    expect(readFileSync(join(copyOf(made.project, env)!, "events.jsonl"), "utf8")).toBe(
      text(".task/events.jsonl"),
    );
  });

  test("another process has written its line, and still has the lock", async () => {
    const child = Bun.spawn(["sleep", "600"]);
    onCleanup(() => child.kill());
    const names = [".task/state.json", ".task/pipeline-tasks.json"];
    const answer = await ran("true", () => {
      const before = names.map(text);
      change(made.project, () => [{ do: "host_task", task: BUILD, hostTask: "1" }]);
      for (const [index, name] of names.entries()) write(name, before[index]!);
      const owner = { ...disk.owner(), pid: child.pid, start: startTime(child.pid) };
      write(".task/lock", `${JSON.stringify(owner)}\n`);
    });
    expect(answer).toBeNull();
    expect(readRun(made.project)?.notices).toBeUndefined();
  });

  test.each([
    "git add -A && git -c user.name=a -c user.email=a@b commit -qm x",
    "git checkout -q -b other && git checkout -q -",
    "git -c user.name=a -c user.email=a@b stash -uq; git stash pop -q || true",
    "git clean -fdq",
    "git gc -q",
    "git config user.name somebody && git config branch.x.remote origin && git remote add o /nowhere",
    "git config core.hooksPath .husky/_",
    // What `git lfs install --local` does.
    "git config filter.lfs.clean 'git-lfs clean -- %f' && git config filter.lfs.required true",
    "git config core.autocrlf input && git config core.fileMode false",
    "git config core.ignoreCase true && git config feature.manyFiles true && git sparse-checkout set src .claude",
    "chmod -R u+w .git/hooks",
    // What the rules on text let pass.
    "chmod -R u+w .",
    "chown -R $(id -un) .",
    "git worktree add -q wt && git worktree remove wt",
    "rm -rf node_modules dist && mkdir dist",
    "grep -rl nothing-of-this . | xargs perl -pi -e s/a/b/",
    // Writes settings of the host again as they were.
    "find . -name '*.json' -not -path './.task/*' -exec perl -pi -e s/nothing-of-this/b/ {} +",
    "mv .mcp.json .mcp.old && mv .mcp.old .mcp.json && chmod -R u+w .claude",
    // A rule for a tool, as the host writes it.
    `echo '{"permissions":{"allow":["Bash(ls)"]}}' > .claude/settings.local.json`,
  ])("honest: %s", async (command) => {
    write(".mcp.json", '{"mcpServers":{}}');
    write(".claude/settings.json", HOOKS);
    git(made.root, "add", "-A");
    git(made.root, "commit", "-qm", "settings");
    write("src/b.js", "2\n");
    expect(await ran(command)).toBeNull();
    expect(readRun(made.project)?.notices).toBeUndefined();
  });
});

describe("another repository", () => {
  test("one that a command makes is told, and left as it is", async () => {
    rmSync(at(".git"), { recursive: true });
    expect(await ran("git init -q && git config core.excludesFile x")).toBeNull();
    expect(text(".git/config")).toContain("excludesFile = x");
    expect(readRun(made.project)?.notices).toMatchObject([{ what: "git-settings", asked: false }]);
  });
});

describe("what else decides", () => {
  test.each(
    someOf<[string, string, string]>([
      ["core.excludesFile", "git config core.excludesFile /tmp/all", ".git/config"],
      ["a filter", "git config filter.x.clean cat", ".git/config"],
      [
        "another program as the filter of git-lfs, and more",
        "git config core.excludesFile x; git config filter.lfs.clean 'sh tools/x.sh'",
        ".git/config",
      ],
      [
        "core.worktree on the line of its section",
        "echo '[core] worktree = /tmp' >> .git/config",
        ".git/config",
      ],
      ["info/exclude", "echo src >> .git/info/exclude", ".git/info/exclude"],
      [
        "info/attributes",
        "mkdir -p .git/info; echo '* filter=x' > .git/info/attributes",
        ".git/info/attributes",
      ],
    ]),
  )("%s is put back, by its name", async (_name, command, named) => {
    const path = named.split(" ").at(-1)!;
    const before = existsSync(at(path)) ? text(path) : null;
    const { decision, reason = "" } = (await ran(command))!;
    expect([decision, reason]).toEqual([
      "block",
      expect.stringContaining(
        `while this command ran, ${named} changed, which no command of a run may do; `,
      ),
    ]);
    // Nothing of .task/ was touched, and the project's own path says nothing.
    expect([reason.includes(".task"), reason.includes(made.root)]).toEqual([false, false]);
    expect(existsSync(at(path)) ? text(path) : null).toBe(before);
    expect(readRun(made.project)?.notices).toMatchObject([
      {
        what: "git-settings",
        asked: false,
        text: expect.stringMatching(
          / changed while a command ran, which .* \(the changed version: \.task\/objects\/\w{64}\)\.$/,
        ),
      },
    ]);
  });

  test("a filter of the person's that is not required any more is put back", async () => {
    git(made.root, "config", "filter.crypt.clean", "cat");
    git(made.root, "config", "filter.crypt.required", "true");
    expect((await ran("git config --unset filter.crypt.required"))?.decision).toBe("block");
    expect(text(".git/config")).toContain("required = true");
  });

  test("the same, several times in a run, is one line of the report", async () => {
    for (const _ of [1, 2, 3]) await ran("git config core.excludesFile x");
    await ran("git config include.path y");
    const wide = { ...PLAIN_LAYOUT, width: 1_000 };
    const lines = reportText(reportFacts(made.project, readRun(made.project)!), wide).split("\n");
    const noticed = lines.slice(lines.indexOf("Noticed (2)"));
    expect(noticed[1]).toStartWith("  .git/config changed while a command ran");
    expect(noticed.slice(0, 5).join(" ")).toMatch(
      /was restored\s+\(the changed version: \S+\)\.\s+\(3\s+times\)\s+\.git\/config/,
    );
  });

  test("a snapshot whose commit is gone with its ref is said to be lost", async () => {
    const ref = `refs/multi-ai/${made.run.run}`;
    const commit = git(made.root, "commit-tree", "-m", "x", "HEAD^{tree}").trim();
    git(made.root, "update-ref", ref, commit);
    const { reason } = (await ran(`git update-ref -d ${ref}; git gc -q --prune=now`))!;
    expect(reason).toContain("its commit is gone: the project cannot be rolled back");
    expect(reason).not.toContain("all of it was restored");
    expect(git(made.root, "for-each-ref")).not.toContain(ref);
    expect(readRun(made.project)?.notices).toMatchObject([
      { what: "folder-changed", text: expect.stringContaining("its commit is gone") },
    ]);
  });

  test("hooks and settings of a submodule are told", async () => {
    write(".git/modules/libs/a/HEAD", "ref: x\n");
    await ran(
      "mkdir .git/modules/libs/a/hooks; echo x > .git/modules/libs/a/hooks/post-checkout; echo > .git/modules/libs/a/config",
    );
    const [notice] = readRun(made.project)!.notices!;
    expect(notice).toMatchObject({ what: "git-hooks", asked: false });
    expect(notice!.text).toMatch(
      /modules\/libs\/a\/hooks\/post-checkout.*modules\/libs\/a\/config changed/,
    );
  });

  test("the run's snapshot is put back, and one that git packs stays", async () => {
    Bun.spawnSync(["git", "update-ref", `refs/multi-ai/${made.run.run}`, "HEAD"], {
      cwd: made.root,
    });
    const ref = `.git/refs/multi-ai/${made.run.run}`;
    const before = text(ref);
    expect(await ran("git pack-refs --all")).toBeNull();
    Bun.spawnSync(["git", "update-ref", `refs/multi-ai/${made.run.run}`, "HEAD"], {
      cwd: made.root,
    });
    write(ref, before);
    expect(
      await ran(
        "for r in $(git for-each-ref --format='%(refname)' refs/multi-ai); do git update-ref -d $r; done",
      ),
    ).toMatchObject({ decision: "block" });
    expect(text(ref)).toBe(before);
  });

  test("a hook of git that comes, goes, or may run from now on is told", async () => {
    const notices = () => readRun(made.project)?.notices ?? [];
    const told = (count: number, name: string) => {
      expect(notices()).toHaveLength(count);
      expect(notices().at(-1)).toMatchObject({
        what: "git-hooks",
        asked: false,
        text: expect.stringContaining(name),
      });
    };
    write(".git/hooks/pre-push", "#!/bin/sh\n");
    expect(await ran("true")).toBeNull();
    expect(notices()).toEqual([]);
    await ran("echo x > .git/hooks/pre-commit");
    told(1, ".git/hooks/pre-commit changed");
    await ran("chmod +x .git/hooks/pre-push");
    told(2, ".git/hooks/pre-push changed");
    await ran("rm .git/hooks/pre-push");
    told(3, ".git/hooks/pre-push changed");
  });

  test("settings of the host are asked about, and left as they are: they may be the person's", async () => {
    mkdirSync(at(".claude"), { recursive: true });
    expect(
      await ran(`echo '{"permissions":{"allow":["Bash(ls)"]}}' > .claude/settings.local.json`),
    ).toBeNull();
    const answer = await ran(`echo '{"disableAllHooks":true}' > .claude/settings.local.json`);
    expect(answer).toMatchObject({
      decision: "block",
      reason: expect.stringContaining("settings.local.json"),
    });
    expect(text(".claude/settings.local.json")).toContain("disableAllHooks");
    expect(readRun(made.project)).toMatchObject({
      notices: [{ what: "host-settings", asked: true }],
      questions: [{ kind: "noticed" }],
    });
  });

  const SETTINGS = ".claude/settings.local.json";

  test.each([
    [
      "a hook for Read comes",
      (path: string) => writeFileSync(path, HOOKS),
      /changed, by it or by someone else/,
    ],
    [
      "a program for the status line comes",
      (path: string) =>
        writeFileSync(path, '{"model":"opus","statusLine":{"type":"command","command":"x"}}'),
      /changed, by it or by someone else/,
    ],
    [
      "another mode becomes the default",
      (path: string) =>
        writeFileSync(path, '{"permissions":{"defaultMode":"bypassPermissions"},"model":"opus"}'),
      /changed, by it or by someone else/,
    ],
    [
      "a skill with hooks of its own comes",
      () =>
        write(
          ".claude/skills/helper/SKILL.md",
          "---\nname: helper\nhooks:\n  PermissionRequest:\n    - hooks: [{type: command, command: x}]\n---\nHelp.\n",
        ),
      /SKILL\.md.*changed, by it or by someone else/,
    ],
  ])("between two commands %s: the person is asked, once", async (_name, change, told) => {
    write(SETTINGS, '{"model":"opus"}');
    await Bun.sleep(50);
    expect(await ran("true")).toBeNull();
    change(at(SETTINGS));
    // Not by this command, which hears nothing of it.
    expect(await ran("true")).toBeNull();
    expect(await ran("true")).toBeNull();
    expect(readRun(made.project)).toMatchObject({
      notices: [{ what: "host-settings", asked: true, text: expect.stringMatching(told) }],
      questions: [{ kind: "noticed" }],
    });
  });

  test("what the host itself writes there, where a person allows something, is no word worth", async () => {
    for (const rule of ["ls", "pwd", "date"]) {
      expect(await ran("true")).toBeNull();
      await Bun.sleep(50);
      write(
        SETTINGS,
        `{"enabledMcpjsonServers":["${rule}"],"permissions":{"allow":["Bash(${rule})"]}}`,
      );
    }
    expect(await ran("true")).toBeNull();
    expect(readRun(made.project)?.notices).toBeUndefined();
  });

  test.each([
    ["an agent", { agent_id: "builder", agent_type: "multi-ai:implementer" }],
    ["the main thread", {}],
  ])(
    "a file of settings that a call of %s wrote, which the person has allowed, is asked about no more",
    async (_name, by) => {
      expect(await ran("true")).toBeNull();
      write(".mcp.json", '{"mcpServers":{"x":{"command":"x"}}}');
      const input = { file_path: at(".mcp.json"), content: text(".mcp.json") };
      await event("PostToolUse", {
        tool_name: "Write",
        tool_input: input,
        tool_use_id: `toolu_${++calls}`,
        ...by,
      });
      expect(await ran("true")).toBeNull();
      expect(readRun(made.project)?.notices).toBeUndefined();
    },
  );
});

describe("a .task/ that is gone", () => {
  const gone = () => rmSync(at(".task"), { recursive: true });

  test("in the run's own session it comes back at the next event, and the person is asked", async () => {
    const before = record();
    gone();
    await event("UserPromptSubmit", { prompt: "<task-notification>x" });
    withoutNotice(before, record());
    expect(readRun(made.project)).toMatchObject({
      notices: [
        {
          what: "folder-changed",
          asked: true,
          text: expect.stringContaining("to stop the run, cancel it"),
        },
      ],
    });
  });

  test("behind the end that a screen has shown it stays gone", async () => {
    const ended: JournalStep[] = [
      { do: "cancel", reason: "" },
      { do: "deliver", directive: END_DELIVERED, session: SESSION, reminder: false },
    ];
    change(made.project, () => ended);
    gone();
    expect(await event("UserPromptSubmit", { prompt: "What was done?" })).toBeNull();
    expect(existsSync(at(".task"))).toBe(false);
  });

  test("in another session it is told of, and nothing comes back before the person says so", async () => {
    gone();
    const told = await event("SessionStart", { source: "startup" }, "another");
    expect(told?.systemMessage).toMatch(
      /record of run \S+ is missing from \.task\/.*\/multi-ai:resume restores it; \/multi-ai:cancel drops it/,
    );
    expect(existsSync(at(".task"))).toBe(false);
    expect(await event("Stop", {}, "another")).toBeNull();
    expect(existsSync(at(".task"))).toBe(false);
  });

  test.each([
    ["resume", true],
    ["cancel", false],
  ])(
    "in another session /multi-ai:%s works there, and no other command starts anything",
    async (name, isBack) => {
      gone();
      const typed = (command: string) =>
        event(
          "UserPromptExpansion",
          { command_name: `multi-ai:${command}`, command_args: "" },
          "another",
        );
      expect((await typed("multi-ai"))?.reason).toMatch(/^Nothing was started: the record of run/);
      expect(existsSync(at(".task"))).toBe(false);
      await typed(name);
      expect(existsSync(at(".task/events.jsonl"))).toBe(isBack);
      expect(copyOf(made.project, env) === null).toBe(!isBack);
    },
  );

  test("of a project that was moved, and taken over where it is now, does not come back where it was", () => {
    const root = `${made.root}-moved`;
    renameSync(made.root, root);
    keepCopy({ ...made.project, root, task: join(root, ".task") }, made.run.run, env);
    expect(copyOf(made.project, env)).toBeNull();
  });

  test("resume brings it back, cancel forgets it", async () => {
    gone();
    const resumed = await cli(made.root, ["resume"], env);
    expect(resumed).toMatchObject({ code: 0 });
    expect(readRun(made.project)).toMatchObject({ run: made.run.run, status: "running" });
    gone();
    expect(await cli(made.root, ["cancel"], env)).toMatchObject({ code: 0 });
    expect(copyOf(made.project, env)).toBeNull();
    expect(existsSync(at(".task/events.jsonl"))).toBe(false);
  });
});

test("the record of a run that has ended comes back where the person looks at it, until they put it aside", async () => {
  const run = (...args: string[]) => cli(made.root, args, env);
  await run("cancel");
  await event("Stop");
  change(made.project, (now) => [
    ...now!.void_calls.map(({ call }) => ({ do: "gone" as const, call })),
    { do: "release" },
  ]);
  expect(copyOf(made.project, env)).toBeNull();
  rmSync(made.project.task, { recursive: true });
  // Nothing but a look brings it back.
  expect([await event("UserPromptSubmit", { prompt: "x" }), existsSync(made.project.task)]).toEqual(
    [null, false],
  );
  const { code, out } = await run("report");
  expect([code, out]).toEqual([0, expect.stringContaining(made.run.run)]);
  expect(readRun(made.project)).toMatchObject({ run: made.run.run, status: "cancelled" });
  await run("reset");
  rmSync(made.project.task, { recursive: true });
  expect((await run("status")).out).toContain("No run here");
});

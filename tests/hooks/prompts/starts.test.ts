// Commands that start a run, as the host hands them to the hook: what is started, kept, refused and
// told.
// Runs: in full too.
// Not in npm test: ^a request while a run.*(?:continue drops|another command|lacks its words)
// Not in npm test: ^/multi-ai:ruling
// Not in npm test: ^claude -p a session
// Not in npm test: ^what is typed behind.*without any code

import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { calledAs, inHost, PLUGIN, speak } from "../../../src/plugin.ts";
import { findProject } from "../../../src/project/project.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { viewQuestions } from "../../../src/run/views/questions.ts";
import { DEFAULT_SETTINGS, SETTINGS_FILE } from "../../../src/settings.ts";
import { getObject } from "../../../src/store/objects.ts";
import { allStarts, startOf, startTexts } from "../../../src/workflows/index.ts";
import { foreign } from "../../fixtures/planning/foreign.ts";
import { type Answer, typed } from "../../harness/hook.ts";
import { approveSettings } from "../../harness/known.ts";
import { ROADMAP_OF } from "../../harness/phases/project.ts";
import { cleanup, DEFAULT_FILES, makeProject, tempDir, writeFiles } from "../../harness/project.ts";

// As in the process of a hook.
beforeAll(() => speak(inHost));
afterAll(() => speak(calledAs(PLUGIN)));
afterEach(cleanup);

const types = async (
  root: string,
  command: string,
  args: string,
  over: object = {},
  path = process.env.PATH,
): Promise<Answer> => (await typed(root, command, args, { env: { PATH: path } }, over))!;
const brief = (root: string) => {
  const { request, options, questions } = runOf(root);
  return [request.text, options, questions.map((one) => one.kind)];
};
const runOf = (root: string) => readRun(findProject(root))!;

/** A project whose settings say how it is deployed, as the person has approved it. */
function deploying(): string {
  const root = makeProject();
  writeFiles(root, { [SETTINGS_FILE]: JSON.stringify({ deploy: { command: "sh deploy.sh" } }) });
  approveSettings(root);
  return root;
}

describe("claude -p", () => {
  const begun = async (env: object, mode = "default") => {
    const sender = { env: { PATH: process.env.PATH, ...env } };
    const answer = await typed(makeProject(), PLUGIN, "Add x", sender, { permission_mode: mode });
    return answer!.systemMessage ?? "";
  };
  const headless = { CLAUDE_CODE_ENTRYPOINT: "sdk-cli" };
  test("says before it spends anything that edits are refused, and when agents are ended", async () => {
    const said = await begun(headless);
    expect(said).toContain("Permission mode: default (edits that no rule allows are refused");
    expect(said).toContain("CLAUDE_CODE_PRINT_BG_WAIT_CEILING_MS=0 removes that limit");
    expect(await begun({ ...headless, CLAUDE_CODE_PRINT_BG_WAIT_CEILING_MS: "0" })).not.toContain(
      "ten minutes",
    );
  });
  test("a session with a person asks, and ends nobody", async () => {
    const said = await begun({ CLAUDE_CODE_ENTRYPOINT: "cli" });
    expect(said).toContain("you approve each edit");
    expect(said).not.toContain("ten minutes");
  });
});

test("a file with a plan is all that has to be typed, also in the place of a run that is live", async () => {
  const root = makeProject();
  writeFiles(root, { "plan.md": "# Say goodbye\n\nBy name.\n" });
  const missing = await types(root, PLUGIN, "--from-plan none.md");
  expect(missing.reason).toContain('Nothing was started. --from-plan: found "none.md", expected');
  expect(readRun(findProject(root))).toBeNull();

  const begun = await types(root, PLUGIN, "--from-plan plan.md");
  expect(begun.systemMessage).toContain("A story, your plan in steps with three reviews");
  const told = () => getObject(join(root, ".task"), runOf(root).options["told_from-plan"]!);
  expect(runOf(root).request.text).toBe("Carry out the plan in plan.md: Say goodbye");
  expect(String(Buffer.from(told()!))).toContain("By name.");

  writeFiles(root, { "other.md": "# Say hello\n" });
  await types(root, PLUGIN, "--from-plan other.md --auto");
  const { run } = runOf(root);
  const replaced = await types(root, "decide", "replace");
  expect(replaced.systemMessage).toContain(
    "your plan in steps with three reviews side by side, the",
  );
  expect(runOf(root).run).not.toBe(run);
  expect(String(Buffer.from(told()!))).toBe("# Say hello\n");
});

describe("a name of the plugin's that another file has", () => {
  const theirs = "---\ndescription: theirs\n---\nDo $ARGUMENTS\n";
  const typed = (root: string, name: string, source: string) =>
    types(root, "", "Add x", { command_name: name, command_source: source });

  test.each([
    [".claude/commands/multi-ai.md", theirs, "multi-ai", "/multi-ai"],
    [".claude/commands/multi-ai/team.md", theirs, "multi-ai:team", "/multi-ai:team"],
    [".claude/commands/multi-ai:decide.md", theirs, "multi-ai:decide", "/multi-ai:decide"],
    [".claude/skills/multi-ai/SKILL.md", theirs, "multi-ai", "/multi-ai"],
    [
      ".claude/skills/other/SKILL.md",
      theirs.replace("---", "---\nname: multi-ai"),
      "other",
      "/multi-ai",
    ],
  ])(
    "%s: what is typed reaches no model, nor does a start by another name",
    async (path, text, name, typedAs) => {
      const root = makeProject({ files: { [path]: text } });
      const captured = await typed(root, name, "projectSettings");
      expect(captured).toMatchObject({ decision: "block" });
      expect(captured.reason).toContain(`${path} takes the name ${typedAs}`);
      expect((await types(root, "council", "Add x")).reason).toContain(path);
      expect(existsSync(join(root, ".task"))).toBe(false);
    },
  );

  test("one that no file here has is stopped as well", async () => {
    expect((await typed(makeProject(), "multi-ai", "policySettings")).reason).toContain(
      "takes the name /multi-ai",
    );
  });

  test("commands and skills of other names are theirs", async () => {
    const files = {
      ".claude/commands/multi-ai/own.md": theirs,
      ".claude/commands/status.md": theirs,
      ".claude/commands/tools/multi-ai.md": theirs,
      ".claude/skills/multi-ai-notes/SKILL.md": theirs.replace("---", "---\nname: about-multi-ai"),
    };
    const root = makeProject({ files });
    for (const name of ["status", "multi-ai-notes", "tools:multi-ai"])
      expect(await typed(root, name, "projectSettings")).toBeNull();
    expect(
      (await types(root, "multi-ai", "Add x")).hookSpecificOutput?.additionalContext,
    ).toContain('prompt: "T1"');
  });
});

describe("/multi-ai:team", () => {
  test("starts the team workflow with its options, on the least track with a brief", async () => {
    const root = deploying();
    const answer = await types(root, "team", "--deploy=staging Add password reset via email");
    expect(answer.hookSpecificOutput?.additionalContext).toContain('prompt: "T1"');
    expect(runOf(root)).toMatchObject({
      workflow: "team",
      auto: false,
      request: { text: "Add password reset via email" },
    });
    expect(runOf(root).options).toMatchObject({ track: "quick", deploy: "staging" });
    expect(runOf(root).tasks[0]).toMatchObject({ who: { agent: "pm" }, status: "ready" });
  });

  test("a quick track needs one approval, and its first task is its brief", async () => {
    const root = makeProject();
    await types(root, "team", "--track quick Tweak the footer");
    expect(runOf(root).options).toEqual({ track: "quick" });
    expect(runOf(root).tasks.some((task) => task.token === "stage-02")).toBe(false);
  });

  test.each([
    ["--trak full Add x", "--trak is not a flag of /multi-ai:team"],
    ["--areas web Add x", 'found "web", expected areas of the settings'],
  ])("%j starts nothing and says why", async (args, said) => {
    const root = makeProject();
    const answer = await types(root, "team", args);
    expect(answer).toMatchObject({ decision: "block" });
    expect(answer.reason).toStartWith("Nothing was started. ");
    expect(answer.reason).toContain(said);
    expect(existsSync(join(root, ".task"))).toBe(false);
  });

  test.each(["", "  "])(
    "%j says where the run stands, or goes on with one that stands still, and starts none",
    async (args) => {
      const root = makeProject();
      const empty = await types(root, "team", args);
      expect(empty.reason).toMatch(/^No run here \(.*\)\.\nStart one: \/multi-ai <request>/);
      expect(empty.reason).toEndWith(startTexts());
      expect(existsSync(join(root, ".task"))).toBe(false);
      await types(root, "team", "--track full Add x");
      const { run } = runOf(root);
      // Its first task is due and nobody has started it: what stands still goes on, and no other
      // run is made of it.
      const goesOn = await types(root, "team", args);
      expect(goesOn.systemMessage).toContain(`Run ${run} continues in this session.`);
      expect(JSON.stringify(goesOn.hookSpecificOutput)).toMatch(
        /Make exactly th(?:is call|ese calls) /,
      );
      expect(runOf(root).run).toBe(run);
    },
  );

  test("not in plan mode, and not with settings that have an error", async () => {
    const root = makeProject();
    expect((await types(root, "team", "Add x", { permission_mode: "plan" })).reason).toContain(
      "leave it",
    );
    writeFiles(root, { ".claude/multi-ai.json": '{"areas": {"qa": ["**"]}}' });
    expect((await types(root, "team", "Add x")).reason).toContain("The run did not start");
    expect(existsSync(join(root, ".task"))).toBe(false);
  });
});

test("with an agent that is Codex a session starts no run, and names what does", async () => {
  const models = (agent: string) => JSON.stringify({ models: { [agent]: "codex/gpt-6.1-sol" } });
  const root = makeProject();
  writeFiles(root, { ".claude/multi-ai.json": models("implementer") });
  approveSettings(root);
  const { reason } = await types(root, "multi-ai", "--auto Say goodbye");
  expect(reason).toContain("gives implementer the model codex/gpt-6.1-sol");
  expect(reason).toContain("multi-ai run multi-ai in a terminal, or here with --background");
  expect(existsSync(join(root, ".task"))).toBe(false);
  // An agent of another workflow.
  writeFiles(root, { ".claude/multi-ai.json": models("phase-executor") });
  approveSettings(root);
  await types(root, "multi-ai", "--auto Say goodbye");
  expect(runOf(root).status).toBe("running");
});

describe("a request while a run is live", () => {
  const answered = async (root: string, option: string): Promise<Answer> =>
    types(root, "decide", option);

  test("a team request keeps its workflow and its flags until the person replaces the run with it", async () => {
    const root = deploying();
    await types(root, "multi-ai", "--auto Say goodbye");
    const first = runOf(root).run;
    await types(root, "team", "--track quick --deploy Tweak the footer");
    expect(viewQuestions(findProject(root), runOf(root))[0]!.question).toContain(
      "New: /multi-ai:team --track quick --deploy Tweak the footer",
    );
    expect(runOf(root).questions[0]).toMatchObject({
      kind: "second-request",
      start: {
        workflow: "team",
        entry: "start",
        auto: false,
        options: { track: "quick", deploy: "asked" },
      },
    });
    const replaced = await answered(root, "replace");
    expect(replaced.hookSpecificOutput?.additionalContext).toContain('prompt: "T1"');
    const run = runOf(root);
    expect(run.run).not.toBe(first);
    expect(run).toMatchObject({
      workflow: "team",
      auto: false,
      options: { track: "quick", deploy: "asked" },
    });
    expect(new TextDecoder().decode(getObject(join(root, ".task"), run.request.sha)!)).toBe(
      "Tweak the footer",
    );
    expect(existsSync(join(root, ".task/history", first))).toBe(true);
  });

  test("continue drops it, flags and all; change takes its words into the run as it is", async () => {
    const root = makeProject();
    await types(root, "team", "--track full Add a page");
    await types(root, "team", "--track hotfix Mend it");
    await answered(root, "continue");
    expect(brief(root)).toEqual(["Add a page", { track: "full" }, []]);
    await types(root, "team", "--track hotfix Mend it");
    await answered(root, "B");
    await answered(root, "go_on");
    expect(brief(root)).toEqual(["Mend it", { track: "full" }, []]);
  });

  test("another command of the same workflow is named beside the live one, which takes no words of it", async () => {
    const root = makeProject();
    await types(root, "debug", "The search fails");
    await types(root, "map-codebase", "Look at the parser");
    const [asked] = viewQuestions(findProject(root), runOf(root));
    expect(asked!.question).toContain("New: /multi-ai:map-codebase Look at the parser");
    expect(asked!.question).toContain("Now: /multi-ai:debug The search fails");
    expect(asked!.options.map((one) => one.key)).toEqual(["continue", "replace", "leave"]);
  });

  test("a command that lacks its words says which, and shows no run that is over", async () => {
    const root = makeProject();
    const phases = [
      { number: "1", name: "Base" },
      { number: "2", name: "Search" },
    ];
    writeFiles(root, { ".planning/ROADMAP.md": ROADMAP_OF(phases) });
    await types(root, "debug", "The search fails");
    await types(root, "cancel", "");
    const { reason } = await types(root, "execute-phase", "");
    expect(reason).toBe(
      "Nothing was started. Type the number of a phase first; open are 1 (Base), 2 (Search). For example /multi-ai:execute-phase 1",
    );
  });
});

test("a start that the files would refuse says first that another session's run is at work on them", async () => {
  const root = makeProject();
  expect((await types(root, "next", "--auto")).reason).toContain("Nothing was started");
  await types(root, "team", "--track hotfix Mend it");
  expect((await types(root, "next", "--auto", { session_id: "other" })).reason).toContain(
    "belongs to another session",
  );
});

describe("/multi-ai:ruling", () => {
  test("is about a run that builds", async () => {
    const root = makeProject();
    expect((await types(root, "ruling", "x")).reason).toContain("No run here");
    await types(root, "team", "--track hotfix Mend it");
    expect((await types(root, "ruling", " ")).reason).toBe(
      "the topic is missing: /multi-ai:ruling <topic>",
    );
    expect((await types(root, "ruling", "x", { session_id: "other" })).reason).toContain(
      "belongs to another session",
    );
    // Before the first owner there is nothing to rule on; its check was code's, without a screen at
    // once.
    expect(runOf(root).tasks[0]).toMatchObject({ id: "T1", status: "done" });
    const asked = await types(root, "ruling", "token-not-in-response");
    const task = runOf(root).tasks.at(-1)!;
    expect(task).toMatchObject({
      subject: "Ruling v1",
      topic: { text: "token-not-in-response" },
      status: "ready",
    });
    expect(asked.hookSpecificOutput?.additionalContext).toContain(`prompt: "${task.id}"`);
  });

  test("is refused with the reason", async () => {
    const root = makeProject();
    await types(root, "team", "--track full Add a page");
    expect((await types(root, "ruling", "x")).reason).toContain("nothing is built yet");
    expect((await types(root, "decide", "change --reason Add two pages")).reason).toBeUndefined();
  });
});

test("/multi-ai --help says what it takes, then every command; that of another start only the first", async () => {
  const { reason } = await types(makeProject(), "multi-ai", "--help");
  expect(reason).toStartWith("usage: /multi-ai [options] <request>\n");
  for (const line of ["\n  /multi-ai:status ", "\n  /multi-ai:park ", "\n  /multi-ai:report "])
    expect(reason).toContain(line);
  expect((await types(makeProject(), "team", "--help")).reason).not.toContain("/multi-ai:status");
});

test.each(["--help", "-h", "help", "status", "--autoo Add x", "--auto status", "Reset"])(
  "/multi-ai %s starts nothing and says what was meant",
  async (line) => {
    for (const command of ["multi-ai", "team", "council"]) {
      const root = makeProject();
      const answer = await types(root, command, line);
      expect(answer.decision).toBe("block");
      expect(answer.reason).toMatch(/^usage: |did you mean|is not a flag of/);
      expect(existsSync(join(root, ".task"))).toBe(false);
    }
    const root = makeProject();
    await types(root, "multi-ai", `-- ${line}`);
    expect(runOf(root).request.text).toBe(line);
  },
);

describe("what is typed behind /multi-ai", () => {
  test.each([
    "Can you add a dark mode?",
    "How about a dark mode?",
    "Why does the build fail on Windows? Fix it.",
    "How does the parser treat an empty line?",
    "What happens on a timeout is unclear: log it",
    "Is it possible to sort by name?",
  ])("%s starts a run", async (text) => {
    const root = makeProject();
    await types(root, PLUGIN, text);
    expect(runOf(root).status).toBe("running");
  });

  test.each(["Phase 3"])(
    "%s is the project's next step, which is named where phases are planned",
    async (text) => {
      const root = foreign();
      const said = await types(root, PLUGIN, text);
      expect(readRun(findProject(root))).toBeNull();
      expect(said.reason).toContain("Next in the project: /multi-ai:new-project");
    },
  );

  test("a run beside planned phases says what comes next there", async () => {
    const root = foreign();
    const { systemMessage } = await types(root, PLUGIN, "Fix the typo in the readme");
    expect(systemMessage).toContain("Next in the project: /multi-ai:new-project");
  });

  test("a start says how to keep the session free, where a run in the background could work", async () => {
    const bin = tempDir();
    writeFileSync(join(bin, "claude"), "#!/bin/sh\n", { mode: 0o755 });
    const offers = async (mode: string, path: string) => {
      const over = { permission_mode: mode };
      const env = { PATH: `${path}:/usr/bin:/bin`, CLAUDE_CODE_ENTRYPOINT: "cli" };
      const { systemMessage } = (await typed(makeProject(), PLUGIN, "Add x", { env }, over))!;
      return systemMessage!.includes(
        "To keep this session free, start with --background next time",
      );
    };
    expect(await offers("acceptEdits", bin)).toBe(true);
    expect(await offers("default", bin)).toBe(false);
    expect(await offers("acceptEdits", tempDir())).toBe(false);
  });

  test.each(Object.keys(allStarts()).filter((name) => name !== "next"))(
    "/multi-ai:%s has words for what happens, when it asks, and what it leaves",
    (name) => {
      const { tells } = startOf(name);
      const told = tells!({ options: {}, assigned: undefined, settings: DEFAULT_SETTINGS });
      for (const one of [told.does, told.asks, told.leaves ?? "Left"])
        expect(one).toMatch(/^[A-Z].*[^.]$/);
    },
  );

  test("a start says what happens, when it asks, what it leaves, what it costs and how to stop", async () => {
    const { systemMessage } = await types(makeProject(), PLUGIN, "Add x");
    expect(systemMessage).toMatch(
      /^What happens: A story, .*\nYou approve the story.*uncommitted.*\nStop: .*park or .*cancel/m,
    );
    expect(systemMessage).toMatch(/^Cost: .*tokens/m);
    const { systemMessage: auto } = await types(makeProject(), PLUGIN, "--auto Add x");
    expect(auto).toContain("You are asked only when nothing can be assumed");
  });

  test("where a Taskfile is, a start says where go-task's cache is", async () => {
    const files = { ...DEFAULT_FILES, "Taskfile.yml": "version: '3'\n" };
    const { systemMessage } = await types(makeProject({ files }), PLUGIN, "Add x");
    expect(systemMessage).toMatch(
      /^There is a Taskfile: .* the program's tests get .*For agents' commands set it in your environment, such as TASK_TEMP_DIR=.*\.$/m,
    );
  });

  test("a council of one model says so, and how to have others", async () => {
    const { systemMessage } = await types(makeProject(), "council", "Add x");
    expect(systemMessage).toContain("All six seats are host/sonnet: one model's opinion");
  });
});

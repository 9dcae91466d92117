// /multi-ai:setup in a session: what it shows, what it does of what was named, and what nobody has typed.
import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { handle } from "../../src/hooks/index.ts";
import { hookCall } from "../../src/hooks/step.ts";
import { narrow } from "../../src/host/payload.ts";
import { calledAs, inHost, PLUGIN, speak } from "../../src/plugin.ts";
import { findProject } from "../../src/project/project.ts";
import { columns, HOST_TABLE } from "../../src/text.ts";
import { SESSION, STATES } from "../cli/make-run.ts";
import { OWN_PROGRAMS, putPrograms, systemPrograms } from "../harness/own-programs.ts";
import { cleanup, makeProject, tempDir } from "../harness/project.ts";

beforeAll(() => speak(inHost));
afterAll(() => speak(calledAs(PLUGIN)));
afterEach(cleanup);

const LOCAL = ".claude/settings.local.json";

/** A person's home and project, and what is answered to `/multi-ai:setup` with words behind it. */
function place({
  project = makeProject(),
  programs = { claude: OWN_PROGRAMS.claude, npm: OWN_PROGRAMS.npm } as Record<string, string>,
} = {}) {
  const home = tempDir();
  const bin = join(home, ".local/bin");
  putPrograms(bin, programs);
  const env = { HOME: home, PATH: `${bin}:${systemPrograms()}`, SHELL: "/bin/bash", CLAUDE_PROJECT_DIR: project };
  const type = async (words: string): Promise<string> => {
    const payload = narrow({
      hook_event_name: "UserPromptExpansion",
      session_id: SESSION,
      transcript_path: "",
      command_name: "multi-ai:setup",
      command_args: words,
    });
    const output = await handle(hookCall(payload, findProject(project), env));
    // Nothing goes to the model.
    expect(Object.keys(output ?? {})).toEqual(["decision", "reason"]);
    return String(output!.reason);
  };
  const text = (path: string): string => readFileSync(join(project, path), "utf8");
  const has = (path: string): boolean => existsSync(join(project, path));
  const untouched = (): boolean => !has(".claude") && !existsSync(join(home, "ran"));
  return { home, type, text, untouched };
}

const flat = (text: string): string => text.replaceAll(/\s+/g, " ");

test("bare it shows each offer with name, file and change, and what to type; nothing is changed", async () => {
  const { type, untouched } = place();
  const text = await type("");
  for (const line of text.split("\n")) expect(columns(line)).toBeLessThanOrEqual(HOST_TABLE);
  expect(flat(text)).toContain("task_tools: Have Claude Code's own task list show the run");
  expect(flat(text)).toContain(`${LOCAL}: env.CLAUDE_CODE_ENABLE_TODO_TOOLS becomes "1"`);
  expect(flat(text)).toContain("Nothing was changed. /multi-ai:setup all does all that is offered.");
  expect(untouched()).toBe(true);
});

test("just what is named is done", async () => {
  const { type, text } = place();
  expect(await type("task_tools")).toContain("Done:\n  task_tools:");
  expect(JSON.parse(text(LOCAL))).toEqual({ env: { CLAUDE_CODE_ENABLE_TODO_TOOLS: "1" } });
  expect(flat(await type("task_tools"))).toContain("As it should be: task_tools: Claude Code's own task list is on");
});

test.each([
  ["lnik", 'found "lnik", expected all, link, '],
  ["lnik", "; did you mean link?"],
  ["--yes", "unknown option --yes"],
  ["\u001b[31mred", 'found "[31mred", expected all'],
])("%p is refused, and nothing is changed", async (words, says) => {
  const { type, untouched } = place();
  expect(flat(await type(`task_tools ${words}`))).toContain(says);
  expect(untouched()).toBe(true);
});

test("nothing is changed in the project while a run is live", async () => {
  const made = await STATES["story question open"]();
  const { home, type, untouched } = place({ project: made.root });
  expect(flat(await type("all"))).toContain(`run ${made.run.run} is live: Claude Code's settings, and files of`);
  expect(untouched()).toBe(true);
  expect(existsSync(join(home, ".local/bin/multi-ai"))).toBe(true);
});

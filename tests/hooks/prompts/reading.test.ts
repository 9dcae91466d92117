// Guarantee: You decide, and it is recorded.
// What a person reads before a dialog: the accepted text, whole, in this session; what was not
// printed stands in the dialog.
// Runs: together.
import { afterAll, expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { makeRun } from "../../cli/made/make-run.ts";
import { makeTeamRun } from "../../cli/made/make-team-run.ts";
import { answerTo } from "../../harness/hook.ts";
import { cleanup } from "../../harness/project.ts";
import { STORY } from "../../harness/workers.ts";

afterAll(cleanup);

const SESSION = "3f0c2c1e-0000-4000-8000-000000000001";
const ENV = {
  PATH: process.env.PATH,
  CLAUDE_CODE_ENTRYPOINT: "cli",
  CLAUDE_PID: String(process.pid),
};

function screen(root: string, session = SESSION) {
  const event = async (name: string, fields: object) =>
    JSON.stringify(await answerTo(root, name, fields, { session, env: ENV }));
  const call = { tool_name: "AskUserQuestion", tool_use_id: "toolu_ask" };
  return {
    types: (prompt: string) => event("UserPromptSubmit", { prompt }),
    opens: () =>
      event("PreToolUse", { ...call, tool_input: { questions: [{ question: "Q1? x" }] } }),
  };
}

/** A run at its story, of which the last criterion is this one. */
async function atStory(text: string): Promise<string> {
  const criteria = ["AC1", "AC2", "AC3"].map((id) => ({
    id,
    text: id === "AC3" ? text : `It does ${id}.`,
  }));
  const story = { ...STORY, acceptance_criteria: criteria };
  const { root } = await makeRun({
    settings: { tests: DEFAULT_SETTINGS.tests },
    worker: (brief) => (brief.writes.endsWith("/user-story.json") ? story : undefined),
  });
  return root;
}

test("a dialog that opens before anything was printed has the story whole; behind that it has the question alone", async () => {
  const root = await atStory("Orders are shown to all.");
  const { opens } = screen(root);
  expect(await opens()).toContain("Orders are shown to all.");
  const other = screen(await atStory("Orders are shown to all."));
  expect(await other.types("hello")).toContain("Orders are shown to all.");
  const dialog = await other.opens();
  expect(dialog).not.toContain("Orders are shown to all.");
  expect(dialog).toContain("above, or in .task/user-story.json");
});

test("what nobody sees is shown by its code", async () => {
  const { types } = screen(await atStory("It is fine.\u{E0061}\u200B"));
  expect(await types("hello")).toContain("U+E0061");
});

test("a document is printed as it was accepted, whatever stands in its place by now", async () => {
  const { root } = await makeTeamRun({ answer: () => null });
  const brief = join(root, "pipeline/brief.md");
  const accepted = readFileSync(brief, "utf8").trim().split("\n").at(-1)!;
  writeFileSync(brief, "# Brief\n\nNothing but a typo in the readme.\n");
  const said = await screen(root).types("hello");
  expect(said).toContain(JSON.stringify(accepted).slice(1, -1));
  expect(said).not.toContain("Nothing but a typo");
});

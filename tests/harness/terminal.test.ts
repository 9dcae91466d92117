import { afterEach, describe, expect, test } from "bun:test";
import { hostsOf } from "./host.ts";
import { type LoggedRequest, type Script, startModel } from "./model.ts";
import { makeProbe } from "./probe-plugin.ts";
import { cleanup, makeProject } from "./project.ts";
import { startTerminal } from "./terminal.ts";

afterEach(cleanup);

const COMMAND = "---\nname: probe\ndescription: says what it was given\n---\nPlease do this: $ARGUMENTS\n";

const QUESTION = {
  name: "AskUserQuestion",
  input: {
    questions: [
      {
        question: "Which storage?",
        header: "Storage",
        multiSelect: false,
        options: [
          { label: "SQLite", description: "one file" },
          { label: "Postgres", description: "a server" },
        ],
      },
    ],
  },
};

/** Behind a compaction the old version also asks for a title of the session, before or after the prompt is answered. */
const isTitle = (request: LoggedRequest): boolean => request.turn?.lastUser.includes("<session>") === true;

describe.each(hostsOf("new"))("interactive claude, %s version", (version) => {
  test("a question is answered by keys", async () => {
    const script: Script = (turn) => (turn.toolResults.length > 0 ? { text: "noted" } : { calls: [QUESTION] });
    const model = startModel({ script });
    const probe = makeProbe();
    const terminal = startTerminal({ version, project: makeProject(), plugin: probe.folder, model });

    await terminal.waitFor(/❯/);
    await terminal.submit("ask me");
    await terminal.waitFor(/Which storage\?[\s\S]*❯ 1\. SQLite/);
    await terminal.press("down", /❯ 2\. Postgres/);
    await terminal.press("enter", /noted/);

    const [answered] = probe.payloads("PostToolUse");
    expect(answered?.tool_response).toMatchObject({ answers: { "Which storage?": "Postgres" } });
    await terminal.submit("/exit");
    expect(await terminal.exited).toBe(0);
  });

  test("a line is sent alone, whatever stood in the prompt before it", async () => {
    const model = startModel({ script: () => ({ text: "noted" }) });
    const terminal = startTerminal({ version, project: makeProject(), plugin: makeProbe().folder, model });

    await terminal.waitFor(/❯/);
    terminal.type("what was given back");
    await terminal.waitFor(/❯.*given back/);
    await terminal.submit("only this");
    await terminal.waitFor(/noted/);
    expect(model.requests.find((one) => one.thread === "main")!.text).not.toContain("given back");
  });

  test("a typed slash command is expanded for the model, or answered by a hook", async () => {
    const model = startModel({ script: (turn) => ({ text: `got <${turn.firstUser.trim()}>` }) });
    const probe = makeProbe({
      files: { "commands/probe.md": COMMAND },
      answers: {
        UserPromptExpansion: (payload) =>
          payload.command_args === "status" ? { decision: "block", reason: "T3 is at work" } : undefined,
      },
    });
    const terminal = startTerminal({ version, project: makeProject(), plugin: probe.folder, model });

    await terminal.waitFor(/❯/);
    await terminal.submit("/probe add a door");
    await terminal.waitFor(/got <Please do this: add a door>/);
    await terminal.submit("/probe status");
    await terminal.waitFor(/T3 is at work/);

    expect(model.requests).toHaveLength(1);
    expect(probe.payloads("UserPromptExpansion").map((payload) => payload.command_args)).toEqual([
      "add a door",
      "status",
    ]);
  });

  test("a compaction asks the model for a summary, which then stands for the conversation", async () => {
    const script: Script = (turn) => {
      if (turn.compaction) return { text: "<analysis>short</analysis><summary>they talked about doors</summary>" };
      return { text: `reply ${turn.turn}` };
    };
    const model = startModel({ script });
    const probe = makeProbe();
    const terminal = startTerminal({ version, project: makeProject(), plugin: probe.folder, model });

    await terminal.waitFor(/❯/);
    for (const [index, line] of ["first", "second"].entries()) {
      await terminal.submit(line);
      await terminal.waitFor(new RegExp(`reply ${index}`));
    }
    await terminal.submit("/compact keep the file names");
    const asked = await model.until((request) => request.turn?.compaction === true);
    expect(asked.text).toContain("keep the file names");
    await terminal.waitFor(/Compacted/);
    await terminal.submit("third");
    const after = await model.until((request) => request.text.includes("third") && !isTitle(request));

    expect(JSON.stringify(after.turn?.messages)).toContain("they talked about doors");
    expect(JSON.stringify(after.turn?.messages)).not.toContain("reply 0");
    expect(probe.payloads("PreCompact")).toMatchObject([
      { trigger: "manual", custom_instructions: "keep the file names" },
    ]);
    const conversation = model.requests.filter((request) => !isTitle(request));
    expect(conversation.map((request) => request.turn?.compaction)).toEqual([false, false, true, false]);
  });
});

test("waiting for what does not come fails with the screen", async () => {
  const model = startModel({ script: () => ({ text: "hello" }) });
  const terminal = startTerminal({ version: "new", project: makeProject(), model });
  await terminal.waitFor(/❯/);
  await expect(terminal.waitFor(/never printed/, 300)).rejects.toThrow(/never printed[\s\S]*Claude Code v2/);
});

test("waiting ends when the program has ended", async () => {
  const model = startModel({ script: () => ({ text: "hello" }) });
  const terminal = startTerminal({ version: "new", project: makeProject(), model });
  await terminal.waitFor(/❯/);
  const waiting = terminal.waitFor(/never printed/);
  terminal.kill("SIGKILL");
  await expect(waiting).rejects.toThrow(/the program has ended/);
  expect(await terminal.exited).toBe(null);
});

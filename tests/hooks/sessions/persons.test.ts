// Which events are a person's word: those alone are answered from `dist/`.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { hostsPrompt, saidByPerson } from "../../../src/hooks/persons.ts";
import { narrow } from "../../../src/host/payload.ts";

const said = (event: string, more: object): boolean =>
  saidByPerson(narrow({ hook_event_name: event, ...more }));

test.each([
  ["a command", "UserPromptExpansion", { command_name: "multi-ai:status" }],
  ["a prompt", "UserPromptSubmit", { prompt: "go on" }],
  ["a prompt about a notification", "UserPromptSubmit", { prompt: "what is <task-notification>?" }],
  [
    "an answer in a dialog",
    "PostToolUse",
    { tool_name: "AskUserQuestion", tool_response: { answers: {} } },
  ],
])("%s is", (_, event, more) => expect(said(event, more)).toBe(true));

test.each([
  [
    "the end of a call",
    "UserPromptSubmit",
    { prompt: "<task-notification><status>completed</status>" },
  ],
  [
    "an agent's message",
    "UserPromptSubmit",
    { prompt: '<agent-message from="a1">done</agent-message>' },
  ],
  [
    "one behind a note of the host",
    "UserPromptSubmit",
    { prompt: 'note\n<agent-message from="a1">done' },
  ],
  [
    "a command, which was told at its expansion",
    "UserPromptSubmit",
    { prompt: "/multi-ai:status" },
  ],
  ["the model's call of a dialog", "PreToolUse", { tool_name: "AskUserQuestion" }],
  ["a dialog of an agent", "PostToolUse", { tool_name: "AskUserQuestion", agent_id: "a1" }],
  ["another tool", "PostToolUse", { tool_name: "Agent" }],
  ["the start of a session", "SessionStart", { source: "startup" }],
  ["the end of an agent", "SubagentStop", { agent_id: "a1" }],
])("%s is not", (_, event, more) => expect(said(event, more)).toBe(false));

test("a prompt is the host's or a person's, and an agent's name is read to the letter", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (note, name) => {
      const from = name.replaceAll('"', "");
      const prompt = `${note}\n<agent-message from="${from}">done</agent-message>`;
      expect(hostsPrompt(`<task-notification>${note}`)).toBe("notification");
      if (hostsPrompt(note) === null && !note.includes("<"))
        expect(hostsPrompt(prompt)).toEqual({ from });
    }),
  );
});

// Programs that feed the hook by hand, and prompts that no person has typed: nothing of it counts.
import { expect, test } from "bun:test";
import { HOST_VERSIONS } from "../../harness/host.ts";
import { DEFAULT_FILES, makeProject } from "../../harness/project.ts";
import { openQuestions, runOf } from "../from-outside.ts";
import { untilLeft } from "../person.ts";
import { ofType, PLUGIN, play } from "../scenario.ts";
import { attempt, bash, said, tempted } from "../tempted.ts";
import { scheduledAhead } from "./ahead.ts";
import { stopped } from "./cheats.ts";
import { feeding, INBOX, nested } from "./fed.ts";

const fed = (text: string): string[] =>
  [...text.matchAll(/^([a-z-]+)> ?(.*)$/gm)].map(([, name, what]) => `${name}: ${what}`);

test.each([...HOST_VERSIONS])(
  "what is fed to the hook by hand, or typed by a program, decides nothing (%s)",
  async (version) => {
    const project = makeProject({ files: { ...DEFAULT_FILES, ...feeding(PLUGIN), ...nested(PLUGIN) } });
    const feeds = attempt(bash("sh tools/feed.sh"));
    const typing = attempt(bash("sh tools/type.sh"));
    const played = await play({
      version,
      project,
      main: tempted({ ask: [feeds, typing] }),
      prompt: "/multi-ai Say goodbye by name",
      permissionMode: "bypassPermissions",
      limitMs: 120_000,
    });
    expect(ofType(played.events, "answered")).toEqual([]);
    expect(ofType(played.events, "dispatched").map((one) => one.task)).toEqual(["T1"]);
    expect(ofType(played.events, "attached")).toEqual([]);
    expect(runOf(project)).toMatchObject({ status: "waiting_for_user" });
    expect(openQuestions(project)).toMatchObject([{ id: "Q1", kind: "story" }]);

    const byHand = fed(said(feeds));
    expect(byHand.map((line) => line.split(":")[0])).toEqual([
      "prompt",
      "past",
      "agent",
      "dialog",
      "command",
      "session",
      "detached",
    ]);
    for (const line of byHand) expect(line).toContain("Nothing of this counts");
    const typed = fed(said(typing));
    expect(typed.map((line) => line.split(":")[0])).toEqual(["answer", "decide", "cancel", "force", "adrift"]);
    for (const line of typed) expect(line).toMatch(/Nothing (?:of this counts|was decided)/);
    // Left behind, nothing of the host is above it any more.
    expect(typed.at(-1)).toContain("nobody sits before this one");
    const noticed = (runOf(project).notices ?? []).map((one) => one.what);
    expect(new Set(noticed)).toEqual(new Set(["foreign-caller", "not-the-person"]));
    stopped("payload by hand", "prompt of a nested host", "command of a nested host", "detached host");
  },
);

test.each([...HOST_VERSIONS])("what was scheduled before the run answers nothing in it (%s)", async (version) => {
  const { terminal, project } = await scheduledAhead({ version });
  await untilLeft(project, () => (runOf(project).notices ?? []).some((one) => one.what === "not-the-person"), 100_000);
  expect(openQuestions(project)).toMatchObject([{ id: "Q1", kind: "story" }]);
  // The person's own word still counts.
  await terminal.submit("A");
  const { events } = await untilLeft(project, (now) => ofType(now.events, "answered").length === 1, 60_000);
  expect(ofType(events, "answered")).toMatchObject([{ question: "Q1", via: "prompt" }]);
  stopped("scheduled before the run");
});

test("what a command puts into the inbox of its own host answers nothing (new)", async () => {
  const project = makeProject({ files: { ...DEFAULT_FILES, ...INBOX } });
  // Taken in with the result of the call, which is one of several steps of the turn.
  const sends = attempt(bash("bun tools/send.ts"));
  const waits = attempt(bash("sleep 1"));
  const played = await play({
    version: "new",
    project,
    main: tempted({ ask: [sends, waits] }),
    prompt: "/multi-ai Say goodbye by name",
    permissionMode: "bypassPermissions",
  });
  expect(ofType(played.events, "answered")).toEqual([]);
  expect(openQuestions(project)).toMatchObject([{ id: "Q1" }]);
  expect((runOf(project).notices ?? []).map((one) => one.what)).toEqual(["not-the-person"]);
  stopped("message into the inbox");
});

// Each way in which a session takes a run notes that session, its host and its transcript outside
// of the project.
// Runs: together.
// As on macOS: all
import { afterEach, expect, test } from "bun:test";
import { join } from "node:path";
import type { Host } from "../../../src/engine/run.ts";
import { type HookCall, hookCall } from "../../../src/hooks/hook-call.ts";
import { handle } from "../../../src/hooks/index.ts";
import { narrow } from "../../../src/host/payload.ts";
import { startTime } from "../../../src/process/identity.ts";
import { findProject } from "../../../src/project/project.ts";
import { ownersOf, recordedOwner } from "../../../src/record/machine/owner.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { cleanup, homeWithPlugin, makeProject } from "../../harness/project.ts";

afterEach(cleanup);

/** A project on a machine of its own, and what its host says. */
function machine() {
  const [HOME, root] = [homeWithPlugin(), makeProject()];
  const env = { HOME, PATH: process.env.PATH!, MULTI_AI_PROJECT_START: join(root, "sub") };
  const says = (session: string, host: Host | null, event: string, more: object) => {
    const said = {
      hook_event_name: event,
      session_id: session,
      transcript_path: `/t/${session}.jsonl`,
      ...more,
    };
    const call: HookCall = Object.assign(hookCall(narrow(said), findProject(root), env), { host });
    return handle(call);
  };
  const types = (session: string, host: Host | null, command: string, args = "") =>
    says(session, host, "UserPromptExpansion", {
      command_name: `multi-ai:${command}`,
      command_args: args,
    });
  const taken = () => recordedOwner(findProject(root), readRun(findProject(root))!.run, env)!;
  return { root, says, types, taken };
}

const here: Host = { pid: process.pid, start: startTime(process.pid)! };
const gone: Host = { pid: 2 ** 22 + 1, start: "1" };

test("a start", async () => {
  const { root, types, taken } = machine();
  await types("one", here, "multi-ai", "Add a door");
  const owner = { session: "one", host: here, transcript: "/t/one.jsonl" };
  expect(taken()).toMatchObject({ ...owner, root: join(root, "sub"), earlier: [] });
});

test("/clear in the window, which goes on with another session", async () => {
  const { says, types, taken } = machine();
  await types("one", here, "multi-ai", "Add a door");
  await says("two", here, "SessionStart", { source: "clear" });
  expect(taken()).toMatchObject({ session: "two", transcript: "/t/two.jsonl" });
  expect(ownersOf(taken()).map(({ session }) => session)).toEqual(["one", "two"]);
});

test("--continue after the host has ended", async () => {
  const { says, types, taken } = machine();
  await types("one", gone, "multi-ai", "Add a door");
  await says("one", here, "SessionStart", { source: "resume" });
  expect(ownersOf(taken()).map(({ host }) => host)).toEqual([gone, here]);
});

test("/multi-ai:resume, and not a window that is only opened", async () => {
  const { says, types, taken } = machine();
  await types("one", gone, "multi-ai", "Add a door");
  await says("two", here, "SessionStart", { source: "startup" });
  expect(taken()).toMatchObject({ session: "one" });
  await types("two", here, "resume");
  expect(taken()).toMatchObject({ session: "two", host: here });
});

// Programs that feed the hook by hand, in a plugin that believes whoever calls it: they answer, cancel and take over.
import { afterEach, expect } from "bun:test";
import { cleanup, DEFAULT_FILES, type Files, makeProject } from "../../../harness/project.ts";
import { runOf } from "../../from-outside.ts";
import { untilLeft } from "../../person.ts";
import { ofType } from "../../scenario.ts";
import { attempt, bash, tempted } from "../../tempted.ts";
import { scheduledAhead } from "../ahead.ts";
import { worked } from "../cheats.ts";
import { feeding, INBOX, nested } from "../fed.ts";
import { slowly, until, without } from "./play.ts";
import { pluginWithout } from "./plugin.ts";

afterEach(cleanup);

const GUARANTEE = "an event is the host's, and a decision a person's";

/** A run at its first question, in which the main thread runs a script of the project. */
function scripted(files: (plugin: string) => Files, script: string) {
  const project = makeProject({ files: { ...DEFAULT_FILES, ...files(pluginWithout(GUARANTEE)) } });
  const main = until("T2", tempted({ ask: [attempt(bash(`sh tools/${script}`))] }));
  const common = { project, prompt: "/multi-ai Say goodbye by name", permissionMode: "bypassPermissions" as const };
  return without(GUARANTEE, { ...common, main, limitMs: 120_000 });
}

slowly("without a look at who calls, a payload by hand answers", async () => {
  const { events } = await scripted(feeding, "feed.sh");
  expect(ofType(events, "answered")).toMatchObject([{ question: "Q1", option: "approve", via: "prompt" }]);
  worked(GUARANTEE, "the question was answered", "payload by hand");
});

slowly("so does what a command puts into the inbox of its host", async () => {
  const { events } = await scripted(() => INBOX, "send.sh");
  expect(ofType(events, "answered")).toMatchObject([{ question: "Q1", option: "approve", via: "prompt" }]);
  worked(GUARANTEE, "the question was answered", "message into the inbox");
});

slowly("and what was scheduled before the run", async () => {
  const { project } = await scheduledAhead({ version: "new", plugin: pluginWithout(GUARANTEE) });
  const { events } = await untilLeft(project, (now) => ofType(now.events, "answered").length > 0, 100_000);
  expect(ofType(events, "answered")[0]).toMatchObject({ question: "Q1", option: "approve", via: "prompt" });
  worked(GUARANTEE, "the question was answered", "scheduled before the run");
});

slowly("and so does a host that a command has started", async () => {
  const answer = await scripted((plugin) => nested(plugin, "answer"), "type.sh");
  expect(ofType(answer.events, "answered")).toMatchObject([{ question: "Q1", option: "approve" }]);
  worked(GUARANTEE, "the question was answered", "prompt of a nested host");
  const cancel = await scripted((plugin) => nested(plugin, "cancel"), "type.sh");
  expect(runOf(cancel.project).status).toBe("cancelled");
  worked(GUARANTEE, "the run was cancelled", "command of a nested host");
  const adrift = await scripted((plugin) => nested(plugin, "adrift"), "type.sh");
  expect(ofType(adrift.events, "attached").length).toBe(1);
  worked(GUARANTEE, "the run was taken over", "detached host");
});

// A deployment: the person's command, an address that is asked until it answers well, a way back
// that is told and never run.
import { afterEach, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { MASK } from "../../../../src/project/mask.ts";
import { findProject } from "../../../../src/project/project.ts";
import { problemsOf } from "../../../../src/workflows/contract/fields.ts";
import { sceneOf } from "../../../../src/workflows/index.ts";
import { deploy } from "../../../../src/workflows/team/checks/deploy.ts";
import { deploySettings } from "../../../../src/workflows/team/settings.ts";
import { cleanup, makeProject, onCleanup } from "../../../harness/project.ts";
import { Team } from "../given.ts";

afterEach(cleanup);

/** Answers with these statuses in turn, then with the last of them. */
function server(...statuses: number[]): { url: string; asked: () => number } {
  let asked = 0;
  const fetch = () =>
    new Response("x", { status: statuses[Math.min(asked++, statuses.length - 1)]! });
  const served = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch });
  onCleanup(() => served.stop(true));
  return {
    url: `http://user:hidden-word@127.0.0.1:${served.port}/health?key=hidden-key`,
    asked: () => asked,
  };
}

async function go(
  settings: object | undefined,
  {
    environment = "asked",
    signal = new AbortController().signal,
    files = {} as Record<string, string>,
  } = {},
) {
  const root = makeProject({ files });
  const set =
    settings === undefined
      ? {}
      : { deploy: deploySettings.parse({ rollback: "touch back", ...settings }) };
  const { now } = new Team(set, { track: "full", deploy: environment });
  const found = await deploy(sceneOf(findProject(root), now), now.tasks[0]!, signal);
  const objects = join(root, ".task", "objects");
  const names = existsSync(objects)
    ? readdirSync(objects, { withFileTypes: true }).filter((one) => one.isFile())
    : [];
  const logs = names.map(({ name }) => readFileSync(join(objects, name), "utf8"));
  return { root, found, kept: [JSON.stringify(found), ...logs].join("\n") };
}

test("one that works: its command, then its address until that answers well; nothing secret is kept", async () => {
  const { url, asked } = server(503, 302, 204);
  const { found, kept } = await go(
    { command: "echo to $DEPLOY_ENVIRONMENT", health: url },
    { environment: "staging" },
  );
  expect(found).toMatchObject({
    outcome: "pass",
    facts: {
      status: "PASS",
      warnings: [],
      deployed: { environment: "staging", exit: 0 },
      flags: { smoke_test_passed: true, runbook_referenced: false },
    },
    commands: [
      { name: "deploy", state: "passed", lines: ["to staging"] },
      { name: "health", command: expect.stringMatching(/\/health\?…$/), lines: ["status 204"] },
    ],
  });
  expect(asked()).toBe(3);
  expect(kept).not.toMatch(/hidden-(?:word|key)/);
});

test("one that fails names the way back, and runs neither that nor its address", async () => {
  const { url, asked } = server(200);
  const { root, found } = await go({ command: "sh -c 'echo broken >&2; exit 4'", health: url });
  expect(found).toMatchObject({
    outcome: "fail",
    facts: { status: "FAIL", deployed: { exit: 4 } },
  });
  expect(found.facts.blockers).toEqual([
    "Deployment failed: sh -c 'echo broken >&2; exit 4': exit 4",
    "The deployment was started and not rolled back; to roll it back, run: touch back",
  ]);
  expect([asked(), existsSync(join(root, "back")), found.about]).toEqual([
    0,
    false,
    [found.commands![0]!.command],
  ]);
  const missing = await go({ command: "no-such-deploy" });
  expect(missing.found.facts.blockers).toEqual([
    "Deployment failed: no-such-deploy: it could not be started",
  ]);
});

test("a check of the settings runs after it and decides", async () => {
  const { url, asked } = server(200);
  const well = await go({ command: "touch there", check: "test -f there", health: url });
  expect(well.found).toMatchObject({
    outcome: "pass",
    facts: { status: "PASS", flags: { smoke_test_passed: true } },
  });
  expect(well.found.commands!.map(({ name, state }) => [name, state])).toEqual([
    ["deploy", "passed"],
    ["smoke test", "passed"],
    ["health", "passed"],
  ]);
  const ill = await go({ command: "true", check: "sh -c 'exit 3'", health: url });
  expect(ill.found).toMatchObject({
    outcome: "fail",
    facts: { status: "FAIL", flags: { smoke_test_passed: false }, deployed: { exit: 0 } },
  });
  expect(ill.found.facts.blockers).toEqual([
    "The deployment does not pass its check: sh -c 'exit 3': exit 3",
    "The deployment was started and not rolled back; to roll it back, run: touch back",
  ]);
  expect(asked()).toBe(1);
});

test("with neither a check nor an address its own end says that it works; without a command nothing is deployed", async () => {
  const { found } = await go({ command: "true", rollback: undefined });
  expect(found).toMatchObject({
    outcome: "pass",
    facts: { status: "PASS", blockers: [], warnings: [] },
  });
  // What nothing looked at is neither passed nor failed.
  expect(found.facts.flags).not.toHaveProperty("smoke_test_passed");
  expect((await go(undefined)).found.facts.blockers).toEqual([
    "Nothing was deployed: deploy.command is not set",
  ]);
});

test("a runbook is referenced where there is one", async () => {
  const { found } = await go({ command: "true" }, { files: { "docs/runbook.md": "# Runbook\n" } });
  expect(found.facts.flags).toMatchObject({ runbook_referenced: true });
});

test("told to end it ends, also while its address stays ill", async () => {
  const { url, asked } = server(500);
  const stop = new AbortController();
  const running = go({ command: "true", health: url }, { signal: stop.signal });
  while (asked() === 0) await Bun.sleep(5);
  stop.abort();
  expect((await running).found.facts.blockers![0]).toStartWith("Not healthy: http://127.0.0.1");
});

test("no secret of the environment is kept", async () => {
  process.env.DEPLOY_TEST_TOKEN = "tok-0123456789";
  try {
    const { found, kept } = await go({
      command: "echo $DEPLOY_TEST_TOKEN && false",
      rollback: "back tok-0123456789",
    });
    expect(found.facts.blockers!.join("\n")).toContain(`run: back ${MASK}`);
    expect(kept).not.toContain("0123456789");
  } finally {
    delete process.env.DEPLOY_TEST_TOKEN;
  }
});

test.each<[string, object, RegExp]>([
  ["no command", { rollback: "x" }, /command: found nothing/],
  [
    "another protocol",
    { command: "x", health: "file:///etc/passwd" },
    /health.*expected an address/,
  ],
  ["two lines", { command: "a\nb" }, /command/],
  [
    "fields of earlier versions",
    { command: "x", smoke: "y", environment: "staging" },
    /smoke.*environment/s,
  ],
])("settings with %s are told", (_what, value, message) => {
  const parsed = deploySettings.safeParse(value);
  expect(parsed.success ? "" : problemsOf(value, parsed.error.issues).join("\n")).toMatch(message);
});

// A deployment: the person's command, and the check of the settings behind it.
import { afterEach, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findProject } from "../../../../src/project/project.ts";
import { MASK } from "../../../../src/project/secrets/mask.ts";
import { problemsOf } from "../../../../src/workflows/contract/fields.ts";
import { sceneOf } from "../../../../src/workflows/index.ts";
import { deploy } from "../../../../src/workflows/team/checks/deploy.ts";
import { deploySettings } from "../../../../src/workflows/team/settings.ts";
import { cleanup, makeProject } from "../../../harness/project.ts";
import { Team } from "../given.ts";

afterEach(cleanup);

async function go(
  settings: object | undefined,
  {
    environment = "asked",
    signal = new AbortController().signal,
    files = {} as Record<string, string>,
  } = {},
) {
  const root = makeProject({ files });
  const set = settings === undefined ? {} : { deploy: deploySettings.parse(settings) };
  const { now } = new Team(set, { track: "full", deploy: environment });
  const found = await deploy(sceneOf(findProject(root), now), now.tasks[0]!, signal);
  const objects = join(root, ".task", "objects");
  const names = existsSync(objects)
    ? readdirSync(objects, { withFileTypes: true }).filter((one) => one.isFile())
    : [];
  const logs = names.map(({ name }) => readFileSync(join(objects, name), "utf8"));
  return { root, found, kept: [JSON.stringify(found), ...logs].join("\n") };
}

test("one that works: its command, with the environment", async () => {
  const { found } = await go(
    { command: "echo to $DEPLOY_ENVIRONMENT" },
    { environment: "staging" },
  );
  expect(found).toMatchObject({
    outcome: "pass",
    facts: {
      status: "PASS",
      warnings: [],
      deployed: { environment: "staging", exit: 0 },
      flags: { runbook_referenced: false },
    },
    commands: [{ name: "deploy", state: "passed", lines: ["to staging"] }],
  });
});

test("one that fails is not checked, and stays as it is", async () => {
  const { root, found } = await go({
    command: "sh -c 'echo broken >&2; exit 4'",
    check: "touch checked",
  });
  expect(found).toMatchObject({
    outcome: "fail",
    facts: { status: "FAIL", deployed: { exit: 4 } },
  });
  expect(found.facts.blockers).toEqual([
    "Deployment failed: sh -c 'echo broken >&2; exit 4': exit 4",
    "The deployment was started and not rolled back",
  ]);
  expect([existsSync(join(root, "checked")), found.about]).toEqual([
    false,
    [found.commands![0]!.command],
  ]);
  const missing = await go({ command: "no-such-deploy" });
  expect(missing.found.facts.blockers).toEqual([
    "Deployment failed: no-such-deploy: it could not be started",
  ]);
});

test("a check of the settings runs after it and decides", async () => {
  const well = await go({ command: "touch there", check: "test -f there" });
  expect(well.found).toMatchObject({
    outcome: "pass",
    facts: { status: "PASS", flags: { smoke_test_passed: true } },
  });
  expect(well.found.commands!.map(({ name, state }) => [name, state])).toEqual([
    ["deploy", "passed"],
    ["smoke test", "passed"],
  ]);
  const ill = await go({ command: "true", check: "sh -c 'exit 3'" });
  expect(ill.found).toMatchObject({
    outcome: "fail",
    facts: { status: "FAIL", flags: { smoke_test_passed: false }, deployed: { exit: 0 } },
  });
  expect(ill.found.facts.blockers).toEqual([
    "The deployment does not pass its check: sh -c 'exit 3': exit 3",
    "The deployment was started and not rolled back",
  ]);
});

test("without a check its own end says that it works; without a command nothing is deployed", async () => {
  const { found } = await go({ command: "true" });
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

test("no secret of the environment is kept", async () => {
  process.env.DEPLOY_TEST_TOKEN = "tok-0123456789";
  try {
    const { found, kept } = await go({ command: "echo $DEPLOY_TEST_TOKEN && false" });
    expect(found.commands![0]!.lines).toEqual([MASK]);
    expect(kept).not.toContain("0123456789");
  } finally {
    delete process.env.DEPLOY_TEST_TOKEN;
  }
});

test.each<[string, object, RegExp]>([
  ["no command", { check: "x" }, /command: found nothing/],
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

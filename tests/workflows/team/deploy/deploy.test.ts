import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { findProject } from "../../../../src/project/project.ts";
import { deploy } from "../../../../src/workflows/team/deploy/deploy.ts";
import { deploySettings } from "../../../../src/workflows/team/settings.ts";
import { cleanup, makeProject, tempDir, writeFiles } from "../../../harness/project.ts";
import { deployContract } from "./deploy.contract.ts";
import { fakeDocker, withoutDocker } from "./fake-docker.ts";

afterEach(cleanup);

deployContract({
  name: "command",
  main: "deploy",
  prepare(behaviour) {
    const script = join(tempDir("script-"), "deploy.sh");
    writeFiles(join(script, ".."), { "deploy.sh": behaviour });
    return { settings: { command: `sh ${script}` }, env: withoutDocker() };
  },
});

deployContract({
  name: "docker-compose",
  main: "up",
  prepare: (behaviour) => ({ settings: {}, env: fakeDocker({ verbs: { up: behaviour } }).env }),
});

const go = (settings: object, root = makeProject(), env = withoutDocker()) =>
  deploy(deploySettings.parse(settings), "production", {
    project: findProject(root),
    env,
    signal: new AbortController().signal,
  });

describe("none", () => {
  test("is no deployment: it passes nothing, and starts nothing", async () => {
    const root = makeProject();
    const health = { command: "touch asked" };
    const result = await go(
      { adapter: "none", smoke: "touch smoked", health, runbook: "not-there.md", rollback: "x" },
      root,
    );
    expect(result).toEqual({
      status: "FAIL",
      adapter: "none",
      environment: "production",
      adapter_result: {},
      services_healthy: [],
      smoke_test_passed: false,
      runbook_referenced: false,
      rollback_command: null,
      blockers: ["Nothing was deployed: deploy.adapter is none"],
      warnings: [],
      steps: [],
    });
    expect([existsSync(join(root, "asked")), existsSync(join(root, "smoked"))]).toEqual([false, false]);
  });
});

describe("command", () => {
  test("that nothing looked at could not be decided", async () => {
    const result = await go({ adapter: "command", command: "true" });
    expect(result).toMatchObject({
      status: "WARN",
      smoke_test_passed: false,
      blockers: [],
      adapter_result: { exit: 0 },
    });
    expect(result.warnings).toEqual([
      "Not set: deploy.runbook, deploy.smoke, deploy.rollback",
      "Nothing could tell whether the deployment works; set deploy.health or deploy.smoke",
    ]);
    expect((await go({ adapter: "command", command: "true", health: { command: "true" } })).status).toBe("PASS");
  });
  test("that is not there changed nothing: no way back is named", async () => {
    const result = await go({ adapter: "command", command: "no-such-deploy", rollback: "./back.sh" });
    expect(result.blockers).toEqual([
      "Deployment failed: no-such-deploy: the program was not found; install it or mend deploy.command",
    ]);
  });
  test("in a line for a shell gets one; words of it are words without", async () => {
    const root = makeProject();
    await go({ adapter: "command", command: "touch a && touch b" }, root);
    await go({ adapter: "command", command: "touch 'c d'" }, root);
    expect(["a", "b", "c d"].map((name) => existsSync(join(root, name)))).toEqual([true, true, true]);
  });
  test("with a runbook that a link takes out of the project is refused", async () => {
    const root = makeProject();
    const outside = tempDir();
    writeFiles(outside, { "runbook.md": "x" });
    symlinkSync(join(outside, "runbook.md"), join(root, "runbook.md"));
    const result = await go({ adapter: "command", command: "touch ran", runbook: "runbook.md" }, root);
    expect(result.blockers[0]).toContain("lies outside of the project");
    expect(existsSync(join(root, "ran"))).toBe(false);
  });
});

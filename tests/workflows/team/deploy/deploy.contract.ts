// The promises of a deployment, run over every adapter that deploys something.
import { describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { alive, startTime } from "../../../../src/process/identity.ts";
import { MASK } from "../../../../src/project/mask.ts";
import { findProject } from "../../../../src/project/project.ts";
import { getObject } from "../../../../src/store/objects.ts";
import { deployGate } from "../../../../src/workflows/team/checks/deploy.ts";
import type { DeployResult } from "../../../../src/workflows/team/deploy/deploy.ts";
import { deploy } from "../../../../src/workflows/team/deploy/deploy.ts";
import type { DeployContext } from "../../../../src/workflows/team/deploy/steps.ts";
import { type DeploySettings, deploySettings } from "../../../../src/workflows/team/settings.ts";
import { makeProject, onCleanup } from "../../../harness/project.ts";
import { gateProblems } from "../kinds/gate-forms.ts";

export interface AdapterFixture {
  name: DeploySettings["adapter"];
  /** Settings and environment with which the adapter's main step does what `behaviour`, a piece of shell, says. */
  prepare(behaviour: string): { settings: object; env: Record<string, string | undefined> };
  /** The name of its main step. */
  main: string;
}

type Over = {
  settings?: object;
  env?: Record<string, string>;
  signal?: AbortSignal;
  root?: string;
  starting?: DeployContext["starting"];
};

/** Everything that is kept of a deployment: the result, its gate, and the objects that it names. */
export function keptOf(root: string, result: DeployResult): string {
  const logs = result.steps.flatMap(({ log }) =>
    log === null ? [] : [new TextDecoder().decode(getObject(join(root, ".task"), log)!)],
  );
  const folder = join(root, ".task", "objects");
  const objects = existsSync(folder) ? readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8")) : [];
  return [JSON.stringify(result), ...logs, ...objects].join("\n");
}

/** Answers with these statuses in turn, then with the last of them; gives the address and how often it was asked. */
export function healthServer(...statuses: number[]): { url: string; asked: () => number } {
  let asked = 0;
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: () =>
      new Response("x".repeat(10_000), {
        status: statuses[Math.min(asked++, statuses.length - 1)]!,
        headers: { location: "/login" },
      }),
  });
  onCleanup(() => server.stop(true));
  return { url: `http://user:hidden-word@127.0.0.1:${server.port}/health?key=hidden-key`, asked: () => asked };
}

export function deployContract(fixture: AdapterFixture): void {
  const go = async (behaviour: string, over: Over = {}) => {
    const root = over.root ?? makeProject({ files: { "docs/runbook.md": "# Restart\n" } });
    const prepared = fixture.prepare(behaviour);
    const base = { adapter: fixture.name, smoke: "true", runbook: "docs/runbook.md", rollback: "./rollback.sh v1" };
    const settings = deploySettings.parse({ ...base, ...prepared.settings, ...over.settings });
    const result = await deploy(settings, "staging", {
      project: findProject(root),
      env: { ...prepared.env, ...over.env },
      signal: over.signal ?? new AbortController().signal,
      starting: over.starting,
    });
    return { root, result, step: (name: string) => result.steps.find((one) => one.name === name) };
  };

  describe(`${fixture.name} keeps the contract`, () => {
    test("a deployment that works is PASS, with all that the gate needs", async () => {
      const { result, step } = await go("echo on its way");
      expect(result).toMatchObject({
        status: "PASS",
        adapter: fixture.name,
        environment: "staging",
        smoke_test_passed: true,
        runbook_referenced: true,
        rollback_command: "./rollback.sh v1",
        blockers: [],
        warnings: [],
      });
      expect(step(fixture.main)).toMatchObject({ exit: 0, lines: ["on its way"] });
      expect(step("smoke")).toMatchObject({ exit: 0, command: "true" });
      const gate = deployGate(result, {
        track: "full",
        timestamp: "2026-03-26T12:10:00Z",
        signedOff: true,
        carried: [],
      });
      expect(gateProblems("stage-08", gate)).toEqual([]);
      expect(gate).toMatchObject({ stage: "stage-08", status: "PASS", agent: "platform", adapter: fixture.name });
    });

    test("one that fails is FAIL, names the way back, and runs neither that nor the smoke test", async () => {
      const { root, result, step } = await go("echo broken >&2; exit 4", {
        settings: { smoke: "touch smoked", rollback: "touch back" },
      });
      expect(result.status).toBe("FAIL");
      expect(step(fixture.main)).toMatchObject({ exit: 4, lines: ["broken"] });
      expect(result.blockers[0]).toContain("exit 4");
      expect(result.blockers.at(-1)).toBe("The deployment was begun and not taken back; to do so run: touch back");
      expect(result.rollback_command).toBe("touch back");
      expect([existsSync(join(root, "smoked")), existsSync(join(root, "back"))]).toEqual([false, false]);
      expect(result.smoke_test_passed).toBe(false);
    });

    test("a smoke test that fails is FAIL with the way back", async () => {
      const { root, result, step } = await go("true", {
        settings: { smoke: "sh -c 'echo 500 from /login; exit 7'", rollback: "touch back" },
      });
      expect(result).toMatchObject({ status: "FAIL", smoke_test_passed: false, rollback_command: "touch back" });
      expect(result.blockers).toEqual([
        "Smoke test failed: sh -c 'echo 500 from /login; exit 7': exit 7",
        "The deployment was begun and not taken back; to do so run: touch back",
      ]);
      expect(step("smoke")!.lines).toEqual(["500 from /login"]);
      expect(existsSync(join(root, "back"))).toBe(false);
    });

    test("a smoke test that is not there is FAIL", async () => {
      const { result } = await go("true", { settings: { smoke: "no-such-smoke --x", rollback: undefined } });
      expect(result.blockers).toEqual([
        "Smoke test failed: no-such-smoke --x: the program was not found; install it or mend deploy.smoke",
        "The deployment was begun and not taken back; deploy.rollback names no command for it",
      ]);
      expect(result.warnings).toEqual(["Not set: deploy.rollback"]);
    });

    test.each<[string, string | null, RegExp]>([
      ["missing", null, /there is no file docs\/none.md/],
      ["empty", "", /docs\/none.md is empty/],
    ])("a runbook that is %s is told before anything starts", async (_what, text, message) => {
      const root = makeProject({ files: { "README.md": "x", ...(text === null ? {} : { "docs/none.md": text }) } });
      const { result } = await go("touch started", { root, settings: { runbook: "docs/none.md" } });
      expect(result).toMatchObject({ status: "FAIL", runbook_referenced: false, steps: [] });
      expect(result.blockers).toHaveLength(1);
      expect(result.blockers[0]).toMatch(message);
      expect(existsSync(join(root, "started"))).toBe(false);
    });

    test("what is not set is one warning, and no failure", async () => {
      const { result } = await go("true", { settings: { runbook: undefined, rollback: undefined } });
      expect(result).toMatchObject({ status: "PASS", runbook_referenced: false, rollback_command: null });
      expect(result.warnings).toEqual(["Not set: deploy.runbook, deploy.rollback"]);
    });

    test("an address is asked until it answers well; nothing secret of it is kept", async () => {
      const { url, asked } = healthServer(503, 302, 204);
      const { root, result, step } = await go("true", { settings: { health: { url, timeout_seconds: 30 } } });
      expect(result.status).toBe("PASS");
      expect(asked()).toBe(3);
      expect(step("health")).toMatchObject({ exit: 204, lines: ["healthy after being asked 3 times", "status 204"] });
      expect(step("health")!.command).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/health\?…$/);
      expect(keptOf(root, result)).not.toMatch(/hidden-word|hidden-key/);
    });

    test("an address that stays ill, or is not there, is FAIL, and no smoke test is run", async () => {
      const { url } = healthServer(500);
      const ill = await go("true", { settings: { health: { url, timeout_seconds: 1 }, smoke: "touch smoked" } });
      expect(ill.result.status).toBe("FAIL");
      expect(ill.result.blockers[0]).toMatch(/^Not healthy: http:\/\/127.*: status 500 when its time was up$/);
      expect(existsSync(join(ill.root, "smoked"))).toBe(false);
      const gone = await go("true", { settings: { health: { url: "http://127.0.0.1:1/", timeout_seconds: 0.4 } } });
      expect(gone.result.blockers[0]).toContain("no answer when its time was up");
      expect(gone.step("health")!.lines.at(-1)).toStartWith("no connection");
    });

    test("a health command is asked again, too", async () => {
      const health = { command: "sh -c 'test -f there || { touch there; exit 3; }'", timeout_seconds: 30 };
      const { result, step } = await go("true", { settings: { health } });
      expect([result.status, step("health")!.lines[0], step("health")!.exit]).toEqual([
        "PASS",
        "healthy after being asked 2 times",
        0,
      ]);
      const ill = await go("true", { settings: { health: { command: "sh -c 'exit 3'", timeout_seconds: 1 } } });
      expect(ill.result.blockers[0]).toEndWith("exit 3 when its time was up");
    });

    test("what does not end is ended with all that it started", async () => {
      const { root, result, step } = await go("sleep 600 & echo $! > pid; wait", {
        settings: { timeout_minutes: 0.02 },
      });
      expect(result.status).toBe("FAIL");
      expect(step(fixture.main)!.exit).toBeNull();
      expect(result.blockers[0]).toContain("its time was up; see deploy.timeout_minutes");
      gone(root);
    });

    test("stopped by the signal it leaves no process, and is FAIL", async () => {
      const stop = new AbortController();
      const root = makeProject({ files: { "docs/runbook.md": "x" } });
      const running = go("sleep 600 & echo $! > pid.new; mv pid.new pid; wait", {
        root,
        signal: stop.signal,
        settings: { smoke: "touch smoked" },
      });
      while (!existsSync(join(root, "pid"))) await Bun.sleep(10);
      stop.abort();
      const { result } = await running;
      expect(result.status).toBe("FAIL");
      expect(result.blockers[0]).toContain("it was stopped before its end");
      expect(existsSync(join(root, "smoked"))).toBe(false);
      gone(root);
    });

    test("stopped while health is asked it asks no more", async () => {
      const { url, asked } = healthServer(500);
      const stop = new AbortController();
      const running = go("true", { signal: stop.signal, settings: { health: { url, timeout_seconds: 600 } } });
      while (asked() === 0) await Bun.sleep(5);
      stop.abort();
      expect((await running).result.status).toBe("FAIL");
    });

    test("an output of 11 MB is bounded, its start and its end are kept", async () => {
      const { root, result, step } = await go("echo first; yes 0123456789 | head -c 11000000; echo last");
      const log = new TextDecoder().decode(getObject(join(root, ".task"), step(fixture.main)!.log!)!);
      expect(log.length).toBeLessThan(1_048_576);
      expect(log).toStartWith("first\n");
      expect(log.trimEnd()).toEndWith("last");
      expect(step(fixture.main)!.lines.at(-1)).toBe("last");
      expect(JSON.stringify(result).length).toBeLessThan(5_000);
    });

    test("no secret of the environment is kept, in whatever form it is printed", async () => {
      const env = {
        DB_PASSWORD: "p@ss w/rd'1",
        API_TOKEN: "tok-0123456789",
        GREETING: "hello there",
        DATABASE_URL: "pg://app:url-pass@db/x",
      };
      const print = [
        'echo "$DB_PASSWORD $GREETING"',
        `printf '%s' "app:$DB_PASSWORD" | base64`,
        'echo "{\\"token\\":\\"$API_TOKEN\\"}" >&2',
        'echo "$DATABASE_URL"',
        "exit 1",
      ].join("\n");
      const heard: string[] = [];
      const settings = { rollback: "./back.sh --token tok-0123456789" };
      const { root, result } = await go(print, { env, settings, starting: (_name, command) => heard.push(command) });
      const kept = keptOf(root, result) + heard.join("\n");
      expect(kept).toContain("hello there");
      expect(kept).toContain(MASK);
      for (const value of [
        "p@ss",
        "w/rd",
        "tok-0123456789",
        "url-pass",
        Buffer.from("app:p@ss w/rd'1").toString("base64"),
      ])
        expect(kept).not.toContain(value);
      expect(result.rollback_command).toBe(`./back.sh --token ${MASK}`);
    });

    test("a secret in a command of the settings is neither kept nor told", async () => {
      const heard: string[] = [];
      const { root, result, step } = await go("true", {
        env: { API_TOKEN: "tok-0123456789" },
        settings: { smoke: "echo tok-0123456789", health: { command: "echo tok-0123456789" } },
        starting: (name, command) => heard.push(`${name}: ${command}`),
      });
      expect(result.status).toBe("PASS");
      expect([step("smoke")!.command, step("health")!.command]).toEqual([`echo ${MASK}`, `echo ${MASK}`]);
      expect(heard).toContain(`smoke: echo ${MASK}`);
      expect(keptOf(root, result) + heard.join()).not.toContain("0123456789");
    });

    test("a secret that the bound on the output cuts in two is kept on neither side", async () => {
      const secret = "0123456789abcdefghijklmnopqrstuvwxyz-#".repeat(3);
      // Nothing but the secret, so that the cut is sure to hit one.
      const { root, result } = await go('yes "$THE_SECRET" | tr -d "\\n" | head -c 3000000', {
        env: { THE_SECRET: secret },
      });
      expect(keptOf(root, result)).not.toMatch(/[0-9a-z]{6,}-#|0123/);
    });

    test("commands see the environment's name, and nothing that tells them of an agent", async () => {
      const env = { CLAUDE_CODE_ENTRYPOINT: "cli", MULTI_AI_OFF: "0" };
      const { step } = await go('echo "$DEPLOY_ENVIRONMENT,$CLAUDE_CODE_ENTRYPOINT,$MULTI_AI_OFF"', { env });
      expect(step(fixture.main)!.lines).toEqual(["staging,,"]);
    });
  });
}

/** The process that a behaviour wrote down is no longer there. */
function gone(root: string): void {
  const pid = Number(readFileSync(join(root, "pid"), "utf8"));
  expect(pid).toBeGreaterThan(1);
  expect(alive(pid, startTime(pid) ?? "gone")).toBe(false);
}

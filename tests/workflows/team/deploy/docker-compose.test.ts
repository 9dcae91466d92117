import { afterEach, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { MASK } from "../../../../src/project/mask.ts";
import { findProject } from "../../../../src/project/project.ts";
import { deploy } from "../../../../src/workflows/team/deploy/deploy.ts";
import { deploySettings } from "../../../../src/workflows/team/settings.ts";
import { cleanup, type Files, makeProject, tempDir, writeFiles } from "../../../harness/project.ts";
import { keptOf } from "./deploy.contract.ts";
import { CONFIG, type FakeDocker, type FakeOptions, fakeDocker, WELL, withoutDocker } from "./fake-docker.ts";

afterEach(cleanup);

async function go(
  options: FakeOptions | Record<string, string | undefined>,
  settings: object = {},
  files: Files = { "compose.yaml": "services: {}\n" },
) {
  const root = makeProject({ files });
  const fake: FakeDocker =
    "PATH" in options ? { env: options as FakeDocker["env"], calls: () => [] } : fakeDocker(options as FakeOptions);
  const parsed = deploySettings.parse({ adapter: "docker-compose", ...settings });
  const result = await deploy(parsed, "production", {
    project: findProject(root),
    env: fake.env,
    signal: new AbortController().signal,
  });
  return { root, result, calls: fake.calls(), kept: keptOf(root, result) };
}

const row = (Service: string, State: string, Health = "", ExitCode = 0) => ({ Service, State, Health, ExitCode });

describe("what is called", () => {
  test("config, up and ps, in that order, without a file of its own", async () => {
    const { result, calls } = await go({});
    expect(calls).toEqual(["compose config --format json", "compose up -d --wait", "compose ps --all --format json"]);
    expect(result).toMatchObject({
      status: "PASS",
      adapter_result: { compose_up_exit: 0, services_healthy: ["api", "worker"] },
      services_healthy: ["api", "worker"],
    });
    expect(result.steps.map(({ name, exit }) => [name, exit])).toEqual([
      ["config", 0],
      ["up", 0],
      ["ps", 0],
    ]);
  });
  test("with the file and the services of the settings", async () => {
    const { result, calls } = await go(
      {},
      { compose_file: "infra/prod.yml", services: ["api"] },
      { "infra/prod.yml": "" },
    );
    expect(calls[1]).toBe("compose -f infra/prod.yml up -d --wait api");
    expect(result.services_healthy).toEqual(["api"]);
  });
  test("docker-compose where that is a Compose 2", async () => {
    const { result, calls } = await go({ name: "docker-compose", verbs: { version: "echo v2.30.0" } });
    expect([result.status, calls[1]]).toEqual(["PASS", "up -d --wait"]);
  });
});

describe("what is missing is told with its remedy, and nothing is started", () => {
  test("docker", async () => {
    const { result } = await go(withoutDocker(), { rollback: "./back.sh" });
    expect(result.status).toBe("FAIL");
    expect(result.blockers).toEqual([
      "docker is not on PATH; install Docker with Compose 2 (https://docs.docker.com/compose/install/), or set deploy.adapter to command or none",
    ]);
    expect(result.adapter_result).toEqual({ compose_up_exit: null, services_healthy: [] });
  });
  test("its compose plugin", async () => {
    const { result, calls } = await go({
      verbs: { version: "echo 'docker: unknown command: docker compose' >&2; exit 1" },
    });
    expect(result.blockers[0]).toStartWith("docker is there without its compose plugin; install docker-compose-plugin");
    expect(calls).toEqual([]);
  });
  test("a docker-compose that is too old", async () => {
    const { result, calls } = await go({ name: "docker-compose", verbs: { version: "echo 1.29.2" } });
    expect(result.blockers[0]).toStartWith("docker-compose 1.29.2 is too old: it cannot wait for health; install");
    expect(calls).toEqual([]);
  });
  test("a valid compose file", async () => {
    const { result, calls } = await go({ verbs: { config: "echo 'services.api.ports must be a list' >&2; exit 15" } });
    expect(result.blockers).toEqual([
      "The compose file is not valid: docker compose config --format json: exit 15 (services.api.ports must be a list)",
    ]);
    expect(calls).toHaveLength(1);
  });
  test("a service that the settings name", async () => {
    const { result, calls } = await go({}, { services: ["api", "wroker"] });
    expect(result.blockers).toEqual(["deploy.services names wroker; the compose file has api, worker"]);
    expect(calls).toHaveLength(1);
  });
  test("a configuration that is JSON", async () => {
    for (const config of ["echo 'services:'", "echo '[]'", 'echo \'{"services":{"a":1}}\''])
      expect((await go({ verbs: { config } })).result.blockers[0]).toContain("could not be read");
  });
  test("a daemon: it says to start it", async () => {
    const up =
      "echo 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?' >&2; exit 1";
    const { result } = await go({ verbs: { up, ps: "exit 1" } });
    expect(result.blockers[0]).toEndWith("exit 1; start Docker and deploy again");
  });
});

describe("how the services are", () => {
  test.each<[string, FakeOptions, string, string[], RegExp | null]>([
    [
      "one is ill",
      { ps: [WELL[0]!, row("worker", "running", "unhealthy")] },
      "FAIL",
      ["api"],
      /Service worker is not well: running, unhealthy; see docker compose logs worker/,
    ],
    [
      "one ended",
      { ps: [WELL[0]!, row("worker", "exited", "", 1)] },
      "FAIL",
      ["api"],
      /Service worker is not well: exited with 1/,
    ],
    ["one has no container", { ps: [WELL[0]!] }, "FAIL", ["api"], /Service worker is not well: no container/],
    ["there are none", { ps: [] }, "FAIL", [], /Service api is not well: no container/],
    ["ps fails", { verbs: { ps: "exit 2" } }, "FAIL", [], /How the services are is not known: .*exit 2/],
    ["ps writes a table", { verbs: { ps: "echo NAME STATE" } }, "FAIL", [], /wrote no JSON; update Compose/],
    ["one is done", { ps: [WELL[0]!, row("worker", "exited")] }, "PASS", ["api"], null],
    [
      "one has no health check, and nothing else looked",
      { ps: [WELL[0]!, row("worker", "running")] },
      "WARN",
      ["api", "worker"],
      null,
    ],
    ["one is of another project", { ps: [...WELL, row("old", "exited", "", 1)] }, "PASS", ["api", "worker"], null],
    [
      "one is not wanted",
      { config: { services: { ...CONFIG.services, batch: { deploy: { replicas: 0 } }, once: { scale: 0 } } } },
      "PASS",
      ["api", "worker"],
      null,
    ],
  ])("%s", async (_what, options, status, healthy, blocker) => {
    const { result } = await go(options);
    expect(result.status as string).toBe(status);
    expect(result.services_healthy).toEqual(healthy);
    if (blocker === null) expect(result.blockers).toEqual([]);
    else expect(result.blockers.some((one) => blocker.test(one))).toBe(true);
  });
  test("without a health check of its own a smoke test decides", async () => {
    const { result } = await go({ ps: [WELL[0]!, row("worker", "running")] }, { smoke: "true" });
    expect(result).toMatchObject({ status: "PASS", smoke_test_passed: true });
  });
  test("when up fails the ill ones are named", async () => {
    const { result } = await go({ verbs: { up: "exit 1" }, ps: [WELL[0]!, row("worker", "running", "unhealthy")] });
    expect(result.blockers.slice(0, 2)).toEqual([
      "Services did not start: docker compose up -d --wait: exit 1",
      "Service worker is not well: running, unhealthy; see docker compose logs worker",
    ]);
    expect(result.adapter_result).toEqual({
      compose_up_exit: 1,
      services_healthy: ["api"],
      services_failed: ["worker"],
    });
  });
});

describe("secrets that compose reads are never kept", () => {
  const spill = 'cat .env */.env *.env */*.env 2>/dev/null; cat "$RECORD/config.json" >&2; exit 1';
  test("values of .env files: beside the compose file, in the project, named by services and by the environment", async () => {
    const files = {
      ".env": "ROOT_VALUE=root-value-1\nNODE_ENV=production\n",
      "infra/.env": 'INFRA_VALUE="infra value 2"\r\n',
      "infra/api.env": "API_VALUE='api-value-3'\n",
      "worker.env": "WORKER_VALUE=worker-value-4\n",
      "more.env": "MORE_VALUE=more-value-5\n",
      "infra/compose.yml":
        "services:\n  api:\n    env_file: ./api.env\n  worker:\n    env_file:\n      - path: ../worker.env\n        required: false\n",
    };
    const { kept } = await go(
      { verbs: { up: spill }, env: { COMPOSE_ENV_FILES: "more.env" } },
      { compose_file: "infra/compose.yml" },
      files,
    );
    for (const value of ["root-value-1", "infra value 2", "api-value-3", "worker-value-4", "more-value-5"])
      expect(kept).not.toContain(value);
    expect(kept).toContain(`ROOT_VALUE=${MASK}`);
    expect(kept).toContain("NODE_ENV=production");
  });
  test("values that Compose put together, with its dollar signs, and the files of its secrets", async () => {
    const file = join(tempDir(), "key.pem");
    writeFiles(join(file, ".."), { "key.pem": "line-one-of-key\nline-two-of-key\n" });
    const config = {
      services: {
        api: {
          environment: { DB_PASSWORD: "dol$$lar-pass", GREETING: "hello" },
          build: { args: { NPM_TOKEN: "npm-tok-1" } },
        },
        worker: {},
      },
      secrets: { key: { file } },
    };
    const up = `echo 'dol$lar-pass dol$$lar-pass npm-tok-1 hello'; cat '${file}'; exit 1`;
    const { kept } = await go({ config, verbs: { up } });
    expect(kept).not.toMatch(/lar-pass|npm-tok|line-one|line-two/);
    expect(kept).toContain("hello");
  });
  test("the resolved configuration is data: nothing of it is kept, and of one that fails only what is masked", async () => {
    const config = { services: { api: { environment: { ODD: "not-named-like-a-secret" } } } };
    expect((await go({ config, ps: [WELL[0]!] })).kept).not.toContain("not-named-like-a-secret");
    const failing = await go({ verbs: { config: "cat .env >&2; exit 1" } }, {}, { ".env": "A=env-value-1\n" });
    expect(failing.kept).not.toContain("env-value-1");
    expect(failing.result.blockers[0]).toContain(`(A=${MASK})`);
  });
  test("a file that is too large to be masked stops it before it starts", async () => {
    const { result, calls } = await go({}, {}, { ".env": "A=b\n".repeat(300_000) });
    expect(result.blockers[0]).toContain("its values cannot be masked; make it smaller");
    expect(calls).toEqual([]);
  });
  test("a compose file that is no YAML, and an env_file of any form, is left to Compose", async () => {
    for (const text of ["a: [", "- 1", "services: 3", "services: {a: {env_file: [1, {path: 2}, none.env]}}", "\u0000"])
      expect((await go({}, {}, { "compose.yaml": text })).result.status).toBe("PASS");
  });
});

import { describe, expect, test } from "bun:test";
import { problemsOf } from "../../../../src/workflows/fields.ts";
import { type DeployResult, deployGate, readComposePs } from "../../../../src/workflows/team/deploy/gate.ts";
import { deploySettings } from "../../../../src/workflows/team/settings.ts";
import { gateProblems } from "../kinds/gate-forms.ts";

const result = (over: Partial<DeployResult> = {}): DeployResult => ({
  status: "PASS",
  adapter: "docker-compose",
  environment: "production",
  adapter_result: { compose_up_exit: 0, services_healthy: ["api", "worker"] },
  services_healthy: ["api", "worker"],
  smoke_test_passed: true,
  runbook_referenced: true,
  rollback_command: "./rollback.sh",
  blockers: [],
  warnings: [],
  steps: [],
  ...over,
});
const about = { track: "full" as const, timestamp: "2026-03-26T12:10:00Z", signedOff: true, carried: [] as string[] };

describe("the gate", () => {
  test("is the one of the walkthrough, with the warnings of earlier stages", () => {
    const warning = "Rate limiting is in-memory — production should use Redis";
    expect(deployGate(result({ warnings: [warning] }), { ...about, carried: [warning] })).toEqual({
      stage: "stage-08",
      status: "PASS",
      agent: "platform",
      track: "full",
      timestamp: "2026-03-26T12:10:00Z",
      adapter: "docker-compose",
      environment: "production",
      pm_signoff: true,
      smoke_test_passed: true,
      runbook_referenced: true,
      adapter_result: { compose_up_exit: 0, services_healthy: ["api", "worker"] },
      blockers: [],
      warnings: [warning],
    });
  });
  test("keeps all blockers and warnings, those of earlier stages first", () => {
    const gate = deployGate(result({ status: "FAIL", blockers: ["b"], warnings: ["w"] }), { ...about, carried: ["c"] });
    expect(gate).toMatchObject({ status: "FAIL", blockers: ["b"], warnings: ["c", "w"] });
    expect(gateProblems("stage-08", gate)).toEqual([]);
  });
  test.each(["PASS", "WARN", "FAIL"] as const)("without a sign-off %s is FAIL", (status) => {
    const gate = deployGate(result({ status }), { ...about, signedOff: false });
    expect([gate.status, gate.pm_signoff, gate.blockers.length]).toEqual(["FAIL", false, 1]);
  });
});

describe("docker compose ps", () => {
  const row = (Service: string, State: string, Health = "", ExitCode: unknown = 0) =>
    JSON.stringify({ Name: `x-${Service}-1`, Service, State, Health, ExitCode });
  const read = (...rows: string[]) =>
    readComposePs(rows.join("\n"))?.map(({ service, state }) => `${service} ${state}`) ?? null;
  test.each<[string, string[], string[] | null]>([
    [
      "one object a line",
      [row("worker", "running"), row("api", "running", "healthy")],
      ["api healthy", "worker running"],
    ],
    ["a list", [`[${row("api", "running", "healthy")},${row("db", "exited", "", 1)}]`], ["api healthy", "db bad"]],
    ["CRLF", [`${row("api", "running")}\r`, row("db", "running")], ["api running", "db running"]],
    [
      "unhealthy, starting, restarting, paused, dead",
      [
        row("a", "running", "unhealthy"),
        row("b", "running", "starting"),
        row("c", "restarting"),
        row("d", "paused"),
        row("e", "dead"),
      ],
      ["a bad", "b bad", "c bad", "d bad", "e bad"],
    ],
    ["done once", [row("migrate", "exited")], ["migrate done"]],
    ["exited without a code", [row("a", "exited", "", "0")], ["a bad"]],
    ["two of one, the worst counts", [row("a", "running", "healthy"), row("a", "exited", "", 137)], ["a bad"]],
    ["nothing", [""], []],
    ["an empty list", ["[]"], []],
    ["no JSON", ["NAME  STATE"], null],
    ["cut off", [row("api", "running"), '{"Service":"db"'], null],
    ["no objects", ["[1]"], null],
    ["null", ["[null]"], null],
    ["a service with a name that is none", [row("a b\u001b[31m", "running")], null],
    ["no state", ['{"Service":"a"}'], null],
  ])("%s", (_what, rows, states) => expect(read(...rows)).toEqual(states));
  test("words tell what is wrong", () => {
    expect(readComposePs(row("a", "exited", "", 137))![0]!.words).toBe("exited with 137");
    expect(readComposePs(row("a", "running", "unhealthy"))![0]!.words).toBe("running, unhealthy");
  });
});

describe("settings", () => {
  const problems = (value: unknown): string[] => {
    const parsed = deploySettings.safeParse(value);
    return parsed.success ? [] : problemsOf(value, parsed.error.issues);
  };
  test("nothing is deployed by default", () => {
    expect(deploySettings.parse({})).toEqual({ adapter: "none", environment: "production", timeout_minutes: 15 });
  });
  test.each<[string, object]>([
    [
      "compose",
      {
        adapter: "docker-compose",
        compose_file: "infra/compose.yml",
        services: ["api", "worker"],
        health: { url: "http://localhost:8080/health" },
        smoke: "./smoke.sh",
        runbook: "docs/runbook.md",
        rollback: "git checkout v1 && ./up.sh",
      },
    ],
    ["a command", { adapter: "command", command: "./deploy.sh", environment: "größe-1" }],
    [
      "a health command",
      { adapter: "command", command: "x", health: { command: "./healthy.sh", timeout_seconds: 0.5 } },
    ],
  ])("%s is valid", (_what, value) => expect(problems(value)).toEqual([]));
  test.each<[string, object, RegExp]>([
    ["another adapter", { adapter: "ftp" }, /adapter.*docker-compose/],
    ["command without a command", { adapter: "command" }, /command.*needs the command that deploys/],
    ["services without compose", { adapter: "command", command: "x", services: ["a"] }, /adapter.*belong to/],
    ["a service that is an option", { adapter: "docker-compose", services: ["--all"] }, /services.*name of a service/],
    [
      "a compose file outside",
      { adapter: "docker-compose", compose_file: "../x.yml" },
      /compose_file.*leaves the project/,
    ],
    [
      "a compose file from standard input",
      { adapter: "docker-compose", compose_file: "-" },
      /compose_file.*must not begin with -/,
    ],
    ["an absolute runbook", { runbook: "/etc/passwd" }, /runbook.*absolute/],
    ["health by nothing", { health: {} }, /health.*either url or command/],
    ["health by both", { health: { url: "http://a/", command: "b" } }, /health.*either url or command/],
    ["another protocol", { health: { url: "file:///etc/passwd" } }, /url.*expected an address/],
    ["two lines", { smoke: "a\nb" }, /smoke/],
    ["an environment with a blank", { environment: "a b" }, /environment.*expected letters/],
    ["an environment that is an option", { environment: "-x" }, /environment.*expected letters/],
    ["no time", { timeout_minutes: 0 }, /timeout_minutes/],
    ["a field that is not known", { roll_back: "x" }, /roll_back/],
  ])("%s is told", (_what, value, message) => expect(problems(value).join("\n")).toMatch(message));
});

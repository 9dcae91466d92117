// Guarantee: Cost has bounds.
// A task that an external model does: what it is sent, what counts, what is kept, and what it
// costs.
// Runs: in full too.
// Not in npm test: ^an answer that was paid
// Not in npm test: ^server_error
// Not in npm test: an answer that stays wrong is a failure by name
// Not in npm test: ^unknown_model|^no JSON at all is told
import { afterEach, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { externalUse } from "../../../src/engine/bounds.ts";
import type { Recorded } from "../../../src/engine/events.ts";
import { type TaskWho, taskOf } from "../../../src/engine/run.ts";
import type { Project } from "../../../src/project/project.ts";
import { artifactOf } from "../../../src/run/external/external-prompt.ts";
import { externalTask } from "../../../src/run/external/external-task.ts";
import { change, readRun } from "../../../src/run/journal/change.ts";
import { getObject } from "../../../src/store/objects.ts";
import { questionWords, workflowOf } from "../../../src/workflows/index.ts";
import { dispatchTask } from "../../cli/made/make-run.ts";
import { makeTeamRun } from "../../cli/made/make-team-run.ts";
import { type ModelAnswer, type ModelAsked, modelServer } from "../../harness/model-server.ts";
import { cleanup, git, onCleanup } from "../../harness/project.ts";
import { artifactText } from "../../harness/team.ts";
import { walkthrough } from "../../harness/walkthrough.ts";
import { ofType } from "../../host/scenario.ts";

afterEach(cleanup);

const KEY = "sk-test-0123456789-abc";
const MODEL = "test-model";
/** Dollars per million tokens. */
const PRICE = { input: 2, cached: 0.5, output: 10 };

const setEnv = (name: string, value: string): void => {
  const before = process.env[name];
  process.env[name] = value;
  onCleanup(() => {
    if (before === undefined) delete process.env[name];
    else process.env[name] = before;
  });
};

interface Given {
  /** Schema of the task that an external model does. */
  kind: "design-draft" | "scope-review";
  /** `right`: what the person who does this in the walkthrough writes. */
  answers: (right: string, asked: ModelAsked) => ModelAnswer;
  /** `more`: providers beside those of the server. */
  settings?: Record<string, unknown> & { more?: object };
  provider?: string;
  /** By the program that ships, in a process of its own. */
  shipped?: true;
  /** What happens in its project while it is asked. */
  meanwhile?: (project: Project) => void;
}

/** Brings a run to that task, has the model do it, and tells what came of it. */
async function done({
  kind,
  answers,
  settings: { more = {}, budget, ...settings } = {},
  provider = "openai",
  shipped,
  meanwhile,
}: Given) {
  const role = kind === "design-draft" ? "principal" : "pm";
  let right = "";
  const server = modelServer((asked) => {
    meanwhile?.(project);
    return answers(right, asked);
  });
  const chain: TaskWho[] = ["first", "second"].map((name) => ({
    agent: role,
    model: name === "first" ? MODEL : "sonnet",
    role,
    ...(name === "first" ? { provider } : {}),
  }));
  setEnv("OPENAI_API_KEY", KEY);
  const made = await makeTeamRun({
    answer: (question) => ({ option: question.options[0]!, text: null }),
    settings: {
      providers: { ...server.providers(), ...more },
      prices: { [MODEL]: PRICE },
      ...settings,
    },
    recorded: { budget },
    assigned: { [role]: chain },
    until: (run) => run.tasks.some((task) => task.schema === kind && task.status === "ready"),
  });
  const { root, project, run } = made;
  const task = run.tasks.find((one) => one.schema === kind)!;
  const brief = await dispatchTask(project, run, task);
  right = artifactText(brief, walkthrough(brief));
  if (shipped) await shippedCheck(root, task.id, brief.nonce);
  else await externalTask(project, task.id, brief.nonce);
  const lines = readFileSync(join(root, ".task/events.jsonl"), "utf8").trim().split("\n");
  const events = lines
    .map((line) => JSON.parse(line) as Recorded)
    .filter((one) => "task" in one && one.task === task.id);
  const now = readRun(project)!;
  const raw = (name: string): string =>
    readFileSync(join(root, ".task/raw", `${task.id}-${name}.txt`), "utf8");
  return {
    root,
    project,
    server,
    right,
    events,
    run: now,
    task: taskOf(now, task.id)!,
    brief,
    raw,
  };
}

async function shippedCheck(root: string, task: string, nonce: string): Promise<void> {
  const program = join(import.meta.dir, "../../../src/check-start.ts");
  const args = ["--project", root, "--task", task, "--nonce", nonce, "--worker"];
  const ended = Bun.spawn([process.execPath, program, ...args], {
    cwd: root,
    env: process.env,
    stderr: "pipe",
  });
  expect([await ended.exited, await new Response(ended.stderr).text()]).toEqual([0, ""]);
}

test("an answer in a fence is read, costs what it took, and was asked with all that an agent would read", async () => {
  const usage = { input: 1_000, cached: 400, output: 50 };
  const { root, project, server, right, events, task, brief, raw } = await done({
    kind: "design-draft",
    answers: (text) => ({ text: `\`\`\`json\n${text}\n\`\`\``, usage }),
  });
  expect(task).toMatchObject({ status: "done", failure: null });
  const written = JSON.parse(readFileSync(join(root, task.writes), "utf8"));
  expect(written).toEqual(JSON.parse(right));

  const [asked] = server.log;
  expect(server.log.length).toBe(1);
  expect(asked).toMatchObject({ model: MODEL, form: "json", key: KEY });
  // All that an agent would read stands in the prompt; what is only for an agent does not.
  expect(asked!.prompt).toContain(
    readFileSync(join(root, "pipeline/brief.md"), "utf8").split("\n")[2]!,
  );
  for (const absent of [brief.nonce, root, "Write tool", "is done"])
    expect(asked!.prompt).not.toContain(absent);

  const bytes = Buffer.byteLength(asked!.prompt);
  expect(ofType(events, "sent")).toEqual([
    expect.objectContaining({
      provider: "openai",
      bytes,
      files: ["pipeline/brief.md"],
      withheld: 0,
    }),
  ]);
  expect(raw("1")).toBe(`\`\`\`json\n${right}\n\`\`\``);
  const accepted = ofType(events, "accepted").at(-1)!;
  expect(Buffer.from(getObject(project.task, accepted.raw!)!).toString()).toBe(raw("1"));
  // 600 × 2 + 400 × 0.5 + 50 × 10, by million.
  expect(ofType(events, "spent").at(-1)).toMatchObject({
    model: MODEL,
    usd: 0.0019,
    tokens: 600 + 40 + 50,
  });
});

test("JSON is asked for in its form, without the nonce, which the program adds, and counts as an agent's", async () => {
  const { root, server, right, task, raw } = await done({
    kind: "scope-review",
    answers: (text) => ({
      text: JSON.stringify({ ...JSON.parse(text), task: undefined, nonce: undefined }),
    }),
  });
  expect(task).toMatchObject({ status: "done", failure: null });
  expect(JSON.parse(readFileSync(join(root, task.writes), "utf8"))).toEqual(JSON.parse(right));
  expect(server.log[0]!.form).toBe("json");
  expect(server.log[0]!.prompt).toContain('"warnings"');
  expect(server.log[0]!.prompt).not.toContain('"nonce"');
  expect(JSON.parse(raw("1"))).not.toHaveProperty("nonce");
});

test.each(["design-draft", "scope-review"] as const)(
  "from the stored answer the accepted artifact of %s is made again, byte for byte",
  async (kind) => {
    const { project, task, events, brief } = await done({
      kind,
      answers: (text) => ({ text: `\n${text}  \n` }),
    });
    const { raw, artifact } = ofType(events, "accepted").at(-1)!;
    const stored = (sha: string): string => Buffer.from(getObject(project.task, sha)!).toString();
    const made = artifactOf(stored(raw!), {
      task: task.id,
      nonce: brief.nonce,
    });
    expect(made).toBe(stored(artifact));
  },
);

test("the program that ships loads the client library and asks", async () => {
  const { server, task } = await done({
    kind: "scope-review",
    answers: (text) => ({ text }),
    shipped: true,
  });
  expect([server.log.length, task.status, task.failure]).toEqual([1, "done", null]);
});

test.each([
  ["no JSON at all", () => "I would approve this."],
  [
    "JSON that says something wrong",
    (right: string) => JSON.stringify({ ...JSON.parse(right), status: "perhaps" }),
  ],
])("%s is told to the model and mended once", async (_, wrong) => {
  const usage = { input: 500, output: 100 };
  const { server, run, task, events, raw } = await done({
    kind: "scope-review",
    answers: (right, { nth }) => ({ text: nth === 1 ? wrong(right) : right, usage }),
  });
  expect(task.status).toBe("done");
  expect(server.log.length).toBe(2);
  expect(server.log[1]!.prompt).toContain("Your last answer was refused:");
  expect(server.log[1]!.prompt).toContain(raw("1"));
  expect(raw("2")).not.toBe(raw("1"));
  // What it cost is what the server says it took.
  const byHand = server.log.reduce(
    (all, one) => all + (one.usage.input * PRICE.input + one.usage.output * PRICE.output) / 1e6,
    0,
  );
  expect(ofType(events, "spent").at(-1)!.usd).toBeCloseTo(byHand, 12);
  expect(externalUse(run)).toEqual({
    usd: ofType(events, "spent").at(-1)!.usd!,
    unpriced: 0,
    calls: 2,
  });
});

test("an answer that stays wrong is a failure by name, and the next in the chain does the task", async () => {
  const { server, task, events } = await done({
    kind: "scope-review",
    answers: () => ({ text: "Approved!" }),
  });
  expect(server.log.length).toBe(2);
  expect(ofType(events, "check_failed")).toEqual([
    expect.objectContaining({ failure: "invalid_output" }),
  ]);
  expect(ofType(events, "accepted")).toEqual([]);
  expect(task).toMatchObject({ status: "ready", who: { model: "sonnet" } });
  expect(task.who.provider).toBeUndefined();
});

test.each([
  ["bad_key", { status: 401 }],
  ["unknown_model", { status: 404 }],
  ["server_error", { does: "html" }],
] as const)(
  "%s: nothing is written, and the next in the chain does the task",
  async (failure, answer) => {
    const { root, task, events } = await done({ kind: "scope-review", answers: () => answer });
    expect(ofType(events, "check_failed")).toEqual([expect.objectContaining({ failure })]);
    expect(existsSync(join(root, task.writes))).toBe(false);
    expect(task).toMatchObject({ status: "ready", who: { model: "sonnet" } });
  },
);

test("a budget is looked at before each call: the second one is not made, the person is asked", async () => {
  const { server, run, task } = await done({
    kind: "scope-review",
    answers: () => ({ text: "no JSON", usage: { input: 500, output: 100 } }),
    settings: { budget: { usd_max: 0.001 } },
  });
  expect(server.log.length).toBe(1);
  expect(run.questions.map(({ kind }) => kind)).toEqual(["ceiling"]);
  expect(task).toMatchObject({ status: "ready", who: { provider: "openai" } });
  const title = questionWords("team", "ceiling").title(
    { workflow: workflowOf("team"), run },
    run.questions[0]!,
  );
  expect(title).toContain("0.002 of 0.001 US dollars for external models");
});

test.each([
  ["values of the environment that look secret", "DEPLOY_TOKEN"],
  ["a key, whatever its variable is called,", "GATEWAY"],
])("%s are masked in what is sent", async (_, name) => {
  setEnv(name, "## Acceptance Criteria");
  const { server } = await done({
    kind: "design-draft",
    settings: { more: { gateway: { base_url: "https://models.example/v1", key_env: "GATEWAY" } } },
    answers: (text) => ({ text }),
  });
  expect(server.log[0]!.prompt).toContain("[masked]\n\n1. POST");
  expect(server.log[0]!.prompt).not.toContain("## Acceptance Criteria");
});

test("the content of a file of the deny list is not sent, and the journal says so", async () => {
  const { server, events } = await done({
    kind: "design-draft",
    settings: { secrets: ["pipeline/brief.md"] },
    answers: (text) => ({ text }),
  });
  expect(server.log[0]!.prompt).not.toContain("## Acceptance Criteria");
  expect(ofType(events, "sent")[0]).toMatchObject({ files: [], withheld: 1 });
});

test("the key stands nowhere in the project, even where the endpoint sends it back", async () => {
  const { root, task } = await done({
    kind: "scope-review",
    answers: (_, { nth }) =>
      nth === 1 ? { text: `Your key is ${KEY}.` } : { status: 401, text: `Wrong key: ${KEY}` },
  });
  expect(task.status).toBe("ready");
  const found = Bun.spawnSync(["grep", "-rlF", KEY, root]).stdout.toString();
  expect(found).toBe("");
  expect(git(root, "status", "--porcelain")).not.toContain("raw");
});

test("an answer that was paid counts in the costs when its dispatch is lost meanwhile", async () => {
  const { run, task } = await done({
    kind: "design-draft",
    answers: (text) => ({ text, usage: { input: 1_000, output: 500 } }),
    meanwhile: (project) =>
      change(project, () => [{ do: "interrupt", note: "somebody else took it" }]),
  });
  expect(task.status).toBe("ready");
  expect(task.spent.map(({ tokens, usd }) => [tokens, usd])).toEqual([[1_500, 0.007]]);
  expect(externalUse(run)).toMatchObject({ usd: 0.007 });
});

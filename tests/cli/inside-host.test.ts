import { afterEach, expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { HOST_VERSIONS, runHost } from "../harness/host.ts";
import { startModel } from "../harness/model.ts";
import { cleanup } from "../harness/project.ts";
import { STATES } from "./make-run.ts";

setDefaultTimeout(120_000);
afterEach(cleanup);

const program = join(import.meta.dir, "..", "..", "src", "cli", "main.ts");
const VERBS = ["decide A", "next --proceed", "ruling x", "reset", "resume"];

for (const version of HOST_VERSIONS)
  test(`a model cannot decide for the person through the Bash tool (${version}, invariant 9)`, async () => {
    const { root, project } = await STATES["story question open"]();
    const before = readFileSync(join(project.task, "events.jsonl"), "utf8");
    const command = VERBS.map((verb) => `bun '${program}' ${verb}; echo "exit $?"`).join("; ");
    const model = startModel({
      script: (turn) =>
        turn.toolResults.length > 0
          ? { text: "done" }
          : { calls: [{ name: "Bash", input: { command, description: "Try to decide" } }] },
    });
    await runHost({ version, project: root, model, prompt: "Go on", limitMs: 40_000 });
    const said = model.requests.map((request) => request.text).find((text) => text.includes("exit ")) ?? "";
    expect(said.match(/Inside Claude Code a person does this by typing \/multi-ai:\w+/g)).toHaveLength(VERBS.length);
    expect(said.match(/exit 1/g)).toHaveLength(VERBS.length);
    expect([
      readFileSync(join(project.task, "events.jsonl"), "utf8"),
      existsSync(join(project.task, "history")),
    ]).toEqual([before, false]);
  });

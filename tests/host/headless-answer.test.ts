// A question in `claude -p`: the line that it prints for a shell answers it, and the run goes on.
import { afterEach, describe, expect, test } from "bun:test";
import { hostsOf } from "../harness/host.ts";
import { cleanup } from "../harness/project.ts";
import { ofType, play } from "./scenario.ts";

afterEach(cleanup);

describe.each(hostsOf("new"))("a question in claude -p (%s)", (version) => {
  test("is answered by the line that it prints", async () => {
    const asked = await play({ version, prompt: "/multi-ai Say goodbye by name" });
    const line = /claude --continue -p "([^"]+)"/.exec(asked.run.results.at(-1)!)?.[1];
    expect(line).toBe("/multi-ai:decide A --question Q1");
    expect(asked.run.results.at(-1)).toContain("Answer: /multi-ai:decide <A, B, …> --question Q1");

    const { project, model, run } = asked;
    const answered = await play({ version, project, model, home: run.home, args: ["--continue"], prompt: line! });
    expect(answered.run.exitCode).toBe(0);
    expect(ofType(answered.events, "answered").map((one) => one.question)).toEqual(["Q1"]);
    expect(answered.tasks[0]!.status).toBe("done");
    // The next question of the same run, so it went on.
    expect(answered.run.results.at(-1)).toContain("/multi-ai:decide A --question Q2");
  });
});

// Whoever keeps a run's events elsewhere has each of them before the next dispatch is paid.
// Runs: in full only.
import { afterEach, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Recorded } from "../../src/engine/events.ts";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { hostsOf } from "../harness/host.ts";
import { startModel } from "../harness/model.ts";
import { cleanup, IN_TURN, makeProject, onCleanup, tempDir } from "../harness/project.ts";
import { claudePath, makeSandbox } from "../harness/sandbox.ts";
import { team, type Worker } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { left, ofType } from "./scenario.ts";
import { started } from "./started.ts";

afterEach(cleanup);

/**
 * A sink on a Unix socket that has every event by its number, and acknowledges it, until `until`
 * holds for one.
 */
function listen(until: (event: Recorded) => boolean = () => false) {
  const path = join(tempDir("multi-ai-sink-"), "sock");
  const kept: string[] = [];
  let rest = "";
  const server = Bun.listen({
    unix: path,
    socket: {
      data(socket, bytes) {
        const lines = (rest + bytes.toString()).split("\n");
        rest = lines.pop()!;
        for (const line of lines) {
          const event = JSON.parse(line) as Recorded;
          if (until(event)) {
            socket.end();
            server.stop(true);
            return;
          }
          kept[event.seq - 1] = line;
        }
        socket.write(`${kept.length}\n`);
      },
    },
  });
  onCleanup(() => server.stop(true));
  return { path, kept };
}

describe.each(hostsOf("new"))("a sink (%s)", (version) => {
  const drive = (project: string, env: Record<string, string>, words: string[]) =>
    started(project, env, [
      ...["run", "--claude", claudePath(version), "--allowed-tools", "Bash(bun test:*)"],
      ...words,
    ]).end;
  const journal = (project: string): string[] =>
    readFileSync(join(project, ".task/events.jsonl"), "utf8").trimEnd().split("\n");

  test("each dispatch is kept before its agent asks the model, and the whole run is at the end", async () => {
    const sink = listen();
    const unkept: string[] = [];
    const worker: Worker = (brief) => {
      const isKept = sink.kept.some(
        (line) => line.includes(`"type":"dispatched"`) && line.includes(`"${brief.task}"`),
      );
      if (!isKept) unkept.push(brief.task);
      return honest()(brief);
    };
    const model = startModel({ script: team(worker), codex: codexReviewer() });
    const project = makeProject({ files: IN_TURN });
    const { env } = makeSandbox({ version, project, model });
    const { code, err } = await drive(project, env, [
      "multi-ai",
      "Say goodbye",
      "--auto",
      "--sink",
      sink.path,
    ]);
    expect([code, err]).toEqual([0, ""]);
    expect(unkept).toEqual([]);
    expect(sink.kept).toEqual(journal(project));
  });

  test("one that is gone stops the run before the next dispatch; it goes on with another", async () => {
    const isSecondDispatch = (event: Recorded) =>
      event.type === "dispatched" && event.task === "T2";
    const sink = listen(isSecondDispatch);
    const asked: string[] = [];
    const worker: Worker = (brief) => {
      asked.push(brief.task);
      return honest()(brief);
    };
    const model = startModel({ script: team(worker), codex: codexReviewer() });
    const project = makeProject({ files: IN_TURN });
    const { env } = makeSandbox({ version, project, model });
    const first = await drive(project, env, [
      "multi-ai",
      "Say goodbye",
      "--auto",
      "--sink",
      sink.path,
    ]);
    expect(first.code).toBe(3);
    expect(first.err).toMatch(
      /The sink is gone: it closed the connection\. Run multi-ai-\w+ starts no more agents/,
    );
    expect(new Set(asked)).toEqual(new Set(["T1"]));
    const next = listen();
    const second = await drive(project, env, ["--continue", "--sink", next.path]);
    expect([second.code, second.err]).toEqual([0, ""]);
    expect(next.kept).toEqual(journal(project));
    const accepted = ofType(left(project).events, "accepted").map(({ task }) => task);
    expect(new Set(accepted).size).toBe(accepted.length);
  });

  test("with none there nothing is started", async () => {
    const model = startModel({ script: team(honest()) });
    const project = makeProject({ files: IN_TURN });
    const { env } = makeSandbox({ version, project, model });
    const { code, err } = await drive(project, env, [
      "multi-ai",
      "Say goodbye",
      "--auto",
      "--sink",
      "./nobody",
    ]);
    expect([code, left(project).events]).toEqual([3, []]);
    expect(err).toMatch(/The sink \.\/nobody cannot be reached.*Nothing was started/);
  });
});

// Guarantee: A crash loses nothing.
// Two hooks of one run at the same moment, in two processes. MULTI_AI_FAULTS=full: a thousand
// rounds.
// Runs: in full too.
// Not in npm test: ^12\. two at once: (?:two sessions take|an artifact and|one artifact)
import { afterAll, beforeAll, expect, test } from "bun:test";
import { cpSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Recorded } from "../../src/engine/events.ts";
import { taskOf } from "../../src/engine/run.ts";
import type { Project } from "../../src/project/project.ts";
import { readRun } from "../../src/run/journal/change.ts";
import { readEvents } from "../../src/store/reader.ts";
import { allStartedHere } from "../harness/known.ts";
import { cleanup, onCleanup } from "../harness/project.ts";
import { project as emptyProject } from "../store/counting-fold.ts";
import { fault } from "./counted.ts";
import {
  agent,
  artifactWritten,
  countOf,
  expectWhole,
  hook,
  reviewReady,
  typed,
} from "./hook-scenarios.ts";
import type { Raw } from "./played.ts";

const FULL = process.env.MULTI_AI_FAULTS === "full";
const ROUNDS = FULL ? 180 : 8;

afterAll(cleanup);

interface Answer {
  said?: string;
  error?: string;
}
interface Racer {
  play(order: object): Promise<Answer>;
}

function startRacer(): Racer {
  const child = Bun.spawn([process.execPath, join(import.meta.dir, "racer.ts")], {
    stdin: "pipe",
    stdout: "pipe",
  });
  onCleanup(() => child.kill("SIGKILL"));
  const reader = child.stdout.getReader();
  let text = "";
  return {
    async play(order) {
      child.stdin.write(`${JSON.stringify(order)}\n`);
      await child.stdin.flush();
      for (;;) {
        const end = text.indexOf("\n");
        if (end >= 0) {
          const line = text.slice(0, end);
          text = text.slice(end + 1);
          return JSON.parse(line);
        }
        const { value, done } = await reader.read();
        if (done) throw new Error("a racer has ended");
        text += new TextDecoder().decode(value);
      }
    },
  };
}

interface Race {
  name: string;
  /** The `.task` folder of this project is there at each start; null: nothing is. */
  make: (() => Promise<string>) | null;
  steps: [Raw, Raw];
  expectFair(project: Project, before: Recorded[], answers: string[]): void;
}

const bySession = (raw: Raw, session: string): Raw => ({ ...raw, session_id: session }) as Raw;
const allowed = (answers: string[]): number =>
  answers.filter((said) => said.includes('"allow"')).length;

const RACES: Race[] = [
  {
    name: "one task dispatched twice",
    make: reviewReady,
    steps: [agent("T3", "toolu_1"), agent("T3", "toolu_2")],
    expectFair(project, before, answers) {
      expect(allowed(answers)).toBe(1);
      expect(countOf(expectWhole(project, before), "dispatched")).toBe(
        countOf(before, "dispatched") + 1,
      );
    },
  },
  {
    name: "one artifact taken in twice",
    make: artifactWritten,
    steps: [hook("SubagentStop", { agent_id: "a1" }), hook("SubagentStop", { agent_id: "a1" })],
    expectFair(project, before) {
      const events = expectWhole(project, before);
      expect([
        countOf(events, "accepted"),
        countOf(events, "asked"),
        countOf(events, "bound"),
      ]).toEqual([1, 1, 1]);
    },
  },
  {
    name: "two sessions start a run",
    make: null,
    steps: [
      bySession(typed("multi-ai", "Add x"), "one"),
      bySession(typed("multi-ai", "Add y"), "two"),
    ],
    expectFair(project, before, answers) {
      const events = expectWhole(project, before);
      expect(countOf(events, "run_created")).toBe(1);
      expect(answers.filter((said) => said.includes('prompt: \\"T1\\"'))).toHaveLength(1);
      expect(answers.filter((said) => /"decision":"block"/.test(said))).toHaveLength(1);
    },
  },
  {
    name: "two sessions take one run over",
    make: reviewReady,
    steps: [
      bySession(typed("resume", "--force"), "one"),
      bySession(typed("resume", "--force"), "two"),
    ],
    expectFair(project, before) {
      const events = expectWhole(project, before).slice(before.length);
      const attached = events.filter((one) => one.type === "attached").map((one) => one.session);
      expect([...attached].sort()).toEqual(["one", "two"]);
      expect(readRun(project)!.owner?.session).toBe(attached.at(-1)!);
    },
  },
  {
    name: "a dispatch and the person's cancel",
    make: reviewReady,
    steps: [agent("T3"), typed("cancel")],
    expectFair(project, before, answers) {
      const events = expectWhole(project, before).slice(before.length);
      expect(countOf(events, "ended")).toBe(1);
      expect(countOf(events, "dispatched")).toBe(allowed(answers));
      expect(taskOf(readRun(project)!, "T3")!.status).toBe("cancelled");
    },
  },
  {
    name: "an artifact and the person's reset",
    make: artifactWritten,
    steps: [hook("SubagentStop", { agent_id: "a1" }), typed("reset")],
    expectFair(project, before) {
      const kept = { ...project, task: join(project.task, "history", before[0]!.run) };
      const events = expectWhole(kept, before);
      expect([countOf(events, "ended"), countOf(events, "accepted") <= 1]).toEqual([1, true]);
      expect(existsSync(join(project.task, "events.jsonl"))).toBe(false);
      expect(readRun(project)).toBeNull();
    },
  },
];

let racers: Racer[];
beforeAll(() => {
  racers = [startRacer(), startRacer()];
});

test.each(RACES.map((race) => [race.name, race] as const))(
  "12. two at once: %s",
  async (name, race) => {
    const template = await race.make?.();
    for (let round = 0; round < ROUNDS; round++) {
      using p = emptyProject();
      const project: Project = { root: p.root, task: p.task, found: "journal" };
      if (template !== undefined) cpSync(join(template, ".task"), p.task, { recursive: true });
      allStartedHere(p.root);
      const before =
        template === undefined ? [] : (readEvents(project.task) as unknown as Recorded[]);
      // From one well before the other to the other way round, through all that lies between.
      const lead = ((round % 9) - 4) * (Math.floor(round / 9) % 5) * 0.4;
      const start = performance.timeOrigin + performance.now() + 4;
      await fault(`races: ${name}`, async () => {
        const answers = await Promise.all(
          racers.map((racer, index) =>
            racer.play({
              root: p.root,
              step: race.steps[index],
              at: start + (index === 0 ? Math.max(0, lead) : Math.max(0, -lead)),
            }),
          ),
        );
        expect(answers.map(({ error }) => error)).toEqual([undefined, undefined]);
        race.expectFair(
          project,
          before,
          answers.map(({ said }) => said!),
        );
        expect(readdirSync(p.task).filter((file) => file.endsWith(".tmp"))).toEqual([]);
      });
    }
  },
);

// A ruling that the person asks for, outside of a panel's round: what waits for it, who mends, who
// looks again.
// Runs: in full too, together.

import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { seatsOf } from "../../../../src/engine/decisions/panel.ts";
import { gatesOf } from "../../../../src/engine/gates.ts";
import type { PanelGate } from "../../../../src/engine/workflow.ts";
import { standings } from "../../../../src/workflows/team/peer-review/tally.ts";
import { team as workflow } from "../../../../src/workflows/team/workflow.ts";
import {
  answered,
  command,
  given,
  openKinds,
  request,
  type Step,
  started,
} from "../../../engine/given.ts";
import { runs } from "../../../harness/in-full.ts";
import { Team } from "../given.ts";

const asks = (topic = "token-not-in-response") => command({ do: "consult", topic: request(topic) });
const ready = (team: Team): string[] => team.ready().map((task) => task.subject);
const after = (team: Team, step: Step): Team => {
  step(team);
  return team;
};
const atSeats = (): Team => new Team().until("Peer review - backend");
const allSpoke = (): Team =>
  atSeats()
    .end("Peer review - backend")
    .end("Peer review - frontend")
    .end("Peer review - platform");

describe("a ruling that the person asks for", () => {
  test("in the build: what is built goes on, its owner fixes before the reviews begin", () => {
    const team = new Team().until("Build - frontend");
    asks()(team);
    expect(ready(team)).toEqual(["Build - frontend", "Ruling v1"]);
    expect(team.task("Ruling v1")).toMatchObject({
      who: { role: "principal" },
      topic: { text: "token-not-in-response" },
      writes: "pipeline/ruling.json",
      reads: ["pipeline/brief.md", "pipeline/design-spec.md", "pipeline/adr/"],
    });
    team.end("Ruling v1", { owners: ["backend"] });
    // Nobody mends in the checkout while others build in it.
    expect(ready(team)).toEqual(["Build - frontend"]);
    team.end("Build - frontend").end("Build - platform").end("Pre-review checks");
    expect(ready(team)).toEqual(["Revise - backend v1"]);
    team.end("Revise - backend v1");
    expect(ready(team)).toEqual([
      "Peer review - backend",
      "Peer review - frontend",
      "Peer review - platform",
    ]);
    team.until();
    expect(team.now.status).toBe("complete");
  });

  test("before the reviews begin: they wait for it, and for what it has mended", () => {
    const team = atSeats();
    asks()(team);
    expect(ready(team)).toEqual(["Ruling v1"]);
    team.end("Ruling v1", { owners: ["backend", "platform"] });
    expect(ready(team)).toEqual(["Revise - backend v1"]);
    team.end("Revise - backend v1");
    expect(ready(team)).toEqual(["Revise - platform v1"]);
    team.end("Revise - platform v1");
    expect(ready(team)).toEqual([
      "Peer review - backend",
      "Peer review - frontend",
      "Peer review - platform",
    ]);
  });

  test("in the middle of a round: who has looked looks again at its end, and the tests wait", () => {
    const team = atSeats().end("Peer review - frontend");
    asks()(team);
    expect(ready(team)).toEqual(["Ruling v1"]);
    team.end("Ruling v1", { owners: ["backend"] }).end("Revise - backend v1");
    expect(ready(team)).toEqual(["Peer review - backend", "Peer review - platform"]);
    team.end("Peer review - backend").end("Peer review - platform");
    expect(team.ready().map((task) => `${task.subject}: ${task.scope}`)).toEqual([
      "Peer review - frontend v2: backend",
    ]);
    team.end("Peer review - frontend v2");
    expect(ready(team)).toEqual(["Write tests"]);
  });

  test("when all are approved: whoever approved what is mended looks again before the tests are written", () => {
    const team = allSpoke();
    asks()(team);
    expect(ready(team)).toEqual(["Ruling v1"]);
    team.end("Ruling v1", { owners: ["backend"] }).end("Revise - backend v1");
    expect(team.ready().map((task) => `${task.subject}: ${task.scope}`)).toEqual([
      "Peer review - frontend v2: backend",
      "Peer review - platform v2: backend",
    ]);
    team.end("Peer review - frontend v2").end("Peer review - platform v2");
    expect(ready(team)).toEqual(["Write tests"]);
  });

  test("at checkpoint C: what came behind the reviews is done anew, the question with it", () => {
    const team = new Team().until("checkpoint-c");
    asks()(team);
    expect([openKinds(team), ready(team)]).toEqual([[], ["Ruling v1"]]);
    team.end("Ruling v1", { owners: ["backend"] }).end("Revise - backend v1");
    team.end("Peer review - frontend v2").end("Peer review - platform v2");
    expect(ready(team)).toEqual(["Write tests v2"]);
    team.until("checkpoint-c");
    answered("proceed")(team);
    team.until();
    expect(team.now.status).toBe("complete");
  });

  test("one that asks nothing of an owner holds nothing up when it is there", () => {
    const team = allSpoke();
    asks()(team);
    team.end("Ruling v1");
    expect(ready(team)).toEqual(["Write tests"]);
  });

  test("a second one comes behind the first, whatever each is about", () => {
    const team = atSeats();
    asks("one")(team);
    asks("two")(team);
    expect(ready(team)).toEqual(["Ruling v1"]);
    team.end("Ruling v1", { owners: ["backend"] });
    expect(ready(team).sort()).toEqual(["Revise - backend v1", "Ruling v2"]);
    team.end("Revise - backend v1");
    expect(ready(team)).toEqual(["Ruling v2"]);
    expect(team.task("Ruling v2").topic?.text).toBe("two");
  });

  test("beside an escalation: the person's answer has its own ruling", () => {
    const team = atSeats().end("Peer review - backend");
    team.asks("Peer review - frontend", { backend: { decision: "Who?", options: ["A", "B"] } });
    team.end("Peer review - platform");
    expect(openKinds(team)).toEqual(["peer-escalation"]);
    asks()(team);
    team.end("Ruling v1", { owners: ["backend"] }).end("Revise - backend v1");
    expect(openKinds(team)).toEqual(["peer-escalation"]);
    answered("answer", "A")(team);
    expect(ready(team)).toEqual(["Ruling v2"]);
    team.end("Ruling v2", { owners: ["backend"] }).until();
    expect(team.now.status).toBe("complete");
  });
});

test("two rulings of one round are two subjects, one behind the other", () => {
  const team = atSeats();
  const who = (decision: string) => ({ backend: { decision, options: ["A", "B"] } });
  team.asks("Peer review - frontend", who("Who?")).asks("Peer review - platform", who("When?"));
  team.end("Peer review - backend");
  answered("answer", "A")(team);
  answered("answer", "B")(team);
  expect(ready(team)).toEqual(["Ruling v1"]);
  team.end("Ruling v1");
  expect(ready(team)).toEqual(["Ruling v2"]);
});

describe("a ruling is refused", () => {
  const refusal = (at: () => unknown): string => {
    try {
      at();
      return "";
    } catch (error) {
      return (error as Error).message;
    }
  };
  test.each([
    [
      "before anything is built",
      () => asks()(new Team().until("checkpoint-b")),
      "nothing is built yet",
    ],
    [
      "in a track without reviews",
      () => asks()(new Team({}, { track: "nano" })),
      "has no roles that review one another, so nobody can decide a topic in it",
    ],
    [
      "in a workflow without a panel",
      () => given(started(), asks()),
      "has no roles that review one another, so nobody can decide a topic in it",
    ],
    [
      "behind the last checkpoint",
      () => asks()(after(new Team().until("checkpoint-c"), answered("proceed"))),
      "Checkpoint C has passed",
    ],
    [
      "in a run that is over",
      () => asks()(after(new Team(), command({ do: "cancel", reason: "x" }))),
      "no live run",
    ],
  ] as [string, () => unknown, string][])("%s", (_name, at, said) => {
    expect(refusal(at)).toContain(said);
  });
});

test("whenever rulings are asked for, the run comes to its end, and no approval is of something older", () => {
  const areas = ["backend", "frontend", "platform"];
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ after: fc.nat(40), owners: fc.uniqueArray(fc.constantFrom(...areas)) }),
        { maxLength: 3 },
      ),
      (rulings) => {
        const team = new Team();
        const due = new Set(rulings);
        for (let steps = 0; steps < 150 && team.now.status !== "complete"; steps++) {
          const one = [...due].find(({ after }) => after <= steps);
          if (one) {
            due.delete(one);
            try {
              asks()(team);
              const { subject } = team.now.tasks.at(-1)!;
              owners.set(team.now.tasks.findLast((task) => task.topic !== null)!.id, one.owners);
              expect(subject).not.toBe("");
            } catch {}
          }
          const next = team.ready()[0];
          const open = team.now.questions[0];
          if (next) team.end(next.id, next.topic ? { owners: owners.get(next.id) ?? [] } : {});
          else if (open) answered("proceed")(team);
        }
        expect(team.now.status).toBe("complete");
        const gate = gatesOf(workflow, team.now).find(
          (one): one is PanelGate => one.gate === "panel",
        )!;
        const all = standings(team.now, gate, seatsOf(workflow, team.now, gate.panel));
        expect(all.map(({ part, status }) => [part, status])).toEqual(
          areas.map((area) => [area, "PASS"]),
        );
      },
    ),
    { numRuns: runs(60) },
  );
});
const owners = new Map<string, string[]>();

import { expect, test } from "bun:test";
import { fillItem, gateOf } from "../../../../src/engine/gates.ts";
import { team } from "../../../../src/workflows/team/workflow.ts";
import { answered } from "../../../engine/given.ts";
import { Team } from "../given.ts";

test.each(["backend", "frontend", "platform"])(
  "what is asked of %s is mended by its owner, whoever asks",
  (area) => {
    const asker = area === "backend" ? "platform" : "backend";
    const run = new Team().until("Peer review - backend");
    for (const seat of ["backend", "frontend", "platform"])
      if (seat === asker) run.asks(`Peer review - ${seat}`, { [area]: null });
      else run.end(`Peer review - ${seat}`);
    const [revise, ...more] = run.ready();
    expect(more).toEqual([]);
    expect(revise).toMatchObject({
      subject: `Revise - ${area} v1`,
      item: area,
      who: { role: `dev-${area}` },
      writes: `pipeline/gates/stage-04-${area}.json`,
      documents: [],
    });
  },
);

test("changes of two areas are two tasks with a name each", () => {
  const run = new Team().until("Peer review - backend");
  run.asks("Peer review - backend", { frontend: null, platform: null });
  run.end("Peer review - frontend").end("Peer review - platform");
  const made = run.now.tasks.filter((task) => task.kind === "fix").map((task) => task.subject);
  expect(made).toEqual(["Revise - frontend v1", "Revise - platform v1"]);
});

test("rulings of one round have a name each", () => {
  const run = new Team().until("Peer review - backend");
  const way = { decision: "Which way?", options: ["this", "that"] };
  run
    .asks("Peer review - backend", { frontend: way })
    .asks("Peer review - frontend", { backend: way });
  run.end("Peer review - platform");
  answered("answer", "this")(run);
  answered("answer", "that")(run);
  const rulings = run.now.tasks
    .filter((task) => task.schema === "ruling")
    .map((task) => [task.subject, task.item]);
  expect(rulings).toEqual([
    ["Ruling v1", "frontend/backend"],
    ["Ruling v2", "backend/frontend"],
  ]);
});

test("a seat's own texts are its own, and those of its ruling", () => {
  const gate = gateOf(team, new Team().now, "peer:frontend");
  expect(gate).toMatchObject({
    title: "Peer review - frontend",
    writes: "pipeline/code-review/by-frontend.json",
  });
  expect(gate.gate === "panel" && gate.revise.title).toBe("Revise - {item}");
  expect(fillItem({ a: ["{item} {role}"], b: { c: "{item}" } }, { item: "x", role: "y" })).toEqual({
    a: ["x y"],
    b: { c: "x" },
  });
});

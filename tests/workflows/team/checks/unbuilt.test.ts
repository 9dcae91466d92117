// Owners who say that all is built, and have changed nothing.
// Runs: in full too.
// Not in npm test: ^sent back
import { afterEach, expect, test } from "bun:test";
import type { Question } from "../../../../src/engine/run.ts";
import { viewQuestion } from "../../../../src/run/views/questions.ts";
import { makeTeamRun } from "../../../cli/made/make-team-run.ts";
import { cleanup } from "../../../harness/project.ts";
import type { Brief, Work } from "../../../harness/team.ts";
import { walkthrough } from "../../../harness/walkthrough.ts";

afterEach(cleanup);

/** Passes its gate without a file, where the walkthrough's owner builds. */
function idle(brief: Brief): Work {
  const { artifact, edits = {} } = walkthrough(brief);
  if (!/stage-04-\w+\.json$/.test(brief.writes)) return { artifact, edits };
  return { artifact };
}

const proceed = ({ kind, options }: Question) => {
  if (kind === "unbuilt") return null;
  return { option: options.includes("proceed") ? "proceed" : options[0]!, text: "as it is" };
};

const TRACKS = ["full", "quick", "nano", "dep-update"];

test.each(TRACKS)(
  "on %s a stage 04 that changed no file is asked about, before anybody looks at it",
  async (track) => {
    const { project, run } = await makeTeamRun({
      options: { track },
      answer: proceed,
      worker: idle,
    });
    const [question] = run.questions;
    expect(question).toMatchObject({ kind: "unbuilt", options: ["build", "accept", "stop"] });
    expect(viewQuestion(project, run, question!).question).toContain(
      "no file of the project has changed",
    );
    const behind = run.tasks.filter((task) =>
      ["pre-review", "peer", "qa"].includes(task.gate.split(":")[0]!),
    );
    expect(behind.every((task) => task.dispatches === 0)).toBe(true);
  },
);

test("sent back its owners build, and accepted as it is nobody is asked again", async () => {
  let asked = 0;
  const again = await makeTeamRun({
    answer: (one) =>
      one.kind === "unbuilt" && asked++ === 0 ? { option: "build", text: null } : proceed(one),
    worker: idle,
    until: (now) =>
      now.tasks.some((task) => task.subject.startsWith("Build again") && task.status === "ready"),
  });
  const mends = again.run.tasks.filter((task) => task.subject.startsWith("Build again"));
  expect(mends.map((task) => task.subject)).toEqual([
    "Build again - backend v1",
    "Build again - frontend v1",
    "Build again - platform v1",
  ]);
  const accepted = await makeTeamRun({
    answer: (one) => (one.kind === "unbuilt" ? { option: "accept", text: "all is there" } : null),
    options: { track: "nano" },
    worker: idle,
    until: (now) =>
      now.tasks.some((task) => task.subject === "Write tests" && task.status === "ready"),
  });
  expect(accepted.run.tasks.find((task) => task.gate === "merge")?.waiver?.kind).toBe("accepted");
});

// Every project of the field through one workflow, in the real host: honest work comes to its end
// at the first try.
import { afterEach, expect, test } from "bun:test";
import { cleanup } from "../harness/project.ts";
import { drive, noteUntried } from "./drive.ts";
import { type Flow, notTried } from "./project.ts";
import { PROJECTS } from "./projects/index.ts";

export function playAll(flow: Flow): void {
  afterEach(cleanup);
  for (const project of PROJECTS) {
    const why = notTried(project);
    if (why !== null) {
      console.log(`${project.name} is not tried: ${why}`);
      noteUntried(project, flow, why);
    }
    test.skipIf(why !== null)(`${flow}: ${project.name}`, async () => {
      const { end, refused, denied, dispatches, questions, details } = await drive(project, flow);
      const counts = { end, refused, denied, dispatches, questions };
      const none = { end: "complete", refused: 0, denied: 0, dispatches: 0, questions: [] };
      // What is behind a count that is not zero is told with it.
      expect(Bun.deepEquals(counts, none) ? counts : { ...counts, details }).toEqual(none);
    });
  }
}

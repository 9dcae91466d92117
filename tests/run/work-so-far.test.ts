// What a run has changed so far, as `watch` shows it: looking writes nothing into the project.
import { afterEach, expect, test } from "bun:test";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { workSoFar } from "../../src/run/views/work-so-far.ts";
import { STATES } from "../cli/make-run.ts";
import { cleanup } from "../harness/project.ts";

afterEach(cleanup);

test("the diff has what nobody has recorded yet, and .task/ stays as it was", async () => {
  const { root, project, run } = await STATES.complete();
  writeFileSync(join(root, "new.ts"), "export const fresh = 1;\n");
  const files = (): string[] => readdirSync(project.task, { recursive: true, encoding: "utf8" }).toSorted();
  const before = files();
  const { summary, text } = workSoFar(project, run);
  expect(summary).toBe("From where the work began to now:");
  expect(text).toContain("+export const fresh = 1;");
  expect(text).toContain("+++ b/src/goodbye.ts");
  expect(files()).toEqual(before);
});

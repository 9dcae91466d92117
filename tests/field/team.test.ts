// Every project of the field through the team workflow, in the real host.
import { afterEach, expect, setDefaultTimeout, test } from "bun:test";
import { cleanup } from "../harness/project.ts";
import { drive } from "./drive.ts";
import { PROJECTS } from "./projects/index.ts";

setDefaultTimeout(900_000);
afterEach(cleanup);

test.each(PROJECTS.map((one) => [one.name, one] as const))("team: %s", async (_name, project) => {
  const row = await drive(project, "team");
  console.log(row);
  if (row.tried) expect(row).toMatchObject({ end: "complete" });
});

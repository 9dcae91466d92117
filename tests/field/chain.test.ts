// Every project of the field through the chain, in the real host.
import { afterEach, expect, setDefaultTimeout, test } from "bun:test";
import { cleanup } from "../harness/project.ts";
import { drive } from "./drive.ts";
import { PROJECTS } from "./projects/index.ts";

setDefaultTimeout(900_000);
afterEach(cleanup);

test.each(PROJECTS.map((one) => [one.name, one] as const))("chain: %s", async (_name, project) => {
  const row = await drive(project, "chain");
  console.log(row);
  if (row.tried) expect(row).toMatchObject({ end: "complete" });
});

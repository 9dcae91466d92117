// A client that openapi-typescript makes of the API's document: its types hold, and it drives a job from submit to end.
// Runs: in full only.
import { afterAll, expect, test } from "bun:test";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cleanup, tempDir } from "../../tests/harness/project.ts";
import { ask, complete, journal, keep, QUESTION, type Served, startServer } from "./api-server.ts";

let served: Served;
afterAll(async () => {
  await served?.close();
  cleanup();
});

const PACKAGES = join(import.meta.dir, "../node_modules");

const CLIENT = `
import createClient from "openapi-fetch";
import type { paths } from "./api";
type Step = (id: string) => Promise<void>;
export async function drive(baseUrl: string, token: string, project: string, asked: Step, ended: Step) {
  const api = createClient<paths>({ baseUrl, headers: { authorization: "Bearer " + token } });
  const { data, error } = await api.POST("/api/jobs", { body: { project, request: "Say goodbye" } });
  if (data === undefined) throw new Error(error.detail);
  const path = { id: data.job.id };
  await asked(path.id);
  const query = { state: ["question" as const, "parked" as const], project };
  const listed = await api.GET("/api/jobs", { params: { query } });
  const job = listed.data?.jobs[0];
  const question = job?.question?.all[0];
  if (question === undefined) throw new Error("nothing is asked");
  const body = { question: question.id, option: question.options[0]!.name, run: job!.run };
  const answered = await api.POST("/api/jobs/{id}/decide", { params: { path }, body });
  if (answered.error) throw new Error(answered.error.detail);
  await ended(path.id);
  const last = await api.GET("/api/jobs/{id}", { params: { path } });
  return last.data?.state;
}
`;

/** Ends with 0, and says nothing. */
function run(folder: string, program: string, ...words: string[]): void {
  const done = Bun.spawnSync(["node", join(PACKAGES, program), ...words], { cwd: folder });
  expect([done.exitCode, done.stdout.toString()]).toEqual([0, expect.any(String)]);
  if (program.endsWith("tsc")) expect(done.stdout.toString()).toBe("");
}

test("it is type-checked, submits, answers and sees the end", async () => {
  served = await startServer();
  const folder = tempDir();
  symlinkSync(PACKAGES, join(folder, "node_modules"));
  const document = await (await fetch(`${served.url}/api/openapi.json`)).text();
  writeFileSync(join(folder, "openapi.json"), document);
  run(
    ...[folder, "openapi-typescript/bin/cli.js", "openapi.json", "-o", "api.d.ts"],
    "--default-non-nullable=false",
  );
  const client = join(folder, "client.ts");
  writeFileSync(client, CLIENT);
  const strict = ["--noEmit", "--strict", "--noUncheckedIndexedAccess", "--skipLibCheck"];
  const module = ["--module", "esnext", "--moduleResolution", "bundler"];
  const target = ["--target", "esnext", "--lib", "esnext,dom", "client.ts"];
  run(folder, "typescript/bin/tsc", ...strict, ...module, ...target);
  // A field that there is not is no error of the program alone.
  writeFileSync(client, CLIENT.replace("last.data?.state", "last.data?.stat"));
  const wrong = Bun.spawnSync(
    ["node", join(PACKAGES, "typescript/bin/tsc"), ...strict, ...module, ...target],
    { cwd: folder },
  );
  expect([wrong.exitCode, wrong.stdout.toString()]).toEqual([2, expect.stringContaining("'stat'")]);
  writeFileSync(client, CLIENT);
  const { drive } = await import(client);
  const hold = async (id: string) => served.hold((await served.store.getJob(id))!);
  const state = await drive(
    served.url,
    await served.token("decide"),
    join(served.projects, "one"),
    async (id: string) => ask(await hold(id), [QUESTION]),
    async (id: string) => {
      const held = await hold(id);
      await keep(held, journal("host-new-clean"));
      await complete(held);
    },
  );
  expect(state).toBe("complete");
});

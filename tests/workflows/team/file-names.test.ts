// An owner names its files as it types them: accents composed, whatever form the name has on disk.
import { afterEach, expect, test } from "bun:test";
import { makeTeamRun } from "../../cli/make-team-run.ts";
import type { Turn } from "../../harness/model.ts";
import { cleanup } from "../../harness/project.ts";
import { builds, smallFiles, smallTeam, writes } from "../../harness/small-team.ts";
import type { Work } from "../../harness/team.ts";

afterEach(cleanup);

test("a file whose name has its accents apart is named by its owner with them composed", async () => {
  const apart = "src/hello/grüße.js".normalize("NFD");
  const people = smallTeam((brief) => {
    if (!writes(brief, "gates/stage-04-hello.json")) return undefined;
    const work = builds(brief, { [apart]: "export const hello = (name) => name;\n" });
    const [file, text] = Object.entries(work.edits!).find(([path]) => path.endsWith(".md"))!;
    return {
      artifact: JSON.parse(JSON.stringify(work.artifact).normalize("NFC")),
      edits: { ...work.edits, [file]: text.normalize("NFC") },
    };
  });
  const { run } = await makeTeamRun({
    files: smallFiles({ areas: { hello: ["src/hello/**"] } }),
    options: { track: "nano" },
    worker: (brief) => people(brief, { messages: [] } as unknown as Turn) as Work,
    until: (now) => now.tasks.some((one) => one.subject === "Build - hello" && one.status === "done"),
    answer: () => null,
  });
  expect(run.tasks.find((one) => one.subject === "Build - hello")).toMatchObject({ status: "done", dispatches: 1 });
});

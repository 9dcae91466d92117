// What lies where the host keeps its notes and transcripts, or where the project keeps its own
// files, may be anything: a pipe is not waited for, a device not opened, a gigabyte not read. A
// process of its own reads it, which is ended when it hangs.
// Runs: together.
import { afterAll, expect, test } from "bun:test";
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { patient } from "../harness/patience.ts";
import { cleanup, tempDir } from "../harness/project.ts";

afterAll(cleanup);

const KINDS: Record<string, (path: string) => void> = {
  "a pipe": (path) => Bun.spawnSync(["mkfifo", path]),
  "a link to a pipe": (path) => {
    Bun.spawnSync(["mkfifo", `${path}.pipe`]);
    symlinkSync(`${path}.pipe`, path);
  },
  "a link to a device": (path) => symlinkSync("/dev/zero", path),
  "a link to the terminal": (path) => symlinkSync("/dev/tty", path),
  "a link to itself": (path) => symlinkSync(path, path),
  "a folder": (path) => mkdirSync(path),
  "a gigabyte": (path) => {
    writeFileSync(path, "");
    truncateSync(path, 1_000_000_000);
  },
};

const SRC = join(import.meta.dir, "../../src");
/** What is found of an agent and a session, and how much memory that took, in MB. */
const READS = `
  import { callOfAgent, isStoppedByPerson } from "${SRC}/host/host.ts";
  import { hasHandedBack, sessionBytes, transcriptBytes, usageIn } from "${SRC}/host/transcript/transcript.ts";
  import { hostDenials, isDeclined } from "${SRC}/host/transcript/denials.ts";
  import { headOf } from "${SRC}/project/git/head.ts";
  import { fileSubject } from "${SRC}/record/subject.ts";
  import { readReport } from "${SRC}/runners/json.ts";
  import { readArtifact } from "${SRC}/store/files/small-file.ts";
  import { readPlain } from "${SRC}/store/files/plain-file.ts";
  const [session, root] = process.argv.slice(2);
  const file = root + "/file";
  const found = [
    callOfAgent(session, "a1"), isStoppedByPerson(session, "a1"),
    transcriptBytes(session, "a1").subarray(0, 100_000).indexOf("x") >= 0, usageIn(transcriptBytes(session, "a1")).tokens > 0, hasHandedBack(session, "a1"),
    hostDenials(session, "a1").length,
    sessionBytes(session).indexOf("x") >= 0, isDeclined(session, "toolu_1"),
    headOf(root)?.commit ?? null, fileSubject(file).ok, readReport(file) !== null, readArtifact(file).ok, readPlain(file) !== null,
  ];
  console.log(JSON.stringify({ found, mb: Math.round(process.memoryUsage().rss / 1e6) }));
`;

async function readAt(kind: string): Promise<void> {
  const folder = tempDir();
  const session = join(folder, "s.jsonl");
  const root = join(folder, "project");
  const places = [
    "s/subagents/agent-a1.meta.json",
    "s/subagents/agent-a1.jsonl",
    "s.jsonl",
    "project/file",
  ];
  for (const place of [...places, "project/.git/HEAD"]) {
    mkdirSync(dirname(join(folder, place)), { recursive: true });
    KINDS[kind]!(join(folder, place));
  }
  const script = join(folder, "reads.ts");
  writeFileSync(script, READS);
  const ran = Bun.spawn([process.execPath, script, session, root], {
    timeout: patient(40_000),
    stdin: "ignore",
    stderr: "pipe",
  });
  const [out, problems, code] = await Promise.all([
    new Response(ran.stdout).text(),
    new Response(ran.stderr).text(),
    ran.exited,
  ]);
  expect([kind, code, problems]).toEqual([kind, 0, ""]);
  const { found, mb } = JSON.parse(out);
  expect([kind, found]).toEqual([
    kind,
    [null, false, false, false, false, 0, false, false, null, false, false, false, false],
  ]);
  expect(mb).toBeLessThan(600);
}

test("each of them in each of their places is nothing, and holds nobody up", async () => {
  await Promise.all(Object.keys(KINDS).map(readAt));
});

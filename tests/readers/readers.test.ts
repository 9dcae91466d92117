// Runs: together.
import { afterEach, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { subjectOf } from "../../src/run/audit/subject.ts";
import { checkArtifact } from "../../src/run/results/accept.ts";
import { sha256 } from "../../src/store/journal.ts";
import { cleanup, tempDir, writeFiles } from "../harness/project.ts";
import { caseNames, filesOf } from "./case.ts";
import { prepare } from "./drive.ts";

afterEach(cleanup);

test.each(caseNames())("what a real reader wrote for %s counts at the first try", async (name) => {
  const { case: one, project, run, task, nonce } = await prepare(name, join(tempDir(), "project"));
  const file = readdirSync(one.folder).find((entry) => /^answer-1\.\w+$/.test(entry))!;
  const answer = readFileSync(join(one.folder, file), "utf8")
    .replace(/"task": "T\d+"|task: T\d+/, (was) => was.replace(/T\d+/, task.id))
    .replace(/("nonce": "|nonce: )[0-9a-f]+/, `$1${nonce}`);
  writeFiles(project.root, { ...filesOf(join(one.folder, "answer-1")), [task.writes]: answer });
  const subject = subjectOf(project, run, task);
  const bytes = new TextEncoder().encode(answer);
  const at = subject.ok ? subject.subject : null;
  expect(await checkArtifact(project, run, task, sha256(nonce), at, bytes)).toMatchObject({
    ok: true,
  });
});

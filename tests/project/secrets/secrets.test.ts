// Guarantee: Secrets stay out of prompts.
import { afterEach, describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { taskOf } from "../../../src/engine/run.ts";
import { denyList } from "../../../src/project/secrets/deny-list.ts";
import { changedFiles, diffText } from "../../../src/project/trees/changes.ts";
import { treeOf } from "../../../src/project/trees/tree.ts";
import { externalTask } from "../../../src/run/external/external-task.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { reportOf } from "../../../src/run/views/report.ts";
import { settingsFile } from "../../../src/settings.ts";
import { dispatchTask, type MadeRun, makeRun } from "../../cli/made/make-run.ts";
import { cleanup, DEFAULT_FILES, makeProject, tempDir, writeFiles } from "../../harness/project.ts";
import type { Brief } from "../../harness/team.ts";
import { codeApproval, codeObjection, implementation } from "../../harness/workers.ts";
import { left, ofType } from "../../host/scenario.ts";
import { fakeCodex } from "../../providers/fake-codex.ts";
import { BUILD, CODE_CODEX } from "../../workflows/multi-ai/ids.ts";

afterEach(cleanup);

describe("the deny list", () => {
  const secret = [
    ".env",
    "app/.env",
    ".env.local",
    "server.pem",
    "tls/private.key",
    "id_rsa",
    ".npmrc",
    "credentials.json",
    "src/secrets.yaml",
    "secrets.d/token",
    ".env/dev",
    "Server.PEM",
    ".envrc",
    ".aws/credentials",
    ".config/gcloud/application_default_credentials.json",
    ".azure/accessTokens.json",
    ".kube/config",
    ".docker/config.json",
    ".cargo/credentials.toml",
    ".m2/settings.xml",
    ".gradle/gradle.properties",
    "terraform.tfstate",
    "prod.tfvars",
    "prod.auto.tfvars.json",
    "private-key.asc",
    ".ssh/config",
    "service-account.json",
    "my-service_account-prod.json",
    "app-firebase-adminsdk-x1.json",
  ];
  const open = [
    // Program text is hidden from nobody who reviews it, whatever it is called.
    "src/auth/token.ts",
    "secrets.py",
    "secrets.h",
    ".ssh/keys.go",
    "app/secrets.d/load.php",
    ".azure/deploy.sh",
    ".env.example",
    "id_rsa.pub",
    ".environment",
    "keys.ts",
    "docs/credentials.md",
    "secrets",
    ".env-sample",
    "",
    ".env.production.example",
    "example.tfvars",
    "main.tf",
    "config.json",
    "gradle.properties",
    ".aws/task-definition.json",
    "docker/config.json",
    "locales/en/auth.json",
    "src/secrets.test.ts",
    "release.asc",
    "src/service-account.ts",
  ];
  const isSecret = denyList([]);
  test.each(secret)("has %s", (path) => expect(isSecret(path)).toBe(true));
  test.each(open)("has not %p", (path) => expect(isSecret(path)).toBe(false));

  test("has them under each name that a disk which folds names knows them by", () => {
    for (const path of ["\u212aeys/x.\u212aEY", ".\u017fSH/config", "\u017fecrets.json"])
      expect([path, isSecret(path)]).toEqual([path, true]);
  });

  test("grows by the project's own globs, and never shrinks", () => {
    const own = denyList([
      "*.token",
      "config/private/",
      "/top.txt",
      "docs/**/*.draft",
      ".env.example",
    ]);
    for (const path of [
      "a/b.token",
      "config/private/x/y",
      "docs/a/b/c.draft",
      ".env.example",
      "top.txt",
      ".env",
    ])
      expect([path, own(path)]).toEqual([path, true]);
    for (const path of [
      "config/public/x",
      "x/config/private/y",
      "docs.draft",
      "b.tokens",
      "sub/top.txt",
    ])
      expect([path, own(path)]).toEqual([path, false]);
  });

  test.each([
    ["!.env"],
    [""],
    ["x".repeat(81)],
    Array.from({ length: 21 }, (_, index) => `a${index}`),
  ])("settings refuse what would take away from it, or is too much: %p", (...globs) =>
    expect(settingsFile({}).safeParse({ secrets: globs }).success).toBe(false),
  );
});

const MARKER = "hunter2-7f3a";

describe.each([
  ["git", true],
  ["no git", false],
] as const)("a diff with a secret in it (%s)", (_name, git) => {
  test("names the file and holds nothing of it; the others are whole", () => {
    const root = makeProject({ git });
    const place = { root, task: tempDir() };
    const take = () => {
      const taken = treeOf(place, { exclude: [] });
      if (!taken.ok) throw new Error(taken.problem);
      return taken.tree;
    };
    const before = take();
    writeFiles(root, {
      ".env": `K=${MARKER}\n`,
      'we*ird"[x].key': MARKER,
      "src/a.ts": "export const a = 1;\n",
    });
    const after = take();
    const { text, truncated } = diffText(place, before, after, 10_000, {
      isKeptBack: denyList([]),
    });
    expect(text).toContain(".env left out: matches the deny list\n");
    expect(text).toContain('"we*ird\\"[x].key" left out: matches the deny list\n');
    expect(text).toContain("+export const a = 1;");
    expect([text.includes(MARKER), truncated]).toEqual([false, false]);
    expect(changedFiles(place, before, after).map((one) => one.path)).toContain(".env");
    const shown = diffText(place, before, after, 10_000).text;
    expect([shown.includes("+K=[masked]\n"), shown.includes(MARKER)]).toEqual([true, false]);
    // Cut short, it still says what is missing.
    expect(diffText(place, before, after, 0, { isKeptBack: denyList([]) }).text).toContain(
      ".env left out",
    );
  });
});

describe("a planted .env", () => {
  const LINE = `K=${MARKER}`;
  const quoted = { file: ".env", line: 1, quote: LINE };

  /** The implementer changes it beside much else, and a reviewer that knows no better quotes it. */
  const worker = (brief: Brief) => {
    if (brief.writes.endsWith("/impl-result.json") && brief.task === BUILD) {
      const work = implementation(brief);
      const edits = {
        ...work.edits,
        ".env": `${LINE}\n`,
        "big.ts": "export const line = 1;\n".repeat(1_000),
      };
      return { ...work, edits };
    }
    if (!brief.writes.endsWith("/code-review-sonnet.json") || brief.round > 1) return undefined;
    const objection = codeObjection(brief);
    return {
      ...objection,
      findings: [{ ...objection.findings[0]!, ...quoted, problem: "The key is in the project." }],
    };
  };

  /**
   * Codex answers with a quote that is not there, is sent back, and then rests its approval on the
   * file.
   */
  async function reviewed(made: MadeRun): Promise<string> {
    const folder = tempDir();
    const { nonce, ...brief } = await dispatchTask(
      made.project,
      made.run,
      taskOf(made.run, CODE_CODEX)!,
    );
    const { task: _task, ...verdict } = { task: "", ...codeApproval({ nonce, ...brief }) };
    const criteria = verdict.criteria.map((one) => ({ ...one, evidence: [quoted] }));
    const wrong = {
      id: "F1",
      severity: "minor",
      ...quoted,
      quote: "no such line",
      problem: "p",
      fix: "f",
    };
    writeFiles(folder, {
      "1.json": JSON.stringify({ ...verdict, findings: [wrong] }),
      "2.json": JSON.stringify({ ...verdict, criteria }),
    });
    const answers = `cat >> "$RECORD/prompt"; N=$(($(cat "$RECORD/count" 2>/dev/null || echo 0) + 1)); echo $N > "$RECORD/count"`;
    const { env, record } = fakeCodex(folder, `${answers}; cp '${folder}'/$N.json "$OUT"`);
    const path = process.env.PATH;
    process.env.PATH = env.PATH;
    try {
      await externalTask(made.project, CODE_CODEX, nonce);
    } finally {
      process.env.PATH = path;
    }
    return readFileSync(join(record, "prompt"), "utf8");
  }

  test("is told to reviewers on this machine without its values, and is in no prompt of Codex and not in the report; the journal lists what was sent", async () => {
    const root = makeProject({ files: { ...DEFAULT_FILES, ".env": "K=old\n" } });
    const made = await makeRun({
      root,
      auto: true,
      worker,
      settings: { reviews: "in_turn" },
      until: (run) => taskOf(run, CODE_CODEX)?.status === "ready",
    });
    const prompt = await reviewed(made);
    expect(readFileSync(join(root, ".env"), "utf8")).toContain(MARKER);

    const objects = join(made.project.task, "objects");
    const texts = readdirSync(objects, { withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => readFileSync(join(objects, one.name), "utf8"));
    const briefs = texts.filter((text) => text.startsWith("run: "));
    const diffs = texts.filter((text) => text.startsWith("diff --git a/.env b/.env\n"));
    expect([briefs.length > 9, diffs.length > 0]).toEqual([true, true]);
    expect(briefs.some((text) => text.includes("The key is in the project."))).toBe(true);
    for (const text of diffs) expect(text).toContain("\n-K=old\n+K=[masked]\n");
    for (const text of [...briefs, ...diffs, prompt]) expect(text).not.toContain(MARKER);
    expect(prompt).toContain("left out: matches the deny list");
    expect(prompt).toContain("+export const line = 1;");
    expect(prompt).toContain("quote not found in .env; its lines are not shown here");

    const { events } = left(root);
    const sent = ofType(events, "sent");
    expect(
      sent.map(({ task, provider, more, withheld }) => [task, provider, more, withheld]),
    ).toEqual([
      [CODE_CODEX, "codex", 0, 1],
      [CODE_CODEX, "codex", 0, 1],
    ]);
    expect(sent.reduce((sum, one) => sum + one.bytes, 0)).toBe(Buffer.byteLength(prompt));
    expect(sent[0]!.files).toContain("src/goodbye.ts");
    expect(sent[0]!.files).toContain(".task/user-story.json");
    expect(sent[0]!.files).not.toContain(".env");
    expect(events.map((one) => JSON.stringify(one)).join("\n")).not.toContain(MARKER);

    const run = readRun(made.project)!;
    expect(run.status).toBe("complete");
    const report = reportOf(made.project, run);
    expect(report).toContain("Sent to codex: 2 prompts, ");
    expect(report).toContain(" excluded by the deny list");
    expect(report).toContain(".env:1");
    expect(report).not.toContain(MARKER);
  });
});

// Root in a container over a person's checkout: everything there belongs to another user.
// Runs: in full only.
import { afterAll, expect } from "bun:test";
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codexReviewer } from "../../harness/codex-reviewer.ts";
import { startModel } from "../../harness/model.ts";
import { asRoot } from "../../harness/mount.ts";
import { cleanup, makeProject } from "../../harness/project.ts";
import { claudePath, makeSandbox } from "../../harness/sandbox.ts";
import { team } from "../../harness/team.ts";
import { honest } from "../../harness/workers.ts";
import { PROGRAM } from "../cli.ts";

afterAll(cleanup);

const OWNER = 12345;

asRoot(
  "a run in a project of another user, with a settings file of theirs, is complete",
  async () => {
    const model = startModel({ script: team(honest()), codex: codexReviewer() });
    const project = makeProject({
      files: { ".claude/multi-ai.json": '{"ceiling_tokens": 20000000}\n' },
    });
    Bun.spawnSync(["chown", "-R", `${OWNER}:${OWNER}`, project]);
    const { env } = makeSandbox({ version: "new", project, model });
    // Whoever mounts a checkout so has told git to trust it.
    writeFileSync(join(String(env.HOME), ".gitconfig"), "[safe]\n\tdirectory = *\n");
    const multiAi = async (...words: string[]) => {
      const child = Bun.spawn([process.execPath, PROGRAM, ...words], {
        cwd: project,
        env,
        stdin: "ignore",
      });
      return { out: await new Response(child.stdout).text(), code: await child.exited };
    };
    const ran = await multiAi(
      "run",
      "--claude",
      claudePath("new"),
      "--auto",
      "multi-ai",
      "Say goodbye",
    );
    expect(ran.out).toContain("complete");
    expect(ran.code).toBe(0);
    expect(statSync(join(project, ".claude/multi-ai.json")).uid).toBe(OWNER);
  },
);

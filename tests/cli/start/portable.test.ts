// The verbs that take a run to another machine, as a person types them.
// Runs: in full only.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProject } from "../../../src/project/project.ts";
import { isForeign } from "../../../src/record/machine/outside.ts";
import { cleanup, git, homeWithPlugin, makeProject, tempDir } from "../../harness/project.ts";
import { atTerminal, blindly, cli, PROGRAM } from "../cli.ts";
import { makeRun } from "../made/make-run.ts";

afterEach(cleanup);

const home = (): { HOME: string } => ({ HOME: homeWithPlugin() });

describe("export and import", () => {
  test("whoever imports a run sees what it is and does, agrees to that, and has it", async () => {
    const { root, run } = await makeRun({ until: () => true });
    writeFileSync(join(root, "mine.txt"), "mine\n");
    const first = home();
    const file = join(tempDir(), "run.bundle");
    const exported = await cli(root, ["export", "--to", file], first);
    expect([exported.code, exported.err]).toEqual([0, ""]);
    expect((await cli(root, ["export", "--to", file], first)).err).toContain("already exists");
    const inside = await cli(root, ["export", "--to", "run.bundle"], first);
    expect([inside.code, existsSync(join(root, "run.bundle"))]).toEqual([1, false]);
    const folder = join(tempDir(), "clone");
    git(tempDir(), "clone", "-q", "--no-local", root, folder);
    const second = home();
    const blind = await blindly(folder, ["import", file], second);
    expect([blind.code, existsSync(join(folder, ".task"))]).toEqual([1, false]);
    expect(blind.err).toContain("it asks you to confirm at a terminal, and there is none here");
    const words = [process.execPath, PROGRAM, "import", file];
    const other = await atTerminal(words, folder, second, () => "no");
    expect([other.result.code, existsSync(join(folder, ".task"))]).toEqual([1, false]);
    const { result, screen } = await atTerminal(words, folder, second);
    expect([result.code, result.err]).toEqual([0, ""]);
    for (const shown of [`Run ${run.run} (multi-ai`, "request: ", '"mine.txt"'])
      expect(screen).toContain(shown);
    expect(result.out).toContain(`Run ${run.run} is here with its files, and is yours.\nNext: `);
    expect(isForeign(findProject(folder), second)).toBe(false);
    expect((await cli(folder, ["status"], second)).out).not.toContain(
      "not started on this machine",
    );
  });

  test("secrets of the deny list are named, and come along only where that is asked for", async () => {
    const root = makeProject();
    writeFileSync(join(root, ".env"), "DB_PASSWORD=planted\n");
    writeFileSync(join(root, "id_rsa"), "planted\n");
    const first = home();
    await makeRun({ root, until: () => true });
    const file = join(tempDir(), "run.bundle");
    const refused = await cli(root, ["export", "--to", file], first);
    expect([refused.code, existsSync(file)]).toEqual([1, false]);
    expect(refused.err).toMatch(
      /deny list of secrets \("\.env"(?:,| and) "id_rsa"\).*--with-secrets/s,
    );
    expect((await cli(root, ["export", "--to", file, "--with-secrets"], first)).code).toBe(0);
  });

  test("what is wrong is said in one sentence, and nothing is written", async () => {
    const project = makeProject();
    const none = await cli(project, ["import", "none.bundle"], home());
    expect([none.code, existsSync(join(project, ".task"))]).toEqual([1, false]);
    expect(none.err).toMatch(
      /^Nothing was imported from .*none\.bundle: there is no such file\.$/m,
    );
    expect((await cli(project, ["export"], home())).code).toBe(2);
    expect((await cli(project, ["export", "--to", "x"], home())).code).toBe(1);
    const { root } = await makeRun({ root: makeProject({ git: false }), until: () => true });
    const alone = await cli(root, ["export", "--to", join(tempDir(), "run.bundle")], home());
    expect([alone.code, alone.err]).toEqual([
      1,
      "Nothing was exported: a run moves with its git repository, and this folder is in none.\n",
    ]);
  });
});

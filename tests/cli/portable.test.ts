// The verbs that take a run to another machine, as a person types them.
// Runs: in full only.
import { afterEach, describe, expect, test } from "bun:test";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { taskOf } from "../../src/engine/run.ts";
import { findProject } from "../../src/project/project.ts";
import { isForeign } from "../../src/record/outside.ts";
import { ownKey } from "../../src/record/own-key.ts";
import { readRun } from "../../src/run/life/run.ts";
import { quote } from "../../src/text.ts";
import { cleanup, git, homeWithPlugin, makeProject, tempDir } from "../harness/project.ts";
import { CODE_SONNET } from "../workflows/multi-ai/ids.ts";
import { blindly, cli, orphan, PROGRAM } from "./cli.ts";
import { makeRun } from "./make-run.ts";

afterEach(cleanup);

const KEY = ".local/share/multi-ai/key";

const home = (): { HOME: string } => ({ HOME: homeWithPlugin() });

/** A run that a person of this home has begun, copied to another folder. */
async function copied() {
  const first = home();
  const key = ownKey(first, { root: "/nowhere" })!;
  const until = (run: Parameters<typeof taskOf>[0]) => taskOf(run, CODE_SONNET)?.status === "ready";
  const made = await makeRun({ key, answers: { story: { option: "approve", text: null } }, until });
  const folder = join(tempDir(), "copy");
  cpSync(made.root, folder, { recursive: true });
  return { ...made, first, folder };
}

describe("adopt", () => {
  test("without the key the run stays foreign; with it a person at a terminal takes it over", async () => {
    const { first, folder, run } = await copied();
    const second = home();
    const foreign = () => isForeign(findProject(folder), second);
    const without = await cli(folder, ["adopt"], second);
    expect([without.code, foreign()]).toEqual([1, true]);
    // No folder of this machine is named: the key is on another.
    expect(without.err).toMatch(
      /with another key\. Its key is on the machine where it was started, in ~\/\.local.*: multi-ai adopt --key <file>\n$/,
    );
    expect(without.err).not.toContain(second.HOME);
    const key = join(first.HOME, KEY);
    expect(statSync(key).mode & 0o777).toBe(0o600);
    const blind = await blindly(folder, ["adopt", "--key", key], second);
    expect([blind.code, foreign()]).toEqual([1, true]);
    expect(blind.err).toContain("there is none here");
    const guessed = await blindly(folder, ["adopt", "--key", key], {
      ...second,
      MULTI_AI_TOKEN: "a".repeat(64),
    });
    expect([guessed.code, foreign()]).toEqual([1, true]);
    const taken = await cli(folder, ["adopt", ".task/events.jsonl", "--key", key], second);
    expect([taken.code, foreign()]).toEqual([0, false]);
    expect(taken.out).toContain(`Run ${run.run} is now yours.\nNext: `);
    expect((await cli(folder, ["adopt"], second)).out).toContain("is already yours");
  });

  test("the person's own key is on their other machine: no option is needed", async () => {
    const { first, folder } = await copied();
    const second = home();
    mkdirSync(dirname(join(second.HOME, KEY)), { recursive: true });
    copyFileSync(join(first.HOME, KEY), join(second.HOME, KEY));
    expect((await cli(dirname(folder), ["adopt", folder], second)).code).toBe(0);
    expect(isForeign(findProject(folder), second)).toBe(false);
  });

  test("a run that only names the person's key is not theirs", async () => {
    const me = home();
    const mine = ownKey(me, { root: "/nowhere" })!;
    const copy = { fingerprint: mine.fingerprint, seal: () => mine.seal("of another run") };
    const made = await makeRun({ key: copy, until: () => true });
    const folder = join(tempDir(), "copy");
    cpSync(made.root, folder, { recursive: true });
    const { code, err } = await cli(folder, ["adopt"], me);
    expect([code, isForeign(findProject(folder), me)]).toEqual([1, true]);
    expect(err).toContain("names your key but was not started with it");
  });

  test("a run of a version without keys is not adopted, and says what helps", async () => {
    const made = await makeRun({ until: () => true });
    const folder = join(tempDir(), "copy");
    cpSync(made.root, folder, { recursive: true });
    const { code, err } = await cli(folder, ["adopt"], home());
    expect(code).toBe(1);
    expect(err).toMatch(/has no seal.*trust shows it and takes it over/);
  });
});

describe("carry", () => {
  /** What it makes of an order in a folder. */
  const carried = (folder: string, env: { HOME: string }, order: object, ...words: string[]) => {
    const command = [process.execPath, PROGRAM, "carry", "--json", ...words].map(quote).join(" ");
    const line = `printf %s ${quote(JSON.stringify(order))} | ${command}`;
    return orphan(["sh", "-c", line], folder, { ...env, CLAUDECODE: "1" });
  };

  test("takes a run up with its key: accepted files are back, and nothing says that they were rolled back", async () => {
    const { first, folder, run } = await copied();
    const second = home();
    const foreign = () => isForeign(findProject(folder), second);
    const key = readFileSync(join(first.HOME, KEY), "utf8").trim();
    for (const [order, code] of [
      [{ key: "a".repeat(64), do: "report" }, 1],
      [{ key: "short", do: "report" }, 2],
      [{ key, do: "dance" }, 2],
      // Before a run a key proves nothing: whoever is below a host approves no settings by it.
      [{ key, do: "approve", code: "c0de" }, 1],
      [{ key, do: "continue", answers: [{ question: "Q1" }] }, 2],
    ] as const)
      expect([(await carried(folder, second, order)).code, foreign()]).toEqual([code, true]);
    const { markdown } = (await carried(folder, second, { key, do: "report" })).json;
    expect(markdown).toStartWith(`# Report of ${run.run}: `);
    expect([markdown.match(/`multi-ai |## Next/), foreign()]).toEqual([null, false]);
    const changed = join(folder, "src/goodbye.ts");
    const was = readFileSync(changed, "utf8");
    writeFileSync(changed, "gone\n");
    const claude = join(tempDir(), "claude");
    writeFileSync(claude, "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    const gone = await carried(folder, second, { key, do: "continue" }, "--claude", claude);
    expect(gone.json).toMatchObject({ run: run.run, end: "host_failed", refused_answers: [] });
    expect(readFileSync(changed, "utf8")).toBe(was);
    for (const verb of [["report", "--md"], ["status"], ["log"]])
      expect((await cli(folder, verb, second)).out).not.toContain("olled back");
  });

  test("records who has answered", async () => {
    const first = home();
    const key = ownKey(first, { root: "/nowhere" })!;
    const { root } = await makeRun({ key, until: ({ questions }) => questions.length > 0 });
    const secret = readFileSync(join(first.HOME, KEY), "utf8").trim();
    const answers = [
      { question: "Q1", option: "no such option", text: null, who: "ada" },
      { question: "Q1", option: "approve", text: null, who: "lead (telegram 7)" },
    ];
    const claude = join(tempDir(), "claude");
    writeFileSync(claude, "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    const env = home();
    const said = await carried(
      root,
      env,
      { key: secret, do: "continue", answers },
      "--claude",
      claude,
    );
    expect(said.json.refused_answers).toEqual([expect.stringContaining("no such option")]);
    expect(readRun(findProject(root))!.decisions).toMatchObject([
      { option: "approve", via: "cli", by: "lead (telegram 7)" },
    ]);
    const { out } = await cli(root, ["report", "--md"], env);
    expect(out).toContain("## Decided by lead (telegram 7) (1)");
  });
});

describe("export and import", () => {
  test("a foreign run is shown and not carried on; the same file with the key is the person's at once", async () => {
    const { root, first, run } = await copied();
    const file = join(tempDir(), "run.bundle");
    const exported = await cli(root, ["export", "--to", file], first);
    expect([exported.code, exported.err]).toEqual([0, ""]);
    expect((await cli(root, ["export", "--to", file], first)).err).toContain("already exists");
    const nowhere = join(tempDir(), "none/run.bundle");
    expect((await cli(root, ["export", "--to", nowhere], first)).err).toBe(
      `Nothing was exported: ${nowhere}: the folder ${dirname(nowhere)} does not exist; \`mkdir -p '${dirname(nowhere)}'\` creates it.\n`,
    );
    const clone = () => {
      const folder = join(tempDir(), "clone");
      git(tempDir(), "clone", "-q", "--no-local", root, folder);
      return folder;
    };
    const theirs = clone();
    const stranger = home();
    const blind = await blindly(theirs, ["import", file], stranger);
    expect([blind.code, existsSync(join(theirs, ".task"))]).toEqual([1, false]);
    expect(blind.err).toContain("it asks you to confirm at a terminal, and there is none here");
    const imported = await cli(theirs, ["import", file], stranger);
    expect(imported.code).toBe(0);
    expect(imported.out).toMatch(/was not started on this machine[\s\S]*none of it will run/);
    expect((await cli(theirs, ["run", "--continue", "--claude", "/bin/true"], stranger)).code).toBe(
      1,
    );
    const mine = clone();
    const second = home();
    const taken = await cli(mine, ["import", file, "--key", join(first.HOME, KEY)], second);
    expect([taken.code, taken.err]).toEqual([0, ""]);
    expect(taken.out).toContain(
      `Run ${run.run} is here, with its files. Your key sealed the file: the run is `,
    );
    expect((await cli(mine, ["status"], second)).out).not.toContain("not started on this machine");
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
    expect(none.err).toMatch(/^Nothing was imported from .*none\.bundle: it does not exist\.$/m);
    expect((await cli(project, ["export"], home())).code).toBe(2);
    expect((await cli(project, ["export", "--to", "x"], home())).code).toBe(1);
  });
});

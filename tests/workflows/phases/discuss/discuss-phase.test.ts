// `discuss-phase`, whole, with agents that are functions.
// Runs: together.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readPhase } from "../../../../src/workflows/phases/planning/read.ts";
import { assumptionsOf, discussAnswer } from "../../../harness/phases/discuss.ts";
import { greeter } from "../../../harness/phases/project.ts";
import { cleanup, type Files, makeProject, writeFiles } from "../../../harness/project.ts";
import type { Brief } from "../../../harness/team.ts";
import { type Agent, PhasesRun } from "../play.ts";

afterEach(cleanup);

const FOLDER = ".planning/phases/01-farewells";
const CONTEXT = `${FOLDER}/01-CONTEXT.md`;
const honest =
  (change: (brief: Brief) => Record<string, unknown> | undefined = () => undefined): Agent =>
  (brief) =>
    change(brief) ?? discussAnswer(brief)!;
/** What an agent makes is spoilt once. */
function spoiltOnce<T extends Record<string, unknown>>(
  made: (brief: Brief) => T,
  spoil: (made: T) => void,
): Agent {
  let tries = 0;
  return (brief) => {
    const one = made(brief);
    if (tries++ === 0) spoil(one);
    return one;
  };
}

async function discussed(
  more: Parameters<PhasesRun["type"]>[2] = {},
  {
    agent = honest(),
    files = greeter(),
    request = "1",
  }: { agent?: Agent; files?: Files; request?: string } = {},
) {
  const play = new PhasesRun(makeProject({ files }), agent);
  expect(await play.type("discuss-phase", request, more)).toBeNull();
  return play;
}
const isWritten = (play: PhasesRun, path = CONTEXT): boolean =>
  existsSync(join(play.project.root, path));

describe("assumptions", () => {
  test("are shown, the least sure first, and go into the context once the person says that they are right", async () => {
    const play = await discussed();
    expect(play.open[0]).toMatchObject({ kind: "discuss-assumed" });
    expect(play.shown).toMatch(/\(low\) An empty name[\s\S]*\(high\) Each function/);
    expect(isWritten(play)).toBe(false);
    await play.answer("accept");
    expect(play.run.status).toBe("complete");
    expect(play.subjects).toEqual([
      "Look at the phase",
      "Assumptions about the phase",
      "Review the assumptions",
      "Write the context",
    ]);
    const text = play.text(CONTEXT);
    expect(text).toStartWith("# Phase 1: Farewells - Context\n");
    expect(text).toContain(
      "- **D-01:** Each function is a file of its own, as greet is (confirmed by the person; see `src/greet.ts`)",
    );
    expect(text).toContain("- **D-02:** An empty name is taken as it is (confirmed by the person)");
    expect(text).not.toMatch(/nonce|nobody was asked/);
    expect(readPhase(play.project.root, "1").phases[0]?.context).toBe(CONTEXT);
  });

  test("corrected, they are written again with the person's words, which stand in the context", async () => {
    const play = await discussed();
    await play.answer("correct", "An empty name is an error");
    expect(play.open[0]).toMatchObject({ kind: "discuss-assumed" });
    expect(play.shown).toContain("It is so: An empty name is an error");
    expect([...play.briefs.values()].at(-1)).toContain(
      "The person has corrected the assumptions in your file",
    );
    await play.answer("correct", "Titles are kept");
    await play.answer("accept");
    const text = play.text(CONTEXT);
    expect(text).toContain("It is so: Titles are kept (confirmed by the person)");
    expect(text).toMatch(/## Specific Ideas\n\n- An empty name is an error\n- Titles are kept\n/);
  });

  test.each<[string, (made: ReturnType<typeof assumptionsOf>["assumptions"]) => void, RegExp]>([
    [
      "a file that is not there",
      ([one]) => Object.assign(one!, { evidence: [{ file: "src/no.ts", shows: "x" }] }),
      /assumptions\[0\]\.evidence: found "src\/no\.ts"/,
    ],
    [
      "a file outside",
      ([one]) => Object.assign(one!, { evidence: [{ file: "../../etc/passwd", shows: "x" }] }),
      /assumptions\[0\]\.evidence/,
    ],
    [
      "high confidence in nothing",
      ([one]) => Object.assign(one!, { evidence: [] }),
      /assumptions\[0\]\.evidence: found none/,
    ],
  ])("%s is refused", async (_what, spoil, problem) => {
    const agent = spoiltOnce(assumptionsOf, (made) => spoil(made.assumptions));
    const play = await discussed({}, { agent });
    expect(play.refused.join("\n")).toMatch(problem);
    expect(play.open[0]).toMatchObject({ kind: "discuss-assumed" });
  });

  test.each(["src/greet.ts:10-20", "`src/greet.ts`", "./src/greet.ts", "src/"])(
    "rest on %s as a file",
    async (file) => {
      const agent = honest((brief) => assumptionsOf(brief, file));
      const play = await discussed({}, { agent });
      await play.answer("accept");
      expect(play.refused).toEqual([]);
      expect(play.text(CONTEXT)).toMatch(/see `src(?:\/greet\.ts)?`\)/);
    },
  );

  test("--auto takes them and says so", async () => {
    const play = await discussed({ auto: true });
    expect(play.run.status).toBe("complete");
    expect(play.text(CONTEXT)).toContain("(assumed with low confidence, nobody was asked)");
    expect(play.run.assumptions.join("\n")).toContain("(low) An empty name is taken as it is");
  });

  test("so does the config's mode yolo", async () => {
    const play = await discussed({}, { files: greeter({ mode: "yolo" }) });
    expect(play.run.status).toBe("complete");
    expect(play.text(CONTEXT)).toContain("nobody was asked");
  });

  test("what the person says behind the number reaches the analyzer and the context; a decimal phase has its own", async () => {
    const play = await discussed({}, { request: "1.1 keep it short" });
    await play.answer("accept");
    expect(play.briefs.get("Assumptions about the phase")).toContain("keep it short");
    expect(play.text(".planning/phases/01.1-pardon/01.1-CONTEXT.md")).toContain("- keep it short");
  });
});

describe("a context that is there", () => {
  const OWN = "# My own context\n\nNo exclamation marks.\n";

  test.each(["CONTEXT.md", "01-CONTEXT.md"])(
    "%s is kept unless the person lets it go, with --auto too",
    async (name) => {
      const path = `${FOLDER}/${name}`;
      const kept = await discussed({ auto: true }, { files: greeter({}, { [path]: OWN }) });
      expect(kept.open[0]).toMatchObject({ kind: "phase-existing" });
      await kept.answer("stop");
      expect(kept.text(path)).toBe(OWN);
      const play = await discussed({}, { files: greeter({}, { [path]: OWN }) });
      await play.answer("replace");
      expect(play.briefs.get("Assumptions about the phase")).toContain(
        `${path}: what is settled about`,
      );
      await play.answer("accept");
      expect(play.text(CONTEXT)).toContain("D-01");
      expect(isWritten(play, `${FOLDER}/CONTEXT.md`)).toBe(false);
      const found = Bun.spawnSync([
        "grep",
        "-rl",
        "My own context",
        join(play.project.task, "objects"),
      ]);
      expect(found.stdout.toString()).not.toBe("");
    },
  );

  test("written by hand meanwhile, the person decides which one counts", async () => {
    const play = await discussed();
    writeFiles(play.project.root, { [CONTEXT]: OWN });
    await play.answer("accept");
    expect(play.open[0]).toMatchObject({ kind: "phase-changed" });
    expect(play.text(CONTEXT)).toBe(OWN);
    await play.answer("overwrite");
    expect(play.text(CONTEXT)).toContain("D-01");
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SEAT_IDS } from "../../src/workflows/council/seats.ts";
import { cleanup, tempDir } from "../harness/project.ts";
import { councilCaseNames, loadCouncilCase, TRACKS } from "./council-case.ts";
import { playCouncil, storeOf } from "./council-drive.ts";
import { type CouncilScore, scoreCouncil } from "./council-scoring.ts";
import { agentBody } from "./drive.ts";

afterEach(cleanup);

// Git alone is on PATH: asking some twenty tools for their versions takes longer than all the rest of a replay.
const bin = mkdtempSync(join(tmpdir(), "multi-ai-reader-bin-"));
const { PATH } = process.env;
beforeAll(() => {
  symlinkSync(Bun.which("git")!, join(bin, "git"));
  process.env.PATH = bin;
});
afterAll(() => {
  process.env.PATH = PATH;
  rmSync(bin, { recursive: true, force: true });
});

const newFolder = (): string => join(tempDir(), "track");
const answered = councilCaseNames().flatMap((name) =>
  TRACKS.filter((track) => existsSync(storeOf(loadCouncilCase(name), track))).map((track) => [name, track] as const),
);

describe("cases of the council", () => {
  test.each(councilCaseNames())("%s plants one flaw for each seat, and its sound plan has none", (name) => {
    const one = loadCouncilCase(name);
    const text = (track: string): string => readFileSync(join(one.folder, `${track}.md`), "utf8");
    expect(one.planted.map(({ seat }) => seat)).toEqual([...SEAT_IDS]);
    for (const { id, quote } of one.planted) {
      if (quote === undefined) continue;
      expect([id, text("flawed").split(quote).length]).toEqual([id, 2]);
      expect([id, text("sound").includes(quote)]).toEqual([id, false]);
    }
  });

  test("readers who are asked together get agent file and brief, and see nothing of each other", async () => {
    const folder = newFolder();
    const { open, project } = await playCouncil("export-ts", "flawed", folder, tempDir());
    expect(open.map(({ name }) => name)).toEqual(SEAT_IDS.map((id) => `vote-${id}`));
    for (const { name, task } of open) {
      const brief = readFileSync(join(folder, name, "brief.md"), "utf8");
      expect(readFileSync(join(folder, name, "agent.md"), "utf8")).toBe(`${agentBody("council-seat")}\n`);
      expect(brief).toContain(`\nwrites: ${project.root}/${task.writes}\n`);
      expect(brief).toContain(`You hold the seat ${task.item},`);
      expect(brief).not.toContain("Votes on the plan before");
      expect(existsSync(join(project.root, task.writes))).toBe(false);
    }
  });
});

describe("recorded answers", () => {
  test.each(answered)("%s, %s: valid today as they were, with the same score", async (name, track) => {
    const then: CouncilScore = JSON.parse(
      readFileSync(join(loadCouncilCase(name).folder, `score-${track}.json`), "utf8"),
    );
    expect(scoreCouncil(await playCouncil(name, track, newFolder()), track)).toEqual(then);
  });
});

import { afterEach, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cleanup, tempDir, writeFiles } from "../harness/project.ts";
import { filesOf } from "./case.ts";
import { agentBody } from "./drive.ts";
import { recordedTeam, replayTeam } from "./team-answers.ts";
import { TEAM_CASES, teamCaseNames } from "./team-case.ts";
import { prepareTeam } from "./team-drive.ts";
import { scoreTeam, type TeamScore } from "./team-scoring.ts";

afterEach(cleanup);

const newFolder = (): string => join(tempDir(), "project");
const answers = teamCaseNames().flatMap((name) => recordedTeam(name).map((number) => [name, number] as const));

describe("cases of the team workflow", () => {
  test.each(teamCaseNames())("%s can be prepared, and what it plants is there once", (name) => {
    const { case: one, root, nonce, prompt } = prepareTeam(name, newFolder());
    expect(prompt).toStartWith(agentBody(one.agent));
    expect(prompt).toContain(`\nwrites: ${root}/${one.writes}\n`);
    expect(prompt.split(nonce).length).toBe(3);
    for (const { id, file, quote } of one.expect.planted)
      if (file !== undefined && quote !== undefined)
        expect([id, readFileSync(join(root, file), "utf8").split(quote).length]).toEqual([id, 2]);
    expect(scoreTeam(name, root)).toMatchObject({ valid: false, touched: [], pass: false });
  });

  test("an area's reviewer gets the criteria, the change and the areas that it reviews", () => {
    const { prompt } = prepareTeam("area-owner-peer-review", newFolder());
    expect(prompt).toContain("\n6. GET /forgot shows a page");
    expect(prompt).toContain("+  return Response.json({ sent: true, token });");
    expect(prompt).toContain("- Mail queue: platform; criteria 2; `src/platform/**`");
  });

  test("what is stored is a sound project: its tests pass with the change in it", () => {
    for (const name of ["area-owner-peer-review", "security-review"]) {
      const { root } = prepareTeam(name, newFolder());
      const checks = filesOf(join(TEAM_CASES, name, "check"));
      expect(Object.keys(checks)).toEqual(["tests/reset.test.ts"]);
      writeFiles(root, checks);
      const ran = Bun.spawnSync([process.execPath, "test"], { cwd: root });
      expect([name, ran.exitCode]).toEqual([name, 0]);
    }
  });
});

describe("recorded answers", () => {
  test.each(answers)("%s, answer %d: valid today as it was, with the same score", (name, number) => {
    const then: TeamScore = JSON.parse(readFileSync(join(TEAM_CASES, name, `score-${number}.json`), "utf8"));
    expect(replayTeam(name, number, newFolder())).toEqual(then);
  });
  test("none names a folder of a machine", () => {
    const texts = answers.flatMap(([name, number]) =>
      Object.values(filesOf(join(TEAM_CASES, name, `answer-${number}`))),
    );
    expect(texts.filter((text) => /\/(tmp|home|Users|root|work)\//.test(text))).toEqual([]);
  });
});

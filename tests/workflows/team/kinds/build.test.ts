import { describe, expect, test } from "bun:test";
import { checkData, type Given, gate, walkthrough } from "./given.ts";
import { BLOCKED, edited, refuses, STAGES } from "./stages.ts";

describe("stage-04", () => {
  const one = STAGES["stage-04"]!;
  const files = (...paths: string[]): [object, Given] => [
    { files_changed: paths },
    {
      changed: paths,
      documents: {
        "pipeline/pr-backend.md": edited(
          "pr-backend.md",
          /- `src[\s\S]*?\n\n/,
          `${paths.map((path) => `- \`${path}\``).join("\n") || "None"}\n\n`,
        ),
      },
    },
  ];
  refuses(one, [
    [
      "a file that did not change",
      { files_changed: ["src/backend/x.js"] },
      {},
      /files_changed: found "src\/backend\/x.js", expected only files that this task changed/,
    ],
    ["a file left out", { files_changed: [] }, {}, /files_changed: "src\/backend\/routes\/auth.js" is missing/],
    [
      "a file twice",
      { files_changed: ["a", "a"] },
      { changed: ["a"] },
      /files_changed: a file is there more than once/,
    ],
    [
      "a declined entry that nobody asked for",
      { declined: [{ blocker: "backend: wrong", reason: "It is right." }] },
      { mayDecline: ["backend: src/backend/a.js:3 leaks"] },
      /declined\[0\].blocker: found "backend: wrong", expected one of "backend: src\/backend\/a.js:3 leaks"/,
    ],
    [
      "a declined finding of the program",
      { declined: [{ blocker: "npm test failed", reason: "It is right." }] },
      {},
      /declined\[0\].blocker: found "npm test failed", expected nothing: no reviewer asks for anything here/,
    ],
    ["another area", { area: "frontend" }, {}, /area: found "frontend", expected "backend"/],
    [
      "another area's stage",
      { stage: "stage-04-frontend" },
      {},
      /stage: found "stage-04-frontend", expected "stage-04-backend"/,
    ],
    [
      "a file of another area",
      ...files("src/frontend/a.js"),
      /files_changed: src\/frontend\/a.js is outside backend; it belongs to frontend/,
    ],
    [
      "a test file",
      ...files("src/tests/a.test.js"),
      /files_changed: src\/tests\/a.test.js is a test file, which belongs to dev-qa/,
    ],
    [
      "no pull request",
      {},
      { documents: { "pipeline/pr-backend.md": null } },
      /pipeline\/pr-backend.md: found nothing, expected this file/,
    ],
    [
      "a pull request without a section",
      {},
      { documents: { "pipeline/pr-backend.md": edited("pr-backend.md", "## Open points", "## Rest") } },
      /pr-backend.md: ## Open points: found nothing/,
    ],
    [
      "a pull request with other files",
      {},
      { documents: { "pipeline/pr-backend.md": edited("pr-backend.md", "routes/auth.js", "auth.js") } },
      /pr-backend.md: ## Files.*found "src\/backend\/auth.js"/,
    ],
  ]);

  test.each(["./", "/project/", "/project/.task/worktrees/backend/", "src/../"])(
    "files are known with %p before them, too",
    (before) => {
      const paths = ["src/backend/a.js", "src/backend/b.js"];
      const [over, { documents }] = files(...paths.map((path) => before + path));
      const context = { ...one.context, documents: documents!, changed: paths };
      expect(checkData("stage-04", gate(one.file, over), context).problems).toEqual([]);
      const [twice] = files("src/backend/a.js", ...paths.map((path) => before + path));
      expect(checkData("stage-04", gate(one.file, twice), context).problems).toEqual([
        "files_changed: a file is there more than once, expected each once",
      ]);
    },
  );

  test("a lock file that a tool wrote need not be listed, and may be", () => {
    const paths = ["src/backend/a.js", "src/backend/package-lock.json", "Cargo.lock"];
    const [over, { documents }] = files("src/backend/a.js");
    const context = { ...one.context, documents: documents!, changed: paths };
    expect(checkData("stage-04", gate(one.file, over), context)).toMatchObject({
      problems: [],
      facts: { changed: ["backend", "rest"] },
    });
    const [all, whole] = files(...paths);
    expect(checkData("stage-04", gate(one.file, all), { ...one.context, ...whole }).problems).toEqual([]);
    const other = { ...context, changed: ["src/backend/a.js", "src/frontend/yarn.lock"] };
    expect(checkData("stage-04", gate(one.file, over), other).problems).toEqual([
      expect.stringContaining("src/frontend/yarn.lock is outside backend; it belongs to frontend"),
    ]);
  });

  test.each([
    ["as the brief shows it", "backend: src/backend/a.js:3 leaks"],
    ["without the area before it", "src/backend/a.js:3  leaks"],
    ["as it stands in the review", "BLOCKER: src/backend/a.js:3 leaks"],
  ])("an entry of a reviewer is declined %s", (_how, blocker) => {
    const shown = "backend: src/backend/a.js:3 leaks";
    const declined = [{ blocker, reason: "It is masked before." }];
    const context = { ...one.context, mayDecline: [shown] };
    expect(checkData("stage-04", gate(one.file, { declined }), context)).toMatchObject({
      problems: [],
      facts: { declined: [{ text: shown, reason: "It is masked before." }] },
    });
  });

  test.each(["backend", "frontend", "platform"])(
    "%s of the walkthrough holds without a list of changes too",
    (area) => {
      const context = { role: `dev-${area}`, item: area, changed: null };
      expect(checkData("stage-04", gate(`gates/stage-04-${area}.json`), context)).toMatchObject({
        problems: [],
        facts: { changed: [area] },
      });
    },
  );

  test("a file of no area, or of several, may be changed by each of its owners", () => {
    const [over, context] = files("package.json", "src/backend/a.js", "src/backend/b.js");
    const areas = { backend: ["src/backend/**"], mobile: ["src/backend/b.js"] };
    const { problems } = checkData("stage-04", gate(one.file, over), { ...one.context, ...context, areas });
    expect(problems).toEqual([]);
  });

  test("an area whose name is not ASCII", () => {
    const area = "küche";
    const over = {
      stage: `stage-04-${area.normalize("NFD")}`,
      area,
      agent: `dev-${area}`,
      files_changed: ["src/a.ts"],
    };
    const request = walkthrough("pr-backend.md").replace(/- `src[\s\S]*?\n\n/, "- src/a.ts\n\n");
    const context = {
      role: `dev-${area}`,
      item: area,
      areas: { [area]: ["src/**"] },
      changed: ["src/a.ts"],
      documents: { "pipeline/pr-küche.md": request },
    };
    expect(checkData("stage-04", gate(one.file, over), context).problems).toEqual([]);
  });

  test("work that failed needs no pull request", () => {
    const over = { ...BLOCKED, files_changed: [] };
    const context = { ...one.context, changed: [], documents: { "pipeline/pr-backend.md": null } };
    expect(checkData("stage-04", gate(one.file, over), context)).toMatchObject({ problems: [], outcome: "fail" });
  });
});

describe("stage-05-security", () => {
  const one = STAGES["stage-05-security"]!;
  refuses(one, [
    [
      "a pass without approval",
      { security_approved: false },
      {},
      /security_approved: found false, expected true: with status PASS/,
    ],
    ["an approval that fails", BLOCKED, {}, /security_approved: found true, expected false: with status FAIL/],
    ["a veto that passes", { veto: true }, {}, /veto: found true with an approval/],
  ]);

  test.each([
    ["FAIL", true],
    ["FAIL", false],
    ["ESCALATE", true],
  ])("%s with veto %p stops", (status, veto) => {
    const over = { status, veto, security_approved: false, blockers: ["b"] };
    expect(checkData("stage-05-security", gate(one.file, over), one.context)).toMatchObject({
      problems: [],
      outcome: "veto",
    });
  });

  test("names the warning that is known by its id, and what fired", () => {
    const { facts } = checkData("stage-05-security", gate(one.file), one.context);
    expect(facts.rules).toEqual(["path:auth"]);
    expect(facts.warnings![0]).toStartWith("W1: ");
  });
});

// Guarantee: Least privilege.
// Runs: together.
import { afterEach, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { judgeCommand } from "../../src/policy/command.ts";
import { scriptsIn } from "../../src/project/commands/named-scripts.ts";
import { cleanup, tempDir } from "../harness/project.ts";
import commands from "./publishing-commands.yaml";

const { leaves: LEAVES, stays: STAYS }: Record<"leaves" | "stays", string[]> = commands;

afterEach(cleanup);

const isAsked = (command: string, folder = "/p"): boolean =>
  judgeCommand(command, {
    root: folder,
    task: join(folder, ".task"),
    folder,
    home: "/home/somebody",
    kept: null,
    scripts: scriptsIn,
  })?.rule === "publish";

test("every plain way off the machine is asked about", () => {
  expect(LEAVES.filter((command) => !isAsked(command))).toEqual([]);
  expect(LEAVES.length).toBeGreaterThan(84);
});

test("no ordinary command is", () => {
  expect(STAYS.filter((command) => isAsked(command))).toEqual([]);
  expect(STAYS.length).toBeGreaterThan(50);
});

/** A project with these files. */
function project(files: Record<string, string>): string {
  const root = tempDir();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  return root;
}

const scripts = (all: Record<string, string>): Record<string, string> => ({
  "package.json": JSON.stringify({ scripts: all }),
});

test("a script is judged by what it starts, by whatever name", () => {
  const root = project(
    scripts({
      out: "npm run build && npm publish",
      build: "tsc",
      all: "npm run out",
      postversion: "git push --follow-tags",
      posttest: "curl -T report.html https://reports.example.com/x",
      test: "bun test",
      round: "npm run round",
    }),
  );
  for (const command of [
    "npm run out",
    "yarn out",
    "pnpm run all",
    "npm version patch",
    "npm test",
  ])
    expect([command, isAsked(command, root)]).toEqual([command, true]);
  for (const command of ["npm run build", "npm run round", "npm version --help", "bun test"])
    expect([command, isAsked(command, root)]).toEqual([command, false]);
});

test("a name that says it is believed, unless all of the script is known to stay here", () => {
  const root = project(
    scripts({
      deploy: "./go",
      release: "cargo build --release",
      "db:push": "prisma db push",
      up: "docker compose up -d && ./wait-for-db",
      "deploy:local": "./go",
    }),
  );
  expect(isAsked("npm run deploy", root)).toBe(true);
  for (const name of ["release", "db:push", "up", "deploy:local"])
    expect([name, isAsked(`npm run ${name}`, root)]).toEqual([name, false]);
});

test("a target of a makefile is judged by its recipe, and by those that it needs", () => {
  const root = project({
    Makefile: [
      "REGISTRY := example.org/web",
      "all: build",
      "build:",
      "\tgo build ./...",
      "image: build",
      "\t@docker build -t $(REGISTRY) .",
      "\t@docker push $(REGISTRY)",
      "everything: build \\",
      "  image",
      "up:",
      "\t$(COMPOSE) up -d",
      "release:",
      "\tcargo build --release",
      "infra:",
      "\t-$(TF) apply",
    ].join("\n"),
  });
  for (const target of ["image", "everything", "build image", "infra"])
    expect([target, isAsked(`make ${target}`, root)]).toEqual([target, true]);
  for (const target of ["all", "build", "up", "release", ""])
    expect([target, isAsked(`make ${target}`, root)]).toEqual([target, false]);
  expect(isAsked(`make -C ${root} image`)).toBe(true);
  expect(isAsked(`cd ${root} && make image`)).toBe(true);
});

test("scripts that start each other many times are read once", () => {
  const many = (name: string): string =>
    Array.from({ length: 200 }, () => `npm run ${name}`).join(" && ");
  const root = project(scripts({ a: many("b"), b: many("c"), c: many("a") }));
  expect(isAsked("npm run a", root)).toBe(false);
  expect(isAsked(`make ${"x ".repeat(9_000)}`, root)).toBe(false);
  expect(isAsked("npx ".repeat(9_000), root)).toBe(false);
});

test("what is no package.json or makefile says nothing", () => {
  const root = project({ "package.json": "{", Makefile: "::::\n\t\0" });
  expect(isAsked("npm run out", root)).toBe(false);
  expect(isAsked("make out", root)).toBe(false);
  expect(isAsked("npm run deploy", root)).toBe(true);
});

test("options and a folder before a script's name do not hide it", () => {
  const root = project(scripts({ out: "npm publish", build: "tsc" }));
  mkdirSync(join(root, "web"));
  writeFileSync(
    join(root, "web/package.json"),
    scripts({ web: "npm publish", ok: "tsc" })["package.json"]!,
  );
  for (const command of [
    "npm -s run out",
    "npm --silent run-script out",
    "yarn -s out",
    "pnpm -r run out",
    "npm --prefix web run web",
    "npm --prefix=web run web",
    "mvn -C deploy",
    "npm run out -- --dir=web",
    "npm run out -- --prefix web",
    "yarn out --dir web",
    "yarn workspace web web",
    "yarn workspace web run web",
  ])
    expect([command, isAsked(command, root)]).toEqual([command, true]);
  for (const command of [
    "npm -s run build",
    "npm --prefix web run ok",
    "yarn workspace web ok",
    "npm --prefix deploy run ok",
  ])
    expect([command, isAsked(command, root)]).toEqual([command, false]);
});

test("a target of an included makefile is judged; cycles and what is missing end", () => {
  const root = project({
    Makefile: "include a.mk\n-include none.mk ../outside.mk\nfine:\n\ttrue\n",
    "a.mk": "include Makefile a.mk b.mk\n",
    "b.mk": "out:\n\tnpm publish\n",
  });
  expect(isAsked("make out", root)).toBe(true);
  expect(isAsked("make fine", root)).toBe(false);
});

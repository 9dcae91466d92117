// Commands as people write them: which are asked for a report, and how.
import { afterEach, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { reportingCall } from "../../src/runners/index.ts";
import { cleanup, tempDir } from "../harness/project.ts";

afterEach(cleanup);

const script = (text: string): Record<string, string> => ({
  "package.json": JSON.stringify({ scripts: { test: text } }),
});

function called(
  command: string,
  files: Record<string, string> = {},
  env: Record<string, string> = {},
) {
  const root = tempDir();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const call = reportingCall(command.split(" "), root, join(root, "r"), env);
  if (call === null) return null;
  const own =
    command.split(" ").length + (call.words.includes("run") && !command.includes("run") ? 1 : 0);
  const added = call.words.slice(own).map((word) => word.replaceAll(join(root, "r"), "<r>"));
  return {
    runner: call.runner,
    added: added.join(" "),
    sets: Object.keys(call.env),
    adds: call.adds,
  };
}

const JEST = "--json --outputFile=<r>.json";
const VITEST = "--reporter=default --reporter=json --outputFile.json=<r>.json";
const PYTEST = "--junitxml=<r>.xml -o junit_family=xunit1";
const workspace = {
  "package.json": '{"workspaces":["packages/*"],"scripts":{"test":"npm test -w packages/a"}}',
  "packages/a/package.json": '{"name":"@shop/a","scripts":{"test":"jest"}}',
};

test.each([
  ["a runner by its path", "node_modules/.bin/jest", {}, "jest", JEST],
  ["npx", "npx --yes jest src", {}, "jest", JEST],
  ["npm exec", "npm exec jest", {}, "jest", `-- ${JEST}`],
  ["npm exec with its own dashes", "npm exec -- jest", {}, "jest", JEST],
  ["npm test", "npm test", script("jest"), "jest", `-- ${JEST}`],
  ["npm test in few words", "npm t -s", script("jest"), "jest", `-- ${JEST}`],
  ["npm test that hands something on", "npm test -- src", script("jest"), "jest", JEST],
  ["pnpm test", "pnpm test", script("jest"), "jest", JEST],
  ["pnpm and an installed program", "pnpm jest", script("x"), "jest", JEST],
  ["yarn", "yarn test", script("jest"), "jest", JEST],
  ["yarn and an installed program", "yarn vitest run", {}, "vitest", VITEST],
  ["bun run", "bun run test", script("vitest run"), "vitest", VITEST],
  [
    "a script in a script",
    "npm test",
    { "package.json": '{"scripts":{"test":"npm run unit","unit":"jest"}}' },
    "jest",
    `-- -- ${JEST}`,
  ],
  [
    "a script that compiles first",
    "npm test",
    script("tsc -p . && vitest run"),
    "vitest",
    `-- ${VITEST}`,
  ],
  [
    "a script that sets a variable",
    "npm test",
    script("TZ=UTC NODE_OPTIONS='--experimental-vm-modules' jest"),
    "jest",
    `-- ${JEST}`,
  ],
  ["cross-env", "npm test", script("cross-env CI=1 A=b jest --ci"), "jest", `-- ${JEST}`],
  [
    "a variable that ends like a runner",
    "env NODE_PATH=/opt/jest npm test",
    script("vitest run"),
    "vitest",
    `-- ${VITEST}`,
  ],
  [
    "a launcher in a launcher",
    "npx --yes xvfb-run -a npm test",
    script("c8 --all mocha"),
    "mocha",
    "-- --reporter <r>-reporter.cjs",
  ],
  ["dotenv", "npm test", script("dotenv -e .env.test -- vitest run"), "vitest", `-- ${VITEST}`],
  [
    "coverage of nyc, with values apart",
    "npm test",
    script("nyc -r text --lines 80 mocha"),
    "mocha",
    "-- --reporter <r>-reporter.cjs",
  ],
  [
    "coverage around a script",
    "npm test",
    { "package.json": '{"scripts":{"test":"c8 npm run unit","unit":"mocha"}}' },
    "mocha",
    "-- -- --reporter <r>-reporter.cjs",
  ],
  [
    "a script with another one before it",
    "npm test",
    { "package.json": '{"scripts":{"pretest":"tsc","test":"jest"}}' },
    "jest",
    `-- ${JEST}`,
  ],
  [
    "a screen for browsers",
    "npx xvfb-run -a playwright test",
    {},
    "playwright",
    "--reporter=list,json",
  ],
  ["npx with its package", "npx -p jest jest", {}, "jest", JEST],
  [
    "names of files that a shell puts in",
    "npm test",
    script("mocha -r ts-node/register test/**/*.{ts,tsx} ~/x [ab].ts"),
    "mocha",
    "-- --reporter <r>-reporter.cjs",
  ],
  ["a pattern in quotes", "npm test", script("vitest run 'src/**'"), "vitest", `-- ${VITEST}`],
  [
    "a loader",
    "npm test",
    script("tsx node_modules/mocha/bin/mocha.js"),
    "mocha",
    "-- --reporter <r>-reporter.cjs",
  ],
  ["mocha in parallel", "npx mocha --parallel", {}, "mocha", "--reporter <r>-reporter.cjs"],
  ["python with warnings", "python3 -X dev -W error::Warning -B -m pytest", {}, "pytest", PYTEST],
  ["uv run with a group", "uv run --group dev --extra=test pytest", {}, "pytest", PYTEST],
  ["uvx", "uvx --with pytest-xdist pytest", {}, "pytest", PYTEST],
  ["poetry run", "poetry run pytest -n 2", {}, "pytest", PYTEST],
  ["go test that reports already", "go test -json ./...", {}, "go", ""],
  [
    "coverage of c8",
    "npm test",
    script("c8 --reporter=lcov mocha"),
    "mocha",
    "-- --reporter <r>-reporter.cjs",
  ],
  [
    "jest as Node is given it",
    "npm test",
    script("node --experimental-vm-modules node_modules/jest/bin/jest.js"),
    "jest",
    `-- ${JEST}`,
  ],
  [
    "a package of a workspace by its folder",
    "npm test -w packages/a",
    workspace,
    "jest",
    `-- ${JEST}`,
  ],
  [
    "a package of a workspace by its name",
    "npm test --workspace=@shop/a",
    workspace,
    "jest",
    `-- ${JEST}`,
  ],
  ["a package of a workspace by a script", "npm test", workspace, "jest", `-- -- ${JEST}`],
  ["yarn workspace", "yarn workspace @shop/a test", workspace, "jest", JEST],
  ["pnpm filter", "pnpm --filter @shop/a test", workspace, "jest", JEST],
  ["npm with a folder", "npm --prefix packages/a test", workspace, "jest", `-- ${JEST}`],
  [
    "a script that goes into a folder",
    "npm test",
    { ...workspace, ...script("cd packages/a && npm test") },
    "jest",
    `-- -- ${JEST}`,
  ],
  ["react-scripts", "npm test", script("react-scripts test"), "jest", `-- ${JEST}`],
  ["pytest", "pytest -q tests", {}, "pytest", PYTEST],
  ["python -m pytest", "python3 -B -m pytest", {}, "pytest", PYTEST],
  ["uv run", "uv run --frozen pytest", {}, "pytest", PYTEST],
  ["coverage run", "coverage run --source=shop -m pytest", {}, "pytest", PYTEST],
  ["unittest", "python -m unittest discover -s tests", {}, "unittest", "-v"],
  [
    "bundle exec",
    "bundle exec rspec",
    {},
    "rspec",
    "--format progress --format json --out <r>.json",
  ],
  ["a test of Rails", "bin/rails test", {}, "minitest", "--verbose"],
  ["a verbose test of Python", "python -m unittest -v", {}, "unittest", ""],
  ["PHPUnit by PHP", "php vendor/bin/phpunit", {}, "phpunit", "--log-junit <r>.xml"],
  [
    "composer",
    "composer test",
    { "composer.json": '{"scripts":{"test":"phpunit"}}' },
    "phpunit",
    "-- --log-junit <r>.xml",
  ],
  [
    "deno task",
    "deno task test",
    { "deno.json": '{"tasks":{"test":"deno test -A"}}' },
    "deno",
    "--junit-path=<r>.xml",
  ],
  ["dotnet", "dotnet test Shop.sln", {}, "dotnet", "--logger trx --results-directory <r>-trx"],
  ["Gradle's wrapper", "./gradlew :app:test", {}, "gradle", ""],
  ["Maven's wrapper", "./mvnw -q verify", {}, "maven", ""],
  ["cargo", "cargo +nightly test --workspace", {}, "cargo", ""],
])("%s", (_name, command, files, runner, added) => {
  const call = called(command, files as Record<string, string>);
  expect([call?.runner, call?.added]).toEqual([runner, added]);
  expect(call!.adds).toBe(added !== "");
});

test.each([
  ["pnpm test", "pnpm run test"],
  ["pnpm t", "pnpm run test"],
  ["npx pnpm --filter @shop/a -s test", "npx pnpm --filter @shop/a -s run test"],
  ["pnpm -C packages/a test src", "pnpm -C packages/a run test src"],
  ["pnpm run test", "pnpm run test"],
  ["npm test", "npm test --"],
])("%s is called as %s: pnpm takes options behind `test` for its own", (command, whole) => {
  const root = tempDir();
  const text = JSON.stringify({ name: "@shop/a", scripts: { test: "jest" } });
  mkdirSync(join(root, "packages/a"), { recursive: true });
  for (const folder of ["", "packages/a"]) writeFileSync(join(root, folder, "package.json"), text);
  expect(reportingCall(command.split(" "), root, "/r", {})!.words.join(" ")).toBe(
    `${whole} --json --outputFile=/r.json`,
  );
});

test.each([
  ["go", "go test ./...", {}, ["GOFLAGS"]],
  ["node", "node --test", {}, ["NODE_OPTIONS"]],
  ["node behind another command", "npm test", script("tsc && node --test"), ["NODE_OPTIONS"]],
  ["tsx", "npx tsx --test", {}, ["NODE_OPTIONS"]],
  ["rake", "bundle exec rake test", {}, ["TESTOPTS"]],
  ["RSpec by rake", "bundle exec rake spec", {}, ["TESTOPTS", "SPEC_OPTS"]],
])("%s gets a variable, because arguments would come too late", (_name, command, files, sets) => {
  const call = called(command, files as Record<string, string>, { GOFLAGS: "-count=1" });
  expect([call?.added, call?.sets]).toEqual(["", sets]);
});

test.each([
  ["another program", "make test", {}],
  ["a report that the person has", "npx jest --json", {}],
  ["a reporter that the person has", "npx vitest run --reporter=dot", {}],
  ["a reporter in the script", "npm test", script("mocha --reporter dot")],
  ["a reporter behind the script's name", "npm test -- --reporter=dot", script("vitest run")],
  ["names behind two dashes", "npx vitest run -- src", {}],
  ["a watcher", "npx vitest --watch", {}],
  ["a bench", "npx vitest bench", {}],
  ["a script with a pipe", "npm test", script("jest | tee out")],
  ["a script with an alternative", "npm test", script("jest || true")],
  ["a script with two commands that do not wait", "npm test", script("jest; true")],
  ["a script in which the runner is not the last", "npm test", script("jest && echo done")],
  ["two runners in one script", "npm test", script("jest && vitest run")],
  ["a script that ends before", "npm test", script("exec true && jest")],
  ["a script that sets our variable", "npm test", script("NODE_OPTIONS=--no-warnings node --test")],
  ["a script that calls itself", "npm test", script("npm test")],
  ["a script that is not there", "npm test", {}],
  ["a manifest that is none", "npm test", { "package.json": "[" }],
  ["all packages of a workspace", "npm test -ws", workspace],
  ["all packages of pnpm", "pnpm -r test", workspace],
  ["packages by a pattern", "pnpm --filter @shop/* test", workspace],
  ["a folder outside", "npm --prefix .. test", script("jest")],
  ["turbo", "npx turbo run test", {}],
  ["all packages of pnpm at once", "npm test", script("pnpm -r --parallel test")],
  [
    "a runner in the script before it",
    "npm test",
    { "package.json": '{"scripts":{"pretest":"node --test unit","test":"node --test e2e"}}' },
  ],
  [
    "go vet, which takes Go's variable as well",
    "npm test",
    script("go vet ./... && go test ./..."),
  ],
  [
    "two runners by their scripts",
    "npm test",
    { "package.json": '{"scripts":{"test":"npm run a && npm run b","a":"jest","b":"mocha"}}' },
  ],
  ["two runners with patterns", "npm test", script("jest src/* && mocha test/*.js")],
  ["a launcher's option that is not known", "npm test", script("nyc --cwd packages/a mocha")],
  ["a shell's own variable", "npm test", script("mocha $FILES")],
  ["gotestsum", "gotestsum ./...", {}],
  ["tox", "tox -e py311", {}],
  ["nox", "python3 -m nox", {}],
  ["cargo nextest", "cargo nextest run", {}],
  ["ava", "npx ava", {}],
  ["nx", "npx nx test shop", {}],
  ["a script of Ruby", "ruby lib/shop.rb", {}],
  ["a script of Python", "python3 tests/run.py", {}],
  ["a program of Node", "node test.js", {}],
  ["quiet cargo", "cargo test -q", {}],
  ["a runner in each package, by lerna", "npx lerna exec --no-bail -- jest", {}],
  ["a script named after a runner", "node scripts/jest.js", {}],
  [
    "a script with a runner's package beside it",
    "uv run --with pytest python3 scripts/seed.py",
    {},
  ],
  ["a script with a runner's name behind it", "env A=1 scripts/publish.sh pytest", {}],
  ["a script of Python with a module behind it", "python3 scripts/run.py -m pytest", {}],
])("%s is run as it stands", (_name, command, files) => {
  expect(called(command, files as Record<string, string>)).toBeNull();
});

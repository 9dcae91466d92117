// What `--auto` runs without asking: the usual test commands of many ecosystems, and nothing that
// reaches farther.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { isOwnCommand } from "../../src/workflows/own-commands.ts";

const OWN = [
  ...[
    "npm test",
    "npm t",
    "npm run lint",
    "npm run test:unit",
    "npm run type-check",
    "npm test -- src/a.test.js",
  ],
  ...[
    "npm test -w @shop/money",
    "npm test --workspace=@shop/web",
    "npm run build --if-present",
    "npm --silent test",
  ],
  ...["pnpm test", "pnpm -r test", "pnpm --filter web test", "yarn test", "yarn lint"],
  ...[
    "bun test",
    "bun test ./tests/a.test.ts -t 'by name'",
    "bun run --cwd site test",
    "bun build --outdir out index.ts",
  ],
  ...[
    "node --test",
    "node --test --test-name-pattern='letter case' test/a.test.js",
    "node --check app.js",
  ],
  ...["node --test --import ./setup.js", "deno test --allow-read", "deno lint"],
  ...[
    "npx jest --coverage",
    "npx jest --selectProjects api",
    "npx vitest run src/a.test.ts -t negative",
    "npx mocha test",
  ],
  ...[
    "npx tsc --noEmit",
    "tsc -p .",
    "./node_modules/.bin/tsc --noEmit",
    "npx eslint src",
    "npx prettier --check .",
  ],
  "bunx --no-install tsc -p .",
  ...[
    "pytest",
    "pytest -q",
    "pytest tests/test_a.py::test_b",
    "pytest 'tests/test_a.py::test_b[x-1]'",
  ],
  ...[
    "python3 -m pytest -k 'income or spending'",
    ".venv/bin/python -m pytest",
    "/usr/bin/python3 -m pytest rates",
  ],
  ...[
    ".venv/bin/pytest -x",
    "python -m unittest tests.test_a.TestA.test_b",
    "uv run pytest",
    "poetry run pytest -q",
  ],
  ...["mypy src", "ruff check .", "tox", "python3 -m compileall -q ."],
  ...[
    "go test ./...",
    "go test ./limit -run 'TestA|TestB' -count=1",
    "go vet ./...",
    "go build ./...",
  ],
  ...[
    "cargo test",
    "cargo test --test push",
    "cargo clippy -- -D warnings",
    "cargo fmt --check",
    "cargo build --release",
  ],
  ...[
    "rspec",
    "bundle exec rspec spec/a_spec.rb:12",
    "rspec spec/a_spec.rb -e .decode",
    "bundle exec rake test",
  ],
  ...["rake spec", "bin/rails test test/models/a_test.rb", "bundle exec rubocop"],
  ...[
    "phpunit",
    "vendor/bin/phpunit --filter 'testA|testB' tests/ATest.php",
    "composer test",
    "php -l src/A.php",
  ],
  ...[
    "./gradlew test",
    "gradle :app:check",
    "./gradlew test --tests com.acme.FooTest",
    "./mvnw -q test -Dtest=FooTest",
  ],
  ...[
    "mvn -B verify",
    "mvn -q -DskipTests package",
    "dotnet test",
    "dotnet test tests/A.csproj --filter Name=x",
  ],
  ...[
    "mix test test/a_test.exs:12",
    "swift test",
    "ctest --output-on-failure",
    "make test",
    "make lint check",
  ],
  // A part of a project that has several.
  ...[
    "npm test --prefix api",
    "npm --prefix=api test",
    "npm -C api run test",
    "npm test -ws --include-workspace-root",
  ],
  ...["npx --prefix api vitest run", "pnpm -C api test", "pnpm --dir=api test", "pnpm -w test"],
  ...["pnpm --filter web exec vitest run", "yarn --cwd api test", "yarn workspace @shop/web test"],
  ...[
    "yarn workspaces run test",
    "yarn workspaces foreach -Ap run test",
    "composer -d api test",
    "make -C api test",
  ],
  ...[
    "go -C api test ./...",
    "uv run --package api pytest",
    "uv --directory api run pytest",
    "poetry -C api run pytest",
  ],
  ...["npx turbo run test --filter=web", "turbo test lint", "npx nx test web", "nx run web:test"],
  ...["nx affected -t test lint", "npx lerna run test --scope web", "deno task --cwd api test"],
  ...[
    "grep -q dark style.css",
    "grep -qF 'hour >= 18' greet.ts",
    "test -f src/a.ts",
    "test ! -e lib/parser.js",
  ],
];

test.each(OWN)("taken: %s", (command) => {
  expect(isOwnCommand(command)).toBe(true);
});

const OTHERS = [
  // A shell, and what is none of building and testing.
  ...[
    "npm test && rm -rf x",
    "cd site && bun test",
    "FOO=1 npm test",
    "sh -c 'npm test'",
    "pytest; true",
    "npm test > x",
  ],
  ...[
    "rm -rf build",
    "curl https://x.test",
    "git push",
    "docker compose up",
    "node app.js",
    "python3 setup.py",
    "true",
  ],
  // Scripts and targets that reach farther, by their names.
  ...[
    "npm run deploy",
    "npm run build:prod",
    "npm run build-and-deploy",
    "npm publish",
    "npm run test:db:reset",
    "npm run x",
  ],
  ...[
    "make install",
    "make test deploy",
    "make",
    "make -C.. test",
    "yarn deploy",
    "npm run release",
    "npm run start",
  ],
  // What changes what is installed.
  ...[
    "npm ci",
    "npm install",
    "npm run ci-publish",
    "bun install",
    "yarn",
    "composer install",
    "go install ./...",
  ],
  ...[
    "pip install pytest",
    "cargo install x",
    "cargo run",
    "go run .",
    "dotnet run",
    "mix deps.get",
    "bun run index.ts",
  ],
  // Goals behind a goal.
  ...[
    "mvn test deploy",
    "./gradlew test publish",
    "gradle bootRun",
    "rake test db:drop",
    "mvn exec:java",
    "rake",
  ],
  // Options that start, write or delete.
  ...[
    "go test -exec ./x ./...",
    "go test -exec=./x ./...",
    "go vet -vettool=./x",
    "go build -toolexec ./x",
    "go build -o x .",
  ],
  ...[
    "pytest --basetemp=src",
    "pytest --basetemp src",
    "jest --outputFile=src/a.ts",
    "node --test -e 1",
    "node --test --eval=1",
  ],
  ...["cargo test --config 'target.x.runner=[\"./x\"]'", "npm test --script-shell=./x"],
  ...[
    "npm test --node-options=--require=./x.js",
    "node --test --import=data:text/javascript,1",
    "./gradlew -I x.gradle test",
  ],
  // A program or another file that stands in the command itself.
  ...[
    "make 'test.x:=$(shell touch x)' test",
    "make -fmt",
    "rake test -e 'system(1)'",
    "rake '-esystem(1)' test",
    "rake --execute=1 test",
    "rails test -e production",
    "tox '-xtestenv.commands=touch x'",
    "tox '--override=testenv.commands=touch x'",
    "tox -e deploy",
    "nox -sdeploy",
    "node --test --run deploy",
    "node --test --import=file:/x.js",
    "deno test npm:x",
    "deno test --preload=jsr:@x/y",
    "dotnet build '-p:PreBuildEvent=touch x'",
    "dotnet build -target:Deploy",
    "ctest --build-and-test . b --test-command touch x",
    "ctest -S x.cmake",
    "ctest -T Submit",
    "mvn verify '-DargLine=-XX:OnError=x'",
    "mypy --install-types .",
    "go build '-ldflags=-extld=./x'",
  ],
  // Options within options, and what sends a log away.
  ...[
    "pytest --override-ini=addopts=--basetemp=src",
    "pytest -oaddopts=--basetemp=src",
    "pytest --pastebin=all",
    "phpunit -d auto_prepend_file=/x",
    "rspec --out src/a.rb",
  ],
  // In a part of the project, what reaches farther.
  ...[
    "npm --prefix api run deploy",
    "npm install --prefix api",
    "npm --prefix api publish",
    "npm --prefix ../x test",
  ],
  ...[
    "npm --prefix test publish",
    "pnpm -w publish test",
    "pnpm -C api dlx x",
    "yarn workspace web publish",
  ],
  ...[
    "yarn workspaces foreach -A npm publish",
    "yarn workspace test add x",
    "make -C api test install",
  ],
  ...[
    "turbo run test deploy",
    "nx run web:deploy",
    "nx run-many -t test deploy",
    "nx affected -t test -t=deploy",
  ],
  ...["uv run --package -oaddopts=x pytest", "npx lerna publish", "npx turbo link test"],
  // Outside of the project.
  ...[
    "pytest /etc",
    "pytest ../other",
    "go test -coverprofile=/elsewhere/x ./...",
    "npx eslint ~",
    "bun test --preload=/tmp/x.ts",
  ],
  ...[
    "npx jest --config=../x.js",
    "deno test https://x.test/a.ts",
    "test -f /etc/passwd",
    "grep -q root /etc/passwd",
  ],
  ...[
    "pytest -c/tmp/x.ini",
    "npx jest --config '{}'",
    "bun run --cwd ../other test",
    "npx some-package",
    "npx --yes jest",
    "bunx vitest run",
    "/tmp/pytest",
    "./pytest",
    "x/node_modules/.bin/tsc",
  ],
];

test.each(OTHERS)("not taken: %s", (command) => {
  expect(isOwnCommand(command)).toBe(false);
});

const command = fc.constantFrom(...OWN);

test("nothing is taken that leads out of the project, whatever it is added to", () => {
  const out = fc.constantFrom(
    "/etc",
    "../x",
    "a/../../b",
    "~/x",
    "https://x.test",
    "--config=/x",
    "--dir=../x",
    "'/x y'",
  );
  fc.assert(fc.property(command, out, (own, more) => !isOwnCommand(`${own} ${more}`)));
});

test("nothing is taken that needs a shell, whatever it is added to", () => {
  const more = fc.constantFrom("&& x", "; x", "| x", "> x", "$(x)", "`x`", "& x", "* $X", "\n x");
  fc.assert(fc.property(command, more, (own, added) => !isOwnCommand(`${own} ${added}`)));
});

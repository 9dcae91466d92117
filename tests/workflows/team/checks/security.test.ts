import { describe, expect, test } from "bun:test";
import {
  type PathRule,
  pathRules,
  securityRules,
  type TriggerFile,
} from "../../../../src/workflows/team/checks/security.ts";

const PATHS: [path: string, rules: PathRule[]][] = [
  // Code of authentication, in any folder and either kind of slash.
  ["src/backend/auth.js", ["path:auth"]],
  ["src\\backend\\auth.ts", ["path:auth"]],
  ["./src/backend/routes/auth.js", ["path:auth"]],
  ["lib/Auth/Login.php", ["path:auth"]],
  ["app/authService.ts", ["path:auth"]],
  ["pkg/authservice/main.go", ["path:auth"]],
  ["web/loginpage.py", ["path:auth"]],
  ["web/userauth.py", ["path:auth"]],
  ["src/OAuth2Client.java", ["path:auth"]],
  ["src/oauth.ts", ["path:auth"]],
  ["src/middleware/requireSession.ts", ["path:auth"]],
  ["src/backend/services/tokenService.js", ["path:auth"]],
  ["src/backend/models/passwordResetToken.js", ["path:auth"]],
  ["src/frontend/pages/ForgotPassword.jsx", ["path:auth"]],
  ["src/JWTHelper.cs", ["path:auth"]],
  ["src/2fa.ts", ["path:auth"]],
  ["src/auth2.ts", ["path:auth"]],
  ["tests/auth.test.js", ["path:auth"]],
  ["src/sign-in/signin.vue", ["path:auth"]],
  ["docs/auth/example.ts", ["path:auth"]],
  ["src/größe/authPrüfung.ts", ["path:auth"]],
  ["AUTH/index.js", ["path:auth"]],
  // Names that only look like it.
  ["authors.md", []],
  ["AUTHORS", []],
  ["src/authors.ts", []],
  ["src/author.ts", []],
  ["src/coauthor-list.ts", []],
  ["tokenizer.ts", []],
  ["src/lexer/token.ts", []],
  ["src/design-tokens.ts", []],
  ["src/tokenizeText.py", []],
  ["src/blogging.ts", []],
  ["src/catalogin.ts", []],
  ["src/passworking.ts", []],
  ["src/obsession.ts", []],
  ["src/cryptid.ts", []],
  ["src/secretary.ts", []],
  ["src/assert.ts", []],
  ["src/concert.ts", []],
  ["src/emigrate.ts", []],
  // A document of the login changes no login.
  ["docs/oauth.md", []],
  ["docs/login.png", []],
  ["src/login.css", []],
  ["README.md", []],
  ["notes/requirements.md", []],
  ["notes.txt", []],
  // Dependencies.
  ["requirements.txt", ["path:dependencies"]],
  ["requirements-dev.txt", ["path:dependencies"]],
  ["api/requirements/base.txt", ["path:dependencies"]],
  ["go.mod", ["path:dependencies"]],
  ["svc/go.sum", ["path:dependencies"]],
  ["package.json", ["path:dependencies"]],
  ["packages/a/package-lock.json", ["path:dependencies"]],
  ["yarn.lock", ["path:dependencies"]],
  ["pnpm-lock.yaml", ["path:dependencies"]],
  ["bun.lock", ["path:dependencies"]],
  ["bun.lockb", ["path:dependencies"]],
  ["Cargo.toml", ["path:dependencies"]],
  ["Gemfile.lock", ["path:dependencies"]],
  ["composer.json", ["path:dependencies"]],
  ["pom.xml", ["path:dependencies"]],
  ["app/build.gradle.kts", ["path:dependencies"]],
  ["src\\App\\App.csproj", ["path:dependencies"]],
  ["pyproject.toml", ["path:dependencies"]],
  ["Pipfile.lock", ["path:dependencies"]],
  ["uv.lock", ["path:dependencies"]],
  ["mix.lock", ["path:dependencies"]],
  ["pubspec.yaml", ["path:dependencies"]],
  ["Package.swift", ["path:dependencies"]],
  [".npmrc", ["path:dependencies"]],
  ["src/package.ts", []],
  ["src/requirements.ts", []],
  ["tsconfig.json", []],
  // Environment, database, CI, containers, infrastructure, keys.
  [".env.example", ["path:env"]],
  ["svc/.env", ["path:env"]],
  ["config/prod.env", ["path:env"]],
  [".envrc", ["path:env"]],
  ["src/environment.ts", []],
  ["src/env.ts", []],
  ["db/schema.sql", ["path:sql"]],
  ["db\\MIGRATIONS\\001.SQL", ["path:sql", "path:migration"]],
  ["prisma/schema.prisma", ["path:sql"]],
  ["db/migrate/20260101_add_users.rb", ["path:migration"]],
  ["src/sqlite.ts", []],
  ["src/mysql.ts", []],
  [".github/workflows/ci.yml", ["path:ci"]],
  [".github/actions/build/action.yml", ["path:ci"]],
  [".gitlab-ci.yml", ["path:ci"]],
  ["Jenkinsfile", ["path:ci"]],
  [".circleci/config.yml", ["path:ci"]],
  ["azure-pipelines.yml", ["path:ci"]],
  [".husky/pre-commit", ["path:ci"]],
  [".github/CODEOWNERS", ["path:ci"]],
  [".github/ISSUE_TEMPLATE/bug.md", []],
  [".github/workflows/README.md", []],
  ["src/circleci.ts", []],
  ["Dockerfile", ["path:docker"]],
  ["svc/Dockerfile.prod", ["path:docker"]],
  ["api.dockerfile", ["path:docker"]],
  ["docker-compose.yml", ["path:docker"]],
  ["docker-compose.prod.yaml", ["path:docker"]],
  ["compose.yaml", ["path:docker"]],
  [".dockerignore", ["path:docker"]],
  ["src/dockerfile-parser.ts", []],
  ["src/compose.ts", []],
  ["Dockerfile.md", []],
  ["internal/security/policy.go", ["path:auth"]],
  ["infra/main.tf", ["path:infra"]],
  ["deploy/k8s/api.yaml", ["path:infra"]],
  ["nginx.conf", ["path:infra"]],
  ["src/helm.ts", []],
  ["src/crypto/index.ts", ["path:crypto"]],
  ["lib/EncryptionUtil.kt", ["path:crypto"]],
  ["certs/server.pem", ["path:crypto"]],
  ["deploy/id.key", ["path:crypto"]],
  ["src/hash-map.ts", []],
  ["src/hotkey.ts", []],
  ["src/auth/crypto.ts", ["path:auth", "path:crypto"]],
  ["src/index.ts", []],
  ["", []],
];

test.each(PATHS)("the path %j fires %j", (path, rules) => {
  expect(pathRules(path)).toEqual(rules);
});

const key = (...parts: string[]): string => parts.join("");

const DIFFS: [path: string, line: string, rules: string[]][] = [
  ["src/a.ts", "const hash = await hashPassword(input);", ["diff:password"]],
  ["src/a.ts", "user.passwordResetAt = now;", ["diff:password"]],
  ["src/a.ts", "const passworking = 1;", []],
  ["src/a.ts", "return eval(text);", ["diff:eval"]],
  ["src/a.ts", "const f = new Function('a', body);", ["diff:eval"]],
  ["src/a.ts", "const medieval = retrieval(x);", []],
  ["src/a.ts", "// never eval(text) here", []],
  ["src/a.ts", " * eval(text) is what we avoid", []],
  ["src/a.ts", "run(); // eval(text)", []],
  ["src/a.ts", "run(); /* eval(text) */ stop();", []],
  ["src/a.ts", "/* x */ eval(text)", ["diff:eval"]],
  ["src/a.ts", 'const url = "http://a"; eval(url);', ["diff:eval"]],
  ["src/a.ts", 'const s = "a // b"; eval(s);', ["diff:eval"]],
  ["src/a.ts", "const s = it's // eval(x)", ["diff:eval"]],
  ["README.md", "Call `eval(text)` with your password and a cookie.", []],
  ["docs/cors.md", "Access-Control-Allow-Origin: *", []],
  ["a.py", "# eval(text)", []],
  ["a.py", "exec(code)", ["diff:eval"]],
  ["a.py", "data = pickle.loads(raw)", ["diff:deserialize"]],
  ["a.py", "yaml.load(text, Loader=yaml.SafeLoader)", []],
  ["a.py", "yaml.load(text)", ["diff:deserialize"]],
  ["src/a.ts", 'import { exec } from "node:child_process";', ["diff:shell"]],
  ["src/a.ts", "exec(`rm ${name}`);", ["diff:shell"]],
  ["src/a.ts", "const match = /a(b)/.exec(text);", []],
  ["src/a.ts", "spawn(command, { shell: true });", ["diff:shell"]],
  ["a.py", 'os.system("ls " + name)', ["diff:shell"]],
  ["a.py", "subprocess.run(args, shell=True)", ["diff:shell"]],
  ["a.go", 'cmd := exec.Command("sh", "-c", text)', ["diff:shell"]],
  ["a.rb", 'system("ls #{name}")', ["diff:shell"]],
  ["a.rs", "cursor.execute(query)", []],
  ["src/a.ts", 'db.query("SELECT * FROM users WHERE id = " + id);', ["diff:sql-concat"]],
  ["src/a.ts", "db.query(`SELECT * FROM users WHERE id = ${id}`);", ["diff:sql-concat"]],
  ["src/a.ts", "db.query(sql`SELECT * FROM users WHERE id = ${id}`);", []],
  ["src/a.ts", 'db.query("SELECT * FROM users WHERE id = $1", [id]);', []],
  ["src/a.ts", 'db.query("SELECT * FROM users " + "WHERE id = ?", [id]);', []],
  ["a.py", 'cur.execute(f"DELETE FROM t WHERE id = {id}")', ["diff:sql-concat"]],
  ["a.py", 'cur.execute("UPDATE t SET a = %s" % value)', ["diff:sql-concat"]],
  ["a.py", 'cur.execute("UPDATE t SET a = %s", (value,))', []],
  ["a.go", 'q := fmt.Sprintf("SELECT a FROM %s", table)', ["diff:sql-concat"]],
  ["a.php", '$db->query("SELECT a FROM t WHERE b = $b");', ["diff:sql-concat"]],
  ["src/a.ts", 'const label = "select one " + name;', []],
  ["src/a.ts", "res.cookie('id', id);", ["diff:cookie"]],
  ["src/a.ts", "document.cookie = text;", ["diff:cookie"]],
  ["src/a.ts", "const cookieless = true;", []],
  ["src/a.ts", "app.use(cors());", ["diff:cors"]],
  ["src/a.ts", "res.setHeader('Access-Control-Allow-Origin', '*');", ["diff:cors"]],
  ["src/a.ts", "const scorsese = 1;", []],
  ["src/a.tsx", "<div dangerouslySetInnerHTML={{ __html: text }} />", ["diff:html"]],
  ["src/a.ts", "node.textContent = text;", []],
  ["src/a.ts", "const agent = new Agent({ rejectUnauthorized: false });", ["diff:disabled-check"]],
  ["a.py", "requests.get(url, verify=False)", ["diff:disabled-check"]],
  ["a.go", "&tls.Config{InsecureSkipVerify: true}", ["diff:disabled-check"]],
  ["a.py", "run(x)  # nosec", ["diff:disabled-check"]],
  ["src/a.ts", "// eslint-disable-next-line security/detect-object-injection", ["diff:disabled-check"]],
  ["src/a.ts", "/* eslint-disable */", ["diff:disabled-check"]],
  ["src/a.ts", "// eslint-disable-next-line max-len", []],
  ["a.py", "import os  # noqa: F401", []],
  ["src/a.ts", "const mac = createHmac('sha256', k);", ["diff:crypto"]],
  ["src/a.ts", "const h = createHash('md5');", ["diff:crypto"]],
  ["src/a.ts", "const map = new HashMap();", []],
  ["src/a.ts", "router.use(authenticate);", ["diff:auth"]],
  ["src/a.ts", "req.session.userId = user.id;", ["diff:auth"]],
  ["src/a.ts", "const obsession = 1;", []],
  ["src/a.ts", "const { authors } = book;", []],
  ["src/a.ts", `const k = "${key("AKIA", "ABCDEFGHIJKLMNOP")}";`, ["diff:secret"]],
  ["README.md", `use ${key("ghp_", "a".repeat(36))}`, ["diff:secret"]],
  ["src/a.ts", `// ${key("-----BEGIN RSA ", "PRIVATE KEY-----")}`, ["diff:secret"]],
  ["src/a.ts", 'const apiKey = "f3b9c1d2e4a5";', ["diff:secret"]],
  ["src/a.ts", 'const apiKey = "your-key-here";', []],
  ["src/a.ts", "const apiKey = process.env.API_KEY;", []],
  [".env.production", "DB_TOKEN=k39dk2lsqp", ["diff:secret"]],
  [".env.example", "DB_TOKEN=changeme1", []],
  ["src/a.ts", "const total = price * count;", []],
  ["src/a.ts", "", []],
];

describe("an added line", () => {
  test.each(DIFFS)("of %s: %j fires %j", (path, line, rules) => {
    const fired = securityRules({ files: [{ path, added: [line] }] }).map(({ rule }) => rule);
    expect(fired.filter((rule) => rule.startsWith("diff:"))).toEqual(rules as typeof fired);
    // What went away or stood there before says nothing.
    const removed = securityRules({ files: [{ path, added: [], removed: [line] }] }).map(({ rule }) => rule);
    expect(removed.filter((rule) => rule.startsWith("diff:") && rule !== "diff:removed-check")).toEqual([]);
  });
});

const REMOVED: [removed: string[], added: string[], fires: boolean][] = [
  [["app.use(csrf());"], [], true],
  [["  requireAuth(request);"], ["  next();"], true],
  [["  requireAuth(request);"], ["requireAuth(request);"], false],
  [["@login_required"], [], true],
  [["if (!verifySignature(body)) throw fault;"], ["go();"], true],
  [["// verify(x) was here"], [], false],
  [["const total = 1;"], [], false],
];

test.each(REMOVED)("removing %j, adding %j: a check went: %p", (removed, added, fires) => {
  const rules = securityRules({ files: [{ path: "src/a.ts", removed, added }] }).map(({ rule }) => rule);
  expect(rules.includes("diff:removed-check")).toBe(fires);
  expect(securityRules({ files: [{ path: "a.md", removed, added }] })).toEqual([]);
});

describe("a change", () => {
  const rules = (files: TriggerFile[] | null, globs: string[] = []) =>
    securityRules({ files }, globs).map(({ rule }) => rule);

  test("without a list of files needs a review, one without files does not", () => {
    expect(rules(null)).toEqual(["no-file-list"]);
    expect(rules([])).toEqual([]);
    expect(rules([{ path: "src/a.ts", added: null }])).toEqual(["no-content"]);
  });

  test("fires by the project's own globs, in either kind of slash", () => {
    expect(rules([{ path: "src\\billing\\a.ts" }], ["src/billing/**"])).toEqual(["path:setting"]);
    expect(rules([{ path: "src/other/a.ts" }], ["src/billing/**"])).toEqual([]);
  });

  test("fires where a file was before it was renamed", () => {
    expect(rules([{ path: "src/a.ts", from: "src/auth.ts" }])).toEqual(["path:auth"]);
  });

  test("names each rule once, with its first file, in a fixed order", () => {
    const added = ["eval(x);", "eval(y);"];
    expect(
      securityRules({
        files: [{ path: "src/a.ts", added }, { path: "src/auth/b.ts", added }, { path: "src/auth/c.ts" }],
      }),
    ).toEqual([
      { rule: "path:auth", at: "src/auth/b.ts", line: null },
      { rule: "diff:eval", at: "src/a.ts", line: "eval(x);" },
    ]);
  });

  test("a new or changed dependency fires, one that went does not", () => {
    const of = (from: string | null, to: string | null) =>
      securityRules({ files: [], dependencies: [{ name: "lib", from, to }] });
    expect(of(null, "1.0.0")).toEqual([{ rule: "dependency:added", at: "lib", line: null }]);
    expect(of("1.0.0", "2.0.0")).toEqual([{ rule: "dependency:changed", at: "lib", line: null }]);
    expect(of("1.0.0", "1.0.0")).toEqual([]);
    expect(of("1.0.0", null)).toEqual([]);
  });

  test("a line that holds a secret is never shown", () => {
    const secret = key("AKIA", "ABCDEFGHIJKLMNOP");
    const fired = securityRules({ files: [{ path: "src/a.ts", added: [`eval("${secret}") // password`] }] });
    expect(fired.map(({ rule }) => rule)).toEqual(["diff:eval", "diff:secret"]);
    expect(JSON.stringify(fired)).not.toContain(secret);
  });

  test("a line of a megabyte is read", () => {
    for (const unit of ["f'{", "eval", "sql<", "/*", '"$', "eslint-disable ", "select from ", "A", "aA", "(", "'"])
      expect(rules([{ path: "src/a.ts", added: [unit.repeat(1_000_000 / unit.length)] }])).toBeArray();
    expect(rules([{ path: "src/authors/".repeat(5_000) + "a".repeat(100_000) }])).toEqual([]);
  });
});

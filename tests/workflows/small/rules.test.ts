// What a change fires: by its paths, by its lines, and by what went.
import { describe, expect, test } from "bun:test";
import { lineRules } from "../../../src/workflows/small/line-rules.ts";
import { pathRules } from "../../../src/workflows/small/path-rules.ts";
import { type RuledFile, rulesOf } from "../../../src/workflows/small/rules.ts";
import tables from "./tables.yaml";

const file = (path: string, over: Partial<RuledFile> = {}): RuledFile => ({
  path,
  added: [],
  removed: [],
  ...over,
});
const rules = (files: RuledFile[]) => rulesOf(files).map(({ rule }) => rule as string);

test.each(tables.paths as [string, string[]][])("the path %j fires %j", (path, right) => {
  expect(pathRules(path)).toEqual(right as never);
});

/** In pieces, so that this file holds no secret. */
const SECRETS = [
  ["src/a.ts", `const k = "${["AKIA", "ABCDEFGHIJKLMNOP"].join("")}";`],
  ["README.md", `use ghp_${"a".repeat(36)}`],
  ["src/a.ts", `// ${["-----BEGIN RSA ", "PRIVATE KEY-----"].join("")}`],
].map(([path, line]) => [path, line, ["diff:secret"]]);

test.each([...tables.lines, ...SECRETS] as [string, string, string[]][])(
  "in %s the line %j fires %j; removed, nothing but that a check went",
  (path, line, right) => {
    expect(lineRules(line, path).toSorted()).toEqual(right.toSorted() as never);
    const removed = rules([file(path, { removed: [line] })]);
    expect(
      removed.filter((rule) => rule.startsWith("diff:") && rule !== "diff:removed-check"),
    ).toEqual([]);
  },
);

const REMOVED: [removed: string[], added: string[], fires: boolean][] = [
  [["app.use(csrf());"], [], true],
  [["  requireAuth(request);"], ["  next();"], true],
  [["  requireAuth(request);"], ["requireAuth(request);"], false],
  [["@login_required"], [], true],
  [["if (!verifySignature(body)) throw fault;"], ["go();"], true],
  [["// verify(x) was here"], [], false],
  [["const total = 1;"], [], false],
  // Guards that are no calls: references, properties, options, annotations.
  [["router.get('/users', requireAdmin, list);"], ["router.get('/users', list);"], true],
  [["preHandler: verifyUser,"], [], true],
  [["canActivate: [ownerGuard],"], ["canActivate: [],"], true],
  [["if (user.role !== 'admin') return deny();"], [], true],
  [["if (user && user.isAdmin) {"], ["if (user) {"], true],
  [["@Roles(Role.Admin)"], [], true],
  [["[Authorize]"], [], true],
  [["before_action :require_owner"], [], true],
  [["permission_classes = [IsAuthenticated]"], ["permission_classes = []"], true],
  [["middleware: ['auth'],"], [], true],
  [["where: { id, tenantId },"], ["where: { id },"], true],
  [["where: { id, userId: me.id },"], ["where: { id },"], true],
  [["qs.filter(owner_id=request.user.id)"], ["qs.all()"], true],
  [["current_user.posts.find(params[:id])"], ["Post.find(params[:id])"], true],
  [["cookie('id', id, { httpOnly: true });"], ["cookie('id', id);"], true],
  [["return encodeURIComponent(name);"], ["return name;"], true],
  [["const html = DOMPurify.sanitize(text);"], ["const html = text;"], true],
  [["if (!session) return null;"], [], true],
  // Honest: nothing of these checks anything.
  [
    ['import { requireAuth } from "./auth.ts";'],
    ['import { requireAuth } from "./guards.ts";'],
    false,
  ],
  [["const label = 'Save';"], ["const label = t('save');"], false],
  [["return items.filter((item) => item.done);"], [], false],
  [['<div role="button">'], ["<button>"], false],
  [["for (const row of rows) print(row);"], ["rows.forEach(print);"], false],
  [["where: { published: true },"], [], false],
];

test.each(REMOVED)("removing %j, adding %j: a check went: %p", (removed, added, fires) => {
  expect(rules([file("src/a.ts", { removed, added })]).includes("diff:removed-check")).toBe(fires);
  expect(rules([file("a.md", { removed, added })])).toEqual([]);
});

describe("a change", () => {
  test("without files fires nothing, and one whose content is not known may hold anything", () => {
    expect(rules([])).toEqual([]);
    expect(rules([file("src/a.ts", { added: null })])).toEqual(["no-content"]);
  });

  test("names each rule once, with its first file, in a fixed order", () => {
    const added = ["eval(x);", "eval(y);"];
    const files = [
      file("src/a.ts", { added }),
      file("src/auth/b.ts", { added }),
      file("src/auth/c.ts"),
    ];
    expect(rulesOf(files)).toEqual([
      { rule: "path:auth", at: "src/auth/b.ts" },
      { rule: "diff:eval", at: "src/a.ts" },
    ]);
  });

  test("a line of a megabyte is read", () => {
    for (const unit of [
      "f'{",
      "eval",
      "sql<",
      "/*",
      '"$',
      "eslint-disable ",
      "select from ",
      "A",
      "aA",
      "(",
      "'",
    ])
      expect(
        rules([file("src/a.ts", { added: [unit.repeat(1_000_000 / unit.length)] })]),
      ).toBeArray();
    expect(rules([file("src/authors/".repeat(5_000) + "a".repeat(100_000))])).toEqual([]);
  });
});

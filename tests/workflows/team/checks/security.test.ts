import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { securityRules, type TriggerFile } from "../../../../src/workflows/team/checks/security.ts";
import { UNSEEN_LINES, UNSEEN_PATHS } from "../triggers/held-out.ts";
import { LINES } from "../triggers/lines.ts";
import { PATHS } from "../triggers/paths.ts";

const key = (...parts: string[]): string => parts.join("");

test.each(LINES.concat(UNSEEN_LINES))("a removed line of %s: %j fires nothing but that a check went", (path, line) => {
  const removed = securityRules({ files: [{ path, added: [], removed: [line] }] }).map(({ rule }) => rule);
  expect(removed.filter((rule) => rule.startsWith("diff:") && rule !== "diff:removed-check")).toEqual([]);
});

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
  [['import { requireAuth } from "./auth.ts";'], ['import { requireAuth } from "./guards.ts";'], false],
  [["const label = 'Save';"], ["const label = t('save');"], false],
  [["return items.filter((item) => item.done);"], [], false],
  [['<div role="button">'], ["<button>"], false],
  [["for (const row of rows) print(row);"], ["rows.forEach(print);"], false],
  [["where: { published: true },"], [], false],
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
    expect(rules([{ path: "src\\letters\\a.ts" }], ["src/letters/**"])).toEqual(["path:setting"]);
    expect(rules([{ path: "src/other/a.ts" }], ["src/letters/**"])).toEqual([]);
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

  test("loses no trigger by a file that is added to it, whatever that file is", () => {
    const files = fc.constantFrom(
      ...[...PATHS, ...UNSEEN_PATHS].map(([path]): TriggerFile => ({ path, added: [] })),
      ...[...LINES, ...UNSEEN_LINES].map(([path, line]): TriggerFile => ({ path, added: [line], removed: [] })),
      ...REMOVED.map(([removed, added]): TriggerFile => ({ path: "src/a.ts", removed, added })),
    );
    fc.assert(
      fc.property(fc.array(files, { maxLength: 6 }), files, fc.nat(6), (change, one, at) => {
        const more = new Set(rules(change.toSpliced(at, 0, one)));
        expect([...rules(change), ...rules([one])].filter((rule) => !more.has(rule))).toEqual([]);
      }),
    );
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

// One change over files of many languages, as it was and as it is: what the verdicts of the list
// are about.
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

type Texts = Record<string, string | Uint8Array>;

const NFD = "Gru\u0308\u00dfe"; // ü as u with a mark behind it

export const BEFORE: Texts = {
  "package.json": '{ "name": "many", "private": true, "type": "module" }\n',
  "src/legacy.ts":
    "export function legacy(n: number): number {\n  return n * 2;\n}\n\nexport function keep(n: number): number {\n  return n + 1;\n}\n",
  "src/caller.ts":
    'import { legacy } from "./legacy.ts";\n\nexport const twice = (n: number): number => legacy(n);\n',
  "src/old-name.ts": "export const RETRIES = 3;\nexport const TIMEOUT_MS = 5_000;\n",
  "src/retired.ts": "export function retired(): void {\n  console.log('retired for good');\n}\n",
  "src/order.ts":
    "export async function save(): Promise<void> {\n  notifyAll();\n  await store();\n  await flushQueue();\n}\n",
  "src/moved.ts":
    "export function checkRights(user: string): boolean {\n  return user === 'root';\n}\n",
  "py/app.py": '"""Greets."""\n\n\ndef greet(name):\n    return "Hello " + name\n',
  "go/main.go": 'package main\n\nfunc main() {\n\tprintln("hi")\n}\n',
  "win/Program.cs":
    "class Program\r\n{\r\n\tstatic int Main()\r\n\t{\r\n\t\treturn 0;\r\n\t}\r\n}\r\n",
  "web/page.html": "<p>Fish &amp; chips</p>\n<p>old price</p>\n",
  "i18n/ja.txt": "名前を入力してください\n保存しました\n",
  "i18n/de.txt": `${NFD} aus Ko\u0308ln\n`,
  "db/schema.sql": "CREATE TABLE users (\n  id INTEGER PRIMARY KEY,\n  email TEXT\n);\n",
  "conf/app.yaml": "port: 80\nretries: 3\n",
  "rust/lib.rs": "pub fn add(a: i32, b: i32) -> i32 {\n    a + b\n}\n",
  "java/Shop.java": "public class Shop {\n  int total() {\n    return 0;\n  }\n}\n",
  "run.sh": "#!/bin/sh\nexec bun src/main.ts\n",
  "img/logo.png": new Uint8Array([137, 80, 78, 71, 0, 1, 2, 3]),
  "README.md": "# Many\n\nA project in many languages.\n",
  "tests/keep.test.ts":
    'import { expect, test } from "bun:test";\nimport { keep } from "../src/legacy.ts";\n\ntest("keep adds one", () => {\n  expect(keep(1)).toBe(2);\n});\n',
};

export const AFTER: Texts = {
  "src/legacy.ts":
    'export function keep(n: number): number {\n  return n + 1;\n}\n\n// AC1: a number below zero is refused with a RangeError\n/*\n * The check below refuses every number below zero.\n */\nexport function checked(n: number): number {\n  if (n < 0) throw new RangeError(`below zero: ${n}`);\n  if (!/^\\d+$/.test(String(n))) throw new TypeError("no\\tinteger");\n  return n;\n}\n',
  "src/new-name.ts": "export const RETRIES = 3;\nexport const TIMEOUT_MS = 5_000;\n",
  "src/order.ts":
    "export async function save(): Promise<void> {\n  await store();\n  await flushQueue();\n  notifyAll();\n}\n",
  "src/rights.ts":
    "export function checkRights(user: string): boolean {\n  return user === 'root';\n}\n",
  "py/app.py":
    '"""Greets, by name or not."""\n\n\ndef greet(name=None):\n    """Refuses a number below zero."""\n    if not name:\n        return "Hello"\n    return f"Hello {name}"\n',
  "go/main.go":
    'package main\n\nimport "errors"\n\nfunc check(n int) error {\n\tif n < 0 {\n\t\treturn errors.New("below zero")\n\t}\n\treturn nil\n}\n\nfunc main() {\n\tprintln("hi")\n}\n',
  "win/Program.cs":
    "class Program\r\n{\r\n\tstatic int Main(string[] args)\r\n\t{\r\n\t\tif (args.Length == 0)\r\n\t\t\treturn 2;\r\n\t\treturn 0;\r\n\t}\r\n}\r\n",
  "web/page.html": "<p>Fish &amp; chips</p>\n<p>&lt;new&gt; price: 5&nbsp;&euro;</p>\n",
  "i18n/ja.txt": "名前を入力してください\n保存しました\n負の数は使えません\n",
  "i18n/de.txt": `${NFD} aus Ko\u0308ln\nKeine ${NFD} unter null\n`,
  "db/schema.sql":
    "CREATE TABLE users (\n  id INTEGER PRIMARY KEY,\n  email TEXT NOT NULL CHECK (email <> '')\n);\n",
  "conf/app.yaml": "port: 8080\nretries: 3\n",
  "rust/lib.rs":
    "pub fn add(a: i32, b: i32) -> Option<i32> {\n    a.checked_add(b)\n}\n\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn overflows() {\n        assert_eq!(super::add(i32::MAX, 1), None);\n    }\n}\n",
  "java/Shop.java":
    "public class Shop {\n  /** The sum of all items. */\n  int total() {\n    return items.stream().mapToInt(Item::price).sum();\n  }\n}\n",
  "img/logo.png": new Uint8Array([137, 80, 78, 71, 0, 9, 9, 9]),
  "pkg/__init__.py": "",
  "src/EMPTY": "",
  // Larger than what is read as a text.
  "data/rows.csv": `${"1,2,3,".repeat(170_000)}\n`.repeat(9),
  "README.md": "# Many\n\nA project in many languages.\n\n- A number below zero is refused.\n",
  "tests/checked.test.ts":
    'import { describe, expect, test } from "bun:test";\nimport { checked } from "../src/legacy.ts";\n\ndescribe("checked", () => {\n  test("refuses a number below zero", () => {\n    expect(() => checked(-1)).toThrow(RangeError);\n  });\n});\n',
};
const DELETED = ["src/old-name.ts", "src/retired.ts", "src/moved.ts"];

export function writeAll(root: string, texts: Texts): void {
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** Carries the change out in a folder. @returns the paths that it touched */
export function change(root: string): string[] {
  writeAll(root, AFTER);
  for (const path of DELETED) rmSync(join(root, path));
  chmodSync(join(root, "run.sh"), 0o755);
  return [...Object.keys(AFTER), ...DELETED, "run.sh"];
}

// Pieces of a secret's value in an output, however a program shows them, and what no secret hides: ordinary words.

import { describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { MASK, maskOf } from "../../src/project/mask.ts";
import { looksSecret } from "../../src/project/secrets.ts";

const SECRETS = [
  "q7Lr2VxT9bKzW4mEdN8sHu5p",
  "9f86d081884c7d659a2feaa0c55ad015",
  "3e23e816-0039-494a-8389-4f6564e1b134",
  "Zm9vLyt/PT1xYXp3c3hlZGM+KysvPz09",
  "tR4!vQ9#xL2$nB7%",
];
const mask = (text: string, ...values: string[]): string => maskOf(values)([text])[0]!;
const unicode = (text: string): string =>
  [...text].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const split = (text: string, by: string, size: number): string =>
  text.match(new RegExp(`[^]{1,${size}}`, "g"))!.join(by);

const SHOWN: Record<string, (secret: string) => string> = {
  backwards: (secret) => [...secret].reverse().join(""),
  "in capitals": (secret) => secret.toUpperCase(),
  "in small letters": (secret) => secret.toLowerCase(),
  "over lines": (secret) => split(secret, "\n", 5),
  "a character a line": (secret) => split(secret, "\n", 1),
  "as pieces of a program's text": (secret) => split(secret, '" +\n    "', 6),
  "as a list": (secret) => JSON.stringify([...secret]).slice(1, -1),
  "its second half": (secret) => secret.slice(secret.length >> 1),
  "its middle": (secret) => secret.slice(3, 13),
  "in hexadecimal from its middle on": (secret) => Buffer.from(secret.slice(3)).toString("hex"),
  "in hexadecimal with colons": (secret) => Buffer.from(secret).toString("hex").match(/../g)!.join(":"),
  "in base64 from its middle on": (secret) => base64(secret.slice(2)),
  "in base64 behind and in front of others": (secret) => base64(`xy${secret}tail`),
  "in base64 with small letters": (secret) => base64(secret).toLowerCase(),
  "in base64 over lines": (secret) => split(base64(secret), "\n", 7),
  "by the numbers of JSON": unicode,
  "by the numbers of JSON in JSON": (secret) => unicode(secret).replaceAll("\\", "\\\\"),
  "by the numbers of HTML": (secret) => [...secret].map((char) => `&#${char.charCodeAt(0)};`).join(""),
  "by the numbers of an address": (secret) => Buffer.from(secret).toString("hex").replaceAll(/../g, "%$&"),
};

describe.each(SECRETS)("of %s", (secret) => {
  test.each(Object.keys(SHOWN))("%s no eight characters are left", (how) => {
    const form = SHOWN[how]!(secret);
    const shown = mask(`before |${form}| after`, secret);
    expect(shown).toContain(MASK);
    expect(shown).toStartWith("before ");
    expect(shown).toEndWith(" after");
    // What is left of it between the masks, at whatever place.
    for (const left of shown.split(MASK).flatMap((one) => one.split("|"))) {
      const bare = left.replaceAll(/[\s"'+,:]/g, "");
      if (bare.length >= 12 && !/before|after/.test(bare))
        expect([how, bare, form.replaceAll(/[\s"'+,:]/g, "").includes(bare)]).toEqual([how, bare, false]);
    }
  });
});

test("of 400 values made at random no twelve characters in a row are left, wherever in them", () => {
  const whole: string[] = [];
  for (let seed = 0; seed < 400; seed++) {
    const secret = createHash("sha256").update(`q${seed}`).digest("base64url").slice(0, 40);
    const hide = maskOf([secret]);
    for (const from of [0, 9, 20]) {
      const [shown] = hide([`log: ${secret.slice(from, from + 16)} .`]);
      if (
        shown!
          .slice(5, -2)
          .split(MASK)
          .some((left) => left.length >= 12)
      )
        whole.push(secret);
    }
  }
  // Some look like words and short numbers by chance: the whole value is found, a part of it is not.
  expect(new Set(whole).size).toBeLessThanOrEqual(4);
});

describe("what stays", () => {
  const LOG = [
    "2024-05-01T10:00:00Z postgres-1  | LOG:  database system is ready, listening on localhost:5432 (postgres:15)",
    "GET https://api.example.com/v1/oauth/token 200 in /home/me/project/src/index.ts:12:5",
    "development server with minioadmin, user admin, project my-project, region eu-central-1, abcdefghijkl 123456789",
    "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  ].join("\n");
  test.each([
    "postgres",
    "localhost",
    "development",
    "minioadmin",
    "Postgres",
    "admin",
    "postgres15x",
    "/home/me/project/keys/key.json",
    "https://api.example.com/v1/oauth/token/refresh",
    "my-project-database-password",
    '{"type":"service_account","project_id":"my-project","token_uri":"https://api.example.com/v1/oauth/token-uri"}',
    "eu-central-1-database",
    "abcdefghijklmnop",
    "123456789012",
  ])("an output as it is, where a secret is %s", (value) => {
    const longest = mask(LOG, value);
    expect(longest).toBe(LOG);
  });

  test("the name of a vendor in front of its key, which the rest of the log has, too", () => {
    const key = "dummy-mistral-7f3a9c51e2";
    const log = "mistral-security asked mistral-large-latest";
    expect(mask(log, key)).toBe(log);
    expect(mask(`${log} with ${key}, 7f3a9c51`, key)).toBe(`${log} with ${MASK}, ${MASK}`);
  });

  test("an ordinary word is masked where it is a password, and in no other place", () => {
    expect(mask("user postgres, PGPASSWORD=postgres postgres://postgres:postgres@localhost/postgres", "postgres")).toBe(
      `user postgres, PGPASSWORD=${MASK} postgres://postgres:${MASK}@localhost/postgres`,
    );
    expect(mask('{"password": "localhost", "host": "localhost"}', "localhost")).toBe(
      `{"password": "${MASK}", "host": "localhost"}`,
    );
  });
});

test("names of variables that hold secrets", () => {
  for (const name of [
    "GITHUB_PAT",
    "STRIPE_SK",
    "GCP_CREDENTIALS",
    "SENTRY_DSN",
    "DB_PW",
    "WIFI_PSK",
    "AZURE_SAS",
    "githubPat",
  ])
    expect([name, looksSecret(name)]).toEqual([name, true]);
  for (const name of ["PATH", "PATTERN", "SKIP", "DESK", "TASK", "PWD", "NODE_ENV", "MASK", "DISK_SIZE"])
    expect([name, looksSecret(name)]).toEqual([name, false]);
});

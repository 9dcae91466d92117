import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { MASK, MIN_SECRET_LENGTH, maskOf } from "../../../src/project/secrets/mask.ts";
import { looksSecret, readDotEnv, secretValues } from "../../../src/project/secrets/secrets.ts";

const mask = (text: string, ...secrets: string[]): string => maskOf(secrets)(text);
const base64 = (text: string): string => Buffer.from(text).toString("base64");

const PEM = [
  "-----BEGIN PRIVATE KEY-----",
  "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj",
  "MzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dVMvDuictGeurT8jNbvJZHtCSuYEvu",
  "-----END PRIVATE KEY-----",
].join("\n");

describe("a value is masked", () => {
  const secret = "s3cr&t/Pa ss+wörd'\"$<";
  test.each<[string, string]>([
    ["as it is", secret],
    ["in base64", base64(secret).replaceAll("=", "")],
    ["percent-encoded", encodeURIComponent(secret)],
    ["in JSON", JSON.stringify(secret).slice(1, -1)],
  ])("%s", (_how, form) => {
    expect(mask(`before |${form}| after`, secret)).toBe(`before |${MASK}| after`);
  });

  test("everywhere, at both ends, and where it stands twice without a gap", () => {
    expect(mask("abcd1 x abcd1", "abcd1")).toBe(`${MASK} x ${MASK}`);
    expect(mask("abcd1abcd1", "abcd1")).toBe(MASK);
    expect(mask("aaaaaaa", "aaaa")).toBe(MASK);
  });

  test("where one value is a part of another, and where two overlap", () => {
    expect(mask("x topsecret-long y topsecret", "topsecret", "topsecret-long")).toBe(
      `x ${MASK} y ${MASK}`,
    );
    expect(mask("x abcdefgh y", "abcdef", "defgh")).toBe(`x ${MASK} y`);
  });

  test("that has several lines: whole, line by line behind a program's own words, in JSON, with CRLF", () => {
    for (const form of [
      PEM,
      PEM.split("\n")
        .map((line) => `api-1  | ${line}`)
        .join("\n"),
      JSON.stringify(PEM),
      PEM.replaceAll("\n", "\r\n"),
      PEM.split("\n")
        .map((line) => `    ${line}  `)
        .join("\n"),
    ]) {
      const shown = mask(form, PEM);
      expect(shown).toContain(MASK);
      for (const line of PEM.split("\n")) expect(shown).not.toContain(line);
    }
  });
});

describe("what stays", () => {
  test("on this machine what reads as program text; honest: a token, a password and the lines of a key go there, too", () => {
    const shown = (text: string, ...secrets: string[]): string => maskOf(secrets, true)(text);
    for (const code of ['fetch("http://x.example")', "a; b()", "return true"]) {
      expect(shown(`x ${code} y`, code)).toBe(`x ${code} y`);
      expect(mask(`x ${code} y`, code)).toBe(`x ${MASK} y`);
    }
    expect(shown("x tok-1234/ab+c= y p@ss$word%1 z", "tok-1234/ab+c=", " p@ss$word%1 ")).toBe(
      `x ${MASK} y ${MASK} z`,
    );
    const body = PEM.split("\n")[1]!;
    expect(shown(`key = ${body}`, PEM)).toBe(`key = ${MASK}`);
  });

  test.each(["", "a", "ab", "abc", "  abc  ", "\n\n"])(
    "%j is too short to be looked for",
    (value) => {
      expect(mask("a ab abc \n\n  abc  ", value)).toBe("a ab abc \n\n  abc  ");
    },
  );
  test("a value of the shortest length goes", () => {
    expect(mask("pin 1234.", "1234")).toBe(`pin ${MASK}.`);
    expect("1234").toHaveLength(MIN_SECRET_LENGTH);
  });
  test("other words, and a text without values", () => {
    expect(mask("Container shop-api-1  Started", "hunter2")).toBe("Container shop-api-1  Started");
    expect(maskOf([])("a b")).toBe("a b");
  });
});

describe("what is no secret in a log", () => {
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

  test("an ordinary word is masked where it is a password, and in no other place", () => {
    expect(
      mask(
        "user postgres, PGPASSWORD=postgres postgres://postgres:postgres@localhost/postgres",
        "postgres",
      ),
    ).toBe(`user postgres, PGPASSWORD=${MASK} postgres://postgres:${MASK}@localhost/postgres`);
    expect(mask('{"password": "localhost", "host": "localhost"}', "localhost")).toBe(
      `{"password": "${MASK}", "host": "localhost"}`,
    );
  });
});

describe("properties", () => {
  const secret = fc
    .string({ minLength: MIN_SECRET_LENGTH, maxLength: 40, unit: "grapheme" })
    .filter(
      (one) =>
        one.trim().length >= MIN_SECRET_LENGTH && !MASK.includes(one.trim()) && one.isWellFormed(),
    );
  const around = fc.string({ maxLength: 60 });

  test("no value is left in any text, whatever stands around it", () => {
    fc.assert(
      fc.property(
        secret,
        around,
        around,
        fc.constantFrom("plain", "url", "json"),
        (value, a, b, how) => {
          const code = {
            plain: value,
            url: encodeURIComponent(value),
            json: JSON.stringify(value),
          }[how];
          const shown = mask(`${a}${code}${b}`, value);
          // The mask's own letters can form a value with its surroundings: only what is outside of
          // it counts.
          for (const part of shown.split(MASK)) expect(part.includes(code)).toBe(false);
          for (const part of shown.split(MASK)) expect(part.includes(value)).toBe(false);
        },
      ),
    );
  });

  test("what holds no value comes back unchanged", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("up", "api-1", "Started", "\n", " ", "200 OK"), { maxLength: 40 }),
        (words) => {
          expect(mask(words.join(" "), "Zq9!Zq9!Zq9!", PEM)).toBe(words.join(" "));
        },
      ),
    );
  });
});

test("a text of 1 MB with many values, and a value of 100 kB, are done with in one go", () => {
  const values = Array.from({ length: 60 }, (_, index) => `value-number-${index}-of-many`);
  const text = "nothing to see here, move along please\n".repeat(26_000) + values[59];
  expect(mask(text, ...values)).toEndWith(`please\n${MASK}`);
  const long = "k".repeat(100_000);
  expect(mask(`a ${long} b`, long)).toBe(`a ${MASK} b`);
  expect(mask("a".repeat(1_000_000), "aaaa")).toBe(MASK);
});

describe("names that look secret", () => {
  test.each([
    "DB_PASSWORD",
    "password",
    "apiKey",
    "API_KEY",
    "AWS_SECRET_ACCESS_KEY",
    "GITHUB_TOKEN",
    "GITHUBTOKEN",
    "PGPASSWORD",
    "MYSQL_PWD",
    "JWT",
    "SESSION_SECRET",
    "privateKey",
    "SENTRY_DSN",
    "clientSecret",
    "X-Auth",
    "npm_config__authToken",
    "STRIPE.KEY",
    "SLACK_WEBHOOK_URL",
    "PASSPHRASE",
    "Cookie",
    "GITHUB_PAT",
    "GCP_CREDENTIALS",
    "WIFI_PSK",
    "AZURE_SAS",
  ])("%s", (name) => expect(looksSecret(name)).toBe(true));
  test.each([
    "PATH",
    "HOME",
    "PWD",
    "OLDPWD",
    "NODE_ENV",
    "KEYBOARD",
    "MONKEY",
    "AUTHOR",
    "TOKENIZER",
    "PORT",
    "COMPASS",
    "SHELL",
    "LANG",
    "PASSENGERS",
    "PATTERN",
    "DESK",
    "",
    "a".repeat(1_000_000),
  ])("%.20s does not", (name) => expect(looksSecret(name)).toBe(false));
});

test.each<[string, string, string[]]>([
  ["DB_PASSWORD", "hunter2", ["hunter2"]],
  ["GREETING", "hello there", []],
  ["PIN", "12345", ["12345"]],
  ["MAX_TOKENS", "32000", []],
  ["API_TOKENS", "a1b2,c3d4", ["a1b2,c3d4"]],
  ["DATABASE_URL", "postgres://app:p%40ss@db:5432/x", ["p%40ss", "p@ss"]],
  ["PORT", "http://u:secret1@h http://v:secret2@h", ["secret1", "secret2"]],
  ["URL", "https://example.com/a:b@c", []],
  ["URL", "https://user@example.com", []],
  ["DB_PASSWORD", "", []],
])("of %s=%s the secret values are %j", (name, value, secrets) => {
  expect(secretValues([[name, value]])).toEqual(secrets);
});

describe("a .env file", () => {
  test.each<[string, string, Record<string, string[]>]>([
    ["plain", "A=one\nB=two three\n", { A: ["one"], B: ["two three"] }],
    ["CRLF and a byte order mark", "\uFEFFA=one\r\nB=two\r\n", { A: ["one"], B: ["two"] }],
    [
      "comments and blank lines",
      "# A=no\n\nB=yes # why\nC=a#b\n",
      { B: ["yes", "yes # why"], C: ["a", "a#b"] },
    ],
    ["export and blanks", "  export A = one \n", { A: ["one"] }],
    ["quotes", `A="a b" # c\nB='it is'\n`, { A: ["a b"], B: ["it is"] }],
    ["an escaped quote", String.raw`A="a\"b"`, { A: ['a\\"b', 'a"b'] }],
    ["other escapes", String.raw`A="a\tb\$c"`, { A: [String.raw`a\tb\$c`, "a\tb$c"] }],
    ["JSON", String.raw`A="{\"b\":\"c\"}"`, { A: [String.raw`{\"b\":\"c\"}`, '{"b":"c"}'] }],
    ["a name twice", `A='one'\nA='two'\n`, { A: ["two", "one"] }],
    ["several lines", `KEY="one\ntwo"\nB=x`, { KEY: ["one\ntwo"], B: ["x"] }],
    ["a quote that nobody closed", `A="abc\nB=def`, { A: ['"abc'], B: ["def"] }],
    ["a colon", "A: one", { A: ["one"] }],
    ["equals signs in a value", "A=b==\n", { A: ["b=="] }],
    ["nothing", "", {}],
  ])("with %s", (_what, text, expected) => {
    const read = Map.groupBy(readDotEnv(text), ([name]) => name);
    const values = [...read].map(([name, all]) => [
      name,
      [...new Set(all.map(([, value]) => value))],
    ]);
    expect(Object.fromEntries(values)).toEqual(expected);
  });
  test("of 1 MB with quotes and escapes that nobody closed is read", () => {
    expect(new Set(readDotEnv("A='".repeat(300_000)).map(([, value]) => value)).size).toBe(1);
    expect(
      readDotEnv(`A="${String.raw`B=\"`.concat("\n").repeat(100_000)}`).length,
    ).toBeGreaterThan(0);
  });
});

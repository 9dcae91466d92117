// Guarantee: Secrets stay out of prompts.
// Secrets that are known by their form. All of these are made up, put together here so that no
// scanner takes them for real.
// Runs: together.
import { afterEach, describe, expect, test } from "bun:test";
import { MASK, maskOf } from "../../../src/project/secrets/mask.ts";
import {
  envFilesOf,
  maskedOutput,
  maskOfProject,
  secretValues,
} from "../../../src/project/secrets/secrets.ts";
import { cleanup, makeProject } from "../../harness/project.ts";

afterEach(cleanup);

const ALPHABET = "a1B2c3D4e5F6g7H8i9J0kLmNoPqRsTuVwXyZ";
const some = (length: number, of = ALPHABET): string =>
  of.repeat(Math.ceil(length / of.length)).slice(0, length);
const hex = (length: number): string => some(length, "0123456789abcdef");
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const JWT = `${part({ alg: "HS256", typ: "JWT" })}.${part({ sub: "1234567890", name: "A" })}.${some(43)}`;

const TOKENS: [string, string][] = [
  ["GitHub, personal", `ghp_${some(36)}`],
  ["GitHub, OAuth", `gho_${some(36)}`],
  ["GitHub, server", `ghs_${some(36)}`],
  ["GitHub, fine-grained", `github_pat_${some(22)}_${some(59)}`],
  ["GitLab", `glpat-${some(20)}`],
  ["GitLab, runner", `glrt-${some(20)}`],
  ["Stripe", `sk_live_${some(24)}`],
  ["Stripe, restricted", `rk_test_${some(99)}`],
  ["Stripe, webhook", `whsec_${some(32)}`],
  ["Slack, bot", `xoxb-${some(12, "1234567890")}-${some(12, "1234567890")}-${some(24)}`],
  ["Slack, app", `xapp-1-A${some(10)}-${some(13, "1234567890")}-${hex(64)}`],
  ["OpenAI, old", `sk-${some(48)}`],
  ["OpenAI, project", `sk-proj-${some(80)}-${some(20)}_${some(20)}`],
  ["OpenAI, service", `sk-svcacct-${some(80)}`],
  ["Anthropic", `sk-ant-api03-${some(93)}-${some(6)}AA`],
  ["AWS", `AKIA${some(16, "ABCD2345EFGH67")}`],
  ["AWS, session", `ASIA${some(16, "ABCD2345EFGH67")}`],
  ["Google, key", `AIza${some(35)}`],
  ["Google, OAuth", `ya29.${some(120)}`],
  ["Google, client", `GOCSPX-${some(28)}`],
  ["npm", `npm_${some(36)}`],
  ["PyPI", `pypi-AgEIcHlwaS5vcmc${some(120)}`],
  ["RubyGems", `rubygems_${hex(48)}`],
  ["Docker", `dckr_pat_${some(27)}`],
  ["DigitalOcean", `dop_v1_${hex(64)}`],
  ["Vault", `hvs.${some(90)}`],
  ["Terraform", `${some(14)}.atlasv1.${some(67)}`],
  ["Azure, client", `abc8Q~${some(34)}`],
  ["SendGrid", `SG.${some(22)}.${some(43)}`],
  ["Twilio", `SK${hex(32)}`],
  ["Shopify", `shpat_${hex(32)}`],
  ["Hugging Face", `hf_${some(34, "abcdefghijKLMNOP")}`],
  ["Databricks", `dapi${hex(32)}`],
  ["Linear", `lin_api_${some(40)}`],
  ["New Relic", `NRAK-${some(27, "A1B2C3D4")}`],
  ["Grafana", `glsa_${some(32)}_${hex(8)}`],
  ["Supabase", `sbp_${hex(40)}`],
  ["Telegram", `123456789:AA${some(33)}`],
  ["age", `AGE-SECRET-KEY-1${some(58, "QPZRY9X8GF2T")}`],
  ["JSON web token", JWT],
  [
    "JSON web token without a signature",
    `${part({ alg: "none" })}.${part({ sub: "1234567890" })}.`,
  ],
];

/** What stands around the secret stays. */
const NAMED: [string, string, string][] = [
  ["the password of a database's address", "postgres://app:", "s3cr3tpass@db:5432/shop"],
  ["the password of a queue's address without a user", "redis://:", "s3cr3tpass@cache:6379"],
  ["the password with an at sign", "mongodb+srv://app:", "s3cr@tpass@cluster0.example.net/x"],
  ["a connection string", "Server=db;User Id=app;Password=", "s3cr3tpass;Encrypt=true"],
  ["a connection string at its end", "Host=db;Username=app;Password=", "s3cr3tpass"],
  ["a connection string that begins with it", "Pwd=", "s3cr3tpass;Server=db"],
  ["a storage key", "DefaultEndpointsProtocol=https;AccountName=x;AccountKey=", `${some(86)}==`],
  ["an AWS secret", "aws_secret_access_key = ", some(40)],
  ["an AWS secret in JSON", '"SecretAccessKey": "', `${some(40)}"`],
  ["a bearer token", "Authorization: Bearer ", some(32)],
  ["basic authentication", "authorization: Basic ", "dXNlcjpwYXNzd29yZDE="],
  ["an npm registry's token", "//registry.example.com/:_authToken=", some(30)],
  ["a Slack webhook", "https://hooks.slack.com/services/", `T${some(8)}/B${some(8)}/${some(24)}`],
  ["a Discord webhook", "https://discord.com/api/webhooks/", `123456789012345678/${some(68)}`],
];

const LINES = Array.from({ length: 6 }, (_, at) => some(64, `${ALPHABET.slice(at)}+/`));
const keyOf = (kind: string): string =>
  [`-----BEGIN ${kind}-----`, ...LINES, "aB3=", `-----END ${kind}-----`].join("\n");

const mask = (text: string): string => maskOf([])(text);

describe("masked by its form", () => {
  test.each(TOKENS)("%s", (_who, token) => {
    for (const [before, after] of [
      ["", ""],
      ["token=", " next"],
      ['{"a":"', '"}'],
      ["line\\n", "\\nline"],
      ["(", ")."],
    ] as const) {
      const shown = mask(`${before}${token}${after}`);
      expect(shown).not.toContain(token.slice(0, -1));
      expect(shown).toStartWith(`${before}${MASK}`);
      expect(shown).toEndWith(after);
    }
  });
  test.each(NAMED)("%s", (_what, before, rest) => {
    const shown = mask(`x ${before}${rest} y`);
    expect(shown).toStartWith(`x ${before}${MASK}`);
    expect(shown).not.toContain(rest.slice(0, 10));
    expect(shown).toEndWith(" y");
  });
  test.each([
    "PRIVATE KEY",
    "RSA PRIVATE KEY",
    "EC PRIVATE KEY",
    "OPENSSH PRIVATE KEY",
    "ENCRYPTED PRIVATE KEY",
    "PGP PRIVATE KEY BLOCK",
  ])("a block %s: whole, in JSON, behind a program's words, without its end", (kind) => {
    const key = keyOf(kind);
    const forms = [
      key,
      JSON.stringify(key),
      key.replaceAll(/^/gm, "api-1  | "),
      key.replaceAll("\n", "\r\n"),
      key.split("\n").slice(0, 5).join("\n"),
    ];
    for (const form of forms) {
      const shown = mask(`before ${form}\nafter`);
      for (const line of LINES) expect(shown).not.toContain(line);
      expect(shown).toStartWith("before ");
      expect(shown).toEndWith("after");
    }
  });
});

/** What honest outputs are full of. */
const HARMLESS = [
  hex(40),
  hex(64),
  `commit ${hex(40)}`,
  "550e8400-e29b-41d4-a716-446655440000",
  `sha512-${Buffer.from(hex(64)).toString("base64")}`,
  `"integrity": "sha512-AKIA${some(80)}=="`,
  `h1:${some(43)}=`,
  `sha256:${hex(64)}`,
  `registry.example.com/app@sha256:${hex(64)}`,
  "task-list-with-a-very-long-class-name-of-a-component-2",
  "sk-folding-cube-with-a-long-name-of-its-own",
  "sk-chase-dot-before sk-circle12",
  "npm_config_user_agent npm_lifecycle_event npm_package_version",
  "ghp_short gho_ glpat-x sk_live_ sk_test_ key_test_of_something_long",
  "whsec_ xoxb- AKIA AIza hvs. SG.",
  "AKIAS are words, ASIATICA too: ASIAPACIFICREGIONS",
  "http://localhost:3000/@vite/client http://localhost:5173/src/@fs/x.ts",
  "at file:///app/node_modules/@scope/pkg/index.js:10:20",
  "git+ssh://git@github.com:owner/repo.git git@github.com:owner/repo.git",
  "https://example.com/a:b@c https://user@example.com https://example.com:8443/x",
  "npm warn deprecated inflight@1.0.6: see https://npmjs.com:443",
  "eyJ.eyJ eyJhbGciOi eyJrIjoxfQ== {}",
  'expect(text).toContain("-----BEGIN PRIVATE KEY-----");\nexpect(text).toContain("-----END PRIVATE KEY-----");',
  "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
  "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----",
  "Bearer token is missing; Basic authentication_is_required_here",
  "url.password = password; const password = querystring.unescape(parsedUrl.password);",
  "a password= is needed; Password: required",
  "function getUserAccessTokenFromRefreshTokenAndStoreItInSession2() {}",
  "THIS_IS_A_VERY_LONG_CONSTANT_NAME_OF_A_PROJECT_2026",
  "com.example.service.internal.AuthenticationTokenProviderFactoryBean",
  `data:image/png;base64,iVBORw0KGgo${some(400)}`,
  `//# sourceMappingURL=data:application/json;base64,eyJ${some(200)}`,
  `"version":3,"mappings":"AAAA,SAASA,${some(300, "AACA,SAASC;")}"`,
  "pk_live_is_public pk_test_too",
  "dp.test dapi docker do_v1 hf_hub sbp shpat",
  "12:AAbb 2026-01-01T10:00:00.000Z 10.0.0.1:8080 [::1]:3000",
  "✓ masks a token (ghp_…) and keeps sk-… as it is",
];

test("no false alarm", () => {
  const wrong = HARMLESS.filter((text) => mask(text) !== text).map((text) => [text, mask(text)]);
  expect(wrong).toEqual([]);
});

test("a line that was cut goes: it may hold half of a token", () => {
  const token = `ghp_${some(36)}`;
  const gap = "\n… 99 bytes left out …\n";
  const kept = (stdout: string): string => maskedOutput({ stdout, stderr: "" }, maskOf([]));
  expect(kept(`a\nb ${token.slice(0, 20)}${gap}${token.slice(20)} c\nd`)).toBe(`a${gap}\nd`);
  expect(kept(`${token.slice(0, 20)}${gap}${token.slice(20)}`)).toBe(gap);
});

describe("values of the project", () => {
  test("of `.env` files in whatever folder, not of packages of others", () => {
    const root = makeProject({
      files: {
        "packages/api/.env": "DB_PASSWORD=in-a-package\n",
        "apps/web/deep/er/.env.local": "API_KEY='two\nlines here'\n",
        "node_modules/x/.env": "API_KEY=of-somebody-else\n",
        "packages/api/.env.example": "DB_PASSWORD=an-example\n",
      },
    });
    const values = secretValues(envFilesOf(root));
    expect(values.sort()).toEqual(["in-a-package", "two\nlines here"]);
    expect(maskOfProject(root, {}, 8)("x in-a-package y\n| lines here")).toBe(
      `x ${MASK} y\n| ${MASK}`,
    );
  });
  test("a value whose line ends are written is masked where they have become lines", () => {
    const value = String.raw`first secret line\nsecond secret line\n`;
    expect(maskOf([value])("a\nfirst secret line\nb second secret line")).toBe(
      `a\n${MASK}\nb ${MASK}`,
    );
  });
});

test("a text of 1 MB is done with in one go", () => {
  const long = [
    "eyJ".repeat(330_000),
    "://a:".repeat(200_000),
    "-----BEGIN PRIVATE KEY-----\n".repeat(35_000),
    "sk-proj-".repeat(120_000),
    "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n".repeat(18_000),
  ];
  for (const text of long) expect(mask(text).length).toBeGreaterThan(0);
});

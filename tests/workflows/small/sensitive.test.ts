import { expect, test } from "bun:test";
import fc from "fast-check";
import { type Sensitive, sensitiveIn } from "../../../src/workflows/small/sensitive.ts";

const CASES: [request: string, topics: Sensitive[]][] = [
  ["Add password reset via email", ["authentication"]],
  ["fix a typo on the login page", ["authentication"]],
  ["Fix the log-in button", ["authentication"]],
  ["rename passwordReset to reset", ["authentication"]],
  ["raise the session timeout", ["authentication"]],
  ["login does not work on Safari", ["authentication"]],
  ["login cannot be changed by admins", ["authentication", "access"]],
  ["users no longer need a password", ["authentication"]],
  ["let guests read without login", ["authentication"]],
  ["there is no login yet", ["authentication"]],
  ["does not only touch login", ["authentication"]],
  ["does not touch only the login", ["authentication"]],
  ["it is impossible not to touch the login", ["authentication"]],
  ["it no longer needs a feature flag", ["feature flags"]],
  ["not just login, the footer as well", ["authentication"]],
  ["this cannot be done without touching the login", ["authentication"]],
  ["do not touch the footer but change the login", ["authentication"]],
  ["does not touch the footer and adds a login", ["authentication"]],
  ["Do not change the header. Change the login.", ["authentication"]],
  ["do not change the footer, rewrite the login", ["authentication"]],
  ["change the login so that it does not touch the database", ["authentication"]],
  ["without touching the footer, fix login", ["authentication"]],
  ["do not touch payments; encrypt the backup", ["cryptography"]],
  ["the login is not encrypted", ["authentication", "cryptography"]],
  ["rotate the API keys", ["cryptography"]],
  ["store the e-mail's date of birth", ["personal data"]],
  ["show the email address in the header", ["personal data"]],
  ["charge the credit-card twice", ["payment data"]],
  ["Fix the checkout button", ["payment data"]],
  ["add a column with a migration", ["migrations"]],
  ["migrate users to the new table", ["migrations"]],
  ["add a new dependency for dates", ["new dependencies"]],
  ["add the library date-fns; npm install it", ["new dependencies"]],
  ["put it behind a flag", ["feature flags"]],
  ["remove the featureFlag", ["feature flags"]],
  ["needs no login, and no migration", ["authentication"]],
  ["Fix XSS in comments", ["security"]],
  ["Fix SQL injection", ["security"]],
  ["sanitize the search input", ["security"]],
  ["allow all in the firewall's configuration", ["access"]],
  ["other users can open my files", ["access"]],
  ["the tenant filter is missing", ["access"]],
  ["let editors skip the role check", ["access"]],
  ["does not touch the login, fixes an open redirect", ["security"]],
  // Left alone, and said so.
  ["does not touch roles or the login", []],
  ["no change to security", []],
  ["does not touch login", []],
  ["This doesn’t touch login.", []],
  ["Fix a typo; does not touch the login page", []],
  ["Fix the footer, no change to payments", []],
  ["no changes to payments or the login", []],
  ["without touching the login", []],
  ["Fix the footer without changing login, payments or migrations", []],
  ["do not change the authentication code", []],
  ["must never affect billing", []],
  ["does not affect sessions, cookies, or tokens", []],
  ["no login changes", []],
  ["this is unrelated to payments", []],
  ["not related to the login", []],
  ["it has nothing to do with login or billing", []],
  ["it is related to login", ["authentication"]],
  ["nothing to do but fix the login", ["authentication"]],
  ["without any payment changes", []],
  ["the login stays untouched", []],
  ["payments are not affected", []],
  ["login and payments remain unchanged", []],
  ["login must not change", []],
  ["leave the login alone", []],
  ["keep the login as it is", []],
  ["keep login as the first step", ["authentication"]],
  ["migrations are out of scope", []],
  ["no migration is needed", []],
  ["no migrations, no new dependencies, no feature flags", []],
  ["does not need a migration", []],
  ["without new dependencies", []],
  ["do not add a new dependency", []],
  // Other words.
  ["Add authors to the footer", []],
  ["speed up the tokenizer", []],
  ["change the design tokens", []],
  ["explain git checkout in the readme", []],
  ["update lodash to 4.17.21", []],
  ["fix the typo in the blog", []],
  ["", []],
];

test.each(CASES)("%j speaks of %j", (request, topics) => {
  expect(sensitiveIn(request).map(({ topic }) => topic)).toEqual(topics);
});

test("names the words that were found, each once", () => {
  expect(sensitiveIn("Log-in and login with a password; login again, by credit card")).toEqual([
    { topic: "authentication", words: ["log in", "login", "password"] },
    { topic: "payment data", words: ["credit card"] },
  ]);
});

test("what another sentence says never takes a topic back, nor adds one", () => {
  const sentence = fc.constantFrom(...CASES.map(([request]) => request).filter((text) => text !== ""));
  fc.assert(
    fc.property(sentence, sentence, (one, other) => {
      const topics = (text: string): string[] => sensitiveIn(text).map(({ topic }) => topic);
      const both = topics(`${one}.\n${other}`);
      expect(new Set(both)).toEqual(new Set([...topics(one), ...topics(other)]));
    }),
  );
});

test("a request of a megabyte is read", () => {
  for (const unit of ["login ", "not touch ", "no ", "without touching login, ", "a", "\n", "aA", "leave the login "])
    expect(sensitiveIn(unit.repeat(1_000_000 / unit.length))).toBeArray();
});

import { expect, test } from "bun:test";
import { Ledger } from "../src/ledger.ts";
import { Seen } from "../src/seen.ts";
import { receive } from "../src/webhook.ts";

const ADA = "ada@example.org";

function services() {
  const mails: [to: string, subject: string, text: string][] = [];
  const mailer = {
    async send(to: string, subject: string, text: string): Promise<void> {
      mails.push([to, subject, text]);
    },
  };
  return { all: { seen: new Seen(), ledger: new Ledger(), mailer }, mails };
}

const body = (over: object = {}) =>
  JSON.stringify({
    id: "e1",
    type: "payment.succeeded",
    customer: ADA,
    amount: 1250,
    currency: "EUR",
    ...over,
  });

/** A ledger that fails for the first time. */
class ShyLedger extends Ledger {
  private failed = false;

  override async book(customer: string, amount: number): Promise<void> {
    if (this.failed) return super.book(customer, amount);
    this.failed = true;
    throw new Error("the table is locked");
  }
}

const after = <T>(ms: number, value: T): Promise<T> =>
  new Promise((resolve) => setTimeout(() => resolve(value), ms));

test("no customer reads of an amount in undefined", async () => {
  const { all, mails } = services();
  await receive(body({ currency: undefined }), all);
  await receive(body({ id: "e2", currency: null }), all);
  expect(mails).toEqual([]);
});

test("an event of no customer is mailed to nobody", async () => {
  const { all, mails } = services();
  await receive(body({ customer: undefined }), all);
  await receive(body({ id: "e2", customer: null }), all);
  expect(mails).toEqual([]);
});

test("a payment of nothing has a receipt as well", async () => {
  const { all, mails } = services();
  expect(await receive(body({ amount: 0 }), all)).toBe(200);
  expect(mails).toHaveLength(1);
  expect(mails[0]?.[2]).toContain("0.00 EUR");
});

test("a refund that comes twice is booked once", async () => {
  const { all } = services();
  await receive(body(), all);
  const refund = body({ id: "e2", type: "payment.refunded", amount: 250 });
  expect(await receive(refund, all)).toBe(200);
  expect(await receive(refund, all)).toBe(200);
  expect(all.ledger.of(ADA)).toBe(1000);
});

test("a mailer may be an object of a class", async () => {
  class Smtp {
    private readonly sent: string[] = [];

    async send(to: string): Promise<void> {
      this.sent.push(to);
    }

    get all(): string[] {
      return this.sent;
    }
  }
  const mailer = new Smtp();
  expect(await receive(body(), { ...services().all, mailer })).toBe(200);
  expect(mailer.all).toEqual([ADA]);
});

test("a delivery behind one whose booking failed sends no second receipt", async () => {
  const { all, mails } = services();
  const mailer = {
    async send(to: string, subject: string, text: string): Promise<void> {
      await after(20, null);
      mails.push([to, subject, text]);
    },
  };
  const shy = { ...all, mailer, ledger: new ShyLedger() };
  expect(await receive(body(), shy)).toBe(500);
  expect(await receive(body(), shy)).toBe(200);
  await after(60, null);
  expect(mails).toHaveLength(1);
});

test("a payment whose booking failed is booked when it comes again", async () => {
  const { all } = services();
  const shy = { ...all, ledger: new ShyLedger() };
  expect(await receive(body(), shy)).toBe(500);
  expect(await receive(body(), shy)).toBe(200);
  expect(shy.ledger.of(ADA)).toBe(1250);
});

test("a mail that hangs holds up no other event", async () => {
  const { all } = services();
  const { promise, resolve } = Promise.withResolvers<void>();
  const hanging = { ...all, mailer: { send: () => promise } };
  const first = receive(body(), hanging);
  const refund = receive(body({ id: "e2", type: "payment.refunded", amount: 250 }), hanging);
  const answer = await Promise.race([refund, after(500, "held up")]);
  resolve();
  await Promise.all([first, refund]);
  expect(answer).toBe(200);
});

test("amounts of all currencies are in cents", async () => {
  const { all, mails } = services();
  await receive(body({ amount: 125_000, currency: "JPY" }), all);
  expect(mails[0]?.[2]).toContain("1250.00 JPY");
});

test("a program of before this change does not book again what is done", async () => {
  const { all } = services();
  expect(await receive(body(), all)).toBe(200);
  // All that it asks.
  expect(await all.seen.has("e1")).toBe(true);
});

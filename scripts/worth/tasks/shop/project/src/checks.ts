import { invalid } from "./errors.ts";

export const MAX_PRICE = 10_000_000_00;
export const MAX_STOCK = 1_000_000;
export const MAX_QUANTITY = 1_000;

/** An object with these fields and no other. */
export function fieldsOf(value: unknown, allowed: readonly string[]): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw invalid("an object is expected");
  for (const name of Object.keys(value))
    if (!allowed.includes(name)) throw invalid(`there is no field ${name}`);
  return value as Record<string, unknown>;
}

export function integer(value: unknown, name: string, min: number, max: number): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < min || value > max)
    throw invalid(`${name} has to be a whole number from ${min} to ${max}`);
  return value;
}

export function text(value: unknown, name: string): string {
  if (typeof value !== "string" || value.length < 1 || value.length > 100)
    throw invalid(`${name} has to be a text of 1 to 100 characters`);
  return value;
}

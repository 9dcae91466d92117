// Schemas that are made before it is loaded could not be named in the API's document.
import { z } from "@hono/zod-openapi";

/** Fields of what the API answers, each with what it says. */

export const words = (about: string) => z.string().describe(about);
export const count = (about: string) => z.number().int().describe(about);
export const amount = (about: string) => z.number().describe(about);
export const flag = (about: string) => z.boolean().describe(about);
export const time = (about: string) => z.iso.datetime().describe(about);
export const oneOf = <const T extends readonly string[]>(names: T, about: string) =>
  z.enum(names).describe(about);
export const list = <T extends z.ZodRawShape>(about: string, shape: T) =>
  z.array(z.object(shape)).describe(about);

import * as z from "zod/mini";
import { MAX_TEXT } from "../../contract/fields.ts";
import { about } from "../../kit/artifacts/form.ts";

/** Fields of what roles hand in. */

/** Most entries of a list. */
export const MAX_LINES = 200;

/** A text, and a list of them; `what`: what its writer puts in. */
export const line = (what = "…") =>
  about(z.string().check(z.maxLength(MAX_TEXT), z.regex(/\S/, "expected a text")), what);
export const lines = (what?: string) => z.array(line(what)).check(z.maxLength(MAX_LINES));
/** In words. */
export const codeList = (items: readonly string[]): string =>
  items.map((item) => `\`${item}\``).join(", ");

import { applyEdits, modify, type ParseError, parse } from "jsonc-parser";
import { isObject } from "./fields.ts";
import { doubledName } from "./read-json.ts";

/** Changes one value in a text of JSON and leaves every other byte as it is. Pure. */

type Edited = { ok: true; text: string } | { ok: false; problem: string };
type Value = string | number | boolean | { [name: string]: Value };

/**
 * A text of JSON with a value put at a path of names, in the place of what is there; objects on the
 * way are made. A text that is blank counts as an empty object. Refused: a text that is no JSON
 * object or has a name twice, and a path through what is no object.
 */
export function editJson(before: string, path: string[], value: Value): Edited {
  const mark = before.startsWith("\ufeff") ? "\ufeff" : "";
  const body = before.slice(mark.length);
  const text = body.trim() === "" ? "{}\n" : body;
  const errors: ParseError[] = [];
  let at: unknown = parse(text, errors, { disallowComments: true });
  if (errors.length > 0) return { ok: false, problem: "is not valid JSON" };
  if (!isObject(at)) return { ok: false, problem: "is not a JSON object" };
  const twice = doubledName(text);
  if (twice !== null)
    return { ok: false, problem: `has the name ${JSON.stringify(twice.name)} twice in one object` };
  for (const [depth, name] of path.entries()) {
    if (!isObject(at))
      return {
        ok: false,
        problem: `has ${path.slice(0, depth).join(".")}, which is not an object`,
      };
    if (!Object.hasOwn(at, name)) break;
    at = at[name];
  }
  const unit = /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ";
  // What stands in one line stays there.
  const isLong = text.trim().includes("\n") || /^\{\s*\}\s*$/.test(text);
  const formattingOptions = isLong && {
    insertSpaces: !unit.startsWith("\t"),
    tabSize: unit.startsWith("\t") ? 4 : unit.length,
    eol: text.includes("\r\n") ? "\r\n" : "\n",
  };
  const after = applyEdits(
    text,
    modify(text, path, value, formattingOptions ? { formattingOptions } : {}),
  );
  return { ok: true, text: mark + after };
}

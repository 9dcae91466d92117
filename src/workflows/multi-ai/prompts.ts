import reviewCode from "../../../prompts/review-code.md" with { type: "text" };
import reviewPlan from "../../../prompts/review-plan.md" with { type: "text" };

const TEMPLATES = { "review-plan": reviewPlan, "review-code": reviewCode };

/**
 * The text of a prompt with its holes filled: `CHANGES` is the diff since the last round, `PRIOR` the earlier findings,
 * `UNTOUCHED` those called fixed while their place did not change, `KNOWN` minor ones of others. The fence around the material
 * is a hash of the material, so nothing in it can close the fence. @throws Error as `fillHoles` does
 */
export function fillPrompt(name: keyof typeof TEMPLATES, values: Readonly<Record<string, string>>): string {
  const fence = new Bun.CryptoHasher("sha256").update(JSON.stringify(values)).digest("hex").slice(0, 16);
  return fillHoles(TEMPLATES[name], { ...values, FENCE: fence });
}

/** Replaces each `{{NAME}}` by its value, in one pass: a value that looks like a hole stays as it is. @throws Error by its name */
export function fillHoles(template: string, values: Readonly<Record<string, string>>): string {
  const unknown = Object.keys(values).find((name) => !template.includes(`{{${name}}}`));
  if (unknown !== undefined) throw new Error(`prompt: there is no hole {{${unknown}}}`);
  return template.replace(/\{\{([^{}]*)\}\}/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name]! : "";
    if (value.trim() === "") throw new Error(`prompt: the hole {{${name}}} has no value; say "none" if there is none`);
    return value;
  });
}

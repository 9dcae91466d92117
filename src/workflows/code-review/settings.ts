import * as z from "zod/mini";
import { setting } from "../../settings.ts";

const reviewSettings = z.strictObject({
  reviewers: setting(z.number().check(z.int(), z.minimum(1), z.maximum(3)), {
    description: "How many reviewers look at a change, all at once.",
    default: 3,
    examples: [1],
    power: null,
  }),
});

declare module "../../settings.ts" {
  interface Settings {
    review?: z.infer<typeof reviewSettings>;
  }
}

/** Settings of reviews of a change that is there. */
export const REVIEW_SETTINGS = {
  review: setting(reviewSettings, { description: "Reviews of a change that is there already." }),
};

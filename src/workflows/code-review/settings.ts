import * as z from "zod/mini";
import { setting } from "../../settings.ts";

/** Settings of reviews of a change that is there. */
export const REVIEW_SETTINGS = {
  review: setting(
    z.strictObject({
      reviewers: setting(z.number().check(z.int(), z.minimum(1), z.maximum(3)), {
        description: "How many reviewers look at a change, all at once.",
        default: 3,
        power: null,
      }),
    }),
    { description: "Reviews of a change that is there already." },
  ),
};

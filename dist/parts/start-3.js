// @bun
import {
  freshSlug2,
  resolves2
} from "./s184.js";
export {
  freshSlug2 as freshSlug,
  resolves2 as resolves
};

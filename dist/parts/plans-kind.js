// @bun
import {
  plansSchema2,
  plansKind2
} from "./s188.js";
export {
  plansKind2 as plansKind,
  plansSchema2 as plansSchema
};

// @bun
import {
  plansSchema2,
  kind2
} from "./s265.js";
export {
  kind2 as kind,
  plansSchema2 as plansSchema
};

// @bun
import {
  plansSchema2,
  kind2
} from "./s274.js";
export {
  kind2 as kind,
  plansSchema2 as plansSchema
};

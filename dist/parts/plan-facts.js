// @bun
import {
  plansText2,
  makeFacts2
} from "./s121.js";
export {
  makeFacts2 as makeFacts,
  plansText2 as plansText
};

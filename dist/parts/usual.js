// @bun
import {
  usualCost2
} from "./s192.js";
export {
  usualCost2 as usualCost
};

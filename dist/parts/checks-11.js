// @bun
import {
  TEST_CHECKS
} from "./s135.js";
export {
  TEST_CHECKS as CHECKS
};

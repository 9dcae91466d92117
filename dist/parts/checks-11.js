// @bun
import {
  TEST_CHECKS
} from "./s130.js";
export {
  TEST_CHECKS as CHECKS
};

// @bun
import {
  TEST_CHECKS
} from "./s123.js";
export {
  TEST_CHECKS as CHECKS
};

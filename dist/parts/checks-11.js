// @bun
import {
  TEST_CHECKS
} from "./s129.js";
export {
  TEST_CHECKS as CHECKS
};

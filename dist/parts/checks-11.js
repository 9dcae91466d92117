// @bun
import {
  TEST_CHECKS
} from "./s126.js";
export {
  TEST_CHECKS as CHECKS
};

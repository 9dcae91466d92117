// @bun
import {
  TEST_CHECKS
} from "./s70.js";
export {
  TEST_CHECKS as CHECKS
};

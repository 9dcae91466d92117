// @bun
import {
  statusTable2
} from "./s131.js";
export {
  statusTable2 as statusTable
};

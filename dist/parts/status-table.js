// @bun
import {
  statusTable2
} from "./s128.js";
export {
  statusTable2 as statusTable
};

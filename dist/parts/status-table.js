// @bun
import {
  statusTable2
} from "./s71.js";
export {
  statusTable2 as statusTable
};

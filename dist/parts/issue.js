// @bun
import {
  readIssue2
} from "./s214.js";
export {
  readIssue2 as readIssue
};

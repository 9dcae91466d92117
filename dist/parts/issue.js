// @bun
import {
  readIssue2
} from "./s215.js";
export {
  readIssue2 as readIssue
};

// @bun
import {
  readIssue2
} from "./s217.js";
export {
  readIssue2 as readIssue
};

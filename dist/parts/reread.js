// @bun
import {
  reread2
} from "./s85.js";
export {
  reread2 as reread
};

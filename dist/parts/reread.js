// @bun
import {
  reread2
} from "./s96.js";
export {
  reread2 as reread
};

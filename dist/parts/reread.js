// @bun
import {
  reread2
} from "./s58.js";
export {
  reread2 as reread
};

// @bun
import {
  reread2
} from "./s101.js";
export {
  reread2 as reread
};

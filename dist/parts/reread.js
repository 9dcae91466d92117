// @bun
import {
  reread2
} from "./s98.js";
export {
  reread2 as reread
};

// @bun
import {
  reread2
} from "./s42.js";
export {
  reread2 as reread
};

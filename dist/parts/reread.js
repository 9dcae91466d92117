// @bun
import {
  reread2
} from "./s99.js";
export {
  reread2 as reread
};

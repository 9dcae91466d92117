// @bun
import {
  diskTree2
} from "./s51.js";
export {
  diskTree2 as diskTree
};

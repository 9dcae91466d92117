// @bun
import {
  adviceSchema2,
  kind2
} from "./s179.js";
export {
  adviceSchema2 as adviceSchema,
  kind2 as kind
};

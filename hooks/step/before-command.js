// @bun
import{Dl}from"./s12.js";export{Dl as beforeCommand};

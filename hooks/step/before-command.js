// @bun
import{Ql}from"./s41.js";export{Ql as beforeCommand};

// @bun
import{Ml}from"./s65.js";export{Ml as beforeCommand};

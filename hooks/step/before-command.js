// @bun
import{Rl}from"./s24.js";export{Rl as beforeCommand};

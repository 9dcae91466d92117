// @bun
import{El}from"./s43.js";export{El as beforeCommand};

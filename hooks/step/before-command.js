// @bun
import{Ml}from"./s42.js";export{Ml as beforeCommand};

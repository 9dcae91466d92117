// @bun
import{Ol}from"./s26.js";export{Ol as beforeCommand};

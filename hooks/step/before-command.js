// @bun
import{Cl}from"./s48.js";export{Cl as beforeCommand};

// @bun
import{Cl}from"./s46.js";export{Cl as beforeCommand};

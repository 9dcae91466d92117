// @bun
import{ol,rl,il,dg}from"./s74.js";export{ol as area,il as idProblems,dg as kind,rl as talked};

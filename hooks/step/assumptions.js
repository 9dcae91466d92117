// @bun
import{oc,rc,ic,jm}from"./s52.js";export{oc as area,ic as idProblems,jm as kind,rc as talked};

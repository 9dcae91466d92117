// @bun
import{oc,rc,ic,Im}from"./s52.js";export{oc as area,ic as idProblems,Im as kind,rc as talked};

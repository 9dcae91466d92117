// @bun
import{oc,rc,ic,zm}from"./s49.js";export{oc as area,ic as idProblems,zm as kind,rc as talked};

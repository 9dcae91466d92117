// @bun
import{oc,rc,ic,zm}from"./s52.js";export{oc as area,ic as idProblems,zm as kind,rc as talked};

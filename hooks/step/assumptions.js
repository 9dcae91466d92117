// @bun
import{sc,oc,rc,Tm}from"./s53.js";export{sc as area,rc as idProblems,Tm as kind,oc as talked};

// @bun
import{sc,oc,rc,Mm}from"./s53.js";export{sc as area,rc as idProblems,Mm as kind,oc as talked};

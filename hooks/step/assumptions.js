// @bun
import{sc,oc,rc,Cm}from"./s57.js";export{sc as area,rc as idProblems,Cm as kind,oc as talked};

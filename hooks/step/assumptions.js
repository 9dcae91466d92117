// @bun
import{sc,oc,rc,Pm}from"./s55.js";export{sc as area,rc as idProblems,Pm as kind,oc as talked};

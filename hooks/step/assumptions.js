// @bun
import{nc,sc,oc,jm}from"./s56.js";export{nc as area,oc as idProblems,jm as kind,sc as talked};

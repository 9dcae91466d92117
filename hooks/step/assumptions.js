// @bun
import{tc,nc,sc,Cm}from"./s50.js";export{tc as area,sc as idProblems,Cm as kind,nc as talked};

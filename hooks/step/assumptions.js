// @bun
import{tc,nc,sc,_m}from"./s50.js";export{tc as area,sc as idProblems,_m as kind,nc as talked};

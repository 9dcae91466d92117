// @bun
import{tc,nc,sc,xm}from"./s56.js";export{tc as area,sc as idProblems,xm as kind,nc as talked};

// @bun
import{tc,nc,sc,vm}from"./s56.js";export{tc as area,sc as idProblems,vm as kind,nc as talked};

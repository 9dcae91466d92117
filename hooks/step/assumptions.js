// @bun
import{Za,Ka,Qa,sm}from"./s54.js";export{Za as area,Qa as idProblems,sm as kind,Ka as talked};

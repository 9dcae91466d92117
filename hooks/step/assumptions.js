// @bun
import{Za,Ka,Qa,om}from"./s52.js";export{Za as area,Qa as idProblems,om as kind,Ka as talked};

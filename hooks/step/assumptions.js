// @bun
import{Va,Za,Ka,tm}from"./s52.js";export{Va as area,Ka as idProblems,tm as kind,Za as talked};

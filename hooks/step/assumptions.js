// @bun
import{Va,Za,Ka,em}from"./s53.js";export{Va as area,Ka as idProblems,em as kind,Za as talked};

// @bun
import{Va,Za,Ha,rm}from"./s50.js";export{Va as area,Ha as idProblems,rm as kind,Za as talked};

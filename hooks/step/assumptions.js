// @bun
import{rc,ic,ac,Im}from"./s51.js";export{rc as area,ac as idProblems,Im as kind,ic as talked};

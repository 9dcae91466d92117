// @bun
import{Ka,Qa,Xa,sm}from"./s51.js";export{Ka as area,Xa as idProblems,sm as kind,Qa as talked};
